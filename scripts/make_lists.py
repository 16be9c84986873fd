"""Write the list cases of corpora/lists anew; the same corpora give the same files.

    python scripts/make_lists.py [FOLDER]

Ten cases each from the dev and the test captions: NAME.vi.txt and NAME.fr.txt, a caption a line, and
NAME.gold.txt, a link a line as vecalign writes them: 0-based positions, `[3]:[7]`, `[3]:[]` for one alone.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt.align.ladder import write_ladder
from mt.corpora.lists import Recipe, make
from mt.corpora.location import corpora
from mt.corpora.reading import read_captions

CASES = {
    "01-same-set": Recipe(40),
    "02-deletions": Recipe(40, dropped=0.25),
    "03-near-duplicates": Recipe(40, dropped=0.1, doubled=0.4),
    "04-short": Recipe(30, dropped=0.2, short=True),
    "05-noise": Recipe(40, dropped=0.1, noise=0.3),
    "06-stripped": Recipe(40, dropped=0.1, stripped=0.6),
    "07-merges": Recipe(40, dropped=0.1, merged=0.3),
    "08-everything": Recipe(100, dropped=0.15, merged=0.15, doubled=0.15, noise=0.1, stripped=0.25),
    "09-in-order": Recipe(60, shuffled=False, dropped=0.15, merged=0.2),
    "10-in-order-stripped": Recipe(60, shuffled=False, dropped=0.1, merged=0.1, noise=0.1, stripped=0.5),
}
SPLITS = {"dev": 20261, "test": 20262}  # with the seed of the first case


def main() -> int:
    """Write all files; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    default = Path(__file__).parents[1] / "corpora" / "lists"
    parser.add_argument("folder", type=Path, nargs="?", default=default)
    args = parser.parse_args()
    for split, seed in SPLITS.items():
        folder = args.folder / split
        folder.mkdir(parents=True, exist_ok=True)
        pairs = read_captions(corpora() / "captions" / f"{split}.tsv")
        for k, (name, recipe) in enumerate(CASES.items()):
            case = make(pairs, recipe, seed + 100 * k)
            (folder / f"{name}.vi.txt").write_text("\n".join(case.vi) + "\n", encoding="utf-8")
            (folder / f"{name}.fr.txt").write_text("\n".join(case.fr) + "\n", encoding="utf-8")
            (folder / f"{name}.gold.txt").write_text(write_ladder(case.gold), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
