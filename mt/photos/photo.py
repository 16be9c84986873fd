"""What a photo says: its captions, headline, credit and keywords, each with the place where it stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.errors import InputError
from mt.photos import iptc
from mt.photos.blocks import Blocks, Container
from mt.photos.decoding import decoded
from mt.photos.kinds import container
from mt.photos.packet import DC, PHOTOSHOP, BrokenError, Name, Packet
from mt.photos.provenance import Record, records

DESCRIPTION, SUBJECT = (DC, "description"), (DC, "subject")
HEADLINE, CREDIT = (PHOTOSHOP, "Headline"), (PHOTOSHOP, "Credit")

XMP_PLACE, IPTC_PLACE, EXIF_PLACE = "XMP dc:description", "IPTC Caption/Abstract", "EXIF ImageDescription"

# What cameras write where the caption belongs.
_CAMERAS_SAY = frozenset(
    "olympus digital camera|minolta digital camera|konica minolta digital camera|digital camera|sony dsc"
    "|minolta dsc|samsung|kodak|jenoptik|ricoh|exif_jpeg_picture|exif jpeg picture|exif-jpeg-422|picture"
    "|untitled|default|dcim|created by imagemagick|screenshot|bordermaker|yes|no|none".split("|")
)


@dataclass(frozen=True, slots=True)
class Said:
    """A text that a photo holds.

    Attributes:
        place: where it stands, as `XMP dc:description`.
        text: as it stands there, not repaired.
        language: the tag beside it, as `vi`, `x-default`; empty where there is none.
        encoding: what its bytes were in.
        is_certain: whether that is certain.
    """

    place: str
    text: str
    language: str = ""
    encoding: str = "utf-8"
    is_certain: bool = True


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo that was read.

    Attributes:
        kind: `jpeg`, `png`, `webp`, `tiff` or `xmp`.
        captions: in the order in which they count: XMP, IPTC, EXIF.
        headline, credit: in the same order.
        keywords: of the first place that has any.
        records: what of it was translated by this program.
        broken: why its XMP cannot be read; empty where it can, or where there is none.
        remarks: what else is wrong with its metadata.
    """

    kind: str
    captions: tuple[Said, ...] = ()
    headline: tuple[Said, ...] = ()
    credit: tuple[Said, ...] = ()
    keywords: tuple[Said, ...] = ()
    records: tuple[Record, ...] = ()
    broken: str = ""
    remarks: tuple[str, ...] = ()

    def record(self, property: str, target: str) -> Record | None:
        """The entry of ours for a property, as `dc:description`, and a language."""
        return next((r for r in self.records if (r.property, r.target) == (property, target)), None)


def read(path: Path) -> Photo:
    """What the photo in a file says.

    Raises:
        InputError: it cannot be opened, or is no photo of a type that is known.
    """
    try:
        with path.open("rb") as file:
            found = container(file, str(path))
            return of(found, found.blocks())
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path, remedy="check the name") from error


def of(found: Container, blocks: Blocks) -> Photo:
    """What the metadata of a photo say."""
    packets, broken = _packets(blocks)
    older = iptc.datasets(blocks.iptc)
    texts = [value for values in older.values() for value in values]

    def xmp(name: Name, place: str) -> list[Said]:
        return [
            Said(place, text.strip(), language)
            for packet in packets
            for language, text in packet.texts(name)
            if text.strip()
        ]

    def iim(number: int, place: str) -> list[Said]:
        return [_decoded(place, value, texts) for value in older.get(number, ()) if value.strip(b"\0 ")]

    captions = xmp(DESCRIPTION, XMP_PLACE) + iim(iptc.CAPTION, IPTC_PLACE)
    if blocks.description:
        exif = _decoded(EXIF_PLACE, blocks.description)
        if not _is_of_camera(exif.text):
            captions.append(exif)
    return Photo(
        found.kind,
        tuple(captions),
        tuple(xmp(HEADLINE, "XMP photoshop:Headline") + iim(iptc.HEADLINE, "IPTC Headline")),
        tuple(xmp(CREDIT, "XMP photoshop:Credit") + iim(iptc.CREDIT, "IPTC Credit")),
        tuple(xmp(SUBJECT, "XMP dc:subject") or iim(iptc.KEYWORDS, "IPTC Keywords")),
        tuple(record for packet in packets for record in records(packet)),
        broken,
        blocks.remarks,
    )


def _packets(blocks: Blocks) -> tuple[list[Packet], str]:
    """The XMP, read, and why it cannot be."""
    packets, broken = [], ""
    for data in (blocks.xmp.main, blocks.xmp.extended):
        try:
            if data.strip(b"\0 \t\r\n"):
                packets.append(Packet(data))
        except BrokenError as error:
            broken = str(error)
    return packets, broken


def _decoded(place: str, value: bytes, beside: Sequence[bytes] = ()) -> Said:
    found = decoded(value, beside)
    return Said(place, found.text.strip(), "", found.encoding, found.is_certain)


def _is_of_camera(text: str) -> bool:
    plain = text.strip().lower()
    return not any(map(str.isalpha, plain)) or plain in _CAMERAS_SAY or plain.startswith(("dcim\\", "dcim/"))
