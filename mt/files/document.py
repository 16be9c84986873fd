"""One open input: a file, or standard input, with its rows."""

from __future__ import annotations

import itertools
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from mt.errors import InputError
from mt.files import formats
from mt.files.decoding import HEAD, Lines, decode
from mt.files.row import Added, Layout, Row

STDIN = "standard input"


class Document:
    """The rows of one input, in order, read as they are asked for; memory does not grow with the file.

    Attributes:
        name: the file as it was named, or `standard input`.
        layout: how it is laid out.
        encoding: `utf-8`, or what the byte order mark or the words say.
    """

    def __init__(
        self, name: str, stream: BinaryIO, lines: Lines, layout: Layout, rows: Iterator[Row]
    ) -> None:
        self.name, self.layout, self.encoding = name, layout, lines.encoding
        self._stream, self._lines, self._rows = stream, lines, rows

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def peek(self, rows: int) -> list[Row]:
        """The next rows, up to that many, without taking them away."""
        head = list(itertools.islice(self._rows, rows))
        self._rows = itertools.chain(head, self._rows)
        return head

    def close(self) -> None:
        self._lines.stream.detach()
        if self.name != STDIN:
            self._stream.close()

    def __enter__(self) -> Document:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def check_input(path: Path) -> None:
    """Nothing, where there is a file or a pipe of this name; its suffix is another matter.

    Raises:
        InputError: there is none, or it is a folder.
    """
    try:
        mode = path.stat().st_mode
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path, remedy="check the name") from error
    if stat.S_ISDIR(mode):
        raise InputError("is a folder", where=path, remedy="name a file in it")


def open_document(
    path: Path | None,
    *,
    format: str,
    output_format: str,
    added: Added | None = None,
    column: str = "",
    language: str = "",
) -> Document:
    """Open a file, or standard input where `path` is None; see `mt.files.formats.read` for the rest.

    Raises:
        InputError: it cannot be opened or read.
        UsageError: there is no such column, or one of the added names is taken.
    """
    name = STDIN if path is None else str(path)
    try:
        stream: BinaryIO = sys.stdin.buffer if path is None else path.open("rb", buffering=HEAD)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=name, remedy="check the name") from error
    try:
        lines = decode(stream, name)
        layout, rows = formats.read(
            lines,
            format=format,
            output_format=output_format,
            added=added or Added(),
            column=column,
            language=language,
        )
    except BaseException:
        if path is not None:
            stream.close()
        raise
    return Document(name, stream, lines, layout, rows)
