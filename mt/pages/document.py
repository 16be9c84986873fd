"""An HTML page as a sequence: its pieces of text and its images, each with the elements it stands in.

libxml2 reports tags as it meets them and no tree is built, so that a page of 50 MB or one that is nested
100,000 deep takes the time of its length, and the memory of its text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from mt.pages.elements import Block, Document, Element, Image
from mt.pages.furniture import HIDDEN, is_box
from mt.pages.marks import is_credit

_BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details div dl dt fieldset figcaption "
    "figure footer form h1 h2 h3 h4 h5 h6 header hr html li main nav noscript ol p picture pre "
    "section summary table tbody td template tfoot th thead title tr ul video".split()
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 title".split())
_IMAGES = frozenset(("img", "amp-img", "image"))
_EMPHASIS = frozenset("em i small cite".split())
# Where lazy pages keep the address of the real image, best first.
_SOURCES = "data-src data-original data-lazy-src data-lazy data-original-src data-srcset srcset src".split()
# Stands in a text for `<br>` and for breaks inside a caption: the separator of records, in no page.
_LINE_BREAK = "\x1e"
# Before text that stands in a box of its own inside a caption, of which only a credit belongs to it.
_IN_BOX = "\x1d"
_PICTURE_LINK = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|bmp|svg)\b|^(?:#|javascript:|$)", re.IGNORECASE)
_MARKUP = re.compile(r"<[^<>]*>")
_LIGHTBOX = re.compile(r"lightbox|fancybox|gallery|zoom|photoswipe|swipebox|magnific|thickbox", re.IGNORECASE)
_CAPTION_CLASS = re.compile(
    r"(?:^|[\s_-]|(?<=[a-z]))(?:captions?|cap|legendes?|legends?|chu-?_?thich(?:anh)?|thumbcaption|gallerytext"
    r"|(?:photo|image|img|picture|pic|hinh|anh|thumb|slide)[_-]?(?:desc(?:ription)?|note|text|title|info)"
    r"|(?:desc|note|txt|text|mota|mo-ta)[_-]?(?:photo|image|img|picture|pic|hinh|anh|slide))(?=$|[\s_-]|[A-Z])"
    r"|Caption|_cation\b",
)
_FIGURE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:figure|photo|picture|picbox|image|img|imgbox|thumb(?:inner|image)?|gallerybox|slide"
    r"|wp-caption|VCSortableInPreviewMode|anh|hinh|lightbox)(?=$|[\s_-])|(?<=[a-z])(?:Photo|Image|Slide)(?=$|[\s_-])"
)
_CENTRED = re.compile(
    r"text-align\s*:\s*center|font-style\s*:\s*italic|\b(?:center|text-center|align-center|italic)\b",
    re.IGNORECASE,
)


class Reader:
    """Receives the tags and texts of a page from `lxml.etree.HTMLParser(target=Reader())`."""

    def __init__(self) -> None:
        self.document = Document()
        self._here = Element("", None)
        self._block: Block | None = None
        self._runs: list[str] = []
        self._hidden = 0
        self._order = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        if self._hidden or tag in HIDDEN:
            self._hidden += 1
            return
        if tag == "br":
            self._runs.append(_LINE_BREAK)
        if tag in _BLOCKS:
            self._break()
        here = self._here = self._open(tag, attributes)
        if tag in _IMAGES:
            self._image(here, attributes)
        elif "data-caption" in attributes or "data-sub-html" in attributes:
            self._slide(here, attributes)
        elif tag == "meta" and attributes.get("property") == "og:title":
            self.document.headlines.append(attributes.get("content", ""))
        elif tag == "html":
            self.document.language = here.language
        if tag in ("h1", "main") or attributes.get("itemprop") == "articleBody":
            around: Element | None = here
            while around and not around.holds_article:
                around.holds_article = True
                around = around.parent

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden -= 1
            return
        here = self._here
        if tag in _BLOCKS or here.caption is here:
            self._break(closing=True)
        if here.parent is not None:
            self._here = here.parent

    def data(self, text: str) -> None:
        here = self._here
        if self._hidden:
            return
        if self._block is None:
            if not text.strip():
                return
            self._order += 1
            self._block = Block(here.caption or here, self._order)
        if here.caption and here.box is not here.caption.box:
            text = f"{_LINE_BREAK}{_IN_BOX}{text}{_LINE_BREAK}"
        self._runs.append(text)
        size = len(text.strip())
        self._block.letters += size
        if here.link:
            self._block.linked += size
        if here.emphatic:
            self._block.emphatic += size

    def comment(self, text: str) -> None:
        """Comments hold no captions."""

    def close(self) -> Document:
        self._finish()
        return self.document

    def _open(self, tag: str, attributes: Mapping[str, str]) -> Element:
        parent = self._here
        if parent.children is None:
            parent.children = {}
        count = parent.children[tag] = parent.children.get(tag, 0) + 1
        names = " ".join(filter(None, map(attributes.get, ("class", "id", "role", "type", "itemprop"))))
        new = Element(
            tag, parent, f"{tag}[{count}]" if count > 1 else tag, names,
            attributes.get("lang", "")[:2].lower() or parent.language, "",
            parent.figure, parent.caption, parent.box, parent.link, parent.cell, parent.row, parent.table,
            parent.emphatic, parent.centred,
        )  # fmt: skip
        if tag in ("body", "html"):
            return new
        if tag == "a":
            if _PICTURE_LINK.search(attributes.get("href", "")) or _LIGHTBOX.search(
                " ".join(attributes.keys()) + names
            ):
                new.title = attributes.get("title", "") or attributes.get("data-caption", "")
            else:
                new.link = new
        elif tag == "table":
            new.table, new.row, new.cell = new, None, None
        elif tag == "tr":
            new.row, new.number = new, count
        elif tag in ("td", "th"):
            new.cell, new.number = new, count
        if tag in _EMPHASIS:
            new.emphatic = True
        if (
            _CENTRED.search(attributes.get("style", "") + " " + attributes.get("class", ""))
            or attributes.get("align") == "center"
        ):
            new.centred = True
        if is_box(tag, names) or (tag == "header" and not (parent.figure or parent.tag == "article")):
            new.box = new
        if tag == "figcaption" or (tag not in _IMAGES and names and _CAPTION_CLASS.search(names)):
            self._enter_caption(new)
        elif tag == "figure" or (names and tag not in _IMAGES and _FIGURE_CLASS.search(names)):
            new.figure = new
        return new

    def _enter_caption(self, new: Element) -> None:
        """A caption element inside another one, unless that is a figcaption, is the real one."""
        outer = new.caption
        if outer is None or outer.tag != "figcaption":
            if outer is not None:
                self._give_up(outer)
            self._finish()
            new.caption = new

    def _give_up(self, outer: Element) -> None:
        """An element named after captions that turns out to be the box around photo and caption."""
        self._finish()
        around: Element | None = self._here
        while around is not None and around.caption is outer:
            around.caption = None
            around.figure = around.figure or outer
            around = around.parent

    def _image(self, here: Element, attributes: Mapping[str, str]) -> None:
        if here.caption and here.caption.tag != "figcaption":
            self._give_up(here.caption)
            here.caption = None
        self._order += 1
        found = (attributes.get(name, "").strip() for name in _SOURCES)
        url = next((url for url in found if url and not url.startswith("data:")), "")
        texts = {
            name: " ".join(value.split())
            for name, value in attributes.items()
            if name in ("alt", "title")
            or name.endswith(("caption", "data-desc", "data-description", "data-title"))
        }
        if here.parent and here.parent.title:
            texts["link_title"] = " ".join(here.parent.title.split())
        self.document.images.append(
            Image(here, self._order, url.split()[0].rstrip(",") if url else "", texts)
        )

    def _slide(self, here: Element, attributes: Mapping[str, str]) -> None:
        """An element that a script makes a photo of, with its caption."""
        self._order += 1
        markup = attributes.get("data-caption") or attributes.get("data-sub-html", "")
        text = " ".join(_MARKUP.sub(" ", markup).split())
        url = attributes.get("data-src") or attributes.get("href", "")
        self.document.images.append(Image(here, self._order, url, {"data-caption": text}))

    def _break(self, *, closing: bool = False) -> None:
        caption = self._here.caption
        if caption is None or (closing and caption is self._here):
            self._finish()
        else:
            self._runs.append(_LINE_BREAK)

    def _finish(self) -> None:
        block, self._block = self._block, None
        if block is not None and (lines := "".join(self._runs).split(_LINE_BREAK)):
            for line in lines:
                text = " ".join(line.replace(_IN_BOX, "").split())
                if text and (_IN_BOX not in line or is_credit(text)):
                    block.lines.append(text)
            if block.element.tag in _HEADINGS:
                self.document.headlines.append(block.text)
            self.document.blocks.append(block)
        self._runs = []
