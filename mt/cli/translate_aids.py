"""What a desk knows already: `--memory` and `--glossary` of `vifr translate`."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mt.cli import glossaries
from mt.files.row import Added
from mt.memory.memory import LEAST

if TYPE_CHECKING:
    from mt.memory import Memory
    from mt.text.glossary import Glossary


@dataclass(frozen=True, slots=True)
class Aids:
    """The memory and the glossary of a run.

    Attributes:
        memory, glossary: None where none was named.
        settings: what a journal has to agree in.
        unreadable: rows of the glossary that cannot be read.
    """

    memory: Memory | None
    glossary: Glossary | None
    settings: dict[str, object]
    unreadable: int

    def names(self, added: Added, into: str) -> Added:
        """The names of what is added to a row, with one for what the memory offers."""
        return replace(added, memory=f"{into}_memory" if into else "memory") if self.memory else added


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--memory",
        default="",
        metavar="FILE",
        help="translation memory: .tmx, or .db for SQLite; made where there is none, and added to",
    )
    parser.add_argument(
        "--fuzzy",
        type=int,
        default=LEAST,
        metavar="N",
        help="offer what the memory has for captions that are N %% the same (default: %(default)s)",
    )
    parser.add_argument("--glossary", default="", metavar="FILE", help=glossaries.HELP)


@contextmanager
def opened(args: argparse.Namespace) -> Iterator[Aids]:
    """What the options name; the memory is put in place at the end.

    Raises:
        VifrError: a file that cannot be read, is damaged or has no terms.
    """
    from mt.files.journal import sha256

    bad: list[str] = []

    def say(line: str) -> None:
        bad.append(line)
        print(f"vifr: {line}", file=sys.stderr)

    glossary = glossaries.load_glossary(args.glossary, say) if args.glossary else None
    is_file = args.glossary not in ("", glossaries.PRESS)
    settings: dict[str, object] = {
        "glossary": sha256(Path(args.glossary)) if is_file else args.glossary,
        "memory": str(Path(args.memory).resolve()) if args.memory else "",
        "fuzzy": args.fuzzy if args.memory else "",
    }
    if not args.memory:
        yield Aids(None, glossary, settings, len(bad))
        return
    from mt.memory import open_memory

    with open_memory(Path(args.memory)) as memory:
        yield Aids(memory, glossary, settings, len(bad))
