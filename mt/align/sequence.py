"""Two lists that tell the same in the same order: the best chain of links of up to three captions a side."""

from __future__ import annotations

import numpy as np

from mt.align.evidence import Evidence
from mt.align.matching import best_chain
from mt.align.odds import LOWEST, Spans, joined_odds

_SHAPES = ((1, 2), (2, 1), (1, 3), (3, 1), (2, 2))  # besides 1-1
_WORTH_WIDENING = -2.0  # log-odds of a pair that may be part of such a link
_COST = 1.0  # what a link of more than two captions must gain


def link_sequence(evidence: Evidence, i: np.ndarray, j: np.ndarray, odds: np.ndarray) -> Spans:
    """The best chain of links of one to three captions a side."""
    near = np.flatnonzero(odds > _WORTH_WIDENING)
    n, m = len(evidence.left.texts), len(evidence.right.texts)
    wide = {
        (range(a - da, a - da + p), range(b - db, b - db + q))
        for a, b in zip(i[near].tolist(), j[near].tolist(), strict=True)
        for p, q in _SHAPES
        for da in range(p)
        for db in range(q)
        if a - da >= 0 and b - db >= 0 and a - da + p <= n and b - db + q <= m
    }
    ones = zip(i.tolist(), j.tolist(), (odds - LOWEST).tolist(), strict=True)
    links = [((a, a + 1), (b, b + 1), gain) for a, b, gain in ones]
    if wide:
        lefts, rights = zip(
            *sorted(wide, key=lambda w: (w[0].start, w[1].start, w[0].stop, w[1].stop)), strict=True
        )
        gains = joined_odds(evidence, [tuple(s) for s in lefts], [tuple(s) for s in rights]) - LOWEST - _COST
        links += [
            ((a.start, a.stop), (b.start, b.stop), float(g))
            for a, b, g in zip(lefts, rights, gains, strict=True)
        ]
    return [(tuple(range(*links[k][0])), tuple(range(*links[k][1]))) for k in best_chain(links)]
