"""WebP: chunks in a RIFF. XMP has a chunk of its own, and a flag in the VP8X chunk that says so."""

from __future__ import annotations

from dataclasses import dataclass

from mt.photos.blocks import Blocks, Xmp
from mt.photos.ifd import description
from mt.photos.source import Edit, Source

_XMP_FLAG, _ALPHA_FLAG = 0x04, 0x10


@dataclass(frozen=True, slots=True)
class _Chunk:
    type: bytes
    start: int
    size: int

    @property
    def body(self) -> int:
        return self.start + 8

    @property
    def stop(self) -> int:
        return self.body + self.size + self.size % 2


class WebP:
    kind = "webp"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._end = 8 + int.from_bytes(source.read(4, 4), "little")
        self._chunks = _chunks(source, min(self._end, source.size))

    def blocks(self) -> Blocks:
        xmp, exif = self._find(b"XMP "), self._find(b"EXIF")
        return Blocks(
            Xmp(self._bytes(xmp[0]) if xmp else b""),
            b"",
            description(self._bytes(exif[0])) if exif else b"",
            bool(self._find(b"C2PA")),
        )

    def edits(self, xmp: Xmp) -> list[Edit]:
        if self._end > self._source.size or not self._chunks or self._chunks[-1].stop != self._end:
            raise self._source.damaged("is cut or damaged: its chunks do not fill it")
        there = self._find(b"XMP ")
        if len(there) > 1:
            raise self._source.damaged("has several XMP packets", "let exiftool write it once")
        chunk = b"XMP " + len(xmp.main).to_bytes(4, "little") + xmp.main + b"\0" * (len(xmp.main) % 2)
        at = (there[0].start, there[0].stop) if there else (self._end, self._end)
        edits = [Edit(*at, chunk)]
        if self._chunks[0].type == b"VP8X":
            flags = self._chunks[0].body
            edits.append(Edit(flags, flags + 1, bytes([self._source.read(flags, 1)[0] | _XMP_FLAG])))
        else:
            edits.append(Edit(12, 12, self._header()))
        size = self._end - 8 + sum(len(edit.data) - (edit.stop - edit.start) for edit in edits)
        edits.append(Edit(4, 8, size.to_bytes(4, "little")))
        return edits

    def _header(self) -> bytes:
        """The VP8X chunk that a picture without one needs to have metadata: its size and its flags."""
        first = self._chunks[0]
        head = self._source.read(first.body, min(first.size, 10))
        flags = _XMP_FLAG
        if first.type == b"VP8L" and head[:1] == b"\x2f":
            bits = int.from_bytes(head[1:5], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
            flags |= _ALPHA_FLAG if bits >> 28 & 1 else 0
        elif first.type == b"VP8 " and head[3:6] == b"\x9d\x01\x2a":
            width = int.from_bytes(head[6:8], "little") & 0x3FFF
            height = int.from_bytes(head[8:10], "little") & 0x3FFF
        else:
            raise self._source.damaged("is damaged: its picture has no head")
        size = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
        return b"VP8X" + (10).to_bytes(4, "little") + bytes([flags, 0, 0, 0]) + size

    def _find(self, kind: bytes) -> list[_Chunk]:
        return [chunk for chunk in self._chunks if chunk.type == kind]

    def _bytes(self, chunk: _Chunk) -> bytes:
        return self._source.read(chunk.body, chunk.size)


def _chunks(source: Source, end: int) -> list[_Chunk]:
    found: list[_Chunk] = []
    at = 12
    while at + 8 <= end:
        head = source.read(at, 8)
        chunk = _Chunk(head[:4], at, int.from_bytes(head[4:], "little"))
        if chunk.body + chunk.size > end:
            break
        found.append(chunk)
        at = chunk.stop
    return found
