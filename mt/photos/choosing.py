"""Which text of a photo is to be translated, and whether it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from mt.photos.photo import XMP_PLACE, Photo, Said
from mt.photos.provenance import Record, digest
from mt.photos.splice import tag_of
from mt.text.language import detect
from mt.text.unicode import repair

Replace = Literal["", "machine", "all"]
"""Which translations may be replaced: none, those of this program, or all."""

_SURELY = 0.9


@dataclass(frozen=True, slots=True)
class Choice:
    """What to do with a caption.

    Attributes:
        status: `translate`; `done`: this program translated it before; `kept`: it has a translation by
            somebody else; `skipped`: it is in the other language already; `none`: there is no caption.
        said: the caption, if there is one.
        present: the translation that the photo has.
        is_renewed: whether the caption was changed since this program translated it, but its copy under
            its own language was not; most programs change x-default only.
    """

    status: Literal["translate", "done", "kept", "skipped", "none"]
    said: Said | None = None
    present: Said | None = None
    is_renewed: bool = False


def choose(photo: Photo, direction: str, *, replace: Replace = "") -> Choice:
    """The caption to translate.

    The first of: the XMP item in the source language; x-default; another item that is in the source language
    whatever its tag says; IPTC; EXIF. Never what is the translation, or what is surely in its language.
    """
    source, target = direction.split("-")
    present = next(
        (said for said in photo.captions if said.place == XMP_PLACE and tag_of(said.language) == target), None
    )
    said = _source(photo.captions, source, target, present)
    record = photo.record("dc:description", target)
    newer = _newer(photo.captions, said, record, source)
    said = newer or said
    if said is None:
        if not photo.captions:
            return Choice("none")
        return Choice("skipped", photo.captions[0], present)
    if present is None:
        return Choice("translate", said, is_renewed=newer is not None)
    return Choice(_status(record, said, present, replace), said, present, newer is not None)


def unharmed(text: str) -> str:
    """The text with damaged characters put right, line by line; as it is where nothing is damaged."""
    if not repair(text)[1]:
        return text
    return "\n".join(repair(line)[0] for line in text.splitlines())


def _source(captions: tuple[Said, ...], source: str, target: str, present: Said | None) -> Said | None:
    xmp = [said for said in captions if said.place == XMP_PLACE and said is not present]
    tagged = [said for said in xmp if tag_of(said.language) == source]
    untagged = [said for said in xmp if tag_of(said.language) in ("", "x")]
    others = [said for said in xmp if said not in tagged + untagged and _language(said.text) == source]
    older = [said for said in captions if said.place != XMP_PLACE] if not xmp else []
    for said in (*tagged, *untagged, *others, *older):
        if said in tagged or not (_is(said, present) or _language(said.text) == target):
            return said
    return None


def _newer(captions: tuple[Said, ...], said: Said | None, record: Record | None, source: str) -> Said | None:
    """The x-default that differs from our copy of what it was."""
    if said is None or record is None or record.source_digest != digest(unharmed(said.text)):
        return None
    for other in captions:
        if other.place == XMP_PLACE and tag_of(other.language) in ("", "x") and not _is(other, said):
            renewed = record.source_digest != digest(unharmed(other.text))
            return other if renewed and _language(other.text) == source else None
    return None


def _status(
    record: Record | None, said: Said, present: Said, replace: Replace
) -> Literal["translate", "done", "kept"]:
    ours = record is not None and record.digest == digest(present.text)
    if replace == "all" or (ours and replace == "machine"):
        return "translate"
    if record is None or not ours:
        return "kept"
    return "done" if record.source_digest == digest(unharmed(said.text)) else "translate"


def _is(said: Said, present: Said | None) -> bool:
    return present is not None and digest(said.text) == digest(present.text)


def _language(text: str) -> str:
    guess = detect(repair(text)[0])
    return guess.language if guess.probability >= _SURELY else ""
