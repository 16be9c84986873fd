"""What type a photo is, by its first bytes; its name is only asked which files to look at."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO

from mt.photos.blocks import Container
from mt.photos.jpeg import Jpeg
from mt.photos.png import SIGNATURE, Png
from mt.photos.sidecar import Sidecar
from mt.photos.source import Source
from mt.photos.tiff import Tiff
from mt.photos.tree import RAW_SUFFIXES
from mt.photos.webp import WebP


def container(file: BinaryIO, name: str) -> Container:
    """The photo in an open file.

    Raises:
        InputError: it is empty, damaged, or no photo of a type that is known.
    """
    source = Source(file, name)
    if not source.size:
        raise source.damaged("is empty")
    head = source.head(4096)
    if head.startswith(b"\xff\xd8\xff"):
        return Jpeg(source)
    if head.startswith(SIGNATURE):
        return Png(source)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return WebP(source)
    if head[:4] in (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+") and head[8:10] != b"CR":
        if Path(name).suffix.lower() in RAW_SUFFIXES:
            raise source.damaged("is a RAW photo", "name its sidecar, the .xmp file beside it")
        return Tiff(source)
    if _is_xmp(head):
        return Sidecar(source)
    if Path(name).suffix.lower() in RAW_SUFFIXES:
        raise source.damaged("is a photo that is left alone", "name its sidecar, the .xmp file beside it")
    raise source.damaged(
        "is no JPEG, PNG, WebP, TIFF or XMP, whatever its name says", "give it the name of what it is"
    )


def _is_xmp(head: bytes) -> bool:
    text = head.replace(b"\0", b"")
    return text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<") and (
        b"xpacket" in text or b"adobe:ns:meta/" in text or b"22-rdf-syntax-ns#" in text
    )
