"""`python -m mt.corpora check` and `python -m mt.corpora stats`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from mt.corpora.check import check, open_corpus, statistics
from mt.corpora.location import corpora
from mt.errors import VifrError


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; 0 is well, 1 means findings or data that cannot be read, 2 wrong use."""
    parser = argparse.ArgumentParser(prog="python -m mt.corpora", description="The bundled corpora.")
    parser.add_argument("command", choices=["check", "stats"], help="look for faults, or count the captions")
    parser.add_argument("folder", nargs="?", type=Path, help="another folder of the same layout")
    args = parser.parse_args(argv)
    try:
        corpus = open_corpus(args.folder or corpora())
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
