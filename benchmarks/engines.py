"""vifr's engine against transformers' `generate`: same weights, same captions, same beam, one run.

    python benchmarks/engines.py                 the four comparisons, a few minutes
    python benchmarks/engines.py --memory        also the memory for 1,000, 10,000 and 100,000 captions

Prints each figure for both and their ratio. CPU seconds are printed beside wall-clock seconds because they
stay comparable when the machine has other work. Needs the `helsinki` extra (torch and transformers).
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mt import Options, Translator
from mt.corpora import load
from mt.models import resolve
from mt.models.marian_export import export
from mt.translate.engine import Engine
from mt.translate.reference import TransformersEngine

COLD_OURS = """
from mt import Translator
print(next(Translator.load({direction!r}, model="embedded").translate([{caption!r}])).text)
"""
COLD_THEIRS = """
import torch
from transformers import MarianMTModel, MarianTokenizer
tokenizer = MarianTokenizer.from_pretrained({folder!r})
model = MarianMTModel.from_pretrained({folder!r}, dtype=torch.float32).eval()
output = model.generate(**tokenizer([{caption!r}], return_tensors="pt"), num_beams=4)
print(tokenizer.batch_decode(output, skip_special_tokens=True)[0])
"""


@dataclass(frozen=True)
class Cost:
    """Seconds of the clock, seconds of the processor, and the most memory a process held, in MB."""

    wall: float
    cpu: float
    memory: float = 0.0


def main() -> None:
    """Run the comparisons and print them as a table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--direction", default="vi-fr", choices=["vi-fr", "fr-vi"])
    parser.add_argument("--captions", type=int, default=300, help="captions in bulk (default %(default)s)")
    parser.add_argument("--singles", type=int, default=40, help="captions one by one (default %(default)s)")
    parser.add_argument("--memory", action="store_true", help="memory for 1,000 to 100,000 captions as well")
    parser.add_argument("--in-bulk", choices=["ours", "theirs"], help=argparse.SUPPRESS)
    parser.add_argument("--marian", help=argparse.SUPPRESS)
    parser.add_argument("--greedy", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.in_bulk:
        _bulk_process(args)
        return
    model = resolve("embedded", args.direction)
    print(f"{model.label}, {args.captions} captions of the test split, beam 4, {_machine()}\n")
    print(f"{'':34}{'vifr':>12}{'transformers':>14}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as folder:
        marian = Path(folder) / "marian"
        export(model, marian)
        _compare(args, model.direction, marian)
    if args.memory:
        _memory(args)


def _compare(args: argparse.Namespace, direction: str, marian: Path) -> None:
    ours = _in_process(args, "ours", marian, args.captions)
    theirs = _in_process(args, "theirs", marian, args.captions)
    n = args.captions
    _row("in bulk, captions/s", n / ours.wall, n / theirs.wall, n / ours.wall / (n / theirs.wall))
    _row("in bulk, captions/CPU-s", n / ours.cpu, n / theirs.cpu, theirs.cpu / ours.cpu)
    _row("in bulk, peak memory, MB", ours.memory, theirs.memory, theirs.memory / ours.memory)
    captions = _captions(direction)[: args.singles]
    one = _one_by_one(Translator.load(direction, model="embedded", options=Options(threads=1)), captions)
    other = _one_by_one(_translator(direction, TransformersEngine(marian)), captions)
    _row("one by one, median ms", 1000 * one.wall, 1000 * other.wall, other.wall / one.wall)
    _row("one by one, CPU ms", 1000 * one.cpu, 1000 * other.cpu, other.cpu / one.cpu)
    words = {"direction": direction, "caption": captions[0], "folder": str(marian)}
    cold = _best_of(3, lambda: _process(["-c", COLD_OURS.format(**words)]))
    their_cold = _best_of(3, lambda: _process(["-c", COLD_THEIRS.format(**words)]))
    _row("cold start to first caption, s", cold.wall, their_cold.wall, their_cold.wall / cold.wall)
    _row("cold start, CPU s", cold.cpu, their_cold.cpu, their_cold.cpu / cold.cpu)


def _memory(args: argparse.Namespace) -> None:
    print("\nmemory of vifr, greedy search, distinct captions")
    for number in (1_000, 10_000, 100_000):
        args.greedy = True
        cost = _in_process(args, "ours", Path(), number)
        print(f"{number:>9,} captions {cost.memory:8.0f} MB {number / cost.wall:8.0f} captions/s")


def _in_process(args: argparse.Namespace, which: str, marian: Path, captions: int) -> Cost:
    """Translate in a process of its own, so that its peak memory is its own."""
    command = [__file__, "--direction", args.direction, "--captions", str(captions), "--in-bulk", which]
    command += ["--marian", str(marian), *(["--greedy"] if args.greedy else [])]
    return _process(command, reports_itself=True)


def _bulk_process(args: argparse.Namespace) -> None:
    translator = (
        Translator.load(args.direction, model="embedded", options=Options(beam_size=1 if args.greedy else 4))
        if args.in_bulk == "ours"
        else _translator(args.direction, TransformersEngine(Path(args.marian)))
    )
    captions = itertools.islice(_distinct(_captions(args.direction)), args.captions)
    wall, cpu = time.perf_counter(), time.process_time()
    done = sum(1 for _ in translator.translate(captions))
    cost = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu, "done": done}
    print(json.dumps(cost | {"memory": _peak()}))


def _peak() -> float:
    """The most memory this process held, in MB; on Linux `ru_maxrss` may be that of its parent."""
    status = Path("/proc/self/status")
    if status.is_file():
        [line] = [line for line in status.read_text().splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _translator(direction: str, engine: Engine) -> Translator:
    return Translator(resolve("embedded", direction), engine, Options())


def _captions(direction: str) -> list[str]:
    return [pair.side(direction[:2]) for pair in load("captions", split="test")]


def _distinct(captions: list[str]) -> Iterator[str]:
    """The captions, then the same with a number before them, for as long as anybody asks."""
    yield from captions
    for number in itertools.count(2):
        yield from (f"{number}. {caption}" for caption in captions)


def _one_by_one(translator: Translator, captions: list[str]) -> Cost:
    next(translator.translate(["Hà Nội"]))
    wall, cpu = [], []
    for caption in captions:
        clock, processor = time.perf_counter(), time.process_time()
        next(translator.translate([caption]))
        wall.append(time.perf_counter() - clock)
        cpu.append(time.process_time() - processor)
    return Cost(statistics.median(wall), statistics.median(cpu))


def _process(arguments: list[str], *, reports_itself: bool = False) -> Cost:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    clock = time.perf_counter()
    done = subprocess.run([sys.executable, *arguments], check=True, capture_output=True, text=True)
    wall = time.perf_counter() - clock
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if reports_itself:
        said = json.loads(done.stdout)
        return Cost(said["wall"], said["cpu"], said["memory"])
    return Cost(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _best_of(times: int, measure: Callable[[], Cost]) -> Cost:
    return min((measure() for _ in range(times)), key=lambda cost: cost.wall)


def _row(what: str, ours: float, theirs: float, ratio: float) -> None:
    print(f"{what:34}{ours:12.2f}{theirs:14.2f}{ratio:7.1f}x", flush=True)


def _machine() -> str:
    return f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"


if __name__ == "__main__":
    main()
