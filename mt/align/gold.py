"""How good an alignment is: strict and lax precision, recall and F1, as vecalign's scorer counts them.

Thompson and Koehn, Vecalign: Improved Sentence Alignment in Linear Time and Space, EMNLP 2019, after Volk et
al., https://aclanthology.org/W11-4624. A link found is strictly right if the gold has exactly that link, and
laxly right if it also, or only, shares a caption on each side with one gold link. A caption left alone is a
link with an empty side: it counts for precision and not for recall.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

Positions = tuple[int, ...]
Ladder = Iterable[tuple[Positions, Positions]]


@dataclass(frozen=True, slots=True)
class Counts:
    """Right links and all links: of those found, and of those in the gold.

    Counts of several documents are added, so that a long list weighs more than a short one.
    """

    found: int = 0
    found_strict: int = 0
    found_lax: int = 0
    gold: int = 0
    gold_strict: int = 0
    gold_lax: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    @property
    def strict(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of exactly equal links."""
        return _scores(self.found_strict, self.found, self.gold_strict, self.gold)

    @property
    def lax(self) -> tuple[float, float, float]:
        """Precision, recall and F1 of links that touch."""
        return _scores(self.found_lax, self.found, self.gold_lax, self.gold)


def compare(found: Ladder, gold: Ladder) -> Counts:
    """Count one document."""
    these, those = _distinct(found), _distinct(gold)
    linked = {link for link in those if all(link)}
    return Counts(
        len(these),
        len(these & those),
        _lax(these, those),
        len(linked),
        len(linked & these),
        _lax(linked, {link for link in these if all(link)}),
    )


def _distinct(ladder: Ladder) -> set[tuple[Positions, Positions]]:
    return {(tuple(left), tuple(right)) for left, right in ladder if left or right}


def _lax(these: set[tuple[Positions, Positions]], those: set[tuple[Positions, Positions]]) -> int:
    cells = {(a, b) for left, right in those for a in left for b in right}
    return sum(link in those or any((a, b) in cells for a in link[0] for b in link[1]) for link in these)


def _scores(right: int, found: int, back: int, gold: int) -> tuple[float, float, float]:
    precision = right / found if found else 0.0
    recall = back / gold if gold else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if precision + recall else 0.0
