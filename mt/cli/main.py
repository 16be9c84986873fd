"""`vifr <command>`: finds the command, runs it, and turns every failure into one line and an exit status.

Only the module of the command that was asked for is imported, so that `vifr --help` and a translation
start at once.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import sys
from collections.abc import Sequence

from mt import __version__
from mt.errors import VifrError

COMMANDS = {
    "translate": "translate captions from files or standard input",
    "align": "find the captions that say the same, on a page or in two lists",
    "check": "find what is wrong with pairs of captions: numbers, dates, names, credits",
    "convert": "turn files of pairs into TMX, XLIFF, tables, and back",
    "extract": "take the captions out of saved news pages and photos",
    "memory": "import, export and look into a translation memory",
    "restore": "bring back diacritics that captions have lost",
    "evaluate": "score a model, or existing output, with BLEU, chrF++ and TER",
    "train": "train a model by a recipe, or fine-tune one on your own pairs",
    "backtranslate": "make training pairs out of text of one language",
    "models": "list, download and check models",
}

EPILOG = """exit status: 0 all well, 1 something failed (what, where and what to do is said), 2 wrong use

examples:
  vifr translate captions.txt                 French on the screen, a line for every line
  vifr translate --from fr --to vi < fr.txt   the other way, from standard input
  vifr evaluate                               the bundled test captions, both directions
  vifr models                                 which models are on this machine"""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(
            stream, io.TextIOWrapper
        ):  # UTF-8 whatever the locale; broken bytes go out as they came in
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")
    arguments = list(sys.argv[1:] if argv is None else argv)
    command = next((word for word in arguments if not word.startswith("-")), "")
    parser = _parser(command)
    args = parser.parse_args(arguments)
    if not args.command:
        parser.print_help()
        return 2
    try:
        status = int(args.run(args))
        sys.stdout.flush()
        return status
    except BrokenPipeError:  # `vifr … | head` ends quietly, as other Unix tools do
        _drop_output()
        return 128 + 13
    except OSError as error:  # what no command expected, a full disk behind standard output for one
        print(f"vifr: {error.filename or 'output'}: {error.strerror or error}", file=sys.stderr)
        _drop_output()
        return 1
    except VifrError as error:
        print(f"vifr: {error}", file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print("vifr: stopped", file=sys.stderr)
        return 130


def _drop_output() -> None:
    """What standard output still holds would be written, and fail, once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="vifr",
        description="Vietnamese and French press-photo captions: translate, align, check, evaluate.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"vifr {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="command")
    for name, summary in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=summary,
            description=summary[0].upper() + summary[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        if name == command:
            module = importlib.import_module(f"mt.cli.{name}")
            module.add_arguments(sub)
            sub.set_defaults(run=module.run)
    return parser
