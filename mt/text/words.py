"""The words of a caption as the other side of its pair is searched for them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise, zip_longest
from typing import NamedTuple

from mt.text.unicode import fold

STEM = 5  # letters by which a French word is known: `français`, `France` are `franc`
LONGEST_PHRASE = 4  # words

_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdhklmnrstvx])?"
    r"(?:[aeiouy]|a[iouy]|e[ou]|i[aeu]|ieu|o[aeio]|oa[iy]|u[aeiouy]|ua[iy]|uo[iu]|uy[aeu]|ye|yeu)"
    r"(?:ch|nh?|ng|[cmpt])?"
)
_HEARD = (  # spellings, and one letter for what the ear hears; the longest first
    *(
        ("tch", "1"),
        ("sch", "1"),
        ("ch", "1"),
        ("sh", "1"),
        ("dj", "j"),
        ("zh", "j"),
        ("kh", "k"),
        ("ph", "f"),
    ),
    *(("qu", "k"), ("q", "k"), ("ck", "k"), ("c", "k"), ("w", "v"), ("x", "ks")),
)
_VOWELS = re.compile("[aeiouyh]")
_DOUBLE = re.compile(r"(.)\1")
_WORD = re.compile(r"[^\W\d_]+")
_ENDS = frozenset('.!?:;…"«“(')
_JOINS = re.compile(r"[ -]|\. ?")  # inside a name: a space, a hyphen, the stop of an initial


class Word(NamedTuple):
    """A word of a text.

    Attributes:
        text: as written.
        key: folded.
        start: offset of its first character.
        opens: whether its place alone may have capitalised it: it begins a sentence, and a word without a
            capital follows.
    """

    text: str
    key: str
    start: int
    opens: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_capitalised(self) -> bool:
        return self.text[0].isupper()


class Side:
    """One text of a pair: its words, and what is found among them.

    Attributes:
        words: from left to right, without digits; apostrophes and hyphens end a word.
        keys: the folded words.
        stems: their beginnings.
        compounds: neighbours written together, the first with a capital, and their places: `hanoi` for
            `Hà Nội`.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = list(_words(text))
        self.keys = frozenset(word.key for word in self.words)
        self.stems = frozenset(map(stem, self.keys))
        self.compounds = dict(self._compounds())

    def has(self, key: str) -> bool:
        """Whether it has a word, as one or written apart."""
        return key in self.keys or key in self.compounds

    def has_like(self, key: str) -> bool:
        """Whether it has a word that is spelt nearly so: `Mykolaiv`, `Mykolaïv`; `Vishnu`, `Vishnou`."""
        return len(key) > 2 and any(is_like(key, other) for other in self.keys)

    def shared(self, other: Side) -> frozenset[int]:
        """The places of its words that the other side has, as one word, apart or together."""
        places = {i for i, word in enumerate(self.words) if other.has(word.key)}
        for compound in self.compounds.keys() & other.keys:
            places.update(self.compounds[compound])
        return frozenset(places)

    def phrases(self) -> Iterator[tuple[str, range]]:
        """Every phrase with a capital, up to the longest, and the places of its words."""
        for i, first in enumerate(self.words):
            has_capital = False
            for j in range(i, min(i + LONGEST_PHRASE, len(self.words))):
                if j > i and self.words[j].start - self.words[j - 1].end != 1:
                    break
                has_capital = has_capital or self.words[j].is_capitalised
                if has_capital:
                    yield self.text[first.start : self.words[j].end], range(i, j + 1)

    def runs(self) -> Iterator[range]:
        """The places of capitalised words that stand together."""
        start = end = 0
        for i, word in enumerate(self.words):
            joins = i == end > start and _JOINS.fullmatch(self.text[self.words[i - 1].end : word.start])
            if not (word.is_capitalised and joins):
                if end > start:
                    yield range(start, end)
                start = i
            end = i + 1 if word.is_capitalised else start
        if end > start:
            yield range(start, end)

    def _compounds(self) -> Iterator[tuple[str, range]]:
        for i, first in enumerate(self.words):
            for j in range(i + 2, min(i + 4, len(self.words)) + 1) if first.is_capitalised else ():
                yield "".join(word.key for word in self.words[i:j]), range(i, j)


def stem(key: str) -> str:
    """The first letters of a folded word without its plural, by which its forms are known as one."""
    return (key.rstrip("sx") or key)[:STEM]


@lru_cache(maxsize=1 << 16)
def is_syllable(key: str) -> bool:
    """Whether a folded word is built like a Vietnamese syllable."""
    return _SYLLABLE.fullmatch(key) is not None


@lru_cache(maxsize=1 << 16)
def is_like(one: str, other: str) -> bool:
    """Whether two folded words are spellings of one name: `Mykolaiv`, `Mykolaïv`; `Dover`, `Douvres`.

    Four letters or more with the same beginning, few changes, or the same consonants to the ear. Vietnamese
    syllables are never alike: `Thanh` and `Thang` are two people.
    """
    if min(len(one), len(other)) < 3 or (is_syllable(one) and is_syllable(other)):
        return False
    if len(one) > 3 and one[:4] == other[:4]:
        return True
    sound = _consonants(one)
    if len(sound) > 1 and sound == _consonants(other):
        return True
    bigrams = [{a + b for a, b in pairwise(key)} for key in (one, other)]
    shared = len(bigrams[0] & bigrams[1])
    return (
        one[0] == other[0] and abs(len(one) - len(other)) <= 2 and shared >= 0.3 * (len(one) + len(other) - 2)
    )


@lru_cache(maxsize=1 << 16)
def _consonants(key: str) -> str:
    """What the ear keeps of a word across spellings: `Chekhov`, `Tchekhov`; `Kinzhal`, `Kinjal`."""
    for written, heard in _HEARD:
        key = key.replace(written, heard)
    return _DOUBLE.sub(r"\1", _VOWELS.sub("", key).rstrip("s"))


@lru_cache(maxsize=1 << 16)
def _key(word: str) -> str:
    return fold(word).replace(" ", "")


def _words(text: str) -> Iterator[Word]:
    matches = list(_WORD.finditer(text))
    end = 0
    for match, after in zip_longest(matches, matches[1:]):
        opens = not end or not _ENDS.isdisjoint(text[end : match.start()])
        goes_on = after and after[0][0].isupper() and _JOINS.fullmatch(text[match.end() : after.start()])
        yield Word(match[0], _key(match[0]), match.start(), opens and not goes_on)
        end = match.end()
