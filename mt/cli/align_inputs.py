"""The inputs of `vifr align`: lists of captions and pages, and which language they are in."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.caption import LANGUAGES
from mt.errors import InputError, UsageError
from mt.files.document import open_document
from mt.files.formats import format_of
from mt.pages import PageCaption, extract, read
from mt.text.language import detect

_PAGES = frozenset({".html", ".htm", ".xhtml", ".shtml"})
_VOTERS = 200  # captions that are asked for their language


@dataclass(frozen=True, slots=True)
class Source:
    """One input.

    Attributes:
        name: as it was named.
        texts: the captions; blank lines are left out.
        numbers: their lines in a list, from 1; in a page, their numbers.
        images: URL of the photo of each caption of a page, empty where there is none.
    """

    name: str
    texts: tuple[str, ...]
    numbers: tuple[int, ...]
    images: tuple[str, ...]


def read_page(name: str) -> list[PageCaption]:
    """The captions of a page; `-` is standard input.

    Raises:
        InputError: it cannot be read, or is no page.
    """
    if name == "-":
        return extract(read(sys.stdin.buffer.read(), name="standard input"))
    return extract(read(Path(name)))


def read_both(
    names: Sequence[str], *, page: bool, column: str, languages: str | None
) -> tuple[Source, Source]:
    """The Vietnamese and the French one of two inputs.

    Raises:
        InputError: one cannot be read.
        UsageError: both are in one language.
    """
    found: list[tuple[str, Source]] = []
    said = languages.split(",") if languages else ["", ""]
    for name, language in zip(names, said, strict=True):
        found.append(_read(name, page=page, column=column, language=language))
    (first, left), (second, right) = found
    if first == second and first:
        name = "Vietnamese" if first == "vi" else "French"
        raise UsageError(
            f"{left.name} and {right.name} both look {name}",
            remedy="say --languages vi,fr or --languages fr,vi",
        )
    return (right, left) if first == "fr" or second == "vi" else (left, right)


def _read(name: str, *, page: bool, column: str, language: str) -> tuple[str, Source]:
    """An input and its language, empty where it cannot be told."""
    if page or Path(name).suffix.lower() in _PAGES:
        captions = read_page(name)
        language = language or _most([caption.language for caption in captions])
        kept = [caption for caption in captions if not language or caption.language in ("", language)]
        return language, Source(
            name,
            tuple(caption.text for caption in kept),
            tuple(captions.index(caption) + 1 for caption in kept),
            tuple(caption.image for caption in kept),
        )
    path = None if name == "-" else Path(name)
    texts, numbers = [], []
    format = "txt" if path is None else format_of(name)
    with open_document(path, format=format, output_format="txt", column=column, language=language) as rows:
        for row in rows:
            if row.problem:
                raise InputError(row.problem.what, where=f"{name}:{row.line}", remedy=row.problem.remedy)
            if row.text.strip():
                texts.append(row.text)
                numbers.append(row.line)
    language = language or _most([detect(text).language for text in texts[:_VOTERS]])
    return language, Source(name, tuple(texts), tuple(numbers), ("",) * len(texts))


def _most(votes: Sequence[str]) -> str:
    """The language that most are in; empty where there is none."""
    counts = Counter(vote for vote in votes if vote in LANGUAGES)
    return max(LANGUAGES, key=lambda language: counts[language]) if counts else ""
