"""PNG: chunks, each with its checksum. XMP is an iTXt chunk; other programs leave hexadecimal profiles."""

from __future__ import annotations

import zlib
from dataclasses import dataclass

from mt.photos.blocks import Blocks, Xmp
from mt.photos.ifd import description
from mt.photos.iptc import image_resource
from mt.photos.packet import MAX_BYTES
from mt.photos.source import Edit, Source

SIGNATURE = b"\x89PNG\r\n\x1a\n"
_KEYWORD = b"XML:com.adobe.xmp\0"
_PROFILE = b"Raw profile type "
_LARGEST = MAX_BYTES + 1024


@dataclass(frozen=True, slots=True)
class _Chunk:
    type: bytes
    start: int
    body: int
    size: int

    @property
    def stop(self) -> int:
        return self.body + self.size + 4


class Png:
    kind = "png"

    def __init__(self, source: Source) -> None:
        self._source = source
        self._chunks, self._is_whole = _chunks(source)

    def blocks(self) -> Blocks:
        remarks: list[str] = []
        xmp = iptc = exif = b""
        for chunk in self._chunks:
            if chunk.size > _LARGEST:
                continue
            if chunk.type == b"eXIf":
                exif = exif or self._bytes(chunk)
            elif chunk.type == b"iTXt" and self._bytes(chunk).startswith(_KEYWORD):
                text = _international(self._bytes(chunk))
                if text is None:
                    remarks.append("has XMP that cannot be unpacked")
                elif not xmp:
                    xmp = text
            elif chunk.type in (b"tEXt", b"zTXt") and self._bytes(chunk).startswith(_PROFILE):
                kind, profile = _profile(chunk.type, self._bytes(chunk))
                if kind == b"iptc":
                    iptc = iptc or image_resource(profile) or profile
                elif kind in (b"exif", b"APP1") and not profile.startswith(b"http"):
                    exif = exif or profile
                elif kind == b"xmp":
                    remarks.append("has XMP in a form of ImageMagick's, which is not read")
        signed = any(chunk.type == b"caBX" for chunk in self._chunks)
        return Blocks(Xmp(xmp), iptc, description(exif), signed, tuple(remarks))

    def edits(self, xmp: Xmp) -> list[Edit]:
        if not self._is_whole:
            raise self._source.damaged("is cut: its picture has no end")
        there, picture = [], None
        for chunk in self._chunks:
            if chunk.type == b"iTXt" and self._bytes(chunk).startswith(_KEYWORD):
                there.append(chunk)
            elif chunk.type == b"IDAT" and picture is None:
                picture = chunk
            elif chunk.type in (b"tEXt", b"zTXt") and self._bytes(chunk).startswith(_PROFILE + b"xmp"):
                raise self._source.damaged(
                    "has XMP in a form of ImageMagick's, beside which no other can be put",
                    "write it once with exiftool",
                )
        if len(there) > 1 or picture is None:
            raise self._source.damaged(
                "has several XMP packets" if there else "is damaged: it has no picture",
                "let exiftool or another program write it once",
            )
        body = b"iTXt" + _KEYWORD + b"\0\0\0\0" + xmp.main
        data = (len(body) - 4).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
        if there:
            return [Edit(there[0].start, there[0].stop, data)]
        return [Edit(picture.start, picture.start, data)]

    def _bytes(self, chunk: _Chunk) -> bytes:
        return self._source.read(chunk.body, min(chunk.size, _LARGEST))


def _chunks(source: Source) -> tuple[list[_Chunk], bool]:
    """The chunks, and whether they end in the one that says so."""
    found: list[_Chunk] = []
    at = len(SIGNATURE)
    while at + 12 <= source.size:
        head = source.read(at, 8)
        chunk = _Chunk(head[4:], at, at + 8, int.from_bytes(head[:4], "big"))
        if chunk.stop > source.size or not chunk.type.isalpha():
            break
        found.append(chunk)
        if chunk.type == b"IEND":
            return found, True
        at = chunk.stop
    return found, False


def _international(data: bytes) -> bytes | None:
    """The text of an iTXt chunk; None where it cannot be unpacked."""
    rest = data[len(_KEYWORD) :]
    packed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.split(b"\0", 2)[-1] if rest.count(b"\0") >= 2 else b""
    return _unpacked(text) if packed else text


def _profile(kind: bytes, data: bytes) -> tuple[bytes, bytes]:
    """The name and the bytes of `Raw profile type iptc`, which is written in hexadecimal digits."""
    name, _, rest = data[len(_PROFILE) :].partition(b"\0")
    text = (_unpacked(rest[1:]) if kind == b"zTXt" else rest) or b""
    try:
        digits = text.strip().split(b"\n", 2)[2]  # behind a name and a length, each in its line
        return name, bytes.fromhex(digits.decode("ascii"))
    except (IndexError, ValueError):
        return name, b""


def _unpacked(data: bytes) -> bytes | None:
    try:
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        return None
    return text if unpacker.eof else None
