"""Who translated what: the property vifr:translations, one entry for each text that was written.

    vifr:property             dc:description, dc:subject, photoshop:Headline, photoshop:Credit
    vifr:from, vifr:to        vi, fr
    vifr:machineTranslated    True
    vifr:model                embedded-vi-fr@f0045df02af6
    vifr:software             vifr 0.1.0
    vifr:date                 2026-11-28T14:20:00Z
    vifr:flags                what the translation says about itself; left out where it says nothing
    vifr:sourceDigest         of the text that was translated
    vifr:digest               of the translation as it was written
    vifr:added                of each keyword that was added

By the digests a later run knows what it has done, which texts have changed since, and which translations
people have corrected; those it leaves alone.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt.photos.packet import RDF, VIFR, Element, Name, Packet, items

TRANSLATIONS: Name = (VIFR, "translations")


@dataclass(frozen=True, slots=True)
class Record:
    """One entry.

    Attributes:
        place: its index among the entries.
        property: the property that was translated, as `dc:description`.
        target: the language it was translated to.
        added: digests of the keywords that were added.
    """

    place: int
    property: str
    target: str
    source_digest: str
    digest: str
    model: str
    added: tuple[str, ...] = ()


def records(packet: Packet) -> list[Record]:
    """The entries of a packet; what is no entry of ours is left out."""
    found = []
    for _, element in packet.properties(TRANSLATIONS):
        for place, item in enumerate(items(element) if element is not None else ()):
            fields = _fields(item)
            if fields.get("property") and fields.get("to"):
                found.append(
                    Record(
                        place,
                        fields["property"],
                        fields["to"],
                        fields.get("sourceDigest", ""),
                        fields.get("digest", ""),
                        fields.get("model", ""),
                        tuple(fields.get("added", "").split()),
                    )
                )
    return found


def _fields(item: Element) -> dict[str, str]:
    """The fields of an entry: elements, as we write them, or attributes, as Adobe's toolkit makes of them."""
    inner = item.child((RDF, "Description")) or item
    found = {local: value.strip() for (space, local), value in inner.attributes.items() if space == VIFR}
    return found | {child.name[1]: child.text.strip() for child in inner.children if child.name[0] == VIFR}


def fields(
    *,
    property: str,
    direction: str,
    original: str,
    translation: str,
    model: str,
    software: str,
    date: str,
    flags: tuple[str, ...] = (),
    added: Sequence[str] = (),
) -> Mapping[str, str]:
    """A new entry; `date` as ISO 8601 in UTC."""
    entry = {
        "property": property,
        "from": direction[:2],
        "to": direction[3:],
        "machineTranslated": "True",
        "model": model,
        "software": software,
        "date": date,
        "flags": " ".join(flags),
        "sourceDigest": digest(original),
        "digest": digest(translation),
        "added": " ".join(map(digest, added)),
    }
    return {name: text for name, text in entry.items() if text}


def digest(text: str) -> str:
    """What a text is known by: white space and the form of its letters do not count."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return hashlib.sha256(plain.encode("utf-8", errors="replace")).hexdigest()[:16]
