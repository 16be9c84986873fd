"""JPEG: segments up to the picture, then the picture, then whatever programs hang behind it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mt.photos import mpf
from mt.photos.blocks import Blocks, Xmp
from mt.photos.extended import EXTENDED_MARK, MAIN_MARK, fitted, joined, linked, named, pieces
from mt.photos.ifd import description
from mt.photos.iptc import image_resource
from mt.photos.packet import BrokenError
from mt.photos.source import Edit, Source

EXIF_MARK, PHOTOSHOP_MARK = b"Exif\0\0", b"Photoshop 3.0\0"
_APP0, _APP1, _APP2, _APP11, _APP13, _SCAN, _END = 0xE0, 0xE1, 0xE2, 0xEB, 0xED, 0xDA, 0xD9
_LONGEST = 65_533
# The next marker in the data of a picture: not a stuffed zero, a restart, or a fill byte.
_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")


@dataclass(frozen=True, slots=True)
class Segment:
    """A segment from its FF to its end; `body` is where its data begin, behind the length."""

    marker: int
    start: int
    body: int
    stop: int


class Jpeg:
    kind = "jpeg"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._segments, self._scan = _segments(source)

    def blocks(self) -> Blocks:
        remarks: list[str] = []
        main = self._payloads(_APP1, MAIN_MARK)
        if len(main) > 1:
            remarks.append("has several XMP packets; the first is read")
        extended = b""
        if main:
            try:
                extended = self._extended(main[0])
            except BrokenError as error:
                remarks.append(f"its XMP {error}")
        exif = self._payloads(_APP1, EXIF_MARK)
        return Blocks(
            Xmp(main[0] if main else b"", extended),
            image_resource(b"".join(self._payloads(_APP13, PHOTOSHOP_MARK))),
            description(exif[0]) if exif else b"",
            any(each.marker == _APP11 and b"c2pa" in self._bytes(each, 200) for each in self._segments),
            tuple(remarks),
        )

    def edits(self, xmp: Xmp) -> list[Edit]:
        end = self._picture_end()
        main = self._marked(_APP1, MAIN_MARK)
        if len(main) > 1:
            raise self._source.damaged("has several XMP packets", "let exiftool or another program join them")
        old = self._bytes(main[0])[len(MAIN_MARK) :] if main else b""
        try:
            before = self._extended(old) if old else b""
            if xmp.extended != before:
                xmp = Xmp(linked(xmp.main, xmp.extended), xmp.extended)
            fit = fitted(xmp, len(old))
        except BrokenError as error:
            raise self._source.damaged(f"its XMP {error}", "write it with another program") from None
        payloads = [MAIN_MARK + fit.main]
        edits = []
        if fit.extended != before:
            payloads += pieces(fit.extended)
            edits = [Edit(each.start, each.stop, b"") for each in self._marked(_APP1, EXTENDED_MARK)]
        place = (main[0].start, main[0].stop) if main else (self._behind_exif(),) * 2
        edits.append(Edit(*place, b"".join(map(_segment, payloads))))
        if sum(len(edit.data) - (edit.stop - edit.start) for edit in edits):
            edits += self._moved(edits, end)
        return edits

    def _payloads(self, marker: int, mark: bytes) -> list[bytes]:
        return [self._bytes(segment)[len(mark) :] for segment in self._marked(marker, mark)]

    def _marked(self, marker: int, mark: bytes) -> list[Segment]:
        return [
            segment
            for segment in self._segments
            if segment.marker == marker
            and segment.stop - segment.body >= len(mark)
            and self._source.read(segment.body, len(mark)) == mark
        ]

    def _bytes(self, segment: Segment, most: int = _LONGEST) -> bytes:
        return self._source.read(segment.body, min(most, segment.stop - segment.body))

    def _extended(self, main: bytes) -> bytes:
        try:
            guid = named(main)
        except BrokenError:
            return b""  # said where the packet is read
        return joined(guid, self._payloads(_APP1, EXTENDED_MARK)) if guid else b""

    def _behind_exif(self) -> int:
        """Where a new packet goes: behind the JFIF and EXIF segments that open the file."""
        at = 2
        for segment in self._segments:
            is_exif = segment.marker == _APP1 and self._source.read(segment.body, 6) == EXIF_MARK
            if segment.start != at or not (segment.marker == _APP0 or is_exif):
                break
            at = segment.stop
        return at

    def _picture_end(self) -> int:
        """Where the picture ends; other pictures or anything else may follow.

        Raises:
            InputError: it does not end: the file is cut.
        """
        at = self._scan
        while True:
            marker, stop = self._next_marker(at)
            if marker == _END:
                return stop
            at = stop + max(int.from_bytes(self._source.read(stop, 2), "big"), 2)

    def _next_marker(self, at: int) -> tuple[int, int]:
        before = b""
        for block in self._source.blocks(at, self._source.size):
            data = before + block
            if match := _MARKER.search(data):
                return match[1][0], at - len(before) + match.end()
            before = b"\xff" if data.endswith(b"\xff") else b""
            at += len(block)
        raise self._source.damaged("is cut: its picture has no end")

    def _moved(self, edits: Sequence[Edit], end: int) -> list[Edit]:
        """What must follow because the picture moves: the places of other pictures behind it.

        Raises:
            InputError: there is one whose place only maker notes can tell, and they are not to be touched.
        """
        for segment in self._segments:
            if segment.marker == _APP2 and self._source.read(segment.body, 4) == mpf.MARK:
                base = segment.body + len(mpf.MARK)
                return mpf.moved(self._source.read(base, segment.stop - base), base, edits)
        if self._source.read(end, min(3, self._source.size - end)) == b"\xff\xd8\xff":
            raise self._source.damaged(
                "has a preview behind the picture and no room in its XMP: the preview could get lost",
                "write it with exiftool, or make a sidecar with: exiftool -o %d%f.xmp",
            )
        return []


def _segment(payload: bytes) -> bytes:
    assert len(payload) <= _LONGEST
    return b"\xff\xe1" + (len(payload) + 2).to_bytes(2, "big") + payload


def _segments(source: Source) -> tuple[list[Segment], int]:
    """The segments before the picture, and where its data begin.

    Raises:
        InputError: the file ends before there is a picture, or holds something that is no segment.
    """
    found: list[Segment] = []
    at = 2
    while True:
        start = at
        if source.read(at, 1) != b"\xff":
            raise source.damaged("is damaged: between its segments is something else")
        while (marker := source.read(at, 1)[0]) == 0xFF:
            at += 1
        at += 1
        if marker == _END or marker == 0 or 0xD0 <= marker <= 0xD8:
            raise source.damaged("is damaged: it has no picture")
        size = int.from_bytes(source.read(at, 2), "big")
        if size < 2:
            raise source.damaged("is damaged: a segment has no length")
        stop = at + size
        source.read(stop, 0)
        if marker == _SCAN:
            return found, stop
        found.append(Segment(marker, start, at + 2, stop))
        at = stop
