"""Press text as training data for `mt.train.diacritics`: cleaned, cut into tokens, tokens as numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import count

import numpy as np
from numpy.typing import NDArray

from mt.text.diacritics_model import (
    CAPITALS,
    FLAT,
    INITIAL,
    MOST_CANDIDATES,
    NO_WORD,
    REACH,
    TITLE,
    TOKEN,
    bare_form,
    hash_of,
    shape_of,
)
from mt.text.typography import settle_tones
from mt.text.unicode import repair

# A line of so many words has at least this share of words with diacritics, or it lost them.
_LEAST_MARKED = {"vi": (4, 0.35), "fr": (10, 0.01)}
# A candidate has at least this share of its bare form; below are misprints.
_LEAST_SHARE = {"vi": 0.0003, "fr": 0.002}
_LEAST_COUNT = {"vi": 3, "fr": 2}
# Nothing in it that `repair` would change, which is slow.
_SOUND = re.compile("[ -~À-ÏÑ-ïñ-ĝĠ-ƈƋ-ɏẠ-ỹ–—‘’“”…]*")
_WORD = re.compile(r"[^\W\d_]+")
NOTHING = 255  # no candidate of the lexicon


def cleaned(line: str, language: str) -> str:
    """The line in NFC with one placement of tone marks; empty where it seems to have lost its diacritics."""
    text = line.strip()
    if not _SOUND.fullmatch(text):
        text = repair(text)[0]
    if language == "vi":
        text = settle_tones(text)
    words = _WORD.findall(text)
    enough, share = _LEAST_MARKED[language]
    if len(words) >= enough and sum(not word.isascii() for word in words) < share * len(words):
        return ""
    return text


@dataclass(frozen=True)
class Text:
    """A training text as arrays.

    Attributes:
        surfaces: every distinct token; the first is the boundary between lines.
        ids: the tokens of all lines, with `REACH` boundaries before, between and after lines.
        lines: which line each is of.
        shapes: as `mt.text.diacritics_model.shapes_in_text` has them.
    """

    surfaces: list[str]
    ids: NDArray[np.int32]
    lines: NDArray[np.int32]
    shapes: NDArray[np.uint8]

    @classmethod
    def of(cls, lines: Iterable[str]) -> Text:
        numbers: defaultdict[str, int] = defaultdict(count().__next__)
        boundary = np.full(REACH, numbers[""], np.int32)
        parts, lengths = [boundary], [REACH]
        for line in lines:
            tokens = TOKEN.findall(line)
            parts += np.fromiter((numbers[token] for token in tokens), np.int32, len(tokens)), boundary
            lengths.append(len(tokens) + REACH)
        ids = np.concatenate(parts)
        line_of = np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)
        surfaces = list(numbers)
        return cls(surfaces, ids, line_of, _shapes(surfaces, ids, line_of))

    def hashes(self) -> NDArray[np.uint64]:
        """Of each distinct token, as in `mt.text.diacritics_model.Word`."""
        return np.array([hash_of(bare_form(token)) if token else 0 for token in self.surfaces], np.uint64)


def _shapes(surfaces: list[str], ids: NDArray[np.int32], line_of: NDArray[np.int32]) -> NDArray[np.uint8]:
    shapes = np.array([shape_of(token) for token in surfaces], np.uint8)[ids]
    is_word = shapes != NO_WORD
    in_capitals = np.bincount(line_of, weights=shapes == CAPITALS)
    with_capital = in_capitals + np.bincount(line_of, weights=shapes == TITLE)
    flat = (2 * in_capitals > np.bincount(line_of, weights=is_word)) | (with_capital == 0)
    shapes[flat[line_of] & is_word] = FLAT
    after_sign = np.roll(~is_word & (ids != _index(surfaces, ",")), 1)
    shapes[(shapes == TITLE) & after_sign] = INITIAL
    return shapes


def _index(surfaces: list[str], token: str) -> int:
    return surfaces.index(token) if token in surfaces else -1


def lexicon(text: Text, language: str) -> dict[str, list[str]]:
    """The candidates of every bare form that can have diacritics, the most frequent first."""
    occurrences = np.bincount(text.ids, minlength=len(text.surfaces)).tolist()
    forms: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for number, (bare, form) in _forms(text, language).items():
        forms[bare][form] += occurrences[number]
    found = {}
    for bare in sorted(forms):
        least = max(_LEAST_COUNT[language], _LEAST_SHARE[language] * forms[bare].total())
        frequent = sorted(
            (form for form, times in forms[bare].items() if times >= least),
            key=lambda form: (-forms[bare][form], form),
        )[:MOST_CANDIDATES]
        if any(form != bare for form in frequent):
            found[bare] = frequent
    return found


def answers(text: Text, candidates: dict[str, list[str]], language: str) -> NDArray[np.uint8]:
    """For each distinct token, which candidate it is; `NOTHING` where it is none."""
    found = np.full(len(text.surfaces), NOTHING, np.uint8)
    for number, (bare, form) in _forms(text, language).items():
        if form in candidates.get(bare, ()):
            found[number] = candidates[bare].index(form)
    return found


def _forms(text: Text, language: str) -> dict[int, tuple[str, str]]:
    """Of each distinct word, by its number: the bare form and the form in lower case.

    French capitals are often written without their accents (`Etats`, `A Paris`); those are left out where
    the word is also written with an accent on its first letter.
    """
    found = {}
    for number, token in enumerate(text.surfaces):
        if token and shape_of(token) != NO_WORD and token[-1] not in "'’":
            bare, form = bare_form(token), token.lower()
            if len(bare) == len(form):
                found[number] = bare, form
    if language != "fr":
        return found
    accented = {bare for bare, form in found.values() if bare[0] != form[0]}
    return {
        number: (bare, form)
        for number, (bare, form) in found.items()
        if bare not in accented or form[0] != bare[0] or text.surfaces[number][0].islower()
    }
