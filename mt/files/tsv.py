"""Tab-separated values: a header, raw cells, no quoting; a quote is a quote and a line is a row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt.files.columns import choose
from mt.files.decoding import Lines, split_ending
from mt.files.row import Layout, Row
from mt.files.table import table_row
from mt.files.text import one_line

TAB = "\t"


def read(lines: Lines, *, column: str = "", language: str = "") -> tuple[Layout, Iterator[Row]]:
    """The header and the rows, read as they are asked for.

    Args:
        column: the column of the captions; see `mt.files.columns.choose` for what happens without.
        language: `vi`, `fr` or empty.

    Raises:
        UsageError: the header has no such column.
    """
    lines.take_returns()
    first = next(lines, None)
    if first is None:
        return Layout("tsv", delimiter=TAB, bom=lines.bom), iter(())
    header, ending = split_ending(first)
    columns = tuple(header.split(TAB))
    place = choose(columns, wanted=column, language=language, where=lines.name)
    layout = Layout("tsv", columns, header, TAB, columns[place], lines.bom, ending)
    return layout, _rows(lines, len(columns), place)


def _rows(lines: Lines, width: int, place: int) -> Iterator[Row]:
    for number, line in enumerate(lines):
        raw, ending = split_ending(line)
        cells = tuple(raw.split(TAB)) if raw else ()
        yield table_row(number, number + 2, raw, ending, cells, width=width, place=place)


def join(cells: Sequence[str]) -> str:
    """One line of TSV; a tab or line ending inside a cell, for which TSV has no way, becomes a space."""
    return TAB.join(one_line(cell) for cell in cells)
