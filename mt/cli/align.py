"""`vifr align`: which captions say the same, on one page, on two pages, in two lists."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from mt.caption import DIRECTIONS
from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.align.evidence import Translate

EXAMPLES = """A list has a caption a line (.txt, .tsv, .csv, .jsonl). A page is .html; with --page, .txt too.
One input is a page in both languages: its Vietnamese captions, each with the French one or none.
Two inputs are in one language each: pairs, merges and captions left alone, in any order.

examples:
  vifr align page.html                         vi fr score reason, a line a Vietnamese caption
  vifr align captions.vi.txt captions.fr.txt   vi_lines fr_lines score reason vi fr
  vifr align page.html -o pairs.tmx            a translation memory; captions left alone have one side
  vifr align --in-order --format ladder a.txt b.txt > links.txt
  vifr align --gold links.txt a.txt b.txt      precision, recall and F1 of what is found
  vifr align --gold corpora/lists/dev          the same for every case of a folder"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.epilog = EXAMPLES
    parser.add_argument(
        "inputs", nargs="*", metavar="FILE", help="one page, or two lists or pages; - is stdin"
    )
    parser.add_argument("--page", action="store_true", help="text files are dumps of pages, not lists")
    parser.add_argument(
        "--in-order", action="store_true", help="both tell the same in the same order; m:n links are found"
    )
    parser.add_argument(
        "--languages",
        choices=("vi,fr", "fr,vi"),
        help="of the two inputs (default: what most of their captions are in)",
    )
    parser.add_argument(
        "--column", default="", metavar="NAME", help="column or key of the captions in tables"
    )
    parser.add_argument("-o", "--output", default="", metavar="FILE", help="default: standard output")
    parser.add_argument(
        "--format",
        choices=("tsv", "jsonl", "ladder", "tmx", "xliff", "xliff2"),
        help="of the output (default: by the suffix of -o, else tsv)",
    )
    parser.add_argument("--repair", action="store_true", help="print captions with their characters repaired")
    parser.add_argument(
        "--gold",
        type=Path,
        metavar="FILE",
        help="a ladder file, or a folder of cases: print how good the links are",
    )
    parser.add_argument("--model", default="auto", metavar="M", help="as in vifr translate (default: auto)")


def run(args: argparse.Namespace) -> int:
    """Print the links, or their scores; returns the exit status."""
    from mt.cli.align_gold import score_folder, score_lists
    from mt.cli.align_output import into, print_links, print_page
    from mt.files.formats import refuse_foreign
    from mt.files.output import check_output

    form = _format(args)
    _check_usage(args, form)
    refuse_foreign(Path(args.output))
    output = check_output(Path(args.output)) if args.output not in ("", "-") else None
    translate = _translate(args.model)
    if args.gold and not args.inputs:
        print(score_folder(args.gold, translate), end="")
        return 0
    if len(args.inputs) == 1:
        from mt.align.pages import align_page
        from mt.cli.align_inputs import read_page

        pairs = align_page(read_page(args.inputs[0]), translate)
        with into(output):
            print_page(pairs, form=form, repaired=args.repair, name=args.inputs[0])
        _say(f"{len(pairs)} Vietnamese captions, {sum(pair.fr is not None for pair in pairs)} with French")
        return 0
    from mt.align.lists import align
    from mt.cli.align_inputs import read_both

    vi, fr = read_both(args.inputs, page=args.page, column=args.column, languages=args.languages)
    links = align(vi.texts, fr.texts, translate, in_order=args.in_order, images=(vi.images, fr.images))
    if args.gold:
        print(score_lists(args.gold, links), end="")
        return 0
    with into(output):
        print_links(links, vi, fr, form=form, repaired=args.repair)
    linked = [link for link in links if link.vi and link.fr]
    _say(
        f"{len(vi.texts)} Vietnamese and {len(fr.texts)} French captions, {len(linked)} links, "
        f"{len(links) - len(linked)} left alone"
    )
    return 0


def _format(args: argparse.Namespace) -> str:
    """What is asked for, or what the result is named for."""
    named = {".jsonl": "jsonl", ".tmx": "tmx", ".xlf": "xliff", ".xliff": "xliff"}
    return args.format or named.get(Path(args.output).suffix.lower(), "tsv")


def _check_usage(args: argparse.Namespace, form: str) -> None:
    if not args.inputs and not (args.gold and args.gold.is_dir()):
        raise UsageError("nothing to align", remedy="name a page, or two lists or pages")
    if len(args.inputs) > 2:
        raise UsageError(f"{len(args.inputs)} inputs", remedy="name one page, or two lists or pages")
    if args.gold and args.output:
        raise UsageError("--gold prints scores", remedy="leave -o out")
    if args.inputs.count("-") > 1:
        raise UsageError("standard input can be read only once", remedy="name a file")
    if len(args.inputs) == 1:
        for option, given in (
            ("--in-order", args.in_order),
            ("--languages", args.languages),
            ("--gold", args.gold),
            ("--format ladder", form == "ladder"),
        ):
            if given:
                raise UsageError(f"{option} goes with two inputs", remedy="name the second list or page")


def _translate(model: str) -> Translate:
    """Vietnamese captions to French ones by a model that is loaded when the first caption comes."""
    loaded: list[Callable[[Sequence[str]], Sequence[str]]] = []

    def translate(texts: Sequence[str]) -> Sequence[str]:
        if not loaded:
            loaded.append(_load(model))
        return loaded[0](texts)

    return translate


def _load(model: str) -> Translate:
    from tqdm import tqdm

    from mt.translate import Options, Translator

    # Greedy search is the fastest, and what the weights of the evidence were fitted with.
    translator = Translator.load(DIRECTIONS[0], model=model, options=Options(beam_size=1))

    def translate(texts: Sequence[str]) -> Sequence[str]:
        progress = tqdm(total=len(texts), desc="translating", unit="caption", leave=False, disable=None)
        with progress:
            return [translation.text for translation in translator.translate(texts, progress=progress.update)]

    return translate


def _say(line: str) -> None:
    print(f"vifr: {line}", file=sys.stderr)
