"""`vifr translate PHOTO|FOLDER …`: the captions in photos, and their translations written beside them."""

from __future__ import annotations

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

from mt.errors import InputError, UsageError

ALSO = ("headline", "credit", "keywords")
FORMATS = ("tsv", "jsonl")

EPILOG = """photos:
  JPEG, PNG, WebP, TIFF, the .xmp sidecars of RAW files, and folders with such, which are gone through.
  Without --write nothing is changed. One row a photo comes out, as a table or with --format jsonl.

  vifr translate photos/                       what would be written
  vifr translate photos/ --write --backup      write it; run again, it goes on where it stopped
  vifr translate a.jpg --write --also headline,keywords"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options that only photos have."""
    parser.epilog = f"{parser.epilog}\n\n{EPILOG}"
    group = parser.add_argument_group("photos and folders of photos")
    group.add_argument(
        "--write", action="store_true", help="write translations into the photos (default: only show them)"
    )
    group.add_argument(
        "--backup", action="store_true", help="keep every photo as it was, as photo.jpg_original"
    )
    group.add_argument("--keep-times", action="store_true", help="leave the times of the files as they were")
    group.add_argument(
        "--signed",
        action="store_true",
        help="write also into photos with Content Credentials, whose signature that breaks",
    )
    group.add_argument(
        "--also", type=_also, default=(), metavar="WHAT", help=f"translate these too: {','.join(ALSO)}"
    )
    group.add_argument(
        "--replace",
        choices=("machine", "all"),
        default="",
        help="translate again what vifr translated, or also what others did",
    )


def takes(names: Sequence[str]) -> bool:
    """Whether these inputs are photos or folders."""
    from mt.photos.tree import is_photo

    return any(name != "-" and is_photo(name) for name in names)


def run(args: argparse.Namespace) -> int:
    """Translate the captions of photos; returns the exit status, 1 where a photo failed.

    Raises:
        UsageError: options that photos do not have, or photos among other files.
    """
    from mt.cli.translate_photos_run import translate
    from mt.photos.tree import find, is_photo

    paths = [Path(name) for name in args.files]
    for path in paths:
        if not is_photo(str(path)):
            raise UsageError("is no photo, and others are", where=path, remedy="translate it on its own")
        if not os.path.lexists(path):
            raise InputError("no such file or folder", where=path, remedy="check the name")
    form = args.format or ("jsonl" if args.output.endswith((".jsonl", ".ndjson")) else "tsv")
    if form not in FORMATS:
        raise UsageError(f"photos have no rows of {form}", remedy=f"choose --format {' or '.join(FORMATS)}")
    for option in ("column", "into", "input_format", "memory", "glossary"):
        if getattr(args, option, ""):
            raise UsageError(f"photos have no --{option.replace('_', '-')}", remedy="leave it out")
    if args.nbest > 1:
        raise UsageError("a photo has room for one translation", remedy="leave --nbest out")
    if args.source and args.source == args.target:
        raise UsageError(f"--from and --to are both {args.source}", remedy="give one of them")
    if not args.write and (args.backup or args.keep_times):
        raise UsageError("nothing is written without --write", remedy="add it")
    tree = find(paths)
    for folder in tree.barren:
        raise InputError(
            "is a folder without photos", where=folder, remedy=f"name its files, e.g. {folder}/*.txt"
        )
    return translate(tree, form, args)


def _also(text: str) -> tuple[str, ...]:
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    if not names or set(names) - set(ALSO):
        raise argparse.ArgumentTypeError(f"choose from {', '.join(ALSO)}, with commas between")
    return names
