"""How fast lists are aligned, how much memory it takes, and whether looking at the nearest pairs is enough.

    python benchmarks/alignment.py [--captions 10000]

Takes bundled train captions, which the lexicons have seen, so that what is right says nothing here; see
`vifr align --gold corpora/lists/test` for that. The order of both sides is lost.
"""

import argparse
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.align.lists import align
from mt.corpora import load
from mt.corpora.lists import Recipe, make
from mt.translate import Options, Translator


def main() -> int:
    """Print the figures; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--captions", type=int, default=10_000, metavar="N")
    args = parser.parse_args()
    translator = Translator.load("vi-fr", model="embedded", options=Options(beam_size=1))

    def translate(texts: Sequence[str]) -> list[str]:
        return [translation.text for translation in translator.translate(texts)]

    pairs = load("captions", split="train")
    case = make(pairs, Recipe(1000, dropped=0.1, doubled=0.1, stripped=0.1), 1)
    every, nearest = (
        [(link.vi, link.fr) for link in align(case.vi, case.fr, translate, full=full)] for full in (10**7, 0)
    )
    same = len(set(every) & set(nearest))
    print(f"1,000 × 1,000: {same} of {len(every)} links of all pairs are those of the nearest pairs")
    case = make(pairs, Recipe(args.captions), 2)
    start = time.perf_counter()
    translations = dict(zip(case.vi, translate(case.vi), strict=True))
    translated = time.perf_counter()
    links = align(case.vi, case.fr, lambda texts: [translations.get(text, text) for text in texts])
    done = time.perf_counter()
    gold = set(case.gold)
    right = sum((link.vi, link.fr) in gold for link in links)
    print(
        f"{len(case.vi):,} × {len(case.fr):,}: translated in {translated - start:.0f} s, "
        f"aligned in {done - translated:.0f} s; {right:,} of {len(links):,} links right; "
        f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
