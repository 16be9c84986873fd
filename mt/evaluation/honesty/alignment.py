"""Do the lines of two files belong together? Where a line was lost or added, all below are off by one.

Lines are compared by what a translation keeps: numbers and names, each the heavier the rarer it is. A path
through (line, offset) with a price for every change of offset (Viterbi) tells where the files part.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from mt.text.unicode import fold

_NEAR = 3  # lines off that are looked for, beyond the difference in length
_FAR = 64  # at most
_CHANGE = 25.0  # nats of evidence that a change of offset must bring; one rare name shared is worth six or so
_COMMON = 0.02  # share of lines; what more of them have says nothing
_ANCHOR = re.compile(r"\d+|[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines of one file, `start` to `end` from 0; those of the other that fit are `offset` lines below."""

    start: int
    end: int
    offset: int

    def __len__(self) -> int:
        return self.end - self.start


def stretches(left: Sequence[str], right: Sequence[str], *, same_language: bool) -> list[Stretch]:
    """How the lines of `left` lie to those of `right`: one stretch of offset 0 where all is well.

    Args:
        same_language: whether all words can be compared, not only numbers and names.
    """
    anchors = [_anchors(text, same_language) for text in left]
    others = [_anchors(text, same_language) for text in right]
    weights = _weights(anchors, others)
    reach = min(abs(len(left) - len(right)) + _NEAR, _FAR)
    offsets = range(-reach, reach + 1)
    likeness = np.zeros((len(left), len(offsets)))
    for row, found in enumerate(anchors):
        mine = {anchor for anchor in found if anchor in weights}
        for column, offset in enumerate(offsets):
            if mine and 0 <= row + offset < len(others):
                likeness[row, column] = sum(weights[anchor] for anchor in mine & others[row + offset])
    path = _best_path(likeness, reach)
    return list(_runs(path, reach))


def _anchors(text: str, same_language: bool) -> frozenset[str]:
    words = _ANCHOR.findall(text)
    if not same_language:
        words = [word for word in words if word[0].isdigit() or word[0].isupper()]
    return frozenset(fold(word) for word in words if len(word) > 1 or word.isdigit())


def _weights(*sides: Sequence[frozenset[str]]) -> dict[str, float]:
    """For what both sides have, how surprising it is that two lines share it: -log of its share of lines."""
    counts = [Counter(anchor for line in side for anchor in line) for side in sides]
    lines = max(map(len, sides))
    both = counts[0].keys() & counts[1].keys()
    shares = {anchor: max(count[anchor] for count in counts) / lines for anchor in both}
    return {anchor: -math.log(share) for anchor, share in shares.items() if share <= max(_COMMON, 2 / lines)}


def _best_path(likeness: npt.NDArray[np.float64], start: int) -> npt.NDArray[np.intp]:
    """The column of each row on the best way down; it begins in column `start`, or pays for a change."""
    rows, columns = likeness.shape
    best = np.full(columns, -_CHANGE)
    best[start] = 0.0
    came = np.zeros((rows, columns), dtype=np.intp)
    for row in range(rows):
        top = int(best.argmax())
        changed = best[top] - _CHANGE > best
        came[row] = np.where(changed, top, np.arange(columns))
        best = np.where(changed, best[top] - _CHANGE, best) + likeness[row]
    path = np.zeros(rows, dtype=np.intp)
    column = start if best[start] >= best.max() else int(best.argmax())
    for row in range(rows - 1, -1, -1):
        path[row] = column
        column = came[row, column]
    return path


def _runs(path: npt.NDArray[np.intp], zero: int) -> Iterator[Stretch]:
    start = 0
    for column, members in groupby(path.tolist()):
        end = start + len(list(members))
        yield Stretch(start, end, column - zero)
        start = end
