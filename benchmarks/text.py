"""What the functions on text cost: microseconds of processor time a caption, on bundled training captions.

    python benchmarks/text.py                    every function, Vietnamese and French
    python benchmarks/text.py --captions 300     on fewer captions
    python benchmarks/text.py unicode legacy     only those whose name begins so

Each figure is the fastest of three passes after one that is not counted, in which data files are read and
what is remembered of single words is learnt.
"""

from __future__ import annotations

import argparse
import os
import platform
import time
from collections.abc import Callable, Sequence

from mt.corpora import load
from mt.text import credit, diacritics, facts, language, legacy, numbers, sentences, typography, unicode
from mt.text.legacy_tables import decode, encode

PASSES = 3

Caption = tuple[str, str, str]
"""A text, its language, and the other side of the pair."""
Function = Callable[[str, str, str], object]


def _on_text(function: Callable[[str], object]) -> Function:
    return lambda text, side, other: function(text)


def _on_language(function: Callable[[str, str], object]) -> Function:
    return lambda text, side, other: function(text, side)


def _on_pair(function: Callable[[str, str], object]) -> Function:
    return lambda text, side, other: function(*((text, other) if side == "vi" else (other, text)))


FUNCTIONS: dict[str, Function] = {
    "unicode.repair": _on_text(unicode.repair),
    "unicode.strip_diacritics": _on_text(unicode.strip_diacritics),
    "unicode.fold": _on_text(unicode.fold),
    "legacy.unmojibake": _on_text(legacy.unmojibake),
    "language.detect": _on_text(language.detect),
    "credit.find": _on_language(credit.find),
    "diacritics.looks_stripped": _on_language(diacritics.looks_stripped),
    "sentences.sentences": _on_text(sentences.sentences),
    "typography.plain": _on_text(typography.plain),
    "typography.for_model": _on_language(lambda text, side: typography.for_model(text, side, "vifr")),
    "typography.typeset": _on_language(typography.typeset),
    "typography.typeset, fine": _on_language(lambda text, side: typography.typeset(text, side, fine=True)),
    "typography.normalise": _on_text(typography.normalise),
    "numbers.unmatched": _on_pair(numbers.unmatched),
    "facts.differences": _on_pair(facts.differences),
}
# The same on captions that were damaged so.
DAMAGED: dict[str, tuple[Callable[[str], str], Function]] = {
    "unicode.repair, UTF-8 read as cp1252": (
        lambda text: decode(text.encode(), "cp1252"),
        FUNCTIONS["unicode.repair"],
    ),
    "unicode.repair, VNI read as cp1252": (
        lambda text: decode(encode(text, "vni"), "cp1252"),
        FUNCTIONS["unicode.repair"],
    ),
    "diacritics.restore, none left": (unicode.strip_diacritics, _on_language(diacritics.restore)),
}


def main() -> None:
    """Measure and print a line for each function."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="beginnings of the names of functions (default: all)")
    parser.add_argument("--captions", type=int, default=1000, help="how many (default %(default)s)")
    args = parser.parse_args()
    pairs = load("captions", split="train")[: args.captions]
    print(f"{len(pairs)} captions, {platform.machine()}, {os.cpu_count()} cores, ", end="")
    print(f"Python {platform.python_version()}\n\n{'µs a caption':40}{'vi':>8}{'fr':>8}")
    captions = [[(p.vi, "vi", p.fr) for p in pairs], [(p.fr, "fr", p.vi) for p in pairs]]
    cases = {name: (str, function) for name, function in FUNCTIONS.items()} | DAMAGED
    for name, (damage, function) in cases.items():
        if name.startswith(tuple(args.names)) or not args.names:
            costs = [_cost(function, _damaged(side, damage)) for side in captions]
            print(f"{name:40}" + "".join(f"{cost:8.0f}" for cost in costs), flush=True)


def _damaged(captions: Sequence[Caption], damage: Callable[[str], str]) -> list[Caption]:
    damaged = []
    for text, side, other in captions:
        try:
            damaged.append((damage(text), side, other))
        except UnicodeEncodeError:  # the old encoding has no such character
            continue
    return damaged


def _cost(function: Function, captions: Sequence[Caption]) -> float:
    """Microseconds a caption."""
    passes = []
    for _ in range(PASSES + 1):
        start = time.process_time()
        for caption in captions:
            function(*caption)
        passes.append(time.process_time() - start)
    return 1e6 * min(passes[1:]) / len(captions)


if __name__ == "__main__":
    main()
