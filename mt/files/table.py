"""What TSV and CSV have in common: rows that must fit a header, and two columns added at its end."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from mt.caption import Translation
from mt.files.decoding import NOT_UTF8, has_surrogates
from mt.files.row import Added, Layout, Problem, Row

Join = Callable[[Sequence[str]], str]


def table_row(
    number: int, line: int, raw: str, ending: str, cells: tuple[str, ...], *, width: int, place: int
) -> Row:
    """A row of a table of `width` columns whose captions stand in column `place` (0 is the first).

    A row with too few cells, or with text in cells that no column is named for, has a problem: its caption
    may stand in any of them. Empty cells beyond the header, as spreadsheets leave them, do no harm.
    """
    problem = None
    if not cells:
        return Row(number, line, "", raw, ending)
    if len(cells) < width or any(cell.strip() for cell in cells[width:]):
        problem = Problem(f"{_cells(len(cells))} where the header has {width}", "correct the row")
    elif has_surrogates(cells[place]):
        problem = NOT_UTF8
    return Row(number, line, "" if problem else cells[place], raw, ending, cells, problem)


def _cells(count: int) -> str:
    return "1 cell" if count == 1 else f"{count} cells"


class TableWriter:
    """Writes every cell as it was and adds the translation, its flags and, on request, what a memory offers.

    Of a table the columns stay; of plain text there are `line` and `source`. A row that failed has an empty
    translation and `failed:…` among its flags; cells beyond the header stand behind the added ones.
    """

    def __init__(self, layout: Layout, added: Added, *, format_name: str, delimiter: str, join: Join) -> None:
        self._layout, self._added, self._join, self._delimiter = layout, added, join, delimiter
        self._table = layout.format in ("tsv", "csv")
        self._verbatim = layout.format == format_name and layout.delimiter == delimiter

    def header(self) -> str:
        if self._table and not self._layout.columns:
            return ""  # an empty file: no header to add to
        columns = self._layout.columns if self._table else ("line", "source")
        added: tuple[str, ...] = (self._added.translation, self._added.flags)
        if self._added.memory:
            added += (self._added.memory,)
        header = self._extend(self._layout.header, columns, added)
        return header + self._layout.ending

    def row(self, row: Row, translation: Translation) -> str:
        new = ["" if row.problem else translation.text, "; ".join(translation.flags)]
        if self._added.memory:
            new.append(translation.offer.text if translation.offer else "")
        if not self._table:
            return self._join((str(row.line), row.raw, *new)) + row.ending
        if not row.cells and not row.problem:
            return row.raw + row.ending
        width = len(self._layout.columns)
        if len(row.cells) == width:
            return self._extend(row.raw, row.cells, new) + row.ending
        cells = row.cells or (row.raw,)
        padding = ("",) * (width - len(cells))
        return self._join((*cells[:width], *padding, *new, *cells[width:])) + row.ending

    def _extend(self, raw: str, cells: Sequence[str], new: Sequence[str]) -> str:
        # The record's own characters, so that its quoting stays; a bare CR could end it before its time.
        if self._verbatim and "\r" not in raw:
            return raw + self._delimiter + self._join(new)
        return self._join((*cells, *new))
