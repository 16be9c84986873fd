"""Captions sorted into buckets, to see where a system is weak: domain, kind, length, credit, diacritics."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from mt.evaluation.metrics import Measurement
from mt.evaluation.results import FEW, Score
from mt.evaluation.run import DOMAIN_METRICS, ReferenceSet
from mt.text.credit import find
from mt.text.diacritics import looks_stripped

_LENGTHS = ((12, "up to 12 words"), (20, "13 to 20 words"), (30, "21 to 30 words"))
_LONGER = "more than 30 words"


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to sort captions into buckets.

    Attributes:
        name: `domain`, `kind`, `length`, `credit` or `diacritics`.
        by: what decides, in words.
        buckets: row numbers of the captions in each, in the order in which they are shown.
    """

    name: str
    by: str
    buckets: Mapping[str, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Bucket:
    """How a system did on the captions of one bucket, raw text, with the intervals of their own bootstrap."""

    facet: str
    label: str
    captions: int
    scores: tuple[Score, ...]

    @property
    def few(self) -> bool:
        """Whether there are too few captions to compare this bucket with others."""
        return self.captions < FEW

    def score(self, metric: str) -> Score:
        """The score by name, `BLEU` or `chrF++`."""
        return next(score for score in self.scores if score.metric == metric)

    def to_json(self) -> dict[str, Any]:
        scores = {
            score.metric: {
                "value": round(score.value, 4),
                "low": round(score.low, 4),
                "high": round(score.high, 4),
            }
            for score in self.scores
        }
        return {
            "facet": self.facet,
            "bucket": self.label,
            "captions": self.captions,
            "few": self.few,
            "scores": scores,
        }


def facets(reference_set: ReferenceSet) -> tuple[Facet, ...]:
    """The ways in which these captions can be told apart: those that give at least two buckets."""
    source, _, target = reference_set.direction.partition("-")
    found = [
        _facet("domain", "domain", reference_set.domains, sorted),
        _facet("kind", "kind of text", reference_set.kinds, sorted),
        _facet("length", "words in the reference", list(map(_length, reference_set.references)), _by_length),
    ]
    if target:
        texts, language = reference_set.references, target
        labels = ["with credit" if find(text, language) else "without credit" for text in texts]
        found.append(_facet("credit", "a photo credit in the reference", labels, sorted))
    if target and reference_set.sources:
        labels = [
            "source lost diacritics" if looks_stripped(text, source) else "source as it should be"
            for text in reference_set.sources
        ]
        found.append(_facet("diacritics", "diacritics of the source", labels, sorted))
    return tuple(facet for facet in found if len(facet.buckets) > 1)


def scored(facet: Facet, measurements: Sequence[Measurement]) -> Iterator[Bucket]:
    """The buckets of a facet, with the scores of one system."""
    for label, captions in facet.buckets.items():
        yield bucket(
            facet.name, label, [m.part(captions) for m in measurements if m.metric in DOMAIN_METRICS]
        )


def bucket(facet: str, label: str, measurements: Sequence[Measurement]) -> Bucket:
    """The bucket whose captions were measured so."""
    wanted = [m for m in measurements if m.metric in DOMAIN_METRICS]
    return Bucket(facet, label, len(wanted[0].rows), tuple(m.score() for m in wanted))


def _facet(
    name: str, by: str, labels: Sequence[str], order: Callable[[Sequence[str]], Sequence[str]]
) -> Facet:
    members: dict[str, list[int]] = {}
    for index, label in enumerate(labels):
        members.setdefault(label or "not said", []).append(index)
    return Facet(name, by, {label: members[label] for label in order(list(members))})


def _length(text: str) -> str:
    words = len(text.split())
    return next((label for most, label in _LENGTHS if words <= most), _LONGER)


def _by_length(labels: Sequence[str]) -> list[str]:
    return [label for label in (*(label for _, label in _LENGTHS), _LONGER) if label in labels]
