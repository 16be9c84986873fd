"""Two sets of captions: the best assignment, then captions that are two on one side and one on the other."""

from __future__ import annotations

import numpy as np

from mt.align.evidence import Evidence
from mt.align.matching import best_set
from mt.align.odds import EVEN, LOWEST, Positions, Spans, joined_odds, leads, trust

# What putting two captions into one must add to the log-odds of the better one before it is believed.
_GAIN = 2.0
_NEAREST = 4  # captions of which two may be what one on the other side says
_HALF = 1.5 * LOWEST  # log-odds: half of what a caption says is weak evidence by itself
_TOO_LONG = 0.5  # standard deviations from which a linked caption may say more than its partner


def link_sets(evidence: Evidence, i: np.ndarray, j: np.ndarray, odds: np.ndarray) -> Spans:
    """The links of the best assignment that can be trusted, and the merges that beat them.

    Args:
        evidence: of the two lists.
        i, j, odds: (pairs,) the pairs that were compared, and their log-odds.
    """
    scores = trust(odds, leads(i, j, odds), evidence.knowledge)
    taken = [k for k in best_set(i, j, odds - LOWEST) if scores[k] > EVEN]
    linked = {(int(i[k]), int(j[k])): float(odds[k]) for k in taken}
    merges = [
        merge for side in (0, 1) for merge in _merges(evidence, _ranked(i, j, odds, side), linked, side)
    ]
    links: Spans = [((a,), (b,)) for a, b in linked]
    used: tuple[set[int], set[int]] = (set(), set())
    for _, merge in sorted(merges, reverse=True):
        if all(used[side].isdisjoint(merge[side]) for side in (0, 1)):
            links = [link for link in links if not any(set(link[s]) & set(merge[s]) for s in (0, 1))]
            links.append(merge)
            for side in (0, 1):
                used[side].update(merge[side])
    return links


def _ranked(i: np.ndarray, j: np.ndarray, odds: np.ndarray, side: int) -> dict[int, list[tuple[float, int]]]:
    """For each caption of the other side, the pairs of `side` it may say, the likeliest first."""
    here, there = (i, j) if side == 0 else (j, i)
    order = np.lexsort((-odds, there))
    ranked: dict[int, list[tuple[float, int]]] = {}
    for k in order.tolist():
        if odds[k] > _HALF:
            ranked.setdefault(int(there[k]), []).append((float(odds[k]), int(here[k])))
    return ranked


def _merges(
    evidence: Evidence,
    ranked: dict[int, list[tuple[float, int]]],
    linked: dict[tuple[int, int], float],
    side: int,
) -> list[tuple[float, tuple[Positions, Positions]]]:
    """Merges of two captions of `side`, each with what it adds to the links it would take the place of."""
    partner = {pair[1 - side]: pair[side] for pair in linked}
    busy = {pair[side] for pair in linked}
    two: list[Positions] = []
    one: list[Positions] = []
    better: list[float] = []
    for caption, near in ranked.items():
        mate = partner.get(caption)
        if mate is not None and not _says_more(evidence, mate, caption, side):
            continue
        free = [(odds, k) for odds, k in near if k == mate or k not in busy][:_NEAREST]
        for b, (_, second) in enumerate(free):
            for odds, first in free[:b]:
                two.append((min(first, second), max(first, second)))
                one.append((caption,))
                better.append(odds)
    if not two:
        return []
    together = joined_odds(evidence, two, one) if side == 0 else joined_odds(evidence, one, two)
    return [
        (odds, (pair, caption) if side == 0 else (caption, pair))
        for odds, alone, pair, caption in zip(together.tolist(), better, two, one, strict=True)
        if odds > max(0.0, alone + _GAIN)
    ]


def _says_more(evidence: Evidence, mate: int, caption: int, side: int) -> bool:
    """Whether a caption is longer than the translation of its partner should be."""
    vi, fr = (mate, caption) if side == 0 else (caption, mate)
    knowledge = evidence.knowledge
    ratio = evidence.right.lengths[fr] - evidence.left.lengths[vi] - knowledge.usual_ratio
    longer = ratio if side == 0 else -ratio
    return bool(longer > _TOO_LONG * knowledge.ratio_spread)
