"""Fit what `vifr evaluate --qe` ranks by, and measure it: `python scripts/fit_quality.py`.

The weights are fitted on translations of the dev split by the embedded models; the test split is only
measured. Some three minutes on two quiet cores. To be run again when the embedded models have changed.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from mt.caption import DIRECTIONS
from mt.corpora import load
from mt.evaluation.quality import SIGNALS, Combination, Meter, Signals, chrf, correlations, worst_first
from mt.models import resolve
from mt.translate import Translator

OUT = ROOT / "mt" / "evaluation" / "data" / "quality.json"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="embedded", help="whose translations (default: embedded)")
    parser.add_argument("--out", type=Path, default=OUT, help="file to write (default: the bundled one)")
    args = parser.parse_args()
    found = {}
    for direction, opposite in zip(DIRECTIONS, reversed(DIRECTIONS), strict=True):
        models = [resolve(args.model, direction), resolve(args.model, opposite)]
        meter = Meter(*models)
        translator = Translator.load(direction, model=models[0])
        _, translations, signals, trusted = _measured("dev", direction, translator, meter)
        fitted = Combination.fit(signals, trusted, [model.label for model in models])
        ids, translations, signals, trusted = _measured("test", direction, translator, meter)
        ranked = worst_first(
            ids, translations, translations, signals, fitted, direction=direction, chrf=trusted
        )
        rows = tuple(row.to_json() for row in correlations(ranked))
        found[direction] = replace(fitted, measured=rows).to_json()
        weights = dict(zip(SIGNALS, fitted.weights, strict=True))
        print(direction, {name: round(weight, 3) for name, weight in weights.items()})
        for row in rows:
            print(f"  {row['signal']:12}{row['spearman']:7.3f} {row['spearman_interval']}", end="")
            print(f"{row['kendall']:7.3f} {row['kendall_interval']}")
    args.out.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


def _measured(
    split: str, direction: str, translator: Translator, meter: Meter
) -> tuple[list[str], list[str], list[Signals], list[float]]:
    """Ids, translations, signals and sentence chrF of a split."""
    source, target = direction.split("-")
    pairs = load("captions", split="dev" if split == "dev" else "test")
    sources = [pair.side(source) for pair in pairs]
    translations = [translation.text for translation in translator.translate(sources)]
    signals = list(meter.measure(sources, translations))
    return [p.id for p in pairs], translations, signals, chrf(translations, [p.side(target) for p in pairs])


if __name__ == "__main__":
    sys.exit(main())
