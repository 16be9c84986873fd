"""Comma-separated values: quotes, delimiters and line endings inside quoted cells.

Semicolons and tabs as delimiters are told from the header, and so are lines that end with a carriage return
alone, as in Excel's "CSV (Macintosh)". A quote that is never closed would swallow the
rest of the file into one cell: such a record is given up, its first line alone becomes a row with a problem,
and reading goes on with the next line.
"""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mt.errors import InputError
from mt.files.columns import choose
from mt.files.decoding import Lines, split_ending
from mt.files.row import Layout, Problem, Row
from mt.files.table import table_row

DELIMITERS = ",;\t"
MAX_CELL = 1_000_000
"""Characters in a cell; a record of several lines that has more lacks a quote somewhere."""


def read(lines: Lines, *, column: str = "", language: str = "") -> tuple[Layout, Iterator[Row]]:
    """The header and the rows, read as they are asked for; see `mt.files.tsv.read`.

    Raises:
        UsageError: the header has no such column.
    """
    csv.field_size_limit(MAX_CELL)
    lines.take_returns()
    records = _Records(lines)
    first = records.header()
    if first is None:
        return Layout("csv", delimiter=",", bom=lines.bom), iter(())
    columns, (header, ending) = first.cells, split_ending(first.raw)
    place = choose(columns, wanted=column, language=language, where=lines.name)
    layout = Layout("csv", columns, header, records.delimiter, columns[place], lines.bom, ending)
    return layout, _rows(records, len(columns), place)


def _rows(records: _Records, width: int, place: int) -> Iterator[Row]:
    for number, record in enumerate(records):
        raw, ending = split_ending(record.raw)
        if record.fault:
            yield Row(
                number,
                record.line,
                "",
                raw,
                ending,
                problem=Problem(f"not CSV: {record.fault}", "correct the row"),
            )
        else:
            yield table_row(number, record.line, raw, ending, record.cells, width=width, place=place)


@dataclass(frozen=True, slots=True)
class _Record:
    line: int
    raw: str
    cells: tuple[str, ...]
    fault: str = ""


class _Records:
    """The records of a CSV file, each with the characters it was read from."""

    def __init__(self, lines: Lines) -> None:
        self.delimiter = ","
        self._lines = lines
        self._again: deque[str] = deque()  # lines of a record that was given up, to be read once more
        self._taken: list[str] = []  # lines of the record that is being read
        self._next_line = 1

    def header(self) -> _Record | None:
        """The first record, which tells the delimiter; None of an empty file."""
        first = next(self._lines, None)
        if first is None:
            return None
        self._again.append(first)
        self.delimiter = max(DELIMITERS, key=lambda mark: _width(first, mark))
        record = next(iter(self))
        if record.fault:
            raise InputError(
                f"the header is not CSV: {record.fault}", where=f"{self._lines.name}:1", remedy="correct it"
            )
        return record

    def __iter__(self) -> Iterator[_Record]:
        reader = self._reader()
        while True:
            self._taken = []
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                first, *rest = self._taken
                fault = _fault(first, error, alone=not rest)
                self._again.extendleft(reversed(rest))
                reader = self._reader()
                self._next_line += 1
                yield _Record(self._next_line - 1, first, (), fault)
            else:
                self._next_line += len(self._taken)
                yield _Record(self._next_line - len(self._taken), "".join(self._taken), tuple(cells))

    def _reader(self) -> Iterator[list[str]]:
        return csv.reader(self._feed(), delimiter=self.delimiter, strict=True)

    def _feed(self) -> Iterator[str]:
        while True:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                return
            self._taken.append(line)
            yield line


def _width(line: str, delimiter: str) -> int:
    """How many cells the first line has with this delimiter; none where it cannot be read so."""
    try:
        return len(next(csv.reader([line], delimiter=delimiter), ()))
    except csv.Error:
        return 0


def _fault(line: str, error: csv.Error, *, alone: bool) -> str:
    """What is wrong with a record that begins with this line and, unless it is `alone`, goes on behind it."""
    if alone and "field limit" in str(error):
        return f"a cell of more than {MAX_CELL:,} characters"
    if "\r" in line.rstrip("\r\n"):
        return "a carriage return stands alone"
    return "a quote is left open or not doubled"


def joiner(delimiter: str) -> Callable[[Sequence[str]], str]:
    """A function that writes cells as one record, quoting those that need it."""

    def quote(cell: str) -> str:
        if any(mark in cell for mark in (delimiter, '"', "\r", "\n")):
            return '"' + cell.replace('"', '""') + '"'
        return cell

    return lambda cells: delimiter.join(quote(cell) for cell in cells)
