"""Vocabulary: how it grows with the text, and what of one split the other has seen."""

from __future__ import annotations

import math
import random
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+")
_POINTS, _SEED = 40, 1
_FITTED_FROM = 1_000  # words; before, the curve is that of a few captions


def words(text: str) -> list[str]:
    """Words in lower case: Vietnamese syllables; in French an apostrophe or a hyphen ends a word."""
    return _WORD.findall(unicodedata.normalize("NFC", text).lower())


@dataclass(frozen=True, slots=True)
class Growth:
    """How many different words there are in the first so many.

    Attributes:
        points: (words read, different words among them), from (0, 0) to all.
        k, beta: of Heaps' law, `different = k * read ** beta`, fitted to the logarithms by least squares.
        once: how many words occur only once.
    """

    points: tuple[tuple[int, int], ...]
    k: float
    beta: float
    once: int

    @property
    def read(self) -> int:
        return self.points[-1][0]

    @property
    def different(self) -> int:
        return self.points[-1][1]


def growth(texts: Sequence[str]) -> Growth:
    """Of captions in a random order, the same each time."""
    shuffled = random.Random(_SEED).sample(list(texts), len(texts))
    stream = [word for text in shuffled for word in words(text)]
    marks = {round(len(stream) * k / _POINTS) for k in range(1, _POINTS + 1)}
    seen: Counter[str] = Counter()
    points = [(0, 0)]
    for read, word in enumerate(stream, 1):
        seen[word] += 1
        if read in marks:
            points.append((read, len(seen)))
    k, beta = _heaps([point for point in points if point[0] >= min(_FITTED_FROM, len(stream))])
    return Growth(tuple(points), k, beta, sum(count == 1 for count in seen.values()))


def _heaps(points: Sequence[tuple[int, int]]) -> tuple[float, float]:
    logs = [(math.log(read), math.log(different)) for read, different in points if read]
    if len(logs) < 2:
        return (points[0][1] / points[0][0] if points and points[0][0] else 0.0), 1.0
    x, y = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    spread = sum((a - x) ** 2 for a, _ in logs)
    beta = sum((a - x) * (b - y) for a, b in logs) / spread
    return math.exp(y - beta * x), beta


def seen_before(texts: Sequence[str], known: Sequence[str], lengths: Sequence[int]) -> dict[int, float]:
    """Share of the runs of so many words in `texts` that occur in `known`, by length."""
    shares = {}
    for length in lengths:
        there = {run for text in known for run in _runs(text, length)}
        runs = [run for text in texts for run in _runs(text, length)]
        shares[length] = sum(run in there for run in runs) / max(len(runs), 1)
    return shares


def _runs(text: str, length: int) -> list[tuple[str, ...]]:
    found = words(text)
    return [tuple(found[i : i + length]) for i in range(len(found) - length + 1)]
