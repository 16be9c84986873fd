"""The lines of a text dump, and what each of them is by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mt.pages.furniture import is_noise
from mt.pages.languages import language_of, parts
from mt.pages.marks import credit_start, is_credit, is_short
from mt.pages.read import clean
from mt.pages.wrapping import unwrapped
from mt.text.sentences import sentences
from mt.text.unicode import fold

_MARKDOWN_IMAGE = re.compile(r"!\[((?:[^\[\]]|\[[^\[\]]{0,200}\]){0,1000})\]\(\s*(\S{0,2000}?)\s*\)")
_MARKDOWN_LINK = re.compile(r"\[([^\[\]]{1,1000})\]\((?:[^\s()]{0,2000})\)")
_LINK_NUMBER = re.compile(r"\[\d{1,3}\](?=\S)")
_BRACKETED = re.compile(r"\[([^\[\]]{1,1000})\]")
_MOST_CELLS = 20
_COLUMNS = re.compile(r"\t+| {3,}(?=\S)")
_DECORATION = re.compile(r"^(?:[|#*_\s]|>(?!>)|[-+•▪●]\s)+|[|*_\s]+$")
_GLUED = re.compile(r"^.{10,300}?(?:\s[-–])?\s(?:ảnh|hình)\s\d{1,2}\s*(?=[^\W\d_a-zà-ÿ])")
_TITLE_SUFFIX = re.compile(r"(?:\s*[-–—,|]\s*|\s+)(?:ảnh|hình|photo|image)\s*\d{1,3}\s*\.?$", re.IGNORECASE)
_SLOT = re.compile(
    r"[\[(]?\d{1,3}\s*/\s*\d{1,3}[\])]?"  # 3/9
    r"|[\[(]?(?:ảnh|hình|photo|image|diapo|slide)\s*(?:số|n°)?\s*\d{1,3}[\])]?\s*[:.]?|\[?(?:image|ảnh|photo)\]?"
    r"|\S.{0,200}\.(?:jpe?g|png|gif|webp|avif)(?:\?\S*)?"
    r"|[\[(]?(?:nhập )?chú thích(?: ảnh)?[\])]?\s*:?|légende(?: photo)?\s*:?|(?:ảnh|photo)\s*:",
    re.IGNORECASE,
)
_CLOSED = re.compile(r"[.!?…][\"'”’» )]*(?:\s*[-–—]?\s*[A-ZĐ][A-ZĐ/+]{1,15})?$")
_ORNAMENT = re.compile(r"logo|ban(?:ner|deau)|ic[oô]ne?|avatar|button|pixel|spacer|blank", re.IGNORECASE)
_DATELINE = re.compile(
    r"(?:\([^()]{2,30}\)|[^\W\d_][^()]{0,40}\s\([^()]{2,30}\))\s*[-–—]"  # (TTXVN) -, Hanoï (VNA) –
    r"|[A-ZÀ-ỸĐ][A-ZÀ-ỸĐ .]{1,24}\s[-–—]\s|>>|\d{1,2}[/:.h-]\d{1,2}\b"  # CẦN THƠ -, >> related, 10:15
)


@dataclass(eq=False)
class Line:
    """A line, or the part of a line in one language.

    Attributes:
        number: of the line on the page, from 1; what stands on one line has the same number.
        text: what can be read, without the signs of Markdown; empty where there is only an image.
        whole: the line, where `text` is a part of it.
        image, alt: of the image in the line.
        glued: what stood before the caption on the line was the headline and the number of the photo.
        is_teaser: it stands in a list of other articles.
        in_album: it stands in a list of photos.
        in_article: a paragraph of the article stands above it.
    """

    number: int
    text: str
    whole: str = ""
    image: str = ""
    alt: str = ""
    glued: bool = False
    is_teaser: bool = False
    in_album: bool = False
    in_article: bool = False

    @cached_property
    def key(self) -> str:
        return fold(self.text)

    @cached_property
    def language(self) -> str:
        return language_of(self.text)

    @cached_property
    def is_slot(self) -> bool:
        """Whether an image stood here."""
        if not self.text:
            return True
        return len(self.text) < 300 and bool(_SLOT.fullmatch(self.text)) and not _ORNAMENT.search(self.text)

    @cached_property
    def is_noise(self) -> bool:
        return is_noise(self.text)

    @cached_property
    def is_credit(self) -> bool:
        return is_credit(self.text)

    @cached_property
    def is_credited(self) -> bool:
        return not self.is_credit and credit_start(self.text) is not None

    @cached_property
    def is_dateline(self) -> bool:
        """Whether it begins as an article does, `Hanoï (VNA) – `, or as a link to another one, `>> `."""
        return _DATELINE.match(self.text) is not None

    @cached_property
    def may_be_translation(self) -> bool:
        """Whether nothing speaks against its being a caption, or the translation of one."""
        furniture = self.is_noise or self.is_slot or self.is_teaser or self.is_dateline
        return not furniture and not self.is_credit and not self.text.isupper()

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it is one sentence of four words or more, not so long that it must be a paragraph."""
        return len(self.text) <= 220 and len(self.key.split()) > 3 and len(sentences(self.text)) == 1

    @cached_property
    def is_paragraph(self) -> bool:
        """Whether it is as long as a paragraph of an article, and closed by a stop or as agencies do."""
        return len(self.text) > 110 and _CLOSED.search(self.text) is not None and not self.is_credited

    @cached_property
    def landmarks(self) -> set[str]:
        """What is the same in both languages: numbers and names, without diacritics."""
        words = re.findall(r"\d+|[^\W\d_]{2,}", self.text)
        return {fold(word) for word in words[1:] if word[0].isupper() or word[0].isdigit()}


