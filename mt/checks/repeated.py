"""Pairs that are there twice, and sources that are translated in two ways."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt.caption import Pair
from mt.checks.finding import Finding, Span
from mt.corpora.duplicates import near_duplicates
from mt.text.unicode import fold

_NEAR = 0.9  # of the character 4-grams; of 10,028 training pairs one is so near to another


def check(pairs: Sequence[Pair]) -> Iterator[Finding]:
    """Findings of the kind `duplicate`: the second of two pairs is reported."""
    first: dict[str, Pair] = {}
    for pair in pairs:
        key = fold(pair.vi)
        earlier = first.setdefault(key, pair) if key else pair
        if earlier is pair:
            continue
        same = fold(pair.fr) == fold(earlier.fr)
        yield _finding(pair, f"{'the same pair as' if same else 'translated otherwise in'} {earlier.id}")
    distinct = list(first.values())
    texts = [pair.vi for pair in distinct]
    for i, j, similarity in near_duplicates(texts, texts, threshold=_NEAR):
        if i < j:
            yield _finding(distinct[j], f"{similarity:.0%} the Vietnamese of {distinct[i].id}")


def _finding(pair: Pair, message: str) -> Finding:
    return Finding(pair.id, "duplicate", Span(pair.vi, 0), Span(pair.fr, 0), message)
