"""One number of four signals: a sum whose weights were fitted on translations of the dev split.

Least squares of sentence chrF on the signals, each in standard deviations from its mean; no weight below 0,
so that more of a signal never counts against a translation (Lawson and Hanson, Solving Least Squares
Problems, 1974). `python scripts/fit_quality.py` fits anew and writes `mt/evaluation/data/quality.json`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from mt.evaluation.quality.signals import SIGNALS, Signals


@dataclass(frozen=True, slots=True)
class Combination:
    """How signals are put together, in one direction.

    Attributes:
        middles, spreads, weights: mean, standard deviation and weight of each of `SIGNALS`.
        models: labels of those whose translations and signals it was fitted on.
        measured: correlations with sentence chrF on the test split, as `Correlation.to_json` gives them.
    """

    middles: tuple[float, ...]
    spreads: tuple[float, ...]
    weights: tuple[float, ...]
    models: tuple[str, ...] = ()
    measured: tuple[Mapping[str, Any], ...] = ()

    def quality(self, signals: Signals) -> float:
        """0 is the middle of the dev split, 1 a standard deviation better; an unknown signal is middling."""
        return sum(
            weight * (value - middle) / spread
            for value, middle, spread, weight in zip(
                signals.values(), self.middles, self.spreads, self.weights, strict=True
            )
            if value is not None
        )

    @classmethod
    def fit(cls, signals: Sequence[Signals], trusted: Sequence[float], models: Sequence[str]) -> Combination:
        """Fit on translations whose quality is known.

        Args:
            trusted: sentence chrF of each.
        """
        from scipy.optimize import nnls

        table = np.array([signal.values() for signal in signals], dtype=np.float64)
        middles, spreads = np.nanmean(table, axis=0), np.nanstd(table, axis=0)
        spreads[spreads == 0] = 1.0
        standard = np.nan_to_num((table - middles) / spreads)
        weights, _ = nnls(standard, np.asarray(trusted) - np.mean(trusted))
        weights /= np.std(standard @ weights) or 1.0
        plain = [tuple(map(float, row)) for row in (middles, spreads, weights)]
        return cls(plain[0], plain[1], plain[2], tuple(models))

    def to_json(self) -> dict[str, Any]:
        rows = zip(SIGNALS, self.middles, self.spreads, self.weights, strict=True)
        return {
            "models": list(self.models),
            "signals": {
                name: {"middle": round(middle, 4), "spread": round(spread, 4), "weight": round(weight, 4)}
                for name, middle, spread, weight in rows
            },
            "measured": list(self.measured),
        }

    @classmethod
    def from_json(cls, tree: Mapping[str, Any]) -> Combination:
        rows = [tree["signals"][name] for name in SIGNALS]
        return cls(
            middles=tuple(row["middle"] for row in rows),
            spreads=tuple(row["spread"] for row in rows),
            weights=tuple(row["weight"] for row in rows),
            models=tuple(tree["models"]),
            measured=tuple(tree["measured"]),
        )


@cache
def bundled(direction: str) -> Combination:
    """The one that comes with the package, for `vi-fr` or `fr-vi`."""
    text = files("mt.evaluation").joinpath("data", "quality.json").read_text(encoding="utf-8")
    return Combination.from_json(json.loads(text)[direction])