def read_lines(text: str) -> list[Line]:
    """What can be read on the lines of a dump; a credit on its own line is joined to the caption above."""
    lines = (line for number, raw in unwrapped(text) for line in _read(number, raw))
    return list(_with_credits(lines))


def _read(number: int, raw: str) -> Iterator[Line]:
    raw = clean(raw.strip())
    if not raw:
        return
    whole = " ".join(raw.split())
    cells = raw.strip("|").split("|") if "|" in (raw[0], raw[-1]) else _COLUMNS.split(raw)
    for cell in cells if len(cells) <= _MOST_CELLS else [raw]:
        for match in _MARKDOWN_IMAGE.finditer(cell):
            yield _image(number, match[1], match[2])
        cell = _LINK_NUMBER.sub("", _MARKDOWN_LINK.sub(r"\1", _MARKDOWN_IMAGE.sub(" ", cell)))
        if bracketed := _BRACKETED.fullmatch(cell.strip()):
            yield _image(number, bracketed[1], "")
            continue
        cell = " ".join(_DECORATION.sub("", cell).split())
        if glued := _GLUED.match(cell):
            yield Line(number, cell[glued.end() :], glued=True)
        elif cell:
            texts = [text for text, _ in parts([cell])] if "/" in cell or "|" in cell else [cell]
            for text in texts:
                yield Line(number, text, whole if len(cells) > 1 or len(texts) > 1 else "")


def _image(number: int, alt: str, url: str) -> Line:
    alt = " ".join(alt.split())
    if _ORNAMENT.search(alt) and len(alt.split()) < 4:
        return Line(number, alt)
    useful = len(alt.split()) > 3 and not _TITLE_SUFFIX.search(alt) and not is_noise(alt)
    return Line(number, "", image=url, alt=alt if useful else "")


def _with_credits(lines: Iterator[Line]) -> Iterator[Line]:
    held: Line | None = None
    in_article = False
    for line in lines:
        in_article = in_article or line.is_paragraph
        if held and line.text and line.is_credit and not line.is_noise and _takes_credit(held, in_article):
            yield Line(held.number, f"{held.text} {line.text}", held.whole, held.image, held.alt, held.glued)
            held = None
            continue
        if held:
            yield held
        held = line
    if held:
        yield held


def _takes_credit(line: Line, in_article: bool) -> bool:
    if not in_article and not line.text.endswith("."):
        return False  # above the article it may be the headline
    return not (
        line.is_noise
        or line.is_slot
        or line.is_credit
        or line.is_credited
        or line.is_dateline
        or line.number == 1
        or not is_short(line.text, letters=250)
    )
