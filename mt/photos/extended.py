"""XMP in a JPEG, where a segment holds 65,502 bytes of it: what is longer goes on in an extended part.

XMP specification part 3, 1.1.3.1: the main packet names the extended part by its MD5 digest in
xmpNote:HasExtendedXMP; the part is a packet of its own without wrapper, cut into segments. Readers put the
properties of both together, so that a property may be moved from one to the other as it stands.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Sequence

from mt.photos.blocks import Xmp
from mt.photos.packet import RDF, XMP_NOTE, BrokenError, Name, Packet, repadded
from mt.photos.source import Edit, edited

MAIN_LIMIT = 65_502
PIECE = 65_400
MAIN_MARK = b"http://ns.adobe.com/xap/1.0/\0"
EXTENDED_MARK = b"http://ns.adobe.com/xmp/extension/\0"

_LINK: Name = (XMP_NOTE, "HasExtendedXMP")
_GUID = re.compile(r"[0-9A-Fa-f]{32}")
# What readers of the main packet alone must find, and what we write.
_STAYING = frozenset({"description", "HasExtendedXMP", "translations", "headline", "credit"})
_NEW = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><{0}:RDF xmlns:{0}="' + RDF + '">{1}</{0}:RDF></x:xmpmeta>'
)  # fmt: skip


def joined(guid: str, pieces: Sequence[bytes]) -> bytes:
    """The extended part that the main packet names, from the payloads of its segments behind the mark.

    Raises:
        BrokenError: pieces are missing, or together they are not what the digest says.
    """
    own = [piece for piece in pieces if piece[:32].decode("latin-1").upper() == guid.upper()]
    if not own:
        raise BrokenError("names an extended part that is not there")
    size = int.from_bytes(own[0][32:36], "big")
    whole = bytearray()
    for piece in sorted(own, key=lambda piece: piece[36:40]):
        if int.from_bytes(piece[36:40], "big") != len(whole):
            raise BrokenError("has an extended part with a gap")
        whole += piece[40:]
    if len(whole) != size or digest(bytes(whole)) != guid.upper():
        raise BrokenError("has an extended part that is damaged")
    return bytes(whole)


def pieces(extended: bytes) -> list[bytes]:
    """The payloads of the segments of an extended part, with the mark."""
    head = EXTENDED_MARK + digest(extended).encode("ascii") + len(extended).to_bytes(4, "big")
    return [
        head + start.to_bytes(4, "big") + extended[start : start + PIECE]
        for start in range(0, len(extended), PIECE)
    ]


def digest(extended: bytes) -> str:
    """The name of an extended part: its MD5, in capital hexadecimal digits."""
    return hashlib.md5(extended, usedforsecurity=False).hexdigest().upper()


def named(main: bytes) -> str:
    """The extended part that a main packet names; empty where it names none."""
    return next((text.strip() for _, text in Packet(main).texts(_LINK)), "")


def fitted(xmp: Xmp, room: int) -> Xmp:
    """The XMP for a JPEG whose packet had `room` bytes: of the same length if padding allows it.

    What does not fit into a segment is moved to the extended part, the largest property first.

    Raises:
        BrokenError: that cannot be done.
    """
    main, extended = xmp.main, xmp.extended
    same = repadded(main, room) if 0 < room <= MAIN_LIMIT else main
    if len(same) == room:
        main = same
    if len(main) > MAIN_LIMIT:
        main = repadded(main, 0)
    while len(main) > MAIN_LIMIT:
        main, extended = _moved(main, extended)
    return Xmp(main, extended)


def linked(main: bytes, extended: bytes) -> bytes:
    """The main packet with the name of this extended part in it.

    Raises:
        BrokenError: it names another one in a form that cannot be changed.
    """
    packet = Packet(main)
    old, new = named(main), digest(extended)
    if old:
        places = [
            match.start() for match in re.finditer(re.escape(old.encode("ascii", "replace")), packet.data)
        ]
        if len(places) != 1 or not _GUID.fullmatch(old):
            raise BrokenError("names its extended part in a form that cannot be changed")
        return packet.wrapped(edited(packet.data, [Edit(places[0], places[0] + 32, new.encode("ascii"))]))
    prefix = packet.rdf.tag.rpartition(":")[0]
    about = _about(packet)
    node = f'\n  <{prefix}:Description {about} xmlns:xmpNote="{XMP_NOTE}" xmpNote:HasExtendedXMP="{new}"/>'
    return packet.wrapped(edited(packet.data, [Edit(packet.rdf.close, packet.rdf.close, node.encode())]))


def _moved(main: bytes, extended: bytes) -> tuple[bytes, bytes]:
    """Both parts after the largest property of the main one was moved."""
    packet = Packet(main)
    movable = [
        child
        for node in packet.nodes
        for child in node.children
        if child.name[1] not in _STAYING and child.stop - child.start > 200
    ]
    if not movable:
        raise BrokenError("is too large for a JPEG")
    element = max(movable, key=lambda child: child.stop - child.start)
    prefix = packet.rdf.tag.rpartition(":")[0]
    declarations = " ".join(
        f'xmlns:{name}="{uri}"' for name, uri in element.namespaces.items() if name not in ("", "xml", prefix)
    )
    if "" in element.namespaces or not prefix:
        raise BrokenError("is too large for a JPEG, and has a default namespace")
    body = packet.data[element.start : element.stop].decode("utf-8")
    moved = f"<{prefix}:Description {_about(packet)} {declarations}>{body}</{prefix}:Description>"
    rest = edited(packet.data, [Edit(element.start, element.stop, b"")])
    if extended:
        there = Packet(extended)
        if there.rdf.tag.rpartition(":")[0] != prefix or there.rdf.is_empty:
            raise BrokenError("is too large for a JPEG, and its extended part has other prefixes")
        at = there.rdf.close
        extended = there.wrapped(edited(there.data, [Edit(at, at, moved.encode("utf-8"))]))
    else:
        extended = _NEW.format(prefix, moved).encode("utf-8")
    return repadded(linked(packet.wrapped(rest), extended), 0), extended


def _about(packet: Packet) -> str:
    """The attribute rdf:about as the nodes of the packet have it."""
    prefix = packet.rdf.tag.rpartition(":")[0]
    about = next(
        (node.attributes.get((RDF, "about"), node.attributes.get(("", "about"))) for node in packet.nodes), ""
    )
    return f'{prefix}:about="{html.escape(about or "")}"'
