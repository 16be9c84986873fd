"""`vifr restore`: diacritics brought back to lines that lost them; every other line passes unchanged."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import BinaryIO

from mt.caption import LANGUAGES
from mt.errors import InputError

EXAMPLES = """examples:
  vifr restore captions.txt                    Ha Noi don khach → Hà Nội đón khách
  vifr restore --language fr < legends.txt     Les eleves a l'ecole → Les élèves à l'école
  vifr restore captions.txt -o restored.txt

One line out for every line in, line endings as they are. Lines that have their diacritics, and lines in
neither language, come out as they went in."""
_STDIN = "standard input"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("files", nargs="*", metavar="FILE", help="default, or -: standard input")
    parser.add_argument(
        "--language", choices=(*LANGUAGES, "auto"), default="auto", help="default: told line by line (auto)"
    )
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="default: standard output")
    parser.add_argument("--quiet", action="store_true", help="do not say how many lines were changed")


def run(args: argparse.Namespace) -> int:
    """Restore; returns the exit status.

    Raises:
        VifrError: an input that cannot be read, or an output that cannot be written.
    """
    from mt.files.decoding import encode
    from mt.files.output import check_output, claimed, device, is_replaceable, replacing, standard_output

    names = [name if name != "-" else "" for name in args.files or [""]]
    counts: Counter[str] = Counter()
    with ExitStack() as stack:
        streams = [(name, stack.enter_context(_opened(name)) if name else sys.stdin.buffer) for name in names]
        if not args.output or args.output == "-":
            write = stack.enter_context(standard_output())
        else:
            output = check_output(Path(args.output))
            if is_replaceable(output):
                stack.enter_context(claimed(output))
                write = stack.enter_context(replacing(output))
            else:
                write = stack.enter_context(device(output))
        for name, stream in streams:
            for line in _restored(stream, name or _STDIN, args.language, counts):
                write(encode(line))
    if not args.quiet:
        told = f"; {counts['unknown']} were too short to tell their language" if counts["unknown"] else ""
        print(f"vifr: {counts['changed']} of {counts['lines']} lines changed{told}", file=sys.stderr)
    return 0


def _opened(name: str) -> BinaryIO:
    try:
        return Path(name).open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=name, remedy="check the name") from error


def _restored(stream: BinaryIO, name: str, language: str, counts: Counter[str]) -> Iterator[str]:
    """The lines with their endings, and the byte order mark where there is one."""
    from mt.files.decoding import decode
    from mt.text.diacritics import restore
    from mt.text.language import detect

    lines = decode(stream, name)
    if lines.bom:
        yield "\ufeff"
    try:
        for line in lines:
            spoken = detect(line).language if language == "auto" and line.strip() else language
            restored = restore(line, spoken) if spoken in LANGUAGES else line
            counts["lines"] += 1
            counts["changed"] += restored != line
            counts["unknown"] += spoken == "unknown"
            yield restored
    finally:
        lines.stream.detach()
