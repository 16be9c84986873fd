"""An `.xmp` sidecar: a file that is an XMP packet, beside a photo that is better left alone."""

from __future__ import annotations

from mt.photos.blocks import Blocks, Xmp
from mt.photos.packet import MAX_BYTES
from mt.photos.source import Edit, Source


class Sidecar:
    kind = "xmp"

    def __init__(self, source: Source) -> None:
        if source.size > MAX_BYTES:
            raise source.damaged(f"is larger than {MAX_BYTES >> 20} MB, too large for XMP")
        self._source = source

    def blocks(self) -> Blocks:
        return Blocks(Xmp(self._source.read(0, self._source.size)))

    def edits(self, xmp: Xmp) -> list[Edit]:
        return [Edit(0, self._source.size, xmp.main)]
