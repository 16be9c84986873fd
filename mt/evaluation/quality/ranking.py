"""Translations in the order in which somebody should look at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sacrebleu.metrics.chrf import CHRF

from mt.evaluation.quality.combination import Combination
from mt.evaluation.quality.correlation import Correlation, correlation
from mt.evaluation.quality.signals import SIGNALS, Signals
from mt.text.credit import find

_CHRF = CHRF()


@dataclass(frozen=True, slots=True)
class Ranked:
    """One translation with its place.

    Attributes:
        rank: 1 is the worst.
        id: what the caption is called, or its line.
        quality: see `Combination.quality`; no probability and no score.
        chrf: of the translation against its reference; None where there is none.
    """

    rank: int
    id: str
    source: str
    translation: str
    direction: str
    quality: float
    signals: Signals
    chrf: float | None = None

    def to_json(self) -> dict[str, Any]:
        """A tree of plain values."""

        def rounded(value: float | None, digits: int) -> float | None:
            return None if value is None else round(value, digits)

        return {
            "rank": self.rank,
            "id": self.id,
            "direction": self.direction,
            "quality": round(self.quality, 3),
            "round_trip": round(self.signals.round_trip, 1),
            "model": rounded(self.signals.model, 3),
            "reverse": rounded(self.signals.reverse, 3),
            "findings": list(self.signals.kinds),
            "chrf": rounded(self.chrf, 1),
            "source": self.source,
            "translation": self.translation,
        }


def worst_first(
    ids: Sequence[str],
    sources: Sequence[str],
    translations: Sequence[str],
    signals: Sequence[Signals],
    combination: Combination,
    *,
    direction: str,
    chrf: Sequence[float] = (),
) -> list[Ranked]:
    """All translations, the worst first: those that are none at all, then by quality.

    Args:
        chrf: where there are references, sentence chrF of each.
    """
    qualities = [combination.quality(one) for one in signals]
    order = sorted(range(len(ids)), key=lambda row: (not signals[row].is_fatal, qualities[row]))
    return [
        Ranked(
            rank=rank,
            id=ids[row],
            source=sources[row],
            translation=translations[row],
            direction=direction,
            quality=qualities[row],
            signals=signals[row],
            chrf=chrf[row] if chrf else None,
        )
        for rank, row in enumerate(order, 1)
    ]


def chrf(translations: Sequence[str], references: Sequence[str]) -> list[float]:
    """Sentence chrF of each, 0 to 100, with sacreBLEU's defaults."""
    pairs = zip(translations, references, strict=True)
    return [_CHRF.sentence_score(translation, [reference]).score for translation, reference in pairs]


def _is_credited(one: Ranked) -> bool:
    return find(one.source, one.direction.partition("-")[0]) is not None


def correlations(ranked: Sequence[Ranked]) -> Iterator[Correlation]:
    """Of the order and of each signal by itself with sentence chrF, which all of these must have.

    An unknown signal counts as the mean of the known ones. The order is compared once more on captions
    without a credit: credits come out right by rule, and raise signals and chrF alike.
    """
    trusted = [one.chrf for one in ranked if one.chrf is not None]
    yield correlation("order", [one.rank for one in ranked], trusted)
    bare = [(one.rank, one.chrf) for one in ranked if one.chrf is not None and not _is_credited(one)]
    yield correlation("no credit", [rank for rank, _ in bare], [value for _, value in bare])
    table = [one.signals.values() for one in ranked]
    for name, column in zip(SIGNALS, zip(*table, strict=True), strict=True):
        known = [value for value in column if value is not None]
        mean = sum(known) / len(known) if known else 0.0
        yield correlation(name, [mean if value is None else value for value in column], trusted)
