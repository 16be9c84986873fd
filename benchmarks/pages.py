"""How well captions are found on the bundled pages: `python benchmarks/pages.py [dev|test] [--all]`.

A caption counts as found when its language and its text, letter by letter, are those of the gold file. A page
that rightly has no caption scores 1 when none is found on it.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from mt.pages import extract, read

PAGES = Path(__file__).parents[1] / "corpora" / "pages"
Found = set[tuple[str, str]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("split", nargs="?", default="dev", choices=("dev", "test"))
    parser.add_argument("--all", action="store_true", help="name what was missed and what was no caption")
    args = parser.parse_args()
    right = found = wanted = 0
    print(f"{'page':<36} {'gold':>5} {'P':>6} {'R':>6} {'F1':>6}")
    for page, gold in pages(PAGES / args.split):
        captions = {(caption.language, caption.text) for caption in extract(read(page))}
        right, found, wanted = right + len(captions & gold), found + len(captions), wanted + len(gold)
        print(row(page.name, len(captions & gold), len(captions), len(gold)))
        if args.all:
            for sign, texts in (("-", gold - captions), ("+", captions - gold)):
                print(*(f"  {sign} {language} {text}" for language, text in sorted(texts)), sep="\n")
    print(row("all captions", right, found, wanted))


def pages(folder: Path) -> Iterator[tuple[Path, Found]]:
    """Every page of a split with its gold captions."""
    for gold in sorted(folder.glob("*.captions.tsv")):
        name = gold.name.removesuffix(".captions.tsv")
        page = next(path for suffix in (".html", ".txt") if (path := folder / (name + suffix)).exists())
        lines = gold.read_text(encoding="utf-8").rstrip("\n").split("\n")[1:]
        yield page, {(language, caption) for language, _, caption in (line.partition("\t") for line in lines)}


def row(name: str, right: int, found: int, wanted: int) -> str:
    precision = right / found if found else 1.0
    recall = right / wanted if wanted else 1.0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return f"{name:<36} {wanted:5} {precision:6.3f} {recall:6.3f} {f1:6.3f}"


if __name__ == "__main__":
    main()
