"""How fast a translation memory is, and how many fuzzy matches its candidates miss.

    python benchmarks/memory.py                      100,000 entries, SQLite
    python benchmarks/memory.py --entries 10000 --tmx

The entries are halves of bundled training captions put together anew. A third of the queries are entries with
a word or a number changed, a third have a quarter of their words changed, a third are captions of the test
split. What is found is compared with what a comparison with every entry finds.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from mt.corpora import load
from mt.memory import Entry, open_memory
from mt.memory.entry import key
from mt.memory.memory import LEAST

SEED = 7


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--entries", type=int, default=100_000)
    parser.add_argument("--queries", type=int, default=150)
    parser.add_argument("--tmx", action="store_true", help="a TMX file instead of SQLite")
    args = parser.parse_args()
    rng = random.Random(SEED)
    entries = list(made(args.entries, rng))
    queries = list(asked(entries, args.queries, rng))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / ("memory.tmx" if args.tmx else "memory.db")
        memory = open_memory(path)
        start = time.process_time()
        for place in range(0, len(entries), 1000):
            memory.add(entries[place : place + 1000])
        memory.close()
        print(f"{len(entries):,} entries\t{path.stat().st_size / 1e6:.0f} MB")
        print(f"added\t{1e6 * (time.process_time() - start) / len(entries):.0f} µs each")
        start = time.process_time()
        memory = open_memory(path)
        print(f"opened\t{1000 * (time.process_time() - start):.0f} ms")
        exact = timed(lambda text: memory.exact(text, "vi-fr"), [entry.vi for entry in entries[:500]])
        fuzzy = timed(lambda text: memory.fuzzy(text, "vi-fr"), queries)
        print("CPU ms\tmedian\t95 %\tworst")
        for name, times in (("exact", exact), ("fuzzy", fuzzy)):
            print(name, *(f"{1000 * t:.2f}" for t in summary(times)), sep="\t")
        keys = [key(entry.vi) for entry in entries]
        missed = found = 0
        for query in queries:
            best = process.extractOne(
                key(query), keys, scorer=Levenshtein.normalized_similarity, score_cutoff=LEAST / 100
            )
            if best:
                matches = memory.fuzzy(query, "vi-fr")
                found += 1
                missed += not matches or matches[0].score < int(100 * best[1] + 1e-9)
        print(
            f"{found} of {len(queries)} queries have a match of {LEAST} %; missed, or a worse one: {missed}"
        )
        memory.close()


def made(count: int, rng: random.Random) -> Iterator[Entry]:
    pairs = load("captions", split="train")
    for _ in range(count):
        (one, other), number = rng.sample(pairs, 2), rng.randint(1, 9999)
        vi, fr = one.vi.split(), other.vi.split()
        text = " ".join([*vi[: len(vi) // 2], *fr[len(fr) // 2 :]])
        yield Entry(text, f"{one.fr} {number}", date="2026-01-01T00:00:00Z")


def asked(entries: list[Entry], count: int, rng: random.Random) -> Iterator[str]:
    words = " ".join(entry.vi for entry in entries[:1000]).split()
    for place in range(count):
        if place % 3 == 2:
            yield rng.choice(load("captions", split="test")).vi
            continue
        text = rng.choice(entries).vi.split()
        for _ in range(1 if place % 3 == 0 else len(text) // 4):
            text[rng.randrange(len(text))] = rng.choice(words)
        yield " ".join(text)


def timed(function: Callable[[str], object], texts: list[str]) -> list[float]:
    times = []
    for text in texts:
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
    return sorted(times)


def summary(times: list[float]) -> tuple[float, float, float]:
    return times[len(times) // 2], times[int(0.95 * len(times))], times[-1]


if __name__ == "__main__":
    main()
