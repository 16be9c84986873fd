"""`vifr backtranslate`: text of one language becomes training pairs for the model of the other direction."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from mt.caption import LANGUAGES
from mt.errors import InputError, UsageError

EXAMPLES = """examples:
  vifr backtranslate captions.vi.txt.xz --to fr -o back.tsv.xz
  vifr backtranslate news.fr.txt --to vi -o back.tsv.xz --held-out 'testsets/*' --keep 0.5
  vifr backtranslate captions.vi.txt --to fr -o back.tsv.xz --back-model embedded --least-chrf 45

A line a text; .xz and .gz are read as they are. The pairs (vi, fr, score) teach a model to write the language
of TEXT. Left out: lines that are too short, too long, there twice or in another language; translations that
fail a check or have other numbers; all but the best by the model's own score; and whatever is held out, the
dev and test captions of vifr always. Continue a run that was stopped with --resume."""
_MINUTE = 60.0


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    parser.add_argument("texts", nargs="+", metavar="TEXT", type=Path, help="files of one language")
    parser.add_argument("--to", required=True, choices=LANGUAGES, dest="target", help="translate into")
    parser.add_argument("-o", "--output", required=True, metavar="FILE.tsv.xz", type=Path)
    parser.add_argument("--model", default="auto", help="as for vifr translate (default: auto)")
    parser.add_argument("--beam-size", type=int, default=1, metavar="N", help="default: 1, the fastest")
    parser.add_argument(
        "--sample", type=int, default=1, metavar="N", help="draw each piece from the N most probable"
    )
    parser.add_argument("--threads", type=int, default=0, metavar="N", help="default: one for each core")
    parser.add_argument("--keep", type=float, default=0.6, metavar="SHARE", help="of good pairs, the best")
    parser.add_argument("--back-model", default="", metavar="MODEL", help="translate back, and compare")
    parser.add_argument("--least-chrf", type=float, default=40.0, metavar="N", help="of the way back")
    parser.add_argument("--held-out", action="append", default=[], metavar="GLOB", help="files to keep out")
    parser.add_argument(
        "--exact", action="store_true", help="keep out copies only, not near-duplicates: for other text"
    )
    parser.add_argument("--most", type=int, default=0, metavar="N", help="lines to translate (default: all)")
    again = parser.add_mutually_exclusive_group()
    again.add_argument("--resume", action="store_true", help="continue a run that was stopped")
    again.add_argument("--restart", action="store_true", help="start again, forget a run that was stopped")
    parser.add_argument("--quiet", action="store_true", help="say nothing but errors")


def run(args: argparse.Namespace) -> int:
    """Translate and choose; returns the exit status.

    Raises:
        VifrError: wrong use, files that cannot be read or written, a model that is not there.
    """
    from mt.files.output import check_output, claimed
    from mt.train.translation.backtranslation import Plan, backtranslate
    from mt.train.translation.lines import lines
    from mt.train.translation.overlap import read_held_out
    from mt.translate import Options, Translator

    source = "fr" if args.target == "vi" else "vi"
    if not args.output.name.endswith(".tsv.xz"):
        raise UsageError("is no name for pairs", where=args.output, remedy="name it .tsv.xz")
    if not 0 < args.keep <= 1:
        raise UsageError(f"--keep {args.keep} is not above 0 and at most 1")
    if args.most < 0:
        raise UsageError(f"--most {args.most} is below 0")
    for path in args.texts:
        if not path.is_file():
            raise InputError("no such file", where=path, remedy="check the name")
    say = _silent if args.quiet else _say
    output = check_output(args.output)
    held_out = read_held_out(args.held_out, Path(), say=say)
    options = Options(beam_size=args.beam_size, sampling=args.sample, threads=args.threads, retries=False)
    translator = Translator.load(f"{source}-{args.target}", model=args.model, options=options)
    back = None
    if args.back_model:
        back = Translator.load(
            f"{args.target}-{source}",
            model=args.back_model,
            options=Options(beam_size=1, threads=args.threads, retries=False),
        )
    say(f"model {translator.model.label}" + (f", back by {back.model.label}" if back else ""))
    if not args.held_out:
        say("kept out: only the dev and test captions of vifr; name test sets with --held-out")
    total = sum(1 for path in args.texts for _ in lines(path))
    with claimed(output):
        outcome = backtranslate(
            args.texts,
            translator,
            output,
            Plan(keep=args.keep, least_chrf=args.least_chrf, near=not args.exact, most=args.most),
            held_out=held_out,
            back=back,
            resume=args.resume,
            restart=args.restart,
            progress=(lambda line: None) if args.quiet else _Progress(total),
        )
    left = ", ".join(f"{reason} {count:,}" for reason, count in outcome.dropped.most_common() if count)
    said = f"{outcome.kept:,} pairs with a score of {outcome.score:.2f} or better"
    say(said + (f"; left out: {left}" if left else ""))
    return 0


class _Progress:
    """How far it is: in place on a terminal, a line a minute elsewhere."""

    def __init__(self, total: int) -> None:
        self._total, self._first, self._line = total, 0, 0
        self._began = self._shown = time.monotonic()
        self._every = 1.0 if sys.stderr.isatty() else _MINUTE

    def __call__(self, line: int) -> None:
        now = time.monotonic()
        if now - self._began < 1:  # what a journal had comes at once and says nothing about speed
            self._first = line
        self._line = line
        if now - self._shown < self._every and line < self._total:
            return
        self._shown = now
        speed = (line - self._first) / max(now - self._began, 1e-3)
        left = f", {_time((self._total - line) / speed)} left" if speed else ""
        text = f"vifr: {line:,} of {self._total:,} lines, {speed:,.0f} a second{left}"
        if sys.stderr.isatty():
            end = "\n" if line >= self._total else ""
            print(f"\r{text}\x1b[K", end=end, file=sys.stderr, flush=True)
        else:
            print(text, file=sys.stderr, flush=True)


def _time(seconds: float) -> str:
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60:02} min" if minutes >= 60 else f"{minutes} min"


def _say(text: str) -> None:
    print(f"vifr: {text}", file=sys.stderr)


def _silent(text: str) -> None:
    pass
