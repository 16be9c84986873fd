"""`python -m mt.corpora check`, `python -m mt.corpora stats` and `python -m mt.corpora report`."""

from __future__ import annotations

import argparse
import importlib
import sys
from collections.abc import Sequence
from pathlib import Path

from mt.corpora.check import check, open_corpus, statistics
from mt.corpora.location import corpora
from mt.errors import VifrError

_PAGE = Path("corpora.html")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is well, 1 means findings or data that cannot be read, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m mt.corpora", description="The bundled corpora.")
    parser.add_argument(
        "command",
        choices=["check", "stats", "report"],
        help="look for faults, count the captions, or write a page about them",
    )
    parser.add_argument("folder", nargs="?", type=Path, help="another folder of the same layout")
    parser.add_argument("--out", type=Path, metavar="HTML", help=f"page of the report (default: {_PAGE})")
    parser.add_argument("--png", type=Path, metavar="PNG", help="main figures of the report, as a picture")
    args = parser.parse_args(argv)
    if args.command != "report" and (args.out or args.png):
        parser.error("--out and --png go with report")
    try:
        corpus = open_corpus(args.folder or corpora())
        if args.command == "report":
            # By name: the page stands above the corpora, and imports go downwards only.
            page = args.out or (None if args.png else _PAGE)
            importlib.import_module("mt.dashboard.command").write(corpus, page, args.png)
            return 0
    except VifrError as error:
        print(f"vifr: {error}", file=sys.stderr)
        return error.exit_code
    if args.command == "stats":
        print(*statistics(corpus), sep="\n")
        return 0
    findings = 0
    for finding in check(corpus):
        print(finding, flush=True)
        findings += 1
    print(f"{len(corpus.entries)} captions, {len(corpus.terms)} terms, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main())
