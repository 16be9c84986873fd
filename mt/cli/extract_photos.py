"""`vifr extract PHOTO|FOLDER …`: the captions in photos, in the rows that pages have."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator
from pathlib import Path

from mt.caption import LANGUAGES
from mt.errors import VifrError
from mt.files.decoding import escape_surrogates
from mt.files.text import one_line
from mt.photos.agreement import dissenting
from mt.photos.choosing import unharmed
from mt.photos.photo import Photo, Said, read
from mt.photos.provenance import digest
from mt.photos.splice import tag_of
from mt.photos.tree import find
from mt.text.language import detect


def photo_rows(name: str, args: argparse.Namespace, failures: list[str]) -> Iterator[str]:
    """The rows of a photo, or of all photos of a folder; what could not be read is said and noted."""
    tree = find([Path(name)])
    for folder, reason in (*tree.unreadable, *((path, "is a folder without photos") for path in tree.barren)):
        failures.append(str(folder))
        print(f"vifr: {folder}: {reason}", file=sys.stderr)
    for path in tree.files:
        try:
            photo = read(path)
        except VifrError as error:
            failures.append(str(path))
            print(f"vifr: {error}", file=sys.stderr)
            continue
        if photo.broken:
            failures.append(str(path))
        _tell(path, photo)
        for said in _distinct(photo):
            language = _language(said)
            if args.language in (None, language):
                yield _row(str(path), said, language, args)


def _tell(path: Path, photo: Photo) -> None:
    notes = [f"its XMP {photo.broken}"] if photo.broken else []
    notes += photo.remarks
    for other in dissenting(photo.captions):
        notes.append(f"{other.place} says something else than {photo.captions[0].place}")
    for note in notes:
        print(f"vifr: {path}: {note}", file=sys.stderr)


def _distinct(photo: Photo) -> Iterator[Said]:
    """Every text of the first place once, then what other places say that is something else."""
    first = [said for said in photo.captions if said.place == photo.captions[0].place]
    seen: set[str] = set()
    # x-default repeats the item of its language, which says more.
    for said in sorted(first, key=lambda said: tag_of(said.language) not in LANGUAGES):
        key = digest(said.text)
        if key not in seen:
            seen.add(key)
            yield said
    yield from dissenting(photo.captions)


def _language(said: Said) -> str:
    if tag_of(said.language) in LANGUAGES:
        return tag_of(said.language)
    language = detect(unharmed(said.text)).language
    return language if language in LANGUAGES else ""


def _row(file: str, said: Said, language: str, args: argparse.Namespace) -> str:
    text = said.text if args.original else unharmed(said.text)
    if args.format == "text":
        return one_line(text)
    place = f"{said.place}[{said.language}]" if said.language else said.place
    row = {"file": file, "place": place, "language": language, "caption": text, "image": file}
    if args.format == "tsv":
        return "\t".join(
            " ".join(value.split()) if key == "caption" else one_line(value) for key, value in row.items()
        )
    more = {
        "role": "description",
        "group": file,
        "whole": "",
        "original": said.text if said.text != text else "",
    }
    return escape_surrogates(json.dumps(row | more, ensure_ascii=False))
