"""Score a model on public test sets, both directions: the table of the model card.

    python scripts/score_public.py TESTSETS_DIR [--model embedded]

Every NAME.vi with a NAME.fr in the folder is a set, a sentence a line. Prints a Markdown table of BLEU and
chrF (sacreBLEU's defaults) on the text as it comes out. Measure with these sets; never train or choose by
them.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt import Translator, VifrError
from mt.caption import DIRECTIONS
from mt.errors import InputError
from mt.evaluation.lines import check_counts, read_lines
from mt.evaluation.metrics import METRICS


def main() -> int:
    """Print the table; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("testsets", type=Path, help="folder of NAME.vi and NAME.fr")
    parser.add_argument("--model", default="embedded")
    args = parser.parse_args()
    try:
        _table(args.testsets, args.model)
    except VifrError as error:
        print(f"score_public: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _table(folder: Path, model: str) -> None:
    names = sorted(path.stem for path in folder.glob("*.vi") if path.with_suffix(".fr").is_file())
    if not names:
        raise InputError("holds no NAME.vi with a NAME.fr", where=folder)
    translators = [Translator.load(direction, model=model) for direction in DIRECTIONS]
    print("| BLEU (chrF) | " + " | ".join(translator.model.label for translator in translators) + " |")
    print("|--|" + "--|" * len(translators))
    for name in names:
        sides = {side: read_lines(folder / f"{name}.{side}", warn=print) for side in ("vi", "fr")}
        check_counts((f"{name}.vi", len(sides["vi"])), (f"{name}.fr", len(sides["fr"])))
        cells = [_cell(sides, translator) for translator in translators]
        print(f"| {name} ({len(sides['vi'])}) | " + " | ".join(cells) + " |", flush=True)


def _cell(sides: dict[str, list[str]], translator: Translator) -> str:
    hypotheses = [t.text for t in translator.translate(sides[translator.model.source])]
    bleu, chrf = (
        METRICS[metric]().corpus_score(hypotheses, [sides[translator.model.target]]).score
        for metric in ("BLEU", "chrF")
    )
    return f"{bleu:.1f} ({chrf:.1f})"


if __name__ == "__main__":
    sys.exit(main())
