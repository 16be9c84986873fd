"""Near-duplicate captions: pairs of texts that share much of their character 4-grams.

Two texts are as alike as the Jaccard similarity of their sets of grams, taken from the folded text
(lower case, no diacritics, letters and digits only, single spaces), so that a caption found again with
another credit, number or tone mark is still found.

The search is exact: it returns what comparing everything with everything would. It is a set similarity
join with prefix filtering (Chaudhuri, Ganti and Kaushik, A Primitive Operator for Similarity Joins in Data
Cleaning, ICDE 2006; Bayardo, Ma and Srikant, Scaling Up All Pairs Similarity Search, WWW 2007): sort the
grams of every text from the rarest to the most frequent; two texts that share at least `o` grams share
at least `k` of the first `n - o + k` (n grams each). Only those prefixes are indexed. `k` above one, from
adaptive prefixes (Wang, Li and Feng, Can We Beat the Prefix Filtering?, SIGMOD 2012), leaves few
candidates to compare in full.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import chain
from math import ceil

from mt.text.unicode import fold

GRAM = 4
_MATCHES = 10  # `k` of the description; the fastest of 1, 3, 6, 10 and 15 on the bundled captions
_NEITHER_LETTER_NOR_DIGIT = re.compile(r"[\W_]+")

Grams = frozenset[str]


def near_duplicates(
    left: Sequence[str], right: Sequence[str], *, threshold: float = 0.5
) -> Iterator[tuple[int, int, float]]:
    """Find every text of `left` with every near-duplicate of it in `right`.

    The index is built on `left`; the search is fastest when that is the shorter list.

    Args:
        threshold: least Jaccard similarity, above 0 and at most 1.

    Yields:
        index in `left`, index in `right`, similarity; by rising index in `right`, then in `left`. Texts
        without a letter or a digit are like nothing.
    """
    if not 0 < threshold <= 1:
        raise ValueError(f"threshold {threshold} is not above 0 and at most 1")
    least = Fraction(str(threshold))  # not the float: .07 * 100 is above 7 and would cost a pair
    indexed, searched = [grams(text) for text in left], [grams(text) for text in right]
    rank = _ranks(chain(indexed, searched))
    holders: dict[int, list[int]] = {}
    for i, found in enumerate(indexed):
        for gram in _prefix(found, rank, least):
            holders.setdefault(gram, []).append(i)
    needed = [_matches(found, least) for found in indexed]
    for j, found in enumerate(searched):
        prefix = _prefix(found, rank, least)
        shared = Counter(chain.from_iterable([holders[gram] for gram in prefix if gram in holders]))
        enough = _matches(found, least)
        for i in sorted([i for i, count in shared.items() if count >= enough and count >= needed[i]]):
            overlap = len(indexed[i] & found)
            union = len(indexed[i]) + len(found) - overlap
            if overlap >= least * union:
                yield i, j, overlap / union


def _ranks(texts: Iterable[Grams]) -> dict[str, int]:
    """Every gram's place in the order from the rarest to the most frequent."""
    counts = Counter(chain.from_iterable(texts))
    return {gram: place for place, gram in enumerate(sorted(counts, key=counts.__getitem__))}


def _prefix(found: Grams, rank: Mapping[str, int], least: Fraction) -> list[int]:
    """The rarest grams of a text, as ranks: `n - o + k` of its `n`, at least `o` of which a match shares."""
    kept = len(found) - ceil(least * len(found)) + _MATCHES
    return sorted(map(rank.__getitem__, found))[:kept]


def _matches(found: Grams, least: Fraction) -> int:
    """How many grams of the prefixes a match must share: `k`, or all of `o` in a text shorter than that."""
    return min(_MATCHES, ceil(least * len(found)))


def grams(text: str) -> Grams:
    """The distinct character 4-grams of the folded text; a shorter text is its own only gram."""
    folded = _NEITHER_LETTER_NOR_DIGIT.sub(" ", fold(text)).strip()
    if len(folded) < GRAM:
        return frozenset({folded} - {""})
    return frozenset(folded[i : i + GRAM] for i in range(len(folded) - GRAM + 1))
