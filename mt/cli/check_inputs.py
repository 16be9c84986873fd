"""The pairs that `vifr check` reads: a table or JSON Lines with the columns vi and fr, or two plain texts."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from itertools import zip_longest
from pathlib import Path

from mt.caption import Pair
from mt.documents import pairs, registry
from mt.errors import InputError, UsageError
from mt.files.columns import NoColumn, listed
from mt.files.document import Document, check_input, open_document
from mt.files.formats import format_of
from mt.files.row import Row

PAIR_FORMATS = ("tsv", "csv", "jsonl", *pairs.FORMATS)
Say = Callable[[str], None]


def read_pairs(
    path: Path | None,
    *,
    input_format: str | None,
    say: Say,
    columns: tuple[str, str] = ("vi", "fr"),
    remedy: str = "call one of these vi and another fr",
) -> Iterator[Pair]:
    """The pairs of one file, or of standard input where `path` is None, as they are read.

    `columns` are those of the Vietnamese and of the French; `remedy` says what to do where they are not
    among those that there are, which follow it. A pair is called by its column `id`, or by its line. A row
    that cannot be read is said, and left out; blank lines are left out.

    Raises:
        InputError: the file cannot be read.
        UsageError: it is plain text, or has no columns vi and fr.
    """
    if path:
        check_input(path)
    structured = registry.format_of(path) if path else ""
    kind = structured or input_format or (format_of(str(path)) if path else "tsv")
    if kind in pairs.FORMATS:
        yield from pairs.read_pairs(path, kind)
        return
    if structured:
        raise UsageError(
            f"{kind} files hold captions, no pairs",
            where=path,
            remedy=f"choose a table, or {', '.join(pairs.FORMATS)}",
        )
    if kind == "txt":
        raise UsageError(
            f"plain text has no columns {columns[0]} and {columns[1]}",
            where=path or "standard input",
            remedy="name two files, Vietnamese first; or use .tsv, .csv or .jsonl",
        )
    try:
        opened = _open(path, kind, columns[0])
    except NoColumn as error:
        raise UsageError(error.what, where=error.where, remedy=f"{remedy}: {error.columns}") from error
    with opened as document:
        for row in document:
            if row.problem:
                say(f"{document.name}:{row.line}: {row.problem.what}; {row.problem.remedy}")
            elif row.raw.strip():
                yield _pair(row, document, columns[1], remedy)


def read_two(vi: Path, fr: Path, *, say: Say) -> Iterator[Pair]:
    """The pairs of two plain texts, line by line; a pair is called by its line.

    Raises:
        InputError: a file cannot be read, or one has more lines than the other.
    """
    with _open(vi, "txt", "") as left, _open(fr, "txt", "") as right:
        for line, rows in enumerate(zip_longest(left, right), 1):
            one, other = rows
            if one is None or other is None:
                raise InputError(
                    f"ends before line {line}",
                    where=vi if one is None else fr,
                    remedy="both files must have the same lines",
                )
            for row, path in ((one, vi), (other, fr)):
                if row.problem:
                    say(f"{path}:{line}: {row.problem.what}; {row.problem.remedy}")
            if not (one.problem or other.problem) and (one.text.strip() or other.text.strip()):
                yield Pair(str(line), one.text, other.text)


def _open(path: Path | None, kind: str, column: str) -> Document:
    return open_document(path, format=kind, output_format="txt", column=column)


def _pair(row: Row, document: Document, french: str, remedy: str) -> Pair:
    layout = document.layout
    found = (
        json.loads(row.raw)
        if layout.format == "jsonl"
        else dict(zip(layout.columns, row.cells, strict=False))
    )
    by_name = {str(name).strip().casefold(): value for name, value in found.items()}
    text = by_name.get(french.strip().casefold())
    if not isinstance(text, str):
        if text is not None:
            raise UsageError(
                f"the value of {french!r} is not text",
                where=f"{document.name}:{row.line}",
                remedy="write it as a string",
            )
        raise UsageError(
            f"no column or key called {french}",
            where=f"{document.name}:{row.line}",
            remedy=f"{remedy}: {listed(list(found))}",
        )
    return Pair(str(by_name.get("id") or row.line), row.text, text)
