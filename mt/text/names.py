"""Names of persons and places: which capitalised words of one side the other side should have, and has not.

French press keeps Vietnamese names, with fewer marks or none: `Nguyễn Thị Hà` is `Nguyen Thi Ha`. Others have
a French name (`Bắc Kinh`, `Pékin`) or are no names at all but titles and institutions, which Vietnamese
capitalises and French translates. Two things tell these apart, both counted on the bundled training pairs:
phrases, with the beginnings of the French words that stand where they stand; and, for what no phrase
explains, how often the other side does without a word, or without words of its shape. `Nguyễn` was missing in
none of 107 captions, `Hà` in 6 of 320. A run of words that the other side lacks is as surprising as these
rates are small, in nats.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from mt.text.french import folded
from mt.text.words import Side, Word, is_syllable, stem

Language = Literal["vi", "fr"]

_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxrzcsyw])?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|[aeiu]n|ai|ao|ei"
    r"|ia|ie|iu|ou|ua|ui|uo|ue|er|[aeiou])){1,3}"
)
_CHINA = frozenset("chine chino pekin shang hong taiwa".split())  # stems
_PRIOR = 1.0  # how many sightings the rate of its shape is worth to a word
_TRANSLATED = 0.7  # a word that the other side does without so often says nothing


@dataclass(frozen=True, slots=True)
class Name:
    """A run of capitalised words.

    Attributes:
        text: as written.
        start: offset of its first character.
        end: offset behind its last one.
        surprise: how unlikely it is that a faithful other side lacks it, in nats.
    """

    text: str
    start: int
    end: int
    surprise: float


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known about capitalised words.

    Attributes:
        lost: by language and word (`vi` in lower case, `fr` folded), how often it was seen and how often the
            other side had nothing for it.
        shapes: by language and shape, the rate for words that are not in `lost`.
        phrases: by Vietnamese phrase as written, the stems of what it becomes in French.
        common: French words that also occur without a capital, folded.
    """

    lost: Mapping[tuple[str, str], tuple[int, int]]
    shapes: Mapping[tuple[str, str], float]
    phrases: Mapping[str, frozenset[str]]
    common: frozenset[str]

    def rate(self, word: Word, language: Language) -> float:
        """How often a faithful other side does without this word, from 0 to 1."""
        seen, missed = self.lost.get((language, word_key(word, language)), (0, 0))
        return (missed + _PRIOR * self.shapes[language, self.shape(word, language)]) / (seen + _PRIOR)

    def shape(self, word: Word, language: Language) -> str:
        """What a word looks like: `letter`, `capitals`, `common`, `syllable`, `foreign`; or `…-first`."""
        if len(word.text) == 1:
            kind = "letter"
        elif word.text.isupper():
            kind = "capitals"
        elif language == "fr" and word.key in self.common:
            kind = "common"
        else:
            kind = "syllable" if is_syllable(word.key) else "foreign"
        return f"{kind}-first" if word.opens else kind

    def explained(self, vi: Side, fr: Side) -> tuple[frozenset[int], frozenset[int]]:
        """The places of the words on each side for which the other side has something."""
        called_for: set[str] = set()
        said = set(vi.shared(fr))
        for phrase, places in vi.phrases():
            if stems := self.phrases.get(phrase):
                called_for |= stems
                if not stems.isdisjoint(fr.stems):
                    said.update(places)
        shared = fr.shared(vi)
        called = {i for i, word in enumerate(fr.words) if i in shared or stem(word.key) in called_for}
        return frozenset(said), frozenset(called)

    def missing(self, vi: str, fr: str) -> tuple[list[Name], list[Name]]:
        """The names of each side of which the other side has nothing, most surprising first."""
        vi_side, fr_side = Side(vi), Side(fr)
        said, called = self.explained(vi_side, fr_side)
        vi_names = sorted(self._lacking(vi_side, fr_side, "vi", said), key=_by_surprise)
        fr_names = sorted(self._lacking(fr_side, vi_side, "fr", called), key=_by_surprise)
        chinese = [] if _CHINA.isdisjoint(fr_side.stems) else [n for n in fr_names if _is_pinyin(n.text)]
        # `Tập Cận Bình` is `Xi Jinping`: as many names are left in peace on the Vietnamese side.
        return vi_names[len(chinese) :], [name for name in fr_names if name not in chinese]

    def _lacking(
        self, side: Side, other: Side, language: Language, explained: frozenset[int]
    ) -> Iterator[Name]:
        for run in side.runs():
            lacking = []
            for word in (side.words[i] for i in run if i not in explained):
                rate = self.rate(word, language)
                if rate < _TRANSLATED and not other.has_like(word.key):
                    lacking.append((word, -math.log(rate)))
            if lacking:
                start, end = lacking[0][0].start, lacking[-1][0].end
                yield Name(side.text[start:end], start, end, sum(nats for _, nats in lacking))


@cache
def lexicon() -> Lexicon:
    """The lexicon that comes with the package, made by `scripts/fit_names.py`."""
    lost, shapes, phrases = {}, {}, {}
    for line in files("mt.text").joinpath("data", "names.tsv").read_text(encoding="utf-8").splitlines():
        kind, language, word, *values = line.split("\t")
        if kind == "lost":
            lost[language, word] = (int(values[0]), int(values[1]))
        elif kind == "shape":
            shapes[language, word] = float(values[0])
        else:
            phrases[word] = frozenset(values[0].split())
    return Lexicon(lost, shapes, phrases, folded())


def word_key(word: Word, language: Language) -> str:
    """How the lexicon lists a word: Vietnamese with its marks, French folded; `^` before one that opens."""
    return "^" * word.opens + (word.text.lower() if language == "vi" else word.key)


def _is_pinyin(text: str) -> bool:
    """Whether all words can be Chinese in Latin letters, and one at least cannot be Vietnamese."""
    keys = [word.key for word in Side(text).words]
    return all(_PINYIN.fullmatch(key) for key in keys) and not all(is_syllable(key) for key in keys)


def _by_surprise(name: Name) -> float:
    return -name.surprise
