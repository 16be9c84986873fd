"""Count how many numbers, names and credits of the source survive a model, both directions.

    python scripts/survival.py [MODEL...] [--pairs FILE.tsv] [--split test] [--worst 5] [--json OUT.json]

Without --pairs, on the bundled captions. A pair file has a header with the columns vi and fr. What is
counted, and when it survives, is defined in mt/evaluation/survival.py. Goal: 98 % of numbers, 95 % of names.
"""

import argparse
import csv
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from mt import Translator, VifrError
from mt.caption import DIRECTIONS, Pair
from mt.corpora import load
from mt.errors import InputError
from mt.evaluation.survival import Caption, Rate, rates, survival, worst

GOALS = {"number": 0.98, "all names": 0.95, "all names, marks aside": 0.95}


def main() -> int:
    """Print the tables; returns the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("models", nargs="*", default=["embedded"], metavar="MODEL")
    parser.add_argument("--pairs", type=Path, metavar="FILE", help="TSV with columns vi and fr")
    parser.add_argument("--split", default="test", choices=("dev", "test"))
    parser.add_argument("--direction", choices=DIRECTIONS, help="default: both")
    parser.add_argument("--worst", type=int, default=5, metavar="N", help="captions shown (default: 5)")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the counts too")
    args = parser.parse_args()
    try:
        pairs = _read(args.pairs) if args.pairs else load("captions", split=args.split)
        found = []
        for model in args.models:
            for direction in [args.direction] if args.direction else DIRECTIONS:
                found.append(_measured(pairs, model, direction, args.worst))
        if args.json:
            args.json.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except VifrError as error:
        print(f"survival: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _read(path: Path) -> list[Pair]:
    try:
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {error}", where=path) from error
    if not rows or not {"vi", "fr"} <= rows[0].keys():
        raise InputError("has no columns vi and fr", where=path, remedy="give it a header with both")
    return [Pair(row.get("id") or str(n), row["vi"] or "", row["fr"] or "") for n, row in enumerate(rows, 1)]


def _measured(pairs: list[Pair], model: str, direction: str, examples: int) -> dict[str, object]:
    translator = Translator.load(direction, model=model)
    translations = translator.translate(pair.side(direction[:2]) for pair in pairs)
    captions = [survival(p, t.text, direction) for p, t in zip(pairs, translations, strict=True)]
    found = rates(captions)
    print(f"\n{translator.model.label}, {direction}, {len(pairs)} captions\n")
    print("| | survive | of | share | 95 % interval | goal |\n|--|--|--|--|--|--|")
    for rate in found:
        print(_row(rate))
    for caption in worst(captions, examples):
        _show(caption)
    return {
        "model": translator.model.label,
        "direction": direction,
        "captions": len(pairs),
        "rates": [
            {"kind": r.kind, "survived": r.survived, "total": r.total, "interval": r.interval} for r in found
        ],
    }


def _row(rate: Rate) -> str:
    low, high = rate.interval
    goal = f"{100 * GOALS[rate.kind]:.0f} %" if rate.kind in GOALS else ""
    share = f"{100 * rate.share:.1f} % | {100 * low:.1f}-{100 * high:.1f} %"
    return f"| {rate.kind} | {rate.survived} | {rate.total} | {share} | {goal} |"


def _show(caption: Caption) -> None:
    lost = ", ".join(f"{loss.kind} {loss.text!r}" for loss in caption.lost)
    print(f"\n{caption.id}: lost {lost}\n  {caption.source}\n  {caption.translation}")


if __name__ == "__main__":
    sys.exit(main())
