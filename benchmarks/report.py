"""What a report on many captions costs: time and processor time of each step, peak memory, size of the page.

    python benchmarks/report.py [--captions 100000] [--systems 1]

The captions are those of the bundled train split, each said again with a number in front until there are
enough; the translations are their references with words lost, doubled and swapped. All texts are
different, so that nothing is measured for free.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.caption import Pair
from mt.corpora import load
from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.details import add_details
from mt.evaluation.report import report

_LOST, _DOUBLED, _SWAPPED = 0.12, 0.02, 0.05


def main() -> int:
    """Print the figures; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--captions", type=int, default=100_000, metavar="N")
    parser.add_argument("--systems", type=int, default=1, metavar="N")
    args = parser.parse_args()
    print(
        f"{args.captions:,} captions, systems: {args.systems}, {platform.machine()}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}\n\n{'':20}{'s':>8}{'CPU s':>8}{'peak MB':>9}"
    )
    with measured("captions made"):
        pairs = varied(args.captions)
        reference_set = ReferenceSet.of_pairs("train captions, varied", pairs, "vi-fr")
        del pairs
        outputs = [
            Output(f"system {n}", tuple(spoilt(text, n) for text in reference_set.references))
            for n in range(args.systems)
        ]
    with measured("scored"):
        evaluation = evaluate(reference_set, outputs)
    with measured("checked and sorted"):
        evaluation = add_details(evaluation, reference_set, outputs)
    with tempfile.TemporaryDirectory() as folder, measured("page written"):
        path = Path(folder) / "report.html"
        with path.open("w", encoding="utf-8") as file:
            file.writelines(report([evaluation]))
        size = path.stat().st_size
        kept = path.read_text(encoding="utf-8").count('class="card"')
    print(f"\nthe page has {size / 1e6:.1f} MB and lists {kept:,} captions")
    return 0


@contextmanager
def measured(step: str) -> Iterator[None]:
    """Print what the block took, and the peak so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took = f"{time.perf_counter() - wall:8.0f}{time.process_time() - cpu:8.0f}"
    print(f"{step:20}{took}{peak:9.0f}", flush=True)


def varied(captions: int) -> list[Pair]:
    """As many different pairs; each round says the same with another number in front."""
    pairs = load("captions", split="train")
    made = []
    for number in range(captions):
        pair = pairs[number % len(pairs)]
        turn = number // len(pairs)
        extra = (f"Ảnh {turn}: ", f"Photo {turn} : ") if turn else ("", "")
        made.append(replace(pair, id=f"{pair.id}-{turn}", vi=extra[0] + pair.vi, fr=extra[1] + pair.fr))
    return made


def spoilt(text: str, seed: int) -> str:
    """A translation that is wrong in about a fifth of its words."""
    chance = random.Random(f"{seed} {text}")
    words = text.split(" ")
    for index in range(len(words)):
        event = chance.random()
        if event < _LOST:
            words[index] = ""
        elif event < _LOST + _DOUBLED:
            words[index] = f"{words[index]} {words[index]}"
        elif event < _LOST + _DOUBLED + _SWAPPED:
            other = chance.randrange(len(words))
            words[index], words[other] = words[other], words[index]
    return " ".join(filter(None, words))


if __name__ == "__main__":
    sys.exit(main())
