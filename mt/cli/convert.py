"""`vifr convert`: pairs of captions from one format of file into another."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.caption import Pair

FORMATS = ("tsv", "csv", "jsonl", "tmx", "xliff", "xliff2", "parquet")
EXAMPLES = """read: .tsv .csv .jsonl .parquet with the columns vi, fr and perhaps id; .tmx .xlf .po
written: .tsv .csv .jsonl .parquet .tmx .xlf (XLIFF 1.2), and XLIFF 2.0 with --format xliff2

examples:
  vifr convert pairs.tsv -o pairs.tmx           a translation memory
  vifr convert job-fr.xlf -o pairs.tsv          what a translator delivered, as a table
  vifr convert pairs.tmx --format jsonl         on the screen

Rows that cannot be read are said on standard error and left out; the exit status is then 1."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("file", metavar="FILE", help="pairs of captions; - is standard input")
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="default: standard output")
    parser.add_argument("--format", choices=FORMATS, help="of the output (default: by the suffix of -o)")
    parser.add_argument("--input-format", metavar="FORMAT", help="of standard input (default: tsv)")


def run(args: argparse.Namespace) -> int:
    """Convert; returns 1 where a row could not be read."""
    from mt.cli.check_inputs import PAIR_FORMATS, read_pairs
    from mt.files.output import check_output, claimed, device, is_replaceable, replacing, standard_output

    unreadable: list[str] = []

    def say(line: str) -> None:
        unreadable.append(line)
        print(f"vifr: {line}", file=sys.stderr)

    if args.input_format and args.input_format not in PAIR_FORMATS:
        raise UsageError(f"no format {args.input_format!r}", remedy=f"choose from {', '.join(PAIR_FORMATS)}")
    source = None if args.file == "-" else Path(args.file)
    target = None if args.output in ("", "-") else check_output(Path(args.output))
    if source and target and target.exists() and source.exists() and source.samefile(target):
        raise UsageError("is the input and the output", where=source, remedy="name another file with -o")
    format = args.format or _by_suffix(target)
    pairs = read_pairs(source, input_format=args.input_format, say=say)
    head = list(islice(pairs, 1))  # a file that cannot be read is known before anything is written
    blocks = written(chain(head, pairs), format, name=args.file)
    if target is None or not is_replaceable(target):
        with standard_output() if target is None else device(target) as write:
            for block in blocks:
                write(block)
    else:
        with claimed(target), replacing(target) as write:
            for block in blocks:
                write(block)
    return 1 if unreadable else 0


def written(pairs: Iterable[Pair], format: str, *, name: str) -> Iterator[bytes]:
    """Pairs as a file of one of `FORMATS`, block by block; `name` is what XLIFF says they come from."""
    from mt.documents import written as documents
    from mt.files.csv_table import joiner
    from mt.files.tsv import join

    if format in documents.FORMATS:
        both = (documents.Both(pair.id, pair.vi, pair.fr) for pair in pairs)
        return documents.written(format, both, source="vi", name=name)
    if format == "parquet":
        from mt.documents.parquet import written_pairs

        return written_pairs(pairs)
    if format == "jsonl":
        rows = ({"id": pair.id, "vi": pair.vi, "fr": pair.fr} for pair in pairs)
        return (json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)
    line = join if format == "tsv" else joiner(",")
    cells: Iterable[tuple[str, str, str]] = ((pair.id, pair.vi, pair.fr) for pair in pairs)
    return ((line(row) + "\n").encode() for row in _headed(cells))


def _headed(cells: Iterable[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    yield ("id", "vi", "fr")
    yield from cells


def _by_suffix(target: Path | None) -> str:
    from mt.documents.registry import format_named

    suffix = target.suffix.lower() if target else ""
    found = suffix[1:] if suffix in (".tsv", ".csv", ".jsonl") else format_named(suffix)
    if found not in FORMATS:
        raise UsageError(
            "no format to write" if target is None else f"{found or suffix or 'no suffix'} cannot be written",
            where=target or "",
            remedy=f"say --format {'|'.join(FORMATS)}",
        )
    return found
