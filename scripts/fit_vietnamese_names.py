"""Count Vietnamese names of two to four syllables in press text; writes mt/text/data/vietnamese-names.txt.

    python scripts/fit_vietnamese_names.py --units units.txt TEXT...

The texts are UTF-8, a caption or sentence a line, as they are or packed by xz. The units are names of
provinces, districts and communes, one a line and as often as there are units of that name; each counts as if
it had been seen three times. Names that the glossary says otherwise in French are left out: who writes
`Nha Trang` does not mean the White House, `Nhà Trắng`.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mt.corpora import load
from mt.text.typography import settle_tones
from mt.text.unicode import fold, repair, strip_diacritics
from mt.text.vietnamese_names import LONGEST, Name, as_line
from mt.text.words import is_syllable
from mt.train.diacritics_text import cleaned
from mt.train.translation.lines import lines

TARGET = ROOT / "mt" / "text" / "data" / "vietnamese-names.txt"
LEAST = 2  # times that a spelling is seen
A_UNIT = 3  # what it counts
TRANSLATED = ("countries", "places", "international")  # categories of the glossary
WORD = re.compile(r"[^\W\d_]+")


def main() -> int:
    """Write the table; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT")
    parser.add_argument("--units", type=Path, required=True, metavar="FILE")
    args = parser.parse_args()
    counts: Counter[Name] = Counter()
    for path in args.texts:
        counts.update(name for line in lines(path) for name in names(cleaned(line, "vi")))
    for line in lines(args.units):
        unit = tuple(settle_tones(repair(line)[0]).lower().split())
        if 2 <= len(unit) <= LONGEST and all(map(str.isalpha, unit)):
            counts[unit] += A_UNIT
    table = as_lines(counts)
    TARGET.write_text("\n".join(table) + "\n", encoding="utf-8")
    print(f"{TARGET.name}: {len(table):,} names, {TARGET.stat().st_size:,} bytes")
    return 0


def names(text: str) -> Iterator[Name]:
    """Every stretch of two to four syllables of every run of capitalised syllables."""
    run: list[str] = []
    end = 0
    for match in [*WORD.finditer(text), None]:
        if match and text[end : match.start()] == " " and is_part(match[0]):
            run.append(match[0].lower())
        else:
            yield from stretches(run)
            run = [match[0].lower()] if match and is_part(match[0]) else []
        end = match.end() if match else 0


def stretches(run: Sequence[str]) -> Iterator[Name]:
    """Every two to four syllables that follow one another."""
    for length in range(2, LONGEST + 1):
        yield from (tuple(run[i : i + length]) for i in range(len(run) - length + 1))


def translated() -> frozenset[Name]:
    """The names of the glossary that French does not write with the same letters."""
    terms = [term for term in load("glossary") if term.category in TRANSLATED]
    return frozenset(
        tuple(settle_tones(term.vi).lower().split())
        for term in terms
        if fold(term.vi).replace(" ", "") not in fold(term.fr).replace(" ", "")
    )


def is_part(word: str) -> bool:
    """Whether it may be a syllable of a name."""
    return word.istitle() and is_syllable(strip_diacritics(word.lower()))


def as_lines(counts: Counter[Name]) -> list[str]:
    """The table, sorted by bare name."""
    spelt: defaultdict[str, dict[Name, int]] = defaultdict(dict)
    others = translated()
    for name, count in counts.items():
        if count >= LEAST and others.isdisjoint(stretches(name)):
            spelt[strip_diacritics(" ".join(name))][name] = count
    return [as_line(spelt[bare]) for bare in sorted(spelt)]


if __name__ == "__main__":
    sys.exit(main())
