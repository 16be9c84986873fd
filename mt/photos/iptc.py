"""IPTC-IIM, the older home of captions: datasets in Photoshop image resources.

IIM 4.2: each dataset is 1C, record, number, length (2 bytes; with the high bit set, the length of the length)
and value. Image resources: `8BIM`, id, a Pascal string, length, value, all padded to even lengths; IIM is
resource 0404.
"""

from __future__ import annotations

from collections import defaultdict

CAPTION, HEADLINE, KEYWORDS, CREDIT = 120, 105, 25, 110
CAPTION_LIMIT = 2000
"""Octets that a caption can have; programs cut longer ones off."""

_IIM = 0x0404


def image_resource(data: bytes, wanted: int = _IIM) -> bytes:
    """The value of a Photoshop image resource; empty where there is none. Damage ends the search."""
    at = 0
    while at + 12 <= len(data) and data[at : at + 4] in (b"8BIM", b"PHUT", b"AgHg", b"DCSR", b"MeSa"):
        number = int.from_bytes(data[at + 4 : at + 6], "big")
        at += 6 + (data[at + 6] + 2) // 2 * 2
        size = int.from_bytes(data[at : at + 4], "big")
        at += 4
        if number == wanted:
            return data[at : at + size]
        at += (size + 1) // 2 * 2
    return b""


def datasets(data: bytes) -> dict[int, list[bytes]]:
    """The values of record 2, by number; what follows damage is left out."""
    found: dict[int, list[bytes]] = defaultdict(list)
    at = 0
    while at + 5 <= len(data) and data[at] == 0x1C:
        record, number = data[at + 1], data[at + 2]
        size = int.from_bytes(data[at + 3 : at + 5], "big")
        at += 5
        if size & 0x8000:
            width = size & 0x7FFF
            if width > 8:
                break
            size = int.from_bytes(data[at : at + width], "big")
            at += width
        if at + size > len(data):
            break
        if record == 2 and size:
            found[number].append(data[at : at + size])
        at += size
    return dict(found)
