"""Which pairs of two long lists are worth a close look."""

from __future__ import annotations

import numpy as np
from scipy import sparse

from mt.align.evidence import Evidence

FULL = 1_000_000  # up to so many pairs, all are looked at
_NEAREST = 24
_ROWS = 512  # at a time: 512 × 10,000 float32 are 20 MB
# A word or gram that more than this share of the captions have says little and costs most of the time.
_FREQUENT = 0.02
_ALWAYS_KEPT = 30


def candidates(evidence: Evidence, *, full: int = FULL) -> tuple[np.ndarray, np.ndarray]:
    """(pairs,) and (pairs,): the pairs (i, j) to compare, sorted.

    All of them for short lists; else the nearest of every caption on either side, by the sum of the kinds
    of evidence that are products of sparse rows.
    """
    n, m = len(evidence.left.texts), len(evidence.right.texts)
    if n * m <= full:
        return np.repeat(np.arange(n), m), np.tile(np.arange(m), n)
    left, right = (sparse.csr_matrix(table) for table in evidence.rough())
    telling = _telling(right, m)
    left, right = left[:, telling], right[:, telling]
    (i, near_i), (j, near_j) = _nearest_of_rows(left, right), _nearest_of_rows(right, left)
    keys = np.unique(np.concatenate([i * m + near_i, near_j * m + j]))
    return keys // m, keys % m


def _telling(table: sparse.csr_matrix, captions: int) -> np.ndarray:
    seen = np.bincount(table.indices, minlength=table.shape[1])
    return np.flatnonzero((seen > 0) & (seen <= max(_ALWAYS_KEPT, _FREQUENT * captions)))


def _nearest_of_rows(left: sparse.csr_matrix, right: sparse.csr_matrix) -> tuple[np.ndarray, np.ndarray]:
    nearest, columns = min(_NEAREST, right.shape[0]), sparse.csr_matrix(right.T)
    i, j = [], []
    for start in range(0, left.shape[0], _ROWS):
        block = (left[start : start + _ROWS] @ columns).toarray()
        best = np.argpartition(-block, nearest - 1, axis=1)[:, :nearest]
        i.append(np.repeat(np.arange(start, start + len(block), dtype=np.int64), nearest))
        j.append(best.ravel())
    return np.concatenate(i), np.concatenate(j)
