"""What the containers of photos have in common: the blocks of metadata in them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from mt.photos.source import Edit


@dataclass(frozen=True, slots=True)
class Xmp:
    """The XMP of a photo, as bytes.

    Attributes:
        main: the packet; empty where there is none.
        extended: the part that did not fit into a segment of a JPEG (XMP specification part 3, 1.1.3.1);
            elsewhere always empty.
    """

    main: bytes = b""
    extended: bytes = b""


@dataclass(frozen=True, slots=True)
class Blocks:
    """The metadata of a photo that may hold captions.

    Attributes:
        xmp: the XMP packet.
        iptc: IPTC-IIM, record after record; empty where there is none.
        description: the bytes of EXIF ImageDescription.
        signed: whether it carries Content Credentials (C2PA): a signature over the bytes of the file.
        remarks: what is wrong with a block that could not be read.
    """

    xmp: Xmp = Xmp()
    iptc: bytes = b""
    description: bytes = b""
    signed: bool = False
    remarks: tuple[str, ...] = ()


class Container(Protocol):
    """A photo of one type.

    Attributes:
        kind: `jpeg`, `png`, `webp`, `tiff` or `xmp`.
    """

    kind: str

    def blocks(self) -> Blocks:
        """The metadata in it."""

    def edits(self, xmp: Xmp) -> list[Edit]:
        """What to change so that it has this XMP, and nothing else is other than before.

        Raises:
            InputError: the file is damaged, or in a form that cannot be written without harm.
        """
