"""Texts as sparse rows, so that thousands of pairs are compared by one product of matrices."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from scipy import sparse

from mt.text.unicode import fold

_GRAMS = (3, 4, 5)
_BUCKETS = 1 << 17
_STEP = np.uint32(0x01000193)  # the prime of the FNV hash


def character_grams(texts: Sequence[str], rarity: np.ndarray | None = None) -> sparse.csr_matrix:
    """Character 3- to 5-grams of folded texts as unit rows: texts × hash buckets.

    The product of two such matrices holds cosine similarities, as chrF compares a hypothesis with its
    reference by what character n-grams they share.

    Args:
        texts: any texts.
        rarity: (hash buckets,), the weight of a gram; every gram counts the same when None.
    """
    lengths, buckets = [], []
    for text in texts:
        row = _hashed(f" {fold(text)} ")
        buckets.append(row)
        lengths.append(len(row))
    columns = np.concatenate(buckets) if buckets else np.zeros(0, np.int64)
    table = sparse.csr_matrix(
        (np.ones(len(columns), np.float32), columns, np.r_[0, np.cumsum(lengths)]),
        shape=(len(texts), _BUCKETS),
    )
    table.sum_duplicates()
    table.data = 1 + np.log(table.data)
    if rarity is not None:
        table.data *= rarity[table.indices]
    return _unit_rows(table)


def gram_rarity(texts: Sequence[str]) -> np.ndarray:
    """(hash buckets,) float32: idf of every gram in these texts."""
    seen = np.bincount(character_grams(texts).indices, minlength=_BUCKETS)
    return np.log((len(texts) + 1) / (seen + 1)).astype(np.float32)


def of_words(
    texts: Sequence[Sequence[str]], columns: Mapping[str, int], weights: np.ndarray
) -> sparse.csr_matrix:
    """Lists of words as rows that hold the weight of each word once: texts × columns."""
    rows: list[int] = []
    found: list[int] = []
    for i, words in enumerate(texts):
        kept = {columns[word] for word in words if word in columns}
        rows += [i] * len(kept)
        found += kept
    return sparse.csr_matrix(
        (weights[found] if found else np.zeros(0), (rows, found)),
        shape=(len(texts), len(columns)),
        dtype=np.float32,
    )


def row_products(
    left: sparse.csr_matrix, right: sparse.csr_matrix, i: np.ndarray, j: np.ndarray
) -> np.ndarray:
    """(pairs,): the inner product of row i of one matrix with row j of the other, for each pair (i, j)."""
    parts = [
        np.asarray(left[i[a : a + 65536]].multiply(right[j[a : a + 65536]]).sum(axis=1)).ravel()
        for a in range(0, len(i), 65536)
    ]
    return np.concatenate(parts) if parts else np.zeros(0)


def _hashed(text: str) -> np.ndarray:
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)
    found: list[np.ndarray] = []
    for n in _GRAMS:
        if len(codes) < n:
            continue
        value = np.full(len(codes) - n + 1, 0x811C9DC5 + n, np.uint32)
        for k in range(n):
            value = (value ^ codes[k : len(codes) - n + 1 + k]) * _STEP
        found.append((value ^ (value >> np.uint32(15))) % np.uint32(_BUCKETS))
    return np.concatenate(found) if found else np.zeros(0, np.uint32)


def _unit_rows(table: sparse.csr_matrix) -> sparse.csr_matrix:
    norms = np.sqrt(np.asarray(table.multiply(table).sum(axis=1)).ravel())
    norms[norms == 0] = 1
    return sparse.csr_matrix(sparse.diags(1 / norms) @ table)
