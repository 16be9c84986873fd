"""`vifr extract`: the captions of saved news pages and of photos."""

from __future__ import annotations

import argparse
import contextlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mt.errors import InputError

if TYPE_CHECKING:
    from mt.pages import PageCaption

EXAMPLES = """pages:
  saved HTML, read by its elements; anything else, read as a text dump, by its lines

photos (JPEG, PNG, WebP, TIFF, .xmp sidecars) and folders of photos:
  XMP description in all its languages, then IPTC caption and EXIF description where they say something else

columns of tsv, keys of jsonl:
  file, place (line, path of the element or field of the photo), language (vi, fr or empty), caption,
  image (URL, the photo, or empty); jsonl adds role, group (one for all captions of a photo), whole, original

examples:
  vifr extract page.html                              a table, one caption a row
  vifr extract --format text page.html | vifr translate
  vifr extract photo.jpg photos/
  vifr extract saved/*.html --format jsonl -o captions.jsonl
  curl -s https://… | vifr extract -

What cannot be read is said on standard error, the rest is done, and the exit status is 1."""

COLUMNS = ("file", "place", "language", "caption", "image")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "pages",
        nargs="+",
        metavar="PAGE",
        help="a saved page, a photo or a folder of photos; -: standard input",
    )
    parser.add_argument(
        "--format", choices=("tsv", "jsonl", "text"), default="tsv", help="default: tsv; text: captions alone"
    )
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="default: standard output")
    parser.add_argument("--language", choices=("vi", "fr"), help="only the captions in this language")
    parser.add_argument(
        "--original", action="store_true", help="characters as on the page, without repairing damaged ones"
    )
    parser.add_argument(
        "--max-size", type=_megabytes, default=64 << 20, metavar="MB", help="largest page (default: 64)"
    )


def run(args: argparse.Namespace) -> int:
    """Print the captions; returns the exit status, 1 where a page could not be read."""
    from mt.files.formats import refuse_foreign
    from mt.files.output import check_output, claimed, device, is_replaceable, replacing, standard_output

    failures: list[str] = []
    with contextlib.ExitStack() as stack:
        if args.output:
            refuse_foreign(args.output)
            path = check_output(args.output)
            if is_replaceable(path):
                stack.enter_context(claimed(path))
            write = stack.enter_context(replacing(path) if is_replaceable(path) else device(path))
        else:
            write = stack.enter_context(standard_output())
        for row in _rows(args, failures):
            write((row + "\n").encode("utf-8", errors="replace"))
    return 1 if failures else 0


def _rows(args: argparse.Namespace, failures: list[str]) -> Iterator[str]:
    from mt.cli.extract_photos import photo_rows
    from mt.pages import extract, read
    from mt.photos.tree import is_photo

    if args.format == "tsv":
        yield "\t".join(COLUMNS)
    for name in args.pages:
        if name != "-" and is_photo(name):
            yield from photo_rows(name, args, failures)
            continue
        try:
            if name == "-":
                source: Path | bytes = sys.stdin.buffer.read(args.max_size + 1)
            else:
                source = Path(name)
            page = read(source, name="standard input" if name == "-" else name, max_bytes=args.max_size)
            captions = extract(page)
        except InputError as error:
            failures.append(name)
            print(f"vifr: {error}", file=sys.stderr)
            continue
        found = 0
        for caption in captions:
            if args.language in (None, caption.language):
                text = (caption.original or caption.text) if args.original else caption.text
                found += 1
                yield _row(page.name, caption, text, args.format)
        if not found:
            of_them = f" in {args.language}" if captions and args.language else ""
            print(f"vifr: {page.name}: no captions found{of_them}", file=sys.stderr)


def _row(file: str, caption: PageCaption, text: str, form: str) -> str:
    if form == "text":
        return text
    row = dict(zip(COLUMNS, (file, caption.place, caption.language, text, caption.image), strict=True))
    if form == "tsv":
        return "\t".join(" ".join(value.split()) for value in row.values())
    more = {
        "role": caption.role,
        "group": caption.group,
        "whole": caption.whole,
        "original": caption.original,
    }
    return json.dumps(row | more, ensure_ascii=False)


def _megabytes(text: str) -> int:
    size = int(float(text) * (1 << 20))
    if size < 1:
        raise ValueError
    return size


_megabytes.__name__ = "number of megabytes"  # argparse: "invalid number of megabytes value: 'x'"
