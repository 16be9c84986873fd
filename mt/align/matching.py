"""Who belongs to whom: the pairs of two sets, and the chain of two sequences, with the highest total gain.

A caption may stay alone at no cost, so that only pairs with a positive gain can be part of the best answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse
from scipy.sparse.csgraph import min_weight_full_bipartite_matching

Span = tuple[int, int]  # from, up to but without


def best_set(i: np.ndarray, j: np.ndarray, gain: np.ndarray) -> list[int]:
    """Which of the pairs (i, j) to take, so that no caption is in two and the total gain is highest.

    Returns the indices of the pairs taken, ascending. This is a sparse assignment problem (Jonker and
    Volgenant, Computing 38, 1987) in which every caption on the left may also take a place of its own at no
    gain, so that a full matching always exists.
    """
    useful = np.flatnonzero(gain > 0)
    if not len(useful):
        return []
    rows, left = np.unique(i[useful], return_inverse=True)
    columns, right = np.unique(j[useful], return_inverse=True)
    alone = gain[useful].max() + 1  # costs must not be zero: a sparse matrix does not keep zeros
    cost = sparse.csr_matrix(
        (
            np.r_[alone - gain[useful], np.full(len(rows), alone)],
            (np.r_[left, np.arange(len(rows))], np.r_[right, len(columns) + np.arange(len(rows))]),
        ),
        shape=(len(rows), len(columns) + len(rows)),
    )
    number = {
        pair: int(k) for k, pair in zip(useful, zip(left.tolist(), right.tolist(), strict=True), strict=True)
    }
    chosen = zip(*(side.tolist() for side in min_weight_full_bipartite_matching(cost)), strict=True)
    return sorted(number[pair] for pair in chosen if pair in number)


def best_chain(links: Sequence[tuple[Span, Span, float]]) -> list[int]:
    """Which links (left span, right span, gain) to take, so that both sides run forwards and gain is highest.

    Dynamic programming over the links sorted by their ends; the best chain that ends before a right-hand
    position is found in a Fenwick tree of maxima, so that n links take O(n log n).
    """
    useful = [k for k, (_, _, gain) in enumerate(links) if gain > 0]
    size = 1 + max((links[k][1][1] for k in useful), default=0)
    tree: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)  # (gain, link the chain ends with)

    def best_before(position: int) -> tuple[float, int]:
        best = (0.0, -1)
        while position > 0:
            best = max(best, tree[position])
            position -= position & -position
        return best

    total: dict[int, tuple[float, int]] = {}
    starts = sorted(useful, key=lambda k: links[k][0][0])
    ends = sorted(useful, key=lambda k: links[k][0][1])
    done = 0
    for k in starts:
        while done < len(ends) and links[ends[done]][0][1] <= links[k][0][0]:
            finished, position = ends[done], links[ends[done]][1][1]
            while position <= size:
                tree[position] = max(tree[position], (total[finished][0], finished))
                position += position & -position
            done += 1
        gain, previous = best_before(links[k][1][0])
        total[k] = (gain + links[k][2], previous)
    chain = []
    last = max(total, key=lambda k: total[k][0], default=-1)
    while last >= 0:
        chain.append(last)
        last = total[last][1]
    return chain[::-1]
