"""A row of an input file, the layout of the file it stands in, and the names of what is added to it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a row cannot be translated, and what its owner can do about it."""

    what: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One record of a file, with all that is needed to write it again as it was.

    Attributes:
        number: 0 for the first record.
        line: the line of the file where the record begins; 1 for the first.
        text: the caption; empty where there is a problem.
        raw: the record as it stands in the file, without its line ending. Bytes that are not UTF-8 stand
            in it as lone surrogates (PEP 383), so that they go out as they came in.
        ending: `\\n` or `\\r\\n`.
        cells: the cells of a table's row; empty for a blank line and outside tables.
        problem: why the row cannot be translated; None where it can.
    """

    number: int
    line: int
    text: str
    raw: str
    ending: str = "\n"
    cells: tuple[str, ...] = ()
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """How a file is laid out: what a writer must know to write a file of the same kind.

    Attributes:
        format: `txt`, `tsv`, `csv` or `jsonl`.
        columns: the header of a table, cell by cell.
        header: the header as it stands in the file, without its line ending.
        delimiter: what stands between two cells.
        column: the column or key of the captions.
        bom: whether the file begins with a byte order mark.
        ending: the line ending of the header, `\\n` or `\\r\\n`.
    """

    format: str
    columns: tuple[str, ...] = ()
    header: str = ""
    delimiter: str = ""
    column: str = ""
    bom: bool = False
    ending: str = "\n"


@dataclass(frozen=True, slots=True)
class Added:
    """The names of the columns or keys that are added to a row.

    `memory` is for what a translation memory offers; without a name nothing is added for it.
    """

    translation: str = "translation"
    flags: str = "flags"
    score: str = "score"
    model: str = "model"
    alternatives: str = "alternatives"
    memory: str = ""

    @classmethod
    def into(cls, name: str) -> Added:
        """`french` → `french`, `french_flags`, …, for files that have columns of the usual names already."""
        return cls(name, *(f"{name}_{what}" for what in ("flags", "score", "model", "alternatives")))
