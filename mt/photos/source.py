"""A file of a photo: read in pieces, and copied with some of its bytes replaced.

What is to change is told as edits, places and what comes there. Everything that no edit names is copied
byte for byte, whatever it is; so a writer cannot lose what it does not know.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from mt.errors import InputError

_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Edit:
    """`data` instead of the bytes from `start` to `stop`; where these are equal, `data` is put in between."""

    start: int
    stop: int
    data: bytes


class Source:
    """An open photo, read at any place.

    Attributes:
        size: in bytes.
        name: what messages call it.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file, self.name = file, name
        self.size = file.seek(0, 2)

    def read(self, start: int, count: int) -> bytes:
        """So many bytes from `start` on.

        Raises:
            InputError: the file ends before.
        """
        if start < 0 or count < 0 or start + count > self.size:
            raise self.damaged("is cut: it ends before its metadata do")
        self._file.seek(start)
        data = self._file.read(count)
        if len(data) < count:
            raise self.damaged("became shorter while it was read")
        return data

    def head(self, count: int) -> bytes:
        """The first bytes; fewer where there are no more."""
        return self.read(0, min(count, self.size))

    def blocks(self, start: int, stop: int) -> Iterator[bytes]:
        """The bytes between two places, a block at a time."""
        while start < stop:
            block = self.read(start, min(_BLOCK, stop - start))
            start += len(block)
            yield block

    def edited(self, edits: Iterable[Edit]) -> Iterator[bytes]:
        """The whole file with the edits in it, a block at a time.

        Raises:
            InputError: two edits overlap: what the file says of its places cannot be.
        """
        at = 0
        for edit in sorted(edits, key=lambda edit: edit.start):
            if not at <= edit.start <= edit.stop <= self.size:
                raise self.damaged("is damaged: its metadata lie over one another or outside the file")
            yield from self.blocks(at, edit.start)
            yield edit.data
            at = edit.stop
        yield from self.blocks(at, self.size)

    def damaged(self, what: str, remedy: str = "get an undamaged copy") -> InputError:
        """The error to raise where the file is not what it should be."""
        return InputError(what, where=self.name, remedy=remedy)


def edited(data: bytes, edits: Iterable[Edit]) -> bytes:
    """Bytes in memory with the edits in them; those at one place come in the order given."""
    parts, at = [], 0
    for edit in sorted(edits, key=lambda edit: edit.start):
        if not at <= edit.start <= edit.stop <= len(data):
            raise ValueError(f"edits overlap or lie outside: {edit.start}..{edit.stop}")
        parts += [data[at : edit.start], edit.data]
        at = edit.stop
    return b"".join([*parts, data[at:]])
