"""How well and how fast diacritics are restored, on the bundled captions and on text of your own.

    python benchmarks/diacritics.py                        dev split, Vietnamese and French
    python benchmarks/diacritics.py --split test
    python benchmarks/diacritics.py --language vi captions.txt

Lines are put in NFC with one placement of tone marks, stripped, restored and compared. Prints the share of
words (between spaces) and of whole lines that come out right, the same with i and y taken for one letter
(kỹ, kĩ), with every second word stripped, with all in capitals; and how many lines that were fine were
changed. CPU seconds, one core.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

from mt.corpora import load
from mt.text.diacritics import restore
from mt.text.diacritics_model import bundled
from mt.text.typography import settle_tones
from mt.text.unicode import repair, strip_diacritics

_I_FOR_Y = str.maketrans("yýỳỷỹỵYÝỲỶỸỴ", "iíìỉĩịIÍÌỈĨỊ")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help="default: the bundled captions")
    parser.add_argument("--language", choices=["vi", "fr"], default="", help="of the files")
    parser.add_argument("--split", choices=["train", "dev", "test"], default="dev")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="show the N most frequent errors")
    args = parser.parse_args()
    if args.files and not args.language:
        parser.error("say --language vi or --language fr")
    for language in [args.language] if args.language else ["vi", "fr"]:
        start = time.process_time()
        bundled(language)
        print(f"{language}: model loaded in {1000 * (time.process_time() - start):.1f} ms")
        for path in args.files:
            measure(path.name, path.read_text(encoding="utf-8").splitlines(), language, errors=args.errors)
        if not args.files:
            lines = [pair.side(language) for pair in load("captions", split=args.split)]
            measure(f"bundled captions, {args.split} split", lines, language, errors=args.errors)


def measure(name: str, lines: Sequence[str], language: str, *, errors: int) -> None:
    """Print the figures of one text."""
    lines = [text for line in lines if (text := settle_tones(repair(line)[0]))]
    stripped = [strip_diacritics(line) for line in lines]
    print(f"\n{name}, {len(lines)} lines")
    _row("as they are", lines, stripped)
    start = time.process_time()
    restored = [restore(line, language) for line in stripped]
    seconds = time.process_time() - start
    _row("stripped, restored", lines, restored)
    _row("  i and y as one", *([text.translate(_I_FOR_Y) for text in texts] for texts in (lines, restored)))
    _row("  lower case only", lines, restored, only=str.islower)
    _row("  capitals only", lines, restored, only=lambda word: not word.islower())
    half = [" ".join(_every_second_stripped(line.split(" "))) for line in lines]
    _row("every second word stripped", lines, [restore(line, language) for line in half])
    in_halves = [" ".join([strip_diacritics(a), b]) for a, b in map(_halves, lines)]
    _row("first half stripped", lines, [restore(line, language) for line in in_halves])
    capitals = [line.upper() for line in lines]
    _row("in capitals", capitals, [restore(strip_diacritics(line), language) for line in capitals])
    alarms = sum(restore(line, language) != line for line in lines)
    print(f"  lines that were fine and were changed  {alarms} of {len(lines)}")
    print(f"  {len(lines) / seconds:.0f} lines/CPU-s")
    wrong = Counter(pair for pair in _pairs(lines, restored) if pair[0] != pair[1])
    for (right, ours), times in wrong.most_common(errors):
        print(f"  {times:4} {right} not {ours}")


def _every_second_stripped(words: Sequence[str]) -> list[str]:
    return [strip_diacritics(word) if place % 2 else word for place, word in enumerate(words)]


def _halves(line: str) -> tuple[str, str]:
    words = line.split(" ")
    middle = len(words) // 2
    return " ".join(words[:middle]), " ".join(words[middle:])


def _pairs(lines: Sequence[str], restored: Sequence[str]) -> list[tuple[str, str]]:
    return [
        pair
        for line, ours in zip(lines, restored, strict=True)
        for pair in zip(line.split(), ours.split(), strict=True)
    ]


def _row(
    name: str, lines: Sequence[str], restored: Sequence[str], *, only: Callable[[str], bool] | None = None
) -> None:
    words = [a == b for a, b in _pairs(lines, restored) if any(map(str.isalpha, a)) and (not only or only(a))]
    whole = sum(a == b for a, b in zip(lines, restored, strict=True)) / len(lines)
    print(
        f"  {name:28} words {sum(words) / len(words):7.2%}" + ("" if only else f"   whole lines {whole:7.2%}")
    )


if __name__ == "__main__":
    main()
