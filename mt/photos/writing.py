"""Translations into photos: wishes become XMP, the XMP becomes edits, the edits a new file."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from mt import __version__
from mt.errors import InputError
from mt.photos import provenance
from mt.photos.blocks import Blocks, Container, Xmp
from mt.photos.kinds import container
from mt.photos.packet import VIFR, XMP_NOTE, BrokenError, Name, Packet
from mt.photos.photo import CREDIT, DESCRIPTION, HEADLINE, SUBJECT
from mt.photos.proof import same_but
from mt.photos.replacing import replaced
from mt.photos.source import Source
from mt.photos.splice import DEFAULT, EMPTY, Alternatives, Change, Items, spliced, tag_of

_SAID = {
    DESCRIPTION: "dc:description",
    SUBJECT: "dc:subject",
    HEADLINE: "photoshop:Headline",
    CREDIT: "photoshop:Credit",
}
_OURS: dict[Name, Name] = {HEADLINE: (VIFR, "headline"), CREDIT: (VIFR, "credit")}
"""XMP has one language for these; both languages go into properties of ours, and the original stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A translation that is to stand in a photo.

    Attributes:
        property: what was translated: `DESCRIPTION`, `HEADLINE`, `CREDIT`.
        direction: `vi-fr` or `fr-vi`.
        original: the text as the photo has it, damaged characters put right.
        translation: its translation.
        model: which model made it.
        flags: what the translation says about itself.
        is_renewed: whether the item in the language of the original is to be replaced by it.
        present: the translation that the photo had when it was read, empty where it had none. If there is
            another by now, nothing is written. None: whatever is there is to be replaced.
    """

    property: Name
    direction: str
    original: str
    translation: str
    model: str
    flags: tuple[str, ...] = ()
    is_renewed: bool = False
    present: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class KeywordWish:
    """Keywords that are to be added; `originals` are those that were translated."""

    direction: str
    originals: tuple[str, ...]
    translations: tuple[str, ...]
    model: str


def write(
    path: Path,
    wishes: Sequence[Wish | KeywordWish],
    *,
    backup: bool = False,
    keep_times: bool = False,
    signed: bool = False,
) -> None:
    """Put translations into the photo in a file; whoever reads it sees the old file or the whole new one.

    Args:
        backup: keep the photo as it was, as `photo.jpg_original`, unless there is one from before.
        keep_times: the new file has the times of the old one.
        signed: write also where that breaks a signature.

    Raises:
        InputError: the photo is damaged, signed, or its XMP cannot be changed without harm.
        OutputError: it cannot be written; the photo is as it was.
    """
    with replaced(path, backup=backup, keep_times=keep_times) as (file, name, put):
        source = Source(file, name)
        found = container(file, name)
        blocks = found.blocks()
        _refuse_signed(blocks, name, signed=signed)
        xmp, changed = _wished(blocks, wishes, name)
        put(source.edited(found.edits(xmp)), lambda new: _check(new, name, blocks, changed, wishes))


def rehearse(path: Path, wishes: Sequence[Wish | KeywordWish], *, signed: bool = False) -> None:
    """Do all that `write` does, but for writing.

    Raises:
        InputError: the photo is damaged, signed, or its XMP cannot be changed without harm.
        OutputError: it could not be written.
    """
    with replaced(path, rehearsal=True) as (file, name, _):
        found = container(file, name)
        blocks = found.blocks()
        _refuse_signed(blocks, name, signed=signed)
        xmp, _ = _wished(blocks, wishes, name)
        found.edits(xmp)


def _refuse_signed(blocks: Blocks, name: str, *, signed: bool) -> None:
    if blocks.signed and not signed:
        raise InputError(
            "is signed (Content Credentials), and writing would break the signature",
            where=name,
            remedy="make a sidecar of it, or write it with --signed",
        )


def _wished(blocks: Blocks, wishes: Sequence[Wish | KeywordWish], name: str) -> tuple[Xmp, set[Name]]:
    """The XMP as it is to be, and the properties that are other than before."""
    try:
        main = Packet(blocks.xmp.main if blocks.xmp.main.strip(b"\0 \t\r\n") else EMPTY)
        extended = Packet(blocks.xmp.extended) if blocks.xmp.extended else None
        changes: list[Change] = []
        entries: list[dict[str, str]] = []
        for wish in wishes:
            change, entry = (
                _keywords(main, wish) if isinstance(wish, KeywordWish) else _text(main, extended, wish)
            )
            changes.append(change)
            entries.append(entry)
        dropped = {
            record.place
            for record in provenance.records(main)
            if any((record.property, record.target) == (entry["property"], entry["to"]) for entry in entries)
        }
        changes.append(Items(provenance.TRANSLATIONS, entries, frozenset(dropped)))
        there = [change for change in changes if extended and any(extended.properties(change.name))]
        new = Xmp(
            main.wrapped(spliced(main, [change for change in changes if change not in there])),
            extended.wrapped(spliced(extended, there)) if extended else b"",
        )
        changed = {change.name for change in changes}
        same_but(Xmp(main.wrapped(main.data), blocks.xmp.extended), new, changed)
    except BrokenError as error:
        raise InputError(
            f"its XMP {error}", where=name, remedy="nothing was written; repair it with another program"
        ) from None
    return new, changed


def _text(main: Packet, extended: Packet | None, wish: Wish) -> tuple[Change, dict[str, str]]:
    source, target = wish.direction.split("-")
    entry = _entry(wish, _SAID[wish.property], wish.original, wish.translation, wish.flags)
    if ours := _OURS.get(wish.property):
        texts = {DEFAULT: wish.original, source: wish.original, target: wish.translation}
        return Alternatives(ours, texts, frozenset(texts)), entry
    there = main.texts(wish.property) or (extended.texts(wish.property) if extended else [])
    spoken = {tag_of(language): language for language, _ in reversed(there) if language}
    now = next((text for language, text in there if language == spoken.get(target)), "")
    if wish.present is not None and provenance.digest(now) != provenance.digest(wish.present):
        raise BrokenError("has got another translation meanwhile")
    texts = {DEFAULT: wish.original}
    replaced = {spoken.get(target, target)}
    if source not in spoken or wish.is_renewed:
        texts[spoken.get(source, source)] = wish.original
        replaced.add(spoken.get(source, source))
    texts[spoken.get(target, target)] = wish.translation
    return Alternatives(wish.property, texts, frozenset(replaced)), entry


def _keywords(main: Packet, wish: KeywordWish) -> tuple[Change, dict[str, str]]:
    there = [text for _, text in main.texts(SUBJECT)]
    wanted = [*(() if there else wish.originals), *wish.translations]
    new = [word for word in dict.fromkeys(wanted) if word not in there]
    added = [word for word in new if word not in wish.originals]
    entry = _entry(wish, _SAID[SUBJECT], "\n".join(wish.originals), "\n".join(wish.translations), (), added)
    return Items(SUBJECT, new), entry


def _entry(
    wish: Wish | KeywordWish,
    said: str,
    original: str,
    translation: str,
    flags: tuple[str, ...],
    added: Sequence[str] = (),
) -> dict[str, str]:
    now = datetime.datetime.now(datetime.UTC)
    return dict(
        provenance.fields(
            property=said,
            direction=wish.direction,
            original=original,
            translation=translation,
            model=wish.model,
            software=f"vifr {__version__}",
            date=now.strftime("%Y-%m-%dT%H:%M:%SZ"),
            flags=flags,
            added=added,
        )
    )


def _check(
    file: BinaryIO, name: str, old: Blocks, changed: set[Name], wishes: Sequence[Wish | KeywordWish]
) -> None:
    """Read the new file back before it takes the place of the old one.

    Raises:
        InputError: it does not say what it should. It would be a mistake of this program.
    """
    found: Container = container(file, name)
    new = found.blocks()
    try:
        before = old.xmp if old.xmp.main.strip(b"\0 \t\r\n") else Xmp(EMPTY)
        same_but(before, new.xmp, changed | {(XMP_NOTE, "HasExtendedXMP")})
        packets = [Packet(data) for data in (new.xmp.main, new.xmp.extended) if data]
    except BrokenError as error:
        raise InputError(f"its XMP {error}", where=name, remedy="nothing was written") from None
    texts = {
        " ".join(text.split()) for packet in packets for name_ in changed for _, text in packet.texts(name_)
    }
    wanted = [
        text
        for wish in wishes
        for text in ([wish.translation] if isinstance(wish, Wish) else wish.translations)
    ]
    if (new.iptc, new.description) != (old.iptc, old.description) or any(
        " ".join(text.split()) not in texts for text in wanted
    ):
        raise InputError(
            "could not be written", where=name, remedy="nothing was written; please report this file"
        )
