"""Image file directories: of a TIFF file, and of the EXIF block in other photos.

TIFF 6.0; BigTIFF, its form with 64-bit places, is read and written in the same way.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

IMAGE_DESCRIPTION, XMP, IPTC, PHOTOSHOP, C2PA = 270, 700, 33723, 34377, 52545

_SIZES = {
    1: 1,
    2: 1,
    3: 2,
    4: 4,
    5: 8,
    6: 1,
    7: 1,
    8: 2,
    9: 4,
    10: 8,
    11: 4,
    12: 8,
    13: 4,
    16: 8,
    17: 8,
    18: 8,
}
_MOST_ENTRIES = 4096

Read = Callable[[int, int], bytes]
"""Bytes at a place, so many; raises where there are not so many."""


class NoDirectoryError(Exception):
    """The bytes are no TIFF, or its first directory is damaged."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry: its value is the `size` bytes at `value`; `place` is where the entry itself stands."""

    tag: int
    type: int
    count: int
    size: int
    value: int
    place: int


@dataclass(frozen=True, slots=True)
class Directory:
    """The first directory.

    Attributes:
        order: `little` or `big`.
        wide: BigTIFF: places and counts of 8 bytes instead of 4.
        place, stop: where it stands, with its number of entries and the place of the next one.
    """

    order: Literal["little", "big"]
    wide: bool
    place: int
    stop: int
    entries: tuple[Entry, ...]

    def find(self, tag: int) -> Entry | None:
        return next((entry for entry in self.entries if entry.tag == tag), None)

    @property
    def width(self) -> int:
        """Bytes of a place in the file."""
        return 8 if self.wide else 4

    def number(self, value: int, width: int) -> bytes:
        return value.to_bytes(width, self.order)


def directory(read: Read) -> Directory:
    """The first directory of a TIFF.

    Raises:
        NoDirectoryError: there is none, or it is damaged.
    """
    head = read(0, 8)
    if head[:2] not in (b"II", b"MM"):
        raise NoDirectoryError("is no TIFF")
    order: Literal["little", "big"] = "little" if head[:2] == b"II" else "big"

    def number(data: bytes) -> int:
        return int.from_bytes(data, order)

    version = number(head[2:4])
    if version not in (42, 43):
        raise NoDirectoryError("is no TIFF")
    wide = version == 43
    if wide:
        if number(head[4:6]) != 8:
            raise NoDirectoryError("is no BigTIFF")
        place = number(read(8, 8))
    else:
        place = number(head[4:8])
    counter, step, width = (8, 20, 8) if wide else (2, 12, 4)
    count = number(read(place, counter))
    if not 0 < count <= _MOST_ENTRIES:
        raise NoDirectoryError("has a damaged directory")
    raw = read(place + counter, count * step + width)
    entries = []
    for index in range(count):
        at = index * step
        tag, kind = number(raw[at : at + 2]), number(raw[at + 2 : at + 4])
        values = number(raw[at + 4 : at + 4 + width])
        size = values * _SIZES.get(kind, 1)
        own = place + counter + at
        value = own + 4 + width if size <= width else number(raw[at + 4 + width : at + step])
        entries.append(Entry(tag, kind, values, size, value, own))
    return Directory(order, wide, place, place + counter + count * step + width, tuple(entries))


def description(exif: bytes) -> bytes:
    """The ImageDescription of an EXIF block, without the zeros behind it; empty where there is none."""
    start = 6 if exif.startswith(b"Exif\0\0") else 0

    def read(place: int, count: int) -> bytes:
        data = exif[start + place : start + place + count]
        if place < 0 or len(data) < count:
            raise NoDirectoryError("is cut")
        return data

    try:
        entry = directory(read).find(IMAGE_DESCRIPTION)
        return read(entry.value, entry.size).rstrip(b"\0 ") if entry else b""
    except NoDirectoryError:
        return b""
