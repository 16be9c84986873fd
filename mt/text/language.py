"""Vietnamese, French or neither: for captions of a few words, with or without their diacritics.

Libraries for language identification know Vietnamese by its diacritics and fail without them. This model was
trained on captions in all states: plain, stripped, half stripped, in capitals, in lower case. Each word, and
each pair of neighbours, gives evidence for `vi`, `fr` and `other`: the sum of the weights of its character
n-grams, where negative sums count an eighth. So names, which say nothing, cannot outvote the words that do,
and a text in which nothing speaks for a language is `unknown`. The evidence and a constant for each answer
go through a softmax.

The model is one file of 196 kB, `data/language.bin`, written by `python -m mt.train.language`:

    8 bytes       `vifrlid1`
    5 float32     what a weight of 1 is worth; the constants of vi, fr, other, unknown
    3 int8 each   weights of one bucket for vi, fr, other; an n-gram is in bucket `crc32(UTF-8) % buckets`

All numbers are little-endian. N-grams share buckets (feature hashing, Weinberger et al., ICML 2009).
"""

from __future__ import annotations

import math
import re
import struct
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

ANSWERS = ("vi", "fr", "other", "unknown")
HEADER = struct.Struct("<8s5f")
MAGIC = b"vifrlid1"
# Share at which evidence against a language counts.
LEAK = 1 / 8

_LONGEST_GRAM, _LONGEST_WORD = 4, 40
_WORDS_REMEMBERED = 1 << 14
# Below this, any answer is more likely wrong than right.
_LEAST = 0.5
_WORD = re.compile(r"[^\W\d_]+'?")
_NOT_LATIN = re.compile(r"[^a-z'\u00aa-\u024f\u1e00-\u1eff]")


@dataclass(frozen=True, slots=True)
class Guess:
    """What a text is written in: `vi`, `fr`, `other`, or `unknown` when the evidence is too thin.

    `probability` is that of `language`; for `unknown` it is that of the best of the three.
    """

    language: str
    probability: float


def detect(text: str) -> Guess:
    """Guess the language of a caption of three words or more.

    Names alone, numbers alone and empty texts come out as `unknown`; shorter texts often do.
    """
    return _bundled().detect(text)


def words(text: str) -> list[str]:
    """The words of a text as the model reads them: in lower case, `^` before those with a capital.

    In a text without lower case, capitals mean nothing and are not marked. Apostrophes stay with what they
    follow (`l'`), and letters of other scripts all become `¤`.
    """
    text = unicodedata.normalize("NFC", text).replace("’", "'")
    marks_names = any(map(str.islower, text))
    found = []
    for word in _WORD.findall(text):
        lower = word.lower()
        if not lower.isascii():
            lower = _NOT_LATIN.sub("¤", lower)
        found.append("^" + lower if marks_names and word[0].isupper() else lower)
    return found


def grams(word: str) -> set[str]:
    """The word itself and its character 1- to 4-grams, between `^` (with a capital) or `<` and `>`."""
    closed = (word if word.startswith("^") else "<" + word)[:_LONGEST_WORD] + ">"
    parts = {
        closed[start : start + length]
        for length in range(1, _LONGEST_GRAM + 1)
        for start in range(len(closed) - length + 1)
    }
    return (parts | {closed}) - {"<", ">"}


def bucket(gram: str, buckets: int) -> int:
    """The place of an n-gram, or of two words with a space between them, in the table of weights."""
    return crc32(gram.encode()) % buckets


class Detector:
    """A model, ready to guess.

    Args:
        data: the content of a model file.

    Raises:
        ValueError: it is not one, or is cut.
    """

    def __init__(self, data: bytes) -> None:
        magic, self._unit, *self._constants = HEADER.unpack_from(data.ljust(HEADER.size))
        self._weights = memoryview(data)[HEADER.size :].cast("b")
        self._buckets, rest = divmod(len(self._weights), 3)
        if magic != MAGIC or rest or not self._buckets:
            raise ValueError("not a language model of vifr")
        self._evidence_of_word = lru_cache(_WORDS_REMEMBERED)(self._of_word)

    def detect(self, text: str) -> Guess:
        """Guess the language of a text."""
        probabilities = self.probabilities(text)
        best = max(probabilities[:3])
        language = ANSWERS[probabilities.index(max(probabilities))] if best >= _LEAST else "unknown"
        return Guess(language, round(best, 4))

    def probabilities(self, text: str) -> list[float]:
        """The probability of each of `ANSWERS`; a text without words is surely `unknown`."""
        found = words(text)
        if not found:
            return [0.0, 0.0, 0.0, 1.0]
        vi = fr = other = 0.0
        for word in found:
            evidence = self._evidence_of_word(word)
            vi += evidence[0]
            fr += evidence[1]
            other += evidence[2]
        weights, buckets = self._weights, self._buckets
        for pair in pairwise(found):
            place = 3 * bucket(" ".join(pair), buckets)
            vi += _leaky(weights[place])
            fr += _leaky(weights[place + 1])
            other += _leaky(weights[place + 2])
        return self._softmax(vi, fr, other)

    def _of_word(self, word: str) -> tuple[float, float, float]:
        vi = fr = other = 0
        for gram in grams(word):
            place = 3 * bucket(gram, self._buckets)
            vi += self._weights[place]
            fr += self._weights[place + 1]
            other += self._weights[place + 2]
        return _leaky(vi), _leaky(fr), _leaky(other)

    def _softmax(self, *evidence: float) -> list[float]:
        scores = [self._unit * e + c for e, c in zip((*evidence, 0.0), self._constants, strict=True)]
        highest = max(scores)
        odds = [math.exp(score - highest) for score in scores]
        total = sum(odds)
        return [one / total for one in odds]


def packed(unit: float, constants: Iterable[float], weights: bytes) -> bytes:
    """The content of a model file, for `Detector`; `weights` are int8, three a bucket."""
    return HEADER.pack(MAGIC, unit, *constants) + weights


def _leaky(total: int) -> float:
    return total if total > 0 else total * LEAK


@lru_cache(1)
def _bundled() -> Detector:
    from importlib import resources  # slow to import, and often nobody asks for the language

    return Detector(resources.files("mt.text").joinpath("data/language.bin").read_bytes())
