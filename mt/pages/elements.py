"""What an HTML page is read into: the elements that are open, pieces of text and images in document order."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True, eq=False)
class Element:
    """An open element, with what it has from those around it.

    `figure`, `caption`, `box`, `link`, `cell`, `row` and `table` are the nearest ones, itself included.
    """

    tag: str
    parent: Element | None
    step: str = ""
    names: str = ""
    language: str = ""
    title: str = ""
    figure: Element | None = None
    caption: Element | None = None
    box: Element | None = None
    link: Element | None = None
    cell: Element | None = None
    row: Element | None = None
    table: Element | None = None
    emphatic: bool = False
    centred: bool = False
    number: int = 0
    holds_article: bool = False
    children: dict[str, int] | None = None

    @property
    def path(self) -> str:
        """`/html/body/div[2]/p`; of more than 40 steps the first are left out."""
        steps: list[str] = []
        element: Element | None = self
        while element and element.parent and len(steps) < 40:
            steps.append(element.step)
            element = element.parent
        return ("//" if element and element.parent else "/") + "/".join(reversed(steps))


@dataclass(slots=True, eq=False)
class Block:
    """Text between two breaks of block elements; inside a caption element, all of it.

    Attributes:
        element: what it stands in.
        order: position on the page.
        lines: its text, white space collapsed, cut at `<br>` and at inner blocks.
        letters, linked, emphatic: characters of text, of those in links to other pages, in italics.
    """

    element: Element
    order: int
    lines: list[str] = field(default_factory=list)
    letters: int = 0
    linked: int = 0
    emphatic: int = 0

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(slots=True, eq=False)
class Image:
    """An image and the texts in its attributes, by attribute; `link_title` is that of the link around it."""

    element: Element
    order: int
    url: str
    texts: dict[str, str]


@dataclass(slots=True)
class Document:
    """What an HTML page holds, in document order."""

    blocks: list[Block] = field(default_factory=list)
    images: list[Image] = field(default_factory=list)
    headlines: list[str] = field(default_factory=list)
    language: str = ""
