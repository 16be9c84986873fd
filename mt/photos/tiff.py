"""TIFF: directories that point to places in the file.

Nothing is moved: XMP that fits goes where the old one is, longer XMP and a directory with one entry more go
behind the end of the file, so that every place that anything in the file points to stays what it was.
"""

from __future__ import annotations

from mt.photos.blocks import Blocks, Xmp
from mt.photos.ifd import (
    C2PA,
    IMAGE_DESCRIPTION,
    IPTC,
    PHOTOSHOP,
    XMP,
    Directory,
    Entry,
    NoDirectoryError,
    directory,
)
from mt.photos.iptc import image_resource
from mt.photos.packet import MAX_BYTES, repadded
from mt.photos.source import Edit, Source

_BYTE, _LONG = 1, 4


class Tiff:
    kind = "tiff"

    def __init__(self, source: Source) -> None:
        self._source = source
        try:
            self._directory = directory(source.read)
        except NoDirectoryError as error:
            raise source.damaged(str(error)) from None

    def blocks(self) -> Blocks:
        remarks: list[str] = []

        def value(tag: int) -> bytes:
            entry = self._directory.find(tag)
            if entry is None:
                return b""
            if entry.size > MAX_BYTES or entry.value + entry.size > self._source.size:
                remarks.append(f"its tag {tag} points behind the end of the file")
                return b""
            data = self._source.read(entry.value, entry.size)
            if tag == IPTC and entry.type == _LONG and data[:1] != b"\x1c":  # turned round, four by four
                data = b"".join(data[at : at + 4][::-1] for at in range(0, len(data), 4))
            return data

        iptc = value(IPTC)
        return Blocks(
            Xmp(value(XMP).rstrip(b"\0")),
            iptc if iptc[:1] == b"\x1c" else image_resource(value(PHOTOSHOP)),
            value(IMAGE_DESCRIPTION).rstrip(b"\0 "),
            self._directory.find(C2PA) is not None,
            tuple(remarks),
        )

    def edits(self, xmp: Xmp) -> list[Edit]:
        found, size = self._directory, self._source.size
        entry = found.find(XMP)
        if entry is None:
            start = size + size % 2
            packet = xmp.main + b"\0" * (len(xmp.main) % 2)
            table = start + len(packet)
            new = self._entry(len(xmp.main), start)
            data = b"\0" * (start - size) + packet + self._with(new)
            head = 8 if found.wide else 4
            return [
                Edit(size, size, self._checked(data)),
                Edit(head, head + found.width, found.number(table, found.width)),
            ]
        if self._is_shared(entry):
            raise self._source.damaged("is damaged: its XMP lies over its directory")
        if entry.size > found.width:
            packet = repadded(xmp.main, entry.size)
            if len(packet) == entry.size:
                return [Edit(entry.value, entry.value + entry.size, packet)]
        start = size + size % 2
        edits = [
            Edit(size, size, self._checked(b"\0" * (start - size) + xmp.main)),
            Edit(entry.place, self._stop(entry), self._entry(len(xmp.main), start)),
        ]
        if entry.size > found.width:  # nobody shall find the old packet by looking for packets
            edits.append(Edit(entry.value, entry.value + entry.size, b"\0" * entry.size))
        return edits

    def _entry(self, count: int, place: int) -> bytes:
        found = self._directory
        numbers = ((XMP, 2), (_BYTE, 2), (count, found.width), (place, found.width))
        return b"".join(found.number(number, width) for number, width in numbers)

    def _with(self, new: bytes) -> bytes:
        """The first directory with one entry more, in the order of tags."""
        found = self._directory
        entries = [
            (entry.tag, self._source.read(entry.place, self._stop(entry) - entry.place))
            for entry in found.entries
        ]
        ordered = sorted([*entries, (XMP, new)], key=lambda pair: pair[0])
        counter = found.number(len(ordered), 8 if found.wide else 2)
        following = self._source.read(found.stop - found.width, found.width)
        return counter + b"".join(data for _, data in ordered) + following

    def _stop(self, entry: Entry) -> int:
        return entry.place + (20 if self._directory.wide else 12)

    def _is_shared(self, entry: Entry) -> bool:
        found: Directory = self._directory
        return entry.size > found.width and (
            entry.value < 8 or (entry.value < found.stop and entry.value + entry.size > found.place)
        )

    def _checked(self, data: bytes) -> bytes:
        if not self._directory.wide and self._source.size + len(data) >= 1 << 32:
            raise self._source.damaged("would become larger than a TIFF can be", "make a sidecar for it")
        return data
