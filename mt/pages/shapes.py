"""How pages attach a caption to a photo: one function for each way, the plainest first.

Each takes the page and yields candidates. `SHAPES` is the order in which they are asked; a shape that comes
later does not see the photos that have their captions already.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Iterator
from functools import cached_property

from mt.pages.elements import Block, Document, Element, Image
from mt.pages.furniture import is_noise
from mt.pages.languages import language_of
from mt.pages.marks import credit_start, is_credit, is_short, leading_label, names_positions
from mt.pages.page import Candidate, Role
from mt.text.unicode import fold

_SUFFIX = re.compile(
    r"(?:\s*[-–—|]\s*|\s+)(?:ảnh|hình(?:\s+ảnh)?|photo|image)\s*\d{1,3}\s*\.?$", re.IGNORECASE
)
_LONGEST = 1500
_SHORTEST_ATTRIBUTE = 4  # words; shorter ones name what is there: `Logo VNA`, `Ảnh đại diện`
_TITLES = 4  # of the page: in `<title>`, for other sites, above the article
_LEVELS = 4  # of boxes in boxes
_COLUMNS = 8  # of photos side by side in a table


class Layout:
    """The page with what the shapes ask of it: which image a text belongs to, what is around the article."""

    def __init__(self, document: Document) -> None:
        self.blocks = document.blocks
        self._letters = sum(block.letters for block in self.blocks)
        self._letters_in_box = _letters_in_box(self.blocks)
        self.images = [image for image in document.images if not self.is_outside(image.element)]
        self.language = document.language
        self.captioned: set[Image] = set()
        headlines = [folded for text in document.headlines if (folded := fold(text))]
        self._headings, self._titles = set(headlines), headlines[:_TITLES]
        self._in_figure: dict[Element, list[Image]] = {}
        self._in_table: dict[Element, list[Image]] = {}
        for image in self.images:
            figure, levels = image.element.figure, 0
            while figure and levels < _LEVELS:
                self._in_figure.setdefault(figure, []).append(image)
                figure, levels = figure.parent and figure.parent.figure, levels + 1
            if table := image.element.table:
                self._in_table.setdefault(table, []).append(image)

    @cached_property
    def _orders(self) -> list[int]:
        return [image.order for image in self.images]

    @cached_property
    def _block_orders(self) -> list[int]:
        return [block.order for block in self.blocks]

    @cached_property
    def texts_in_figure(self) -> dict[Element, int]:
        """How many pieces of text that are no captions a figure holds."""
        counts: dict[Element, int] = {}
        for block in self.blocks:
            if block.element.figure and block.element.caption is None:
                counts[block.element.figure] = counts.get(block.element.figure, 0) + 1
        return counts

    @cached_property
    def texts_in_table(self) -> dict[Element, int]:
        counts: dict[Element, int] = {}
        for block in self.blocks:
            if block.element.table:
                counts[block.element.table] = counts.get(block.element.table, 0) + 1
        return counts

    @cached_property
    def texts(self) -> list[Block]:
        """Texts of the article that are no teasers: a text that is all link leads somewhere else."""
        return [
            block
            for block in self.blocks
            if block.linked * 10 < block.letters * 9
            and not self.is_outside(block.element)
            and not is_noise(block.text)
            and not is_credit(block.text)
        ]

    def is_outside(self, element: Element) -> bool:
        """Whether it stands in a box around the article; a box that holds the article itself is none."""
        box = element.box
        while box and (box.holds_article or self._is_most(box)):
            box = box.parent.box if box.parent else None
        return box is not None

    def _is_most(self, box: Element) -> bool:
        """Whether most of the page stands in a box, so that its name says something else than it seems to."""
        return 4 * self._letters_in_box.get(box, 0) > 3 * self._letters

    def is_headline(self, text: str) -> bool:
        """Whether it is a heading of the page, or the beginning of its title."""
        folded = fold(text)
        return folded in self._headings or any(len(folded) > 12 and folded in title for title in self._titles)

    @cached_property
    def centred_is_plain(self) -> bool:
        """Whether the page centres whatever it says, so that it means nothing."""
        return 2 * sum(block.element.centred for block in self.texts) > len(self.texts)

    def in_figure(self, figure: Element) -> list[Image]:
        return self._in_figure.get(figure, [])

    def in_table(self, table: Element) -> list[Image]:
        return self._in_table.get(table, [])

    def image_of(self, block: Block) -> Image | None:
        """The image in the same figure, else the last one before the text with no other text between."""
        figure = block.element.figure
        while figure:
            if images := self.in_figure(figure):
                return images[max(0, bisect(images, block.order, key=lambda image: image.order) - 1)]
            figure = figure.parent and figure.parent.figure
        return self.image_above(block, pieces=3)

    def image_above(self, block: Block, *, pieces: int) -> Image | None:
        """The last image before a text, if fewer than `pieces` texts stand between."""
        index = bisect(self._orders, block.order)
        if not index:
            return None
        image = self.images[index - 1]
        between = bisect(self._block_orders, block.order - 1) - bisect(self._block_orders, image.order)
        return image if between < pieces else None

    def credit_below(self, block: Block) -> str:
        """The next text, if it is a credit and nothing else and no other image comes before it."""
        index = bisect(self._block_orders, block.order)
        if index == len(self.blocks) or credit_start(block.text) is not None:
            return ""
        below = self.blocks[index]
        same_image = bisect(self._orders, block.order) == bisect(self._orders, below.order)
        return below.text if same_image and is_credit(below.text) and not is_noise(below.text) else ""

    def candidate(self, block: Block, role: Role, image: Image | None, *, strength: int = 3) -> Candidate:
        if image:
            self.captioned.add(image)
        figure = block.element.figure
        group = image.element.path if image else (figure or block.element).path
        lines = [line for line in block.lines if len(line) <= _LONGEST]
        if credit := self.credit_below(block):
            lines.append(credit)
        return Candidate(
            tuple(lines), block.element.path, block.order, group, role, image.url if image else "", strength,
            block.element.language,
        )  # fmt: skip


def _letters_in_box(blocks: list[Block]) -> dict[Element, int]:
    letters: dict[Element, int] = {}
    for block in blocks:
        box, levels = block.element.box, 0
        while box and levels < _LEVELS:
            letters[box] = letters.get(box, 0) + block.letters
            box, levels = box.parent and box.parent.box, levels + 1
    return letters


def caption_elements(layout: Layout) -> Iterator[Candidate]:
    """`<figcaption>`, and elements whose class says caption: wp-caption-text, PhotoCMS_Caption, legende."""
    without_image: list[Block] = []
    classes: set[str] = set()
    for block in layout.texts:
        if block.element.caption is not block.element:
            continue
        image = layout.image_of(block)
        figcaption = block.element.tag == "figcaption"
        if image and image.element.link and block.linked and not figcaption:
            continue  # a teaser: photo and headline lead to another page
        if figcaption or image or credit_start(block.text) or leading_label(block.text):
            classes.add(block.element.names)
            yield layout.candidate(block, "figcaption" if figcaption else "element", image)
        else:
            without_image.append(block)
    for block in without_image:  # in a column of its own, named as those at the photos are
        if block.element.names in classes:
            yield layout.candidate(block, "element", None)


def tables(layout: Layout) -> Iterator[Candidate]:
    """A table that holds a photo and hardly any text: the cells below it, or beside it, are its captions."""
    for block in layout.texts:
        here = block.element
        if here.caption or here.table is None or here.row is None:
            continue
        images = layout.in_table(here.table)
        if not images or layout.texts_in_table[here.table] > 2 * len(images) + 2:
            continue
        if block.element.tag == "th" or not is_short(block.text, at_most=4, letters=600):
            continue
        row = here.row.number
        near = images[: bisect(images, block.order, key=lambda image: image.order)][-_COLUMNS:]
        column = here.cell.number if here.cell else 0
        above = [image for image in near if image.element.row and row - image.element.row.number <= 1]
        if above:
            image = min(
                above,
                key=lambda image: abs((image.element.cell.number if image.element.cell else 0) - column),
            )
            yield layout.candidate(block, "table", image, strength=2)


def figure_texts(layout: Layout) -> Iterator[Candidate]:
    """Text beside the photo in a figure, or in a box named after photos, that has no caption element."""
    for block in layout.texts:
        figure = block.element.figure
        if block.element.caption or figure is None or block.element.tag in ("h1", "h2", "h3", "h4", "title"):
            continue
        images = layout.in_figure(figure)
        if not images or layout.texts_in_figure[figure] > 2 * len(images):
            continue
        image = layout.image_of(block)
        if image and not image.element.link and is_short(block.text, at_most=3):
            yield layout.candidate(block, "element", image, strength=0 if image in layout.captioned else 2)


def paragraphs(layout: Layout) -> Iterator[Candidate]:
    """A paragraph of its own: it ends in a credit, or is set in italics or centred right below a photo."""
    for block in layout.texts:
        here = block.element
        if here.caption or here.tag in ("h1", "title"):
            continue
        text = block.text
        if not is_short(text, at_most=3, letters=500):
            continue
        image = layout.image_above(block, pieces=2)
        if image and image.element.link:
            image = None
        centred = here.centred and not layout.centred_is_plain
        styled = 10 * block.emphatic >= 9 * block.letters or here.emphatic or centred
        marked = styled or leading_label(text) or names_positions(text)
        if credit_start(text) is not None or (image and layout.credit_below(block) and is_short(text)):
            yield layout.candidate(block, "paragraph", image, strength=2)
        elif image and image in layout.captioned:  # in the other language, below the first
            if marked or (is_short(text, at_most=1, letters=250) and language_of(text) != layout.language):
                yield layout.candidate(block, "paragraph", image, strength=0)
        elif image and marked and is_short(text) and image is layout.image_above(block, pieces=1):
            yield layout.candidate(block, "paragraph", image, strength=1)


def attributes(layout: Layout) -> Iterator[Candidate]:
    """`alt`, `title` and `data-caption` of a photo, where nothing else carries its caption.

    Where the page has a caption in one language, the attribute still counts if it is in the other; that is
    for the caller to find out, from the strength.
    """
    for image in layout.images:
        if image.element.link:
            continue
        for name, value in sorted(image.texts.items(), key=lambda item: item[0] == "alt"):
            text = _SUFFIX.sub("", value)
            if len(text) > _LONGEST or is_noise(text) or layout.is_headline(text):
                continue
            if len(text.split()) < _SHORTEST_ATTRIBUTE and not name.endswith("caption"):
                continue
            role: Role = "alt" if name == "alt" else "title"
            strength = 0 if image in layout.captioned else 1
            place = f"{image.element.path}/@{name}"
            yield Candidate((text,), place, image.order, image.element.path, role, image.url, strength)


Shape = Callable[[Layout], Iterator[Candidate]]
SHAPES: tuple[Shape, ...] = (caption_elements, tables, figure_texts, paragraphs, attributes)
