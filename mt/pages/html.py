"""Captions of an HTML page."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from mt.pages.document import Reader
from mt.pages.elements import Document
from mt.pages.page import Candidate
from mt.pages.shapes import SHAPES, Layout

_CHUNK = 1 << 16


def parse(text: str, reader: Reader | None = None) -> Document:
    """The page as a sequence of texts and images; any text at all can be parsed.

    Args:
        reader: what the parser reports to, where somebody wants to hear it too.
    """
    parser = etree.HTMLParser(
        target=reader or Reader(), encoding="utf-8", huge_tree=False, no_network=True, recover=True
    )
    data = text.replace("\0", " ").encode("utf-8", errors="replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    document: Document = parser.close()
    return document


def candidates(text: str) -> Iterator[Candidate]:
    """What may be a caption on the page, strongest shape first."""
    if text.strip():
        yield from candidates_on(Layout(parse(text)))


def candidates_on(layout: Layout) -> Iterator[Candidate]:
    """What may be a caption on a page that has been parsed, strongest shape first."""
    for shape in SHAPES:
        yield from shape(layout)
