"""The table of several pictures in one JPEG (CIPA DC-007): gain maps of phones, previews of cameras.

It gives the place of each picture counted from the table itself, and its length. When the metadata of the
first picture grow, the places of what comes behind it stay right only if the table stands behind what grew;
otherwise, and for the length of the first picture, the numbers must follow.
"""

from __future__ import annotations

from collections.abc import Sequence

from mt.photos.ifd import NoDirectoryError, directory
from mt.photos.source import Edit

MARK = b"MPF\0"
_ENTRIES, _ENTRY = 0xB002, 16


def moved(table: bytes, base: int, edits: Sequence[Edit]) -> list[Edit]:
    """The edits to a table at `base` of a file that make it right for the file with `edits`."""

    def read(place: int, count: int) -> bytes:
        data = table[place : place + count]
        if place < 0 or len(data) < count:
            raise NoDirectoryError("is cut")
        return data

    def after(place: int) -> int:
        return place + sum(len(e.data) - (e.stop - e.start) for e in edits if e.stop <= place)

    try:
        found = directory(read)
        entry = found.find(_ENTRIES)
        if entry is None:
            return []
        changed = []
        for index in range(entry.size // _ENTRY):
            at = entry.value + index * _ENTRY
            size = int.from_bytes(read(at + 4, 4), found.order)
            offset = int.from_bytes(read(at + 8, 4), found.order)
            start = base + offset if offset else 0
            numbers = (
                (at + 4, size, after(start + size) - after(start)),
                (at + 8, offset, after(start) - after(base) if offset else 0),
            )
            changed += [
                Edit(base + place, base + place + 4, found.number(new, 4))
                for place, old, new in numbers
                if new != old
            ]
        return changed
    except NoDirectoryError:
        return []
