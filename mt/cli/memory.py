"""`vifr memory`: what a translation memory holds, and the ways into it and out of it."""

from __future__ import annotations

import argparse
import itertools
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mt.caption import LANGUAGES
from mt.errors import InputError, UsageError

if TYPE_CHECKING:
    from mt.cli.check_inputs import Say
    from mt.memory import Entry, Memory

EXAMPLES = """a memory is a .tmx file, or .db (.sqlite) for SQLite, which is faster where there are
many captions

examples:
  vifr memory import desk.db archive.tmx            what other tools have; it counts as approved
  vifr memory import desk.db corrected.tsv --vi caption --fr translation     what a person has gone over
  vifr memory export desk.db -o desk.tmx --approved
  vifr memory lookup desk.db "Trẻ em thả diều bên sông"
  vifr memory stats desk.db

lookup prints a line for each match, tabs between: per cent, origin, caption, translation"""

_BLOCK = 1000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    take = actions.add_parser("import", help="add the pairs of files", description="Add the pairs of files.")
    take.add_argument("memory", metavar="MEMORY", help="made where there is none")
    take.add_argument(
        "files", nargs="+", metavar="FILE", help=".tmx, another memory, or .tsv, .csv, .jsonl with pairs"
    )
    take.add_argument("--vi", default="vi", metavar="NAME", help="column of the Vietnamese (default: vi)")
    take.add_argument("--fr", default="fr", metavar="NAME", help="column of the French (default: fr)")
    give = actions.add_parser("export", help="write it as TMX", description="Write a memory as TMX.")
    give.add_argument("memory", metavar="MEMORY")
    give.add_argument("-o", "--output", default="-", metavar="FILE", help="default: standard output")
    give.add_argument("--approved", action="store_true", help="only what a person has approved")
    look = actions.add_parser(
        "lookup", help="what it has for a caption", description="What a memory has for a caption."
    )
    look.add_argument("memory", metavar="MEMORY")
    look.add_argument(
        "captions", nargs="*", metavar="CAPTION", help="default: one a line from standard input"
    )
    look.add_argument("--from", dest="source", choices=LANGUAGES, help="default: told from the caption")
    look.add_argument(
        "--fuzzy", type=int, default=50, metavar="N", help="at least N %% the same (default: 50)"
    )
    look.add_argument("--most", type=int, default=5, metavar="N", help="matches a caption (default: 5)")
    look.add_argument("--format", choices=("tsv", "jsonl"), default="tsv", help="default: tsv")
    stats = actions.add_parser("stats", help="how much it holds", description="How much a memory holds.")
    stats.add_argument("memory", metavar="MEMORY")


def run(args: argparse.Namespace) -> int:
    """Do what was asked for; returns the exit status, 1 where a row cannot be read or nothing is found."""
    from mt.memory import open_memory

    path = Path(args.memory)
    if args.action != "import" and not path.exists():
        raise InputError("no such memory", where=path, remedy="check the name")
    actions = {"import": _import, "export": _export, "lookup": _lookup, "stats": _stats}
    with open_memory(path) as memory:
        return actions[args.action](memory, args)


def _import(memory: Memory, args: argparse.Namespace) -> int:
    bad: list[str] = []

    def say(line: str) -> None:
        bad.append(line)
        print(f"vifr: {line}", file=sys.stderr)

    total = [0, 0, 0]
    for name in args.files:
        path = Path(name)
        if path.exists() and Path(args.memory).exists() and path.samefile(args.memory):
            raise UsageError("is the memory itself", where=path, remedy="name another file")
        entries = _progress(_read(path, args, say))
        while block := list(itertools.islice(entries, _BLOCK)):
            total = [sum(pair) for pair in zip(total, memory.add(block), strict=True)]
    added, replaced, known = total
    print(f"vifr: {added} added, {replaced} replaced, {known} known already", file=sys.stderr)
    return 1 if bad else 0


def _read(path: Path, args: argparse.Namespace, say: Say) -> Iterator[Entry]:
    """The entries of a file; pairs of tables, and of TMX by other tools, count as approved."""
    from mt.cli.check_inputs import read_pairs
    from mt.memory import Entry, open_memory
    from mt.memory.entry import now, without_credits
    from mt.memory.opening import DATABASES

    if path.suffix.lower() == ".tmx":
        from mt.files import tmx
        from mt.memory.tmx_memory import from_units

        yield from from_units(tmx.read(path))
    elif path.suffix.lower() in DATABASES:
        if not path.exists():
            raise InputError("no such memory", where=path, remedy="check the name")
        with open_memory(path) as other:
            yield from other.entries()
    else:
        date = now()
        remedy = "choose with --vi and --fr from"
        for pair in read_pairs(path, input_format=None, say=say, columns=(args.vi, args.fr), remedy=remedy):
            if pair.vi.strip() and pair.fr.strip():
                yield Entry(*without_credits(pair.vi, pair.fr), date=date)
            else:
                say(f"{path}:{pair.id}: a side is empty; left out")


def _export(memory: Memory, args: argparse.Namespace) -> int:
    from mt.files import tmx
    from mt.memory.tmx_memory import to_unit

    entries = (entry for entry in memory.entries() if entry.is_approved or not args.approved)
    units = map(to_unit, entries)
    if args.output == "-":
        tmx.write(sys.stdout.buffer, units)
        return 0
    output = Path(args.output)
    if output.exists() and output.samefile(args.memory):
        raise UsageError("is the memory itself", where=output, remedy="name another file")
    count = tmx.write(output, units)
    print(f"vifr: {output}: {count} written", file=sys.stderr)
    return 0


def _lookup(memory: Memory, args: argparse.Namespace) -> int:
    from mt.files.decoding import decode
    from mt.text import credit

    if not 1 <= args.fuzzy <= 100 or args.most < 1:
        raise UsageError("--fuzzy goes from 1 to 100, --most from 1 on", remedy="choose others")
    captions: Iterable[str] = args.captions or decode(sys.stdin.buffer, "standard input")
    missing = 0
    for caption in captions:
        text = caption.strip()
        if not text:
            continue
        source = args.source or _language(text)
        direction = "vi-fr" if source == "vi" else "fr-vi"
        found = credit.find(text, source)
        body = found.caption if found and found.caption.strip() else text
        matches = memory.fuzzy(body, direction, least=args.fuzzy, most=args.most)
        missing += not matches
        for match in matches:
            row = {
                "score": match.score,
                "origin": match.entry.origin,
                "source": match.source,
                "text": match.text,
                "date": match.entry.date,
                "model": match.entry.model,
            }
            if args.format == "jsonl":
                print(json.dumps(row, ensure_ascii=False))
            else:
                print(match.score, match.entry.origin, match.source, match.text, sep="\t")
    return 1 if missing else 0


def _stats(memory: Memory, args: argparse.Namespace) -> int:
    counts: Counter[tuple[str, str, str]] = Counter()
    for entry in memory.entries():
        counts[entry.origin, entry.direction or "both", entry.model or "-"] += 1
    print("origin", "direction", "model", "captions", sep="\t")
    for (origin, direction, model), count in sorted(counts.items()):
        print(origin, direction, model, count, sep="\t")
    return 0


def _language(text: str) -> str:
    from mt.text.language import detect

    language = detect(text).language
    if language not in LANGUAGES:
        raise UsageError("cannot tell its language", where=text[:40], remedy="say --from vi or --from fr")
    return language


def _progress(entries: Iterator[Entry]) -> Iterator[Entry]:
    from tqdm import tqdm

    return iter(tqdm(entries, unit=" captions", disable=None))
