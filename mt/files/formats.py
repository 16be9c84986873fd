"""Which type a file is, by its suffix, and the reader and writer of each type."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

from mt.caption import Translation
from mt.errors import UsageError
from mt.files import csv_table, jsonl, text, tsv
from mt.files.columns import added_names, refuse_collision
from mt.files.decoding import Lines
from mt.files.row import Added, Layout, Row
from mt.files.table import TableWriter

FORMATS = ("txt", "tsv", "csv", "jsonl")
SUFFIXES = {
    "": "txt",
    ".txt": "txt",
    ".text": "txt",
    ".vi": "txt",
    ".fr": "txt",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".csv": "csv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
}

FOREIGN = frozenset(
    ".doc .docx .docm .dot .dotx .xls .xlsx .xlsm .xlsb .ppt .pptx .pptm .rtf .pages .numbers "
    ".odt .ott .ods .odp .odg .fodt .fods .pdf .epub "
    ".zip .7z .rar .tar .tgz .tbz .txz .gz .bz2 .xz .zst .lz .lz4 .lzma .br .z "
    ".jpg .jpeg .png .gif .webp .tif .tiff .bmp .svg .heic .avif .ico .psd".split()
)
"""Suffixes that promise what is never written: office files, archives, compressed files, pictures."""


class Writer(Protocol):
    """Rows and their translations as lines of one format; every line carries its ending."""

    def header(self) -> str: ...

    def row(self, row: Row, translation: Translation) -> str: ...


def format_of(name: str) -> str:
    """`txt`, `tsv`, `csv` or `jsonl` by the suffix of a file name.

    Raises:
        UsageError: a suffix of no format.
    """
    suffix = Path(name).suffix.lower()
    if suffix not in SUFFIXES:
        known = " ".join(known for known in SUFFIXES if known)
        raise UsageError(
            f"unknown suffix {suffix!r}",
            where=name,
            remedy=f"known are {known}; say what it is with --input-format {'|'.join(FORMATS)}",
        )
    return SUFFIXES[suffix]


def refuse_foreign(output: Path) -> None:
    """Raise UsageError where a file is named as one that only other programs write.

    Any other suffix will do: no program is misled by it.
    """
    if (suffix := output.suffix.lower()) in FOREIGN:
        raise UsageError(
            f"{suffix} files cannot be written",
            where=output,
            remedy="choose another suffix, such as .txt or .tsv",
        )


def read(
    lines: Lines, *, format: str, output_format: str, added: Added, column: str = "", language: str = ""
) -> tuple[Layout, Iterator[Row]]:
    """The layout of an input and its rows, read as they are asked for.

    Args:
        format: of the input.
        output_format: the rows must fit what this format adds to them.
        added: the names of what is added.
        column: the column or key of the captions; empty: chosen, see `mt.files.columns.choose`.
        language: `vi`, `fr` or empty; helps to choose the column.

    Raises:
        UsageError: there is no such column, or one of the added names is taken.
        InputError: a header that cannot be read.
    """
    new = added_names(added, output_format)
    if format == "jsonl":
        return jsonl.read(lines, column=column, language=language, added=new)
    if format == "txt":
        if column:
            raise UsageError("plain text has no columns", where=lines.name, remedy="leave --column out")
        return text.read(lines)
    table = tsv if format == "tsv" else csv_table
    layout, rows = table.read(lines, column=column, language=language)
    refuse_collision(layout.columns, new, where=lines.name)
    return layout, rows


def writer(layout: Layout, output_format: str, added: Added) -> Writer:
    """What writes the rows of an input of this layout as `output_format`.

    Raises:
        UsageError: JSON rows, which have no fixed columns, as a table.
    """
    if output_format == "txt":
        return text.TextWriter(layout)
    if output_format == "jsonl":
        return jsonl.JsonlWriter(layout, added)
    if layout.format == "jsonl":
        raise UsageError(
            "JSON rows have no fixed columns", remedy="write them with --format jsonl or --format txt"
        )
    if output_format == "tsv":
        return TableWriter(layout, added, format_name="tsv", delimiter=tsv.TAB, join=tsv.join)
    delimiter = layout.delimiter if layout.format == "csv" else ","
    return TableWriter(
        layout, added, format_name="csv", delimiter=delimiter, join=csv_table.joiner(delimiter)
    )
