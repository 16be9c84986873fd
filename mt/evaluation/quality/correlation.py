"""Rank correlation with what is trusted: Spearman's rho and Kendall's tau-b, with bootstrap intervals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.stats import rankdata

RESAMPLES, SEED = 1000, 12345
# Kendall's tau of a resample is a quadratic form in how often each caption was drawn; of more captions the
# intervals are those of a sample of so many, and so wider than they need be.
_MOST = 1_000
_BATCH = 100

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correlation:
    """How well one order agrees with another; 1 is the same order, 0 no relation.

    Attributes:
        name: what was ranked.
        items: how many.
        spearman, kendall: rho and tau-b; nan where all values are the same.
        spearman_interval, kendall_interval: 95 %, percentiles of bootstrap resamples.
    """

    name: str
    items: int
    spearman: float
    spearman_interval: tuple[float, float]
    kendall: float
    kendall_interval: tuple[float, float]

    def to_json(self) -> dict[str, Any]:
        """A tree of plain values; None where there is no correlation."""

        def plain(value: float) -> float | None:
            return None if np.isnan(value) else round(value, 4)

        return {
            "signal": self.name,
            "captions": self.items,
            "spearman": plain(self.spearman),
            "spearman_interval": [plain(end) for end in self.spearman_interval],
            "kendall": plain(self.kendall),
            "kendall_interval": [plain(end) for end in self.kendall_interval],
        }


def correlation(name: str, values: Sequence[float], trusted: Sequence[float]) -> Correlation:
    """Compare two orders of the same items; the same input gives the same intervals.

    Raises:
        ValueError: not as many values as trusted ones.
    """
    x, y = np.asarray(values, dtype=np.float64), np.asarray(trusted, dtype=np.float64)
    if x.shape != y.shape:
        raise ValueError(f"{len(x)} values and {len(y)} trusted ones")
    generator = np.random.default_rng(SEED)
    if len(x) > _MOST:
        some = generator.choice(len(x), size=_MOST, replace=False)
        drawn_x, drawn_y = x[some], y[some]
    else:
        drawn_x, drawn_y = x, y
    rhos, taus = _resampled(drawn_x, drawn_y, generator)
    rho = float(_spearman(x[None], y[None])[0])
    return Correlation(name, len(x), rho, _interval(rhos), _kendall(x, y), _interval(taus))


def _resampled(x: Floats, y: Floats, generator: np.random.Generator) -> tuple[Floats, Floats]:
    """rho and tau of each resample."""
    size = len(x)
    if size < 2:
        return np.full(1, np.nan), np.full(1, np.nan)
    agree, untied_x, untied_y = _signs(x, y)
    rhos, taus = [], []
    for _ in range(RESAMPLES // _BATCH):
        drawn = generator.integers(size, size=(_BATCH, size))
        rhos.append(_spearman(x[drawn], y[drawn]))
        times = np.stack([np.bincount(row, minlength=size) for row in drawn]).astype(np.float32)
        sums = [np.einsum("ri,ri->r", times @ matrix, times) for matrix in (agree, untied_x, untied_y)]
        taus.append(_ratio(sums[0], np.sqrt(sums[1].astype(np.float64) * sums[2])))
    return np.concatenate(rhos), np.concatenate(taus)


def _signs(x: Floats, y: Floats) -> tuple[npt.NDArray[np.float32], ...]:
    """For each two items: do both orders agree (1, -1; 0 where one ties), and does each untie them?"""
    over_x = np.sign(x[:, None] - x).astype(np.float32)
    over_y = np.sign(y[:, None] - y).astype(np.float32)
    return over_x * over_y, np.abs(over_x), np.abs(over_y)


def _spearman(x: Floats, y: Floats) -> Floats:
    """Of each row: Pearson's correlation of the ranks, which shares ranks among ties."""
    if x.shape[1] < 2:
        return np.full(len(x), np.nan)
    ranks = [rankdata(side, axis=1) for side in (x, y)]
    a, b = (side - side.mean(axis=1, keepdims=True) for side in ranks)
    return _ratio((a * b).sum(axis=1), np.sqrt((a * a).sum(axis=1) * (b * b).sum(axis=1)))


def _kendall(x: Floats, y: Floats) -> float:
    from scipy.stats import kendalltau

    if len(x) < 2 or np.ptp(x) == 0 or np.ptp(y) == 0:
        return float("nan")
    return float(kendalltau(x, y).statistic)


def _ratio(part: npt.NDArray[Any], whole: npt.NDArray[Any]) -> Floats:
    ratio = np.full(len(part), np.nan)
    np.divide(part, whole, out=ratio, where=whole > 0, casting="unsafe")
    return ratio


def _interval(values: Floats) -> tuple[float, float]:
    known = values[~np.isnan(values)]
    if not len(known):
        return float("nan"), float("nan")
    low, high = np.percentile(known, (2.5, 97.5))
    return float(low), float(high)
