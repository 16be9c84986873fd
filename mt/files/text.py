"""Plain text: a caption is a line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.caption import Translation
from mt.files.decoding import NOT_UTF8, Lines, has_surrogates, split_ending
from mt.files.row import Layout, Row


def read(lines: Lines) -> tuple[Layout, Iterator[Row]]:
    """The lines as rows, read as they are asked for; a line that is not UTF-8 is a row with a problem."""
    return Layout("txt", bom=lines.bom), _rows(lines)


def _rows(lines: Lines) -> Iterator[Row]:
    for number, line in enumerate(lines):
        raw, ending = split_ending(line)
        if has_surrogates(raw):
            yield Row(number, number + 1, "", raw, ending, problem=NOT_UTF8)
        else:
            yield Row(number, number + 1, raw, raw, ending)


class TextWriter:
    """Exactly one line for every row of any input: the translation, or the row itself where it failed."""

    def __init__(self, layout: Layout) -> None:
        self._verbatim = layout.format == "txt"

    def header(self) -> str:
        return ""

    def row(self, row: Row, translation: Translation) -> str:
        text = row.raw if row.problem else translation.text
        # A line of text has no line ending inside; a bare CR that was in the input line may stay.
        return (text if self._verbatim and text == row.raw else one_line(text)) + row.ending


def one_line(text: str) -> str:
    """The text with line endings and tabs as spaces, for the places that have no way to write them."""
    return re.sub(r"[\t\r\n]+", " ", text)
