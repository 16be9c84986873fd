"""The model that restores diacritics: a lexicon, and votes of the words around a word.

Every bare word has a few candidates (`ban`: bạn, bán, bàn, ban, …). Twelve contexts of a word, of up to
three words on either side, each vote for candidates; the votes add up to log-odds. The contexts hold bare
words only, so that they are the same before and after restoring, and no search is needed.

A model file is a line of JSON, the lexicon (a line for each bare word, its candidates with the most
frequent first) and two tables with a slot for a pair of context and candidate: a check byte, and four bits
that say which of sixteen votes it is, two slots a byte with the first in the lower half (feature hashing,
Weinberger et al. 2009; a check byte instead of signed collisions). It is mapped into memory, not read.
"""

from __future__ import annotations

import json
import math
import mmap
import re
import unicodedata
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from mt.text.unicode import strip_diacritics

TOKEN = re.compile(r"(?:[^\W\d_][\u0300-\u036f]*)+(?:['’](?=[^\W\d_]))?|\d+|[^\w\s]")
MASK = 2**64 - 1
MOST_CANDIDATES = 12
SPARE = 16  # slots at the end, for the last context has as many candidates as the first
REACH = 3  # words on either side
LOWER, TITLE, CAPITALS, INITIAL, FLAT, NO_WORD = 0, 1, 2, 3, 4, 9
_A, _B, _C = 0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9
_D, _E, _F = 0xD6E8FEB86659FD93, 0xA0761D6478BD642F, 0xE7037ED1A0B428DB
_REMEMBERED = 50_000  # words


@dataclass(frozen=True, slots=True)
class Word:
    """What is known of a token as written.

    Attributes:
        hash: of its bare lower-case form; all numbers have the same.
        shape: `LOWER`, `TITLE`, `CAPITALS` or `NO_WORD`; see `shapes_in_text` for the others.
        candidates: of its bare form, in lower case; empty where there is nothing to choose.
        bare: the index of the bare form among the candidates; -1 where it is none of them.
        marked: whether it has diacritics already.
    """

    hash: int
    shape: int
    candidates: tuple[str, ...] = ()
    bare: int = -1
    marked: bool = False


BOUNDARY = Word(0, NO_WORD)


def shape_of(token: str) -> int:
    """How a token is capitalised."""
    if not token[:1].isalpha():
        return NO_WORD
    if len(token) > 1 and token.isupper():
        return CAPITALS
    return TITLE if token[0].isupper() else LOWER


def bare_form(token: str) -> str:
    """The token in lower case without diacritics; `0` for any number."""
    return "0" if token[0].isdigit() else strip_diacritics(token.lower()).replace("’", "'")


def hash_of(bare: str) -> int:
    """The number, below 2**32, that a bare form has in contexts."""
    return zlib.crc32(bare.encode("utf-8", "surrogatepass"))


def contexts(around: Sequence[Any], shape: Any, before: Any, after: Any) -> list[Any]:
    """The twelve contexts of a word as numbers that count modulo 2**64.

    Args:
        around: the hashes of seven words with the word in the middle.
        shape: of the word; `before` and `after` are the shapes of its neighbours.

    All can be integers, or uint64 arrays of NumPy for many words at a time.
    """
    l3, l2, l1, word, r1, r2, r3 = around
    left, right = word * _C + l1, word * _D + r1
    left2, right2, both = left * _A + l2, right * _B + r2, left * _B + r1
    case = (shape == TITLE) | (shape == CAPITALS) | (shape == FLAT) * shape
    return [
        (word * _A + shape * 100 + before * 10 + after) * _B,
        (left + case) * _A,
        (right + case) * _B,
        left2,
        right2,
        both,
        left2 * _A + l3,
        left2 * _B + r1,
        both * _B + r2,
        right2 * _B + r3,
        word * _C * _E + l2,
        word * _D * _E + r2,
    ]


def scatter(context: Any) -> Any:
    """A context with its bits well mixed: the upper half finds the slot, the byte below is the check byte."""
    context = context & MASK
    return ((context ^ (context >> 29)) * _F) & MASK


