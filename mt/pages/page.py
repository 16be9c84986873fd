"""What the other modules of this room pass on: a caption with its place on the page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Role = Literal["figcaption", "element", "table", "paragraph", "alt", "title", "line"]


@dataclass(frozen=True, slots=True)
class PageCaption:
    """One caption in one language, as it stands on the page.

    Attributes:
        text: the caption with its credit; entities decoded, white space single, damaged characters put right
            (`mt.text.unicode.repair`).
        language: `vi`, `fr`, or empty where neither could be told.
        place: `line 12` of a text dump, or the path of the element, `/html/body/div[2]/figure/figcaption`,
            with `/@alt` or `/@title` behind it where the caption stands in an attribute.
        order: position on the page, rising; the two halves of one element have different ones.
        group: the same for captions of one photo: the path of its figure, table cell or image, the line of
            a text dump at which the captions of one photo begin.
        image: URL of the photo as the page gives it, empty where there is none.
        role: `figcaption`; `element`, any other element marked as a caption; `table`; `paragraph` below a
            photo; `alt`; `title`, also `data-caption` and its like; `line` of a text dump.
        whole: all of the element or line where it holds more than this caption (`vi / fr`), else empty.
        original: the caption before characters were repaired, where that changed it, else empty.
    """

    text: str
    language: str
    place: str
    order: int
    group: str
    image: str = ""
    role: Role = "line"
    whole: str = ""
    original: str = ""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be a caption, before it is split into languages and checked.

    Attributes:
        lines: its text, cut where the page breaks the line.
        strength: 3 where the page itself says that it is a caption, 2 where its form does, 1 where it is
            only likely; 0 where the photo has a caption, so that this one counts only in the other language.
        language: what the page says it is in, empty where it says nothing.
        whole: the line of which `lines` are a part, else empty.
    """

    lines: tuple[str, ...]
    place: str
    order: int
    group: str
    role: Role
    image: str = ""
    strength: int = 3
    language: str = ""
    whole: str = ""
