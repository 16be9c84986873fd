"""The best assignment and the best chain, against trying everything."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.align.matching import best_chain, best_set

_GAINS = st.integers(-20, 20).map(lambda n: n / 4)


def _tables() -> st.SearchStrategy[list[list[float]]]:
    sizes = st.tuples(st.integers(1, 4), st.integers(1, 4))
    return sizes.flatmap(
        lambda size: st.lists(
            st.lists(_GAINS, min_size=size[1], max_size=size[1]), min_size=size[0], max_size=size[0]
        )
    )


@given(_tables())
def test_no_assignment_is_better(table: list[list[float]]) -> None:
    gain = np.array(table)
    i, j = (side.ravel() for side in np.indices(gain.shape))
    taken = best_set(i, j, gain.ravel())
    assert len({i[k] for k in taken}) == len({j[k] for k in taken}) == len(taken)
    assert gain.ravel()[taken].sum() == pytest.approx(_best_by_trying(gain, 0, frozenset()))


def _best_by_trying(gain: np.ndarray, row: int, used: frozenset[int]) -> float:
    if row == len(gain):
        return 0.0
    alone = _best_by_trying(gain, row + 1, used)
    free = set(range(gain.shape[1])) - used
    return max([alone, *(gain[row, c] + _best_by_trying(gain, row + 1, used | {c}) for c in free)])


@pytest.mark.parametrize("gain", [[], [-1.0], [0.0]])
def test_nothing_worth_taking(gain: list[float]) -> None:
    at = np.zeros(len(gain), int)
    assert best_set(at, at, np.array(gain)) == []
    assert best_chain([((0, 1), (0, 1), g) for g in gain]) == []


_SPANS = st.tuples(st.integers(0, 4), st.integers(1, 2)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(st.tuples(_SPANS, _SPANS, _GAINS), max_size=7))
def test_no_chain_is_better(links: list[tuple[tuple[int, int], tuple[int, int], float]]) -> None:
    chain = [links[k] for k in best_chain(links)]
    assert _runs_forwards(chain)
    every = (c for n in range(len(links) + 1) for c in combinations(sorted(links), n) if _runs_forwards(c))
    assert sum(link[2] for link in chain) == max(sum(link[2] for link in c) for c in every)


def _runs_forwards(chain: Sequence[tuple[tuple[int, int], tuple[int, int], float]]) -> bool:
    return all(a[0][1] <= b[0][0] and a[1][1] <= b[1][0] for a, b in pairwise(chain))
