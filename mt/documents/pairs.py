"""Pairs of captions out of the files of translators: TMX, XLIFF, PO, and tables in Parquet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from mt.caption import LANGUAGES, Pair
from mt.documents import parquet, po, xliff
from mt.documents.document import OTHER
from mt.documents.source import Source
from mt.errors import InputError, UsageError
from mt.files import tmx

FORMATS = ("tmx", "xliff", "po", "parquet")


def read_pairs(path: Path | None, format: str) -> Iterator[Pair]:
    """The pairs of a file, or of standard input, as they are read; a side that is not there is empty.

    A pair is called as the file calls it, else by its number.

    Raises:
        InputError: the file cannot be read, or is between other languages.
        UsageError: a table without the columns vi and fr.
    """
    source = Source(path)
    try:
        yield from _READERS[format](source)
    finally:
        source.close()


def _tmx(source: Source) -> Iterator[Pair]:
    with source.open() as stream:
        for number, unit in enumerate(tmx.read(stream, name=source.name), start=1):
            yield Pair(unit.id or str(number), unit.vi, unit.fr)


def _xliff(source: Source) -> Iterator[Pair]:
    for name, texts in xliff.pairs(source, _language(source, xliff.languages(source))):
        yield _pair(name, texts)


def _po(source: Source) -> Iterator[Pair]:
    for name, texts in po.pairs(source, _language(source, po.languages(source))):
        yield _pair(name, texts)


def _parquet(source: Source) -> Iterator[Pair]:
    table = parquet.Columns(source)
    names = {str(name).strip().casefold(): name for name in table.names}
    for language in LANGUAGES:
        if language not in names:
            table.close()
            raise UsageError(f"no column called {language}", where=source.name, remedy=f"name it {language}")
    wanted = [names[name] for name in ("id", *LANGUAGES) if name in names]
    for number, row in enumerate(table.rows(wanted), start=1):
        sides = ("" if row[names[language]] is None else str(row[names[language]]) for language in LANGUAGES)
        yield Pair(str(row.get(names.get("id", ""), "") or number), *sides)


def _pair(name: str, texts: dict[str, str]) -> Pair:
    return Pair(name, texts["vi"], texts["fr"])


def _language(source: Source, said: tuple[str, str]) -> str:
    """The language that a file translates from."""
    language = said[0] or OTHER.get(said[1], "")
    if language not in LANGUAGES or (said[1] and said[1] != OTHER[language]):
        raise InputError(
            f"is from {said[0] or 'an unnamed language'} to {said[1] or 'an unnamed one'}",
            where=source.name,
            remedy="vifr checks and converts pairs of vi and fr",
        )
    return language


_READERS: dict[str, Callable[[Source], Iterator[Pair]]] = {
    "tmx": _tmx,
    "xliff": _xliff,
    "po": _po,
    "parquet": _parquet,
}
