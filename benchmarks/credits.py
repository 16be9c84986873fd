"""How many credits are found, and how many are rendered as the references have them.

python benchmarks/credits.py --split dev
python benchmarks/credits.py --captions captions.vi.txt --language vi --sample 20
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from mt.corpora import load
from mt.text.credit import Credit, Terms, find, rendering
from mt.text.unicode import repair

LANGUAGES = ("vi", "fr")
# Whatever may announce a credit near the end of a caption; most of what it finds is none.
MARKER = re.compile(
    r"(?<!\w)(?:ảnh|hình|photos?|photographies?|nguồn|đồ h[oọ][aạ]|theo|crédits?|clip|video|tư liệu|cung cấp"
    r"|minh h[oọ][aạ]|màn hình|sources?|infographies?|captures?|afp|reuters|ttxvn|vna|ap|epa|getty|thx)(?!\w)"
    r"|©|@",
    re.IGNORECASE,
)
SIGNED = re.compile(r"[-–(/] ?[^\W\d_a-zà-ỹ]{2,}(?: [^\W\d_a-zà-ỹ]{2,}){0,3}\)?\.?$")
NEAR_THE_END = 70  # characters
TERMS = Terms(lambda: [(term.vi, term.fr, term.note) for term in load("glossary")])


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--split", choices=("train", "dev", "test"), help="the bundled captions")
    what.add_argument("--captions", type=Path, help="a file with a caption a line")
    parser.add_argument("--language", choices=LANGUAGES, default="vi", help="of the file (default vi)")
    parser.add_argument("--sample", type=int, default=0, help="credits and doubtful ends to print of a file")
    parser.add_argument("--misses", action="store_true", help="print what is not as in the reference")
    args = parser.parse_args()
    if args.captions:
        coverage(args.captions, args.language, args.sample)
    else:
        accuracy(args.split, misses=args.misses)


def accuracy(split: str, *, misses: bool) -> None:
    """The table for bundled pairs: split where the reference is, rendered letter by letter as it is."""
    print("direction\tcredits\tsplit\trendered exactly\tcertain\tcertain and exact")
    missed = []
    for source, target in (LANGUAGES, LANGUAGES[::-1]):
        count: Counter[str] = Counter()
        for text, reference in sides(split, source):
            ours, theirs = find(text, source), find(reference, target)
            if ours is None and theirs is None:
                continue
            count["all"] += 1
            if ours is None or theirs is None:
                missed.append((text[-NEAR_THE_END:], "not split", reference[-NEAR_THE_END:]))
                continue
            rendered = rendering(ours, terms=TERMS)
            exact = rendered.text == credit_of(theirs)
            count["split"] += 1
            count["exact"] += exact
            count["certain"] += rendered.is_certain
            count["both"] += exact and rendered.is_certain
            if not exact:
                missed.append((credit_of(ours), rendered.text, credit_of(theirs)))
        row = (count[name] for name in ("all", "split", "exact", "certain", "both"))
        print(f"{source}-{target}", *row, sep="\t")
    for miss in missed if misses else ():
        print(*miss, sep="\t")


def coverage(path: Path, language: str, sample: int) -> None:
    """Of the captions with anything that may announce a credit, how many have one, of what kind."""
    kinds: Counter[str] = Counter()
    labels: Counter[str] = Counter()
    found, doubtful = [], []
    for line in path.open(encoding="utf-8"):
        text = repair(line)[0]
        if credit := find(text, language):
            kinds[credit.kind] += 1
            labels[credit.label + ("" if ":" in credit.joint else " …")] += 1
            found.append(text)
        elif MARKER.search(text[-NEAR_THE_END:]) or SIGNED.search(text):
            doubtful.append(text)
    print(f"with a credit\t{len(found)}\nwith a marker and no credit\t{len(doubtful)}")
    for table in (kinds, labels):
        for name, number in table.most_common(20):
            print(f"{number}\t{name}")
    for title, texts in (("credits", found), ("no credits", doubtful)):
        for text in random.Random(1).sample(texts, min(sample, len(texts))):
            print(f"{title}\t{text[-2 * NEAR_THE_END :]}")


def sides(split: str, source: str) -> Iterator[tuple[str, str]]:
    for pair in load("captions", split=split):
        yield (pair.vi, pair.fr) if source == "vi" else (pair.fr, pair.vi)


def credit_of(credit: Credit) -> str:
    return str(credit)[len(credit.caption) :]


if __name__ == "__main__":
    main()