class Model:
    """A model in memory; see the top of the file.

    Raises:
        ValueError: the data are not a model of this version.
    """

    def __init__(self, data: bytes | mmap.mmap) -> None:
        end = data.find(b"\n")
        try:
            header = json.loads(data[: max(end, 0)])
            self._slots, text = int(header["slots"]), int(header["lexicon"])
            self._vote = [float(vote) for vote in header["votes"]]
        except (ValueError, KeyError, TypeError) as error:
            raise ValueError("no diacritics model") from error
        self._checks = end + 1 + text
        self._votes = self._checks + self._slots
        if header.get("version") != 1 or len(data) != self._votes + self._slots // 2 or len(self._vote) != 16:
            raise ValueError("a diacritics model that is cut, or of another version")
        lines = data[end + 1 : self._checks].decode("utf-8").split("\n")
        self._lexicon = {line.partition(" ")[0]: line for line in lines}
        self._data = data
        self._words: dict[str, Word] = {}

    def words(self, tokens: Sequence[str]) -> list[Word]:
        """What is known of each token."""
        if len(self._words) > _REMEMBERED:
            self._words.clear()
        return [self._words.get(token) or self._look_up(token) for token in tokens]

    def probabilities(self, words: Sequence[Word], shapes: Sequence[int], place: int) -> list[float]:
        """How probable each candidate of the word at `place` is, which is `REACH` from either end or more."""
        word = words[place]
        count = len(word.candidates)
        scores = [0.0] * count
        data, slots, checks, votes = self._data, self._slots - SPARE, self._checks, self._votes
        around = [near.hash for near in words[place - REACH : place + REACH + 1]]
        for context in contexts(around, shapes[place], shapes[place - 1], shapes[place + 1]):
            mixed = scatter(context)
            slot = (mixed >> 32) * slots >> 32
            window = data[checks + slot : checks + slot + count]
            check = mixed >> 24 & 255
            if check in window:
                for i, found in enumerate(window):
                    if found == check:
                        pair = data[votes + (slot + i >> 1)]
                        scores[i] += self._vote[pair >> 4 if slot + i & 1 else pair & 15]
        best = max(scores)
        odds = [math.exp(score - best) for score in scores]
        total = sum(odds)
        return [value / total for value in odds]

    def reader(self, tokens: Sequence[str], words: Sequence[Word]) -> Callable[[int], list[float]]:
        """What tells, for the place of a token in a text, how probable each of its candidates is.

        Args:
            tokens: of the whole text.
            words: what `words` gives for them.
        """
        around = [BOUNDARY] * REACH
        padded = [*around, *words, *around]
        shapes = [NO_WORD] * REACH + shapes_in_text(tokens, words) + [NO_WORD] * REACH
        return lambda place: self.probabilities(padded, shapes, place + REACH)

    def _look_up(self, token: str) -> Word:
        bare, shape = bare_form(token), shape_of(token)
        number = hash_of(bare)
        word = Word(number, shape)
        line = self._lexicon.get(bare) if shape != NO_WORD else None
        composed = unicodedata.normalize("NFC", token).lower()
        if line and len(bare) == len(composed):
            candidates = tuple(line.split(" ")[1:])
            index = candidates.index(bare) if bare in candidates else -1
            word = Word(number, shape, candidates, index, composed != bare)
        self._words[token] = word
        return word


def shapes_in_text(tokens: Sequence[str], words: Sequence[Word]) -> list[int]:
    """The shapes of words in a text: `FLAT` where most words are in capitals, or none has one, so that
    capitals tell nothing; `INITIAL` for a first capital after a sign other than a comma."""
    shapes = [word.shape for word in words]
    in_capitals = shapes.count(CAPITALS)
    if 2 * in_capitals > len(shapes) - shapes.count(NO_WORD) or not in_capitals + shapes.count(TITLE):
        return [shape if shape == NO_WORD else FLAT for shape in shapes]
    before, comma = NO_WORD, False
    for i, shape in enumerate(shapes):
        if shape == TITLE and before == NO_WORD and not comma:
            shapes[i] = INITIAL
        before, comma = shape, tokens[i] == ","
    return shapes


@cache
def bundled(language: str) -> Model:
    """The model of `vi` or `fr` that comes with the package."""
    with as_file(files(__package__) / "data" / f"diacritics-{language}.bin") as path:
        return read(path)


def read(path: Path) -> Model:
    """The model in a file.

    Raises:
        OSError: the file cannot be read.
        ValueError: it is no model.
    """
    with path.open("rb") as file:
        return Model(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
