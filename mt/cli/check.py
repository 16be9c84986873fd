"""`vifr check`: what is wrong with pairs of captions, one line for each finding."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mt.caption import Pair
from mt.cli.check_inputs import PAIR_FORMATS
from mt.cli.glossaries import HELP, load_glossary
from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.checks import Finding
    from mt.cli.check_inputs import Say

EXAMPLES = """a line for each finding, the worst kinds first, tabs between:
  id, kind, severity, on the Vietnamese side, on the French side, what is wrong

kinds:
  error    empty language copied untranslated repetition length number date time score amount position
           name credit
  warning  diacritics glossary duplicate
  note     typography

example:
  $ printf 'vi\\tfr\\nHội chợ ngày 14/11 ở Huế\\tLa foire du 15 novembre à Hué\\n' | vifr check -
  2	date	error	14/11	15 novembre	date differs

exit status: 0 nothing found, 1 something found or a row that cannot be read, 2 wrong use"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help=".tsv, .csv, .jsonl or .parquet with the columns vi, fr and perhaps id; .tmx, .xlf, .po; "
        "- is standard input; or two plain texts, Vietnamese first, line by line",
    )
    parser.add_argument("--input-format", choices=PAIR_FORMATS, help="of standard input (default: tsv)")
    parser.add_argument(
        "--format", choices=("tsv", "jsonl"), default="tsv", help="of the findings (default: tsv)"
    )
    parser.add_argument("--only", metavar="KINDS", help="only findings of these kinds, commas between")
    parser.add_argument(
        "--glossary",
        metavar="FILE",
        help=HELP,
    )


def run(args: argparse.Namespace) -> int:
    """Print the findings; returns 1 where there are any."""
    from mt.checks import check

    only = _kinds(args.only)
    unreadable: list[str] = []

    def say(line: str) -> None:
        unreadable.append(line)
        print(f"vifr: {line}", file=sys.stderr)

    glossary = load_glossary(args.glossary, say) if args.glossary else None
    counted = _Counted(_progress(_pairs(args, say)))
    found = [finding for finding in check(counted, glossary=glossary) if finding.kind in only]
    found.sort(key=lambda finding: finding.rank)
    for finding in found:
        print(_json(finding) if args.format == "jsonl" else _line(finding))
    with_findings = len({finding.id for finding in found})
    print(f"vifr: {_plural(counted.count, 'pair')}, {with_findings} with findings", file=sys.stderr)
    return 1 if found or unreadable else 0


class _Counted:
    """Pairs, and how many have been taken."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self._pairs, self.count = pairs, 0

    def __iter__(self) -> Iterator[Pair]:
        for pair in self._pairs:
            self.count += 1
            yield pair


def _pairs(args: argparse.Namespace, say: Say) -> Iterator[Pair]:
    from mt.cli.check_inputs import read_pairs, read_two

    if len(args.files) > 2:
        raise UsageError("more than two files", remedy="check them one by one")
    if len(args.files) == 2:
        return read_two(Path(args.files[0]), Path(args.files[1]), say=say)
    path = None if args.files[0] == "-" else Path(args.files[0])
    return read_pairs(path, input_format=args.input_format, say=say)


def _progress(pairs: Iterator[Pair]) -> Iterable[Pair]:
    from tqdm import tqdm

    progress: Iterable[Pair] = tqdm(pairs, unit="pair", disable=None)
    return progress


def _kinds(only: str | None) -> frozenset[str]:
    from mt.checks import KINDS

    wanted = frozenset(only.split(",")) if only else frozenset(KINDS)
    if unknown := sorted(wanted - KINDS.keys()):
        raise UsageError(f"no kind {unknown[0]!r}", remedy=f"choose from {', '.join(KINDS)}")
    return wanted


def _line(finding: Finding) -> str:
    cells = (finding.id, finding.kind, finding.severity, finding.vi or "", finding.fr or "", finding.message)
    return "\t".join(" ".join(str(cell).split()) for cell in cells)


def _json(finding: Finding) -> str:
    row: dict[str, object] = {"id": finding.id, "kind": finding.kind, "severity": finding.severity}
    for language, span in (("vi", finding.vi), ("fr", finding.fr)):
        row[language] = {"text": span.text, "start": span.start} if span else None
    return json.dumps({**row, "message": finding.message}, ensure_ascii=False)


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
