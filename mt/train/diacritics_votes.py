"""Votes of contexts for `mt.train.diacritics`: counted, chosen, weighed and put into the slots of a model.

Three rounds, from short contexts to long ones. In each, every pair of context and candidate is worth the
number of times it was seen where the rounds before were wrong (summed over occurrences: one minus the
probability of the right candidate), so that long contexts are kept only where short ones do not do. What a
vote weighs depends on how often the context was seen with the candidate and with others; these weights,
one for each kind of context and each pair of counts on a logarithmic scale, are fitted by logistic
regression on lines that were not counted.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from mt.text.diacritics_model import REACH, SPARE, contexts, scatter
from mt.train.diacritics_text import Text

ROUNDS: tuple[tuple[int, ...], ...] = ((0, 1, 2, 10, 11), (3, 4, 5), (6, 7, 8, 9))
_KINDS = 12
_LEVELS = 10  # of a count: 1, 2-3, 4-7, ..., 512 and more
_CELLS = _LEVELS * (_LEVELS + 1)
_NO_VOTE = _KINDS * _CELLS
# A pair seen once is less likely to be of use than its worth says; and below this worth it is left out.
_ONCE, _LEAST_WORTH = 0.3, 0.05
_CHUNK = 400_000
_FIT, _BATCH = 300_000, 4_000
_RATES = (0.05, 0.03, 0.01, 0.003)

Places = NDArray[np.int64]
Keys = NDArray[np.uint64]


@dataclass
class Positions:
    """Words of a text that have candidates.

    Attributes:
        places: where they stand in `text.ids`.
        right: which candidate each is.
        candidates: how many each has.
    """

    text: Text
    hashes: NDArray[np.uint64]
    places: Places
    right: NDArray[np.uint8]
    candidates: NDArray[np.int64]

    def part(self, chosen: NDArray[np.bool_] | NDArray[np.int64] | slice) -> Positions:
        return Positions(
            self.text, self.hashes, self.places[chosen], self.right[chosen], self.candidates[chosen]
        )

    def chunks(self) -> Iterator[Positions]:
        for start in range(0, len(self.places), _CHUNK):
            yield self.part(slice(start, start + _CHUNK))

    def contexts(self, kinds: Sequence[int]) -> Iterator[tuple[int, Keys]]:
        """The mixed contexts of all words, one kind after the other."""
        ids, shapes = self.text.ids, self.text.shapes.astype(np.uint64)
        around = [self.hashes[ids[self.places + step]] for step in range(-REACH, REACH + 1)]
        every = contexts(around, shapes[self.places], shapes[self.places - 1], shapes[self.places + 1])
        for kind in kinds:
            yield kind, scatter(every[kind])


def key(mixed: Keys, candidate: NDArray[np.int64] | NDArray[np.uint8]) -> Keys:
    """A pair of context and candidate: the context with the candidate in its lowest four bits."""
    return (mixed & ~np.uint64(15)) | candidate.astype(np.uint64)


@dataclass
class Votes:
    """The pairs that were kept so far, in the slots of the model.

    Attributes:
        slots: how many there are; a slot is that of the pair that is worth most of those that fall on it.
        checks: check byte of each slot.
        cells: of each slot, the kind and counts of its pair, as an index into `weights`.
        weights: of every cell; the last is that of an empty slot.
    """

    slots: int
    checks: NDArray[np.uint8] = field(init=False)
    cells: NDArray[np.int16] = field(init=False)
    worths: NDArray[np.float32] = field(init=False)
    weights: NDArray[np.float32] = field(init=False)

    def __post_init__(self) -> None:
        self.checks = np.zeros(self.slots, np.uint8)
        self.cells = np.full(self.slots, _NO_VOTE, np.int16)
        self.worths = np.zeros(self.slots, np.float32)
        self.weights = _first_weights()

    def add(self, counted: Positions, kinds: Sequence[int], surprise: NDArray[np.float32]) -> int:
        """Count the pairs of these kinds and keep what is worth it; returns how many were kept.

        Args:
            surprise: of each position, one minus the probability of the right candidate so far.
        """
        kept = 0
        for kind, mixed in counted.contexts(kinds):
            pairs = key(mixed, counted.right)
            order = np.argsort(pairs, kind="stable")
            pairs = pairs[order]
            first = np.flatnonzero(np.concatenate([[True], pairs[1:] != pairs[:-1]]))
            times = np.diff(np.append(first, len(pairs)))
            worth = np.add.reduceat(surprise[order], first)
            pairs = pairs[first]
            group = np.cumsum(np.concatenate([[0], (pairs[1:] ^ pairs[:-1]) > 15]))
            others = np.bincount(group, weights=times)[group].astype(np.int64) - times
            worth = np.where(times == 1, _ONCE * worth, worth).astype(np.float32)
            chosen = worth >= _LEAST_WORTH
            self._place(pairs[chosen], _cell(kind, times[chosen], others[chosen]), worth[chosen])
            kept += int(chosen.sum())
        return kept

    def _place(self, pairs: Keys, cells: NDArray[np.int16], worth: NDArray[np.float32]) -> None:
        order = np.argsort(worth, kind="stable")
        slot = self._slot(pairs[order])
        best = np.full(len(self.checks), -1, np.int64)
        best[slot] = order  # the last one wins: that of most worth
        taken = np.flatnonzero(best >= 0)
        taken = taken[worth[best[taken]] > self.worths[taken]]
        winner = best[taken]
        self.checks[taken] = _check(pairs[winner])
        self.cells[taken] = cells[winner]
        self.worths[taken] = worth[winner]

    def _slot(self, pairs: Keys) -> NDArray[np.int64]:
        start = (pairs >> np.uint64(32)) * np.uint64(self.slots - SPARE) >> np.uint64(32)
        return (start + (pairs & np.uint64(15))).astype(np.int64)

    def found(self, positions: Positions, kinds: Sequence[int]) -> NDArray[np.int16]:
        """The cells of the votes: a row for each candidate of each position, a column for each kind."""
        owner, candidate = _rows(positions)
        cells = np.empty((len(owner), len(kinds)), np.int16)
        for column, (_, mixed) in enumerate(positions.contexts(kinds)):
            pairs = key(mixed[owner], candidate)
            slot = self._slot(pairs)
            cells[:, column] = np.where(self.checks[slot] == _check(pairs), self.cells[slot], _NO_VOTE)
        return cells

    def fit(self, positions: Positions, kinds: Sequence[int]) -> float:
        """Fit the weights (Adam, Kingma and Ba 2015); returns the share of positions that come out right."""
        sample = np.sort(np.random.default_rng(1).permutation(len(positions.places))[:_FIT])
        positions = positions.part(sample)
        cells, answer = self.found(positions, kinds), _answer(positions)
        ends = np.cumsum(positions.candidates)
        first, second = np.zeros((2, len(self.weights)))
        prior, step = self.weights.copy(), 0
        for rate in _RATES:
            for start in range(0, len(sample), _BATCH):
                counts = positions.candidates[start : start + _BATCH]
                rows = slice(ends[start] - counts[0], ends[start + len(counts) - 1])
                error = _probabilities(self.weights, cells[rows], counts) - answer[rows]
                slope = np.bincount(
                    cells[rows].ravel(), np.repeat(error, len(kinds)), minlength=len(self.weights)
                )
                slope = slope / len(counts) + 1e-5 * (self.weights - prior)
                slope[-1] = 0
                step += 1
                first = 0.9 * first + 0.1 * slope
                second = 0.99 * second + 0.01 * slope**2
                pace = np.sqrt(second / (1 - 0.99**step)) + 1e-6
                self.weights = (self.weights - rate * first / (1 - 0.9**step) / pace).astype(np.float32)
        chances = _probabilities(self.weights, cells, positions.candidates)
        best = np.maximum.reduceat(chances, ends - positions.candidates)
        return float(np.mean(chances[answer > 0] >= best))

    def surprise(self, positions: Positions, kinds: Sequence[int]) -> NDArray[np.float32]:
        """One minus the probability of the right candidate of each position."""
        parts = []
        for part in positions.chunks():
            chances = _probabilities(self.weights, self.found(part, kinds), part.candidates)
            parts.append((1 - chances[_answer(part) > 0]).astype(np.float32))
        return np.concatenate(parts)

    def quantised(self) -> tuple[list[float], bytes]:
        """Sixteen votes, the first that of an empty slot; and which each slot has, two slots a byte.

        The levels are those of Lloyd (1982) for weights that count as the square root of their slots, so that
        the few strong votes have levels too.
        """
        times = np.sqrt(np.bincount(self.cells, minlength=len(self.weights))[:-1])
        weights = self.weights[:-1]
        levels = np.quantile(weights[times > 0], (np.arange(15) + 0.5) / 15)
        for _ in range(50):
            nearest = np.abs(weights[:, None] - levels).argmin(1)
            total = np.bincount(nearest, times, minlength=15)
            levels = np.where(
                total > 0, np.bincount(nearest, times * weights, minlength=15) / np.maximum(total, 1), levels
            )
        nearest = np.append(1 + np.abs(weights[:, None] - levels).argmin(1), 0).astype(np.uint8)
        votes = nearest[self.cells]
        return [0.0, *levels.round(4).tolist()], bytes(votes[::2] | votes[1::2] << 4)


def _first_weights() -> NDArray[np.float32]:
    cell = np.arange(_NO_VOTE + 1) % _CELLS
    times, others = cell // (_LEVELS + 1), cell % (_LEVELS + 1)
    weights = 0.3 + 0.3 * np.where(others == 0, times + 1.5, times - others)
    weights[-1] = 0
    return np.maximum(weights, 0).astype(np.float32)


def _cell(kind: int, times: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.int16]:
    level = np.where(others == 0, 0, 1 + _level(others))
    return (kind * _CELLS + _level(times) * (_LEVELS + 1) + level).astype(np.int16)


def _level(times: NDArray[np.int64]) -> NDArray[np.int64]:
    return np.minimum(np.log2(np.maximum(times, 1)).astype(np.int64), _LEVELS - 1)


def _check(pairs: Keys) -> NDArray[np.uint8]:
    return (pairs >> np.uint64(24)).astype(np.uint8)


def _rows(positions: Positions) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """For every candidate of every position: which position, and the number of the candidate."""
    counts = positions.candidates
    owner = np.repeat(np.arange(len(counts)), counts)
    return owner, np.arange(len(owner)) - np.repeat(np.cumsum(counts) - counts, counts)


def _answer(positions: Positions) -> NDArray[np.float32]:
    owner, candidate = _rows(positions)
    answer: NDArray[np.float32] = (candidate == positions.right[owner]).astype(np.float32)
    return answer


def _probabilities(
    weights: NDArray[np.float32], cells: NDArray[np.int16], counts: NDArray[np.int64]
) -> NDArray[np.float32]:
    scores: NDArray[np.float32] = weights[cells].sum(1)
    starts = np.cumsum(counts) - counts
    odds = np.exp(scores - np.repeat(np.maximum.reduceat(scores, starts), counts))
    chances: NDArray[np.float32] = odds / np.repeat(np.add.reduceat(odds, starts), counts)
    return chances
