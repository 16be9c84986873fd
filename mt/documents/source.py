"""The bytes of an input that is read more than once: a file, or standard input kept in memory."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import BinaryIO

from mt.errors import InputError

MAX_BYTES = 256 << 20
"""The largest standard input, and the largest file of a format that is read whole."""


class Source:
    """An input, and how messages call it.

    Raises:
        InputError: it cannot be opened, or standard input is larger than `MAX_BYTES`.
    """

    def __init__(self, path: Path | None, *, name: str = "standard input") -> None:
        self.path = path
        self.name = name if path is None else str(path)
        self._data = b"" if path else self._taken(sys.stdin.buffer)
        self._slices: BinaryIO | None = None

    def open(self) -> BinaryIO:
        """A new stream, from the first byte."""
        if self.path is None:
            return io.BytesIO(self._data)
        try:
            return self.path.open("rb")
        except OSError as error:
            raise InputError(
                error.strerror or str(error), where=self.name, remedy="check the name"
            ) from error

    def head(self, size: int = 1 << 16) -> bytes:
        """The first bytes."""
        return self.slice(0, size)

    def slice(self, start: int, end: int) -> bytes:
        """The bytes from `start` to `end`, fewer at the end of the file."""
        if self._slices is None:
            self._slices = self.open()
        try:
            self._slices.seek(start)
            return self._slices.read(end - start)
        except OSError as error:
            raise InputError(error.strerror or str(error), where=self.name) from error

    def read(self, *, at_most: int = MAX_BYTES) -> bytes:
        """All bytes.

        Raises:
            InputError: there are none, or more than `at_most`.
        """
        with self.open() as stream:
            data = self._taken(stream, at_most=at_most)
        if not data.strip():
            raise InputError("is empty", where=self.name, remedy="was it saved whole?")
        return data

    def close(self) -> None:
        if self._slices is not None:
            self._slices.close()
            self._slices = None

    def _taken(self, stream: BinaryIO, *, at_most: int = MAX_BYTES) -> bytes:
        try:
            data = stream.read(at_most + 1)
        except OSError as error:
            raise InputError(error.strerror or str(error), where=self.name) from error
        if len(data) > at_most:
            raise InputError(f"is larger than {at_most >> 20} MB", where=self.name, remedy="split it")
        return data
