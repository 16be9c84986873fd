"""The marks of Vietnamese names that French writes without them: `Giang Vo`, `Giảng Võ`.

A model that translates into Vietnamese has to guess them. Two others know more names than it has seen: the
model that restores diacritics, which judges every word by the words around, and the table of whole names of
the press. Where they are surer, they are followed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache

from mt.text.diacritics import in_case_of
from mt.text.diacritics_model import TOKEN, bundled
from mt.text.typography import settle_tones
from mt.text.unicode import fold
from mt.text.vietnamese_names import LONGEST, Name, spellings
from mt.text.words import Side

# Times as probable as what the translation says. On the dev split, with the embedded model: with 30, of 571
# names 475 are right, and 13 of 697 references would be changed; with 10, 476 and 21, with 100, 474 and 7.
_SURER = 30.0
# How often a whole name counts as seen beforehand: in all spellings, by the shares that the model of
# diacritics gives them, and in that of the translation; and times as often as that one the best must be seen.
# On the dev split 492 of 571 names are right, instead of 475, and still 13 references would be changed;
# values near these do as well.
_RESTORED, _SAID, _OFTENER = 4.0, 1.0, 3.0
_UNHEARD_OF = 1e-3  # of a spelling that the model of diacritics does not know
_FRENCH = frozenset("abcdefghijklmnopqrstuvwxyzàâäæçéèêëîïôöœùûüÿ")

_SURE = 0.7  # probability from which on a name is no guess; see `guessed`

Odds = Callable[[int], Mapping[str, float]]


def with_marks(source: str, translation: str) -> str:
    """The translation with the likeliest marks on the names that it shares with its source.

    Only capitalised words change, and only in their marks. Where the French text has marks that French does
    not know, they are taken over.

    Args:
        source: in French.
        translation: in Vietnamese, composed letters (NFC).
    """
    names = _Names(source, translation)
    words = dict(names.words)
    decided = set(names.given)
    for places, seen in names.known():
        said = tuple(settle_tones(words[i]) for i in places)
        words.update(zip(places, _likeliest(said, seen, [names.odds(i) for i in places]), strict=True))
        decided.update(places)
    for i in words.keys() - decided:
        odds = names.odds(i)
        if len(odds) > 1:
            best = max(odds, key=odds.__getitem__)
            words[i] = best if odds[best] >= _SURER * odds.get(words[i], 0.0) else words[i]
    return names.rewritten(words)


def guessed(source: str, translation: str) -> tuple[str, ...]:
    """The names of a translation whose marks may well be others, as it writes them.

    On the dev split, with the embedded model, 1 name in 8 is among them, and 2 in 3 of those with other marks
    than in the reference; half of those among them have other marks.

    Args:
        source: in French.
        translation: in Vietnamese, after `with_marks`.
    """
    names = _Names(source, translation)
    shares = dict.fromkeys(names.given, 1.0)
    for places, seen in names.known():
        odds = [names.odds(i) for i in places]
        said = tuple(settle_tones(names.words[i]) for i in places)
        total = sum(seen.values()) + _RESTORED
        shares.update(dict.fromkeys(places, 1.0))
        shares[places[0]] = _count(said, seen, odds) / total
    for i in names.words.keys() - shares.keys():
        odds_here = names.odds(i)
        shares[i] = odds_here.get(settle_tones(names.words[i]), _UNHEARD_OF) if len(odds_here) > 1 else 1.0
    doubtful = (run for run in names.runs() if math.prod(shares[i] for i in run) < _SURE)
    return tuple(names.text[names.matches[run[0]].start() : names.matches[run[-1]].end()] for run in doubtful)


class _Names:
    """The capitalised words that a translation shares with its source.

    Attributes:
        text: the translation.
        matches: its tokens.
        words: their places among the tokens, and the words, in lower case.
        given: places of those that the source writes with marks that French does not know; `words` has
            them as they are there.
    """

    def __init__(self, source: str, translation: str) -> None:
        in_source = {word.key: word.text.lower() for word in Side(source).words if word.is_capitalised}
        self.text = translation
        self.matches = list(TOKEN.finditer(translation))
        self.words: dict[int, str] = {}
        self.given: set[int] = set()
        for i, match in enumerate(self.matches):
            name = in_source.get(fold(match[0])) if match[0].istitle() else None
            if name is None or len(name) < 2:  # an initial
                continue
            self.words[i] = unicodedata.normalize("NFC", match[0]).lower()
            if not _FRENCH.issuperset(name) and len(name) == len(self.words[i]):
                self.words[i] = name
                self.given.add(i)
        self._odds: Odds | None = None

    def odds(self, place: int) -> Mapping[str, float]:
        """How probable the model of diacritics finds each spelling of a word; empty where it knows none."""
        if self._odds is None:
            model = bundled("vi")
            tokens = [match[0] for match in self.matches]
            words = model.words(tokens)
            probabilities = model.reader(tokens, words)

            def read(place: int) -> Mapping[str, float]:
                spellings = words[place].candidates
                return dict(zip(spellings, probabilities(place), strict=True)) if spellings else {}

            self._odds = cache(read)
        return self._odds(place)

    def runs(self) -> Iterator[list[int]]:
        """Places that follow one another with nothing but a space between."""
        run: list[int] = []
        for i in sorted(self.words):
            if run and (
                i != run[-1] + 1 or self.text[self.matches[run[-1]].end() : self.matches[i].start()] != " "
            ):
                yield run
                run = []
            run.append(i)
        if run:
            yield run

    def known(self) -> Iterator[tuple[list[int], Mapping[Name, int]]]:
        """The longest names that the press wrote: their places, and how often in each spelling."""
        for run in self.runs():
            start = 0
            while start < len(run) - 1:
                for length in range(min(LONGEST, len(run) - start), 1, -1):
                    places = run[start : start + length]
                    if self.given.isdisjoint(places) and (seen := spellings([self.words[i] for i in places])):
                        yield places, seen
                        start += length
                        break
                else:
                    start += 1

    def rewritten(self, words: Mapping[int, str]) -> str:
        """The text with these words at their places."""
        parts: list[str] = []
        end = 0
        for i in sorted(words):
            token = unicodedata.normalize("NFC", self.matches[i][0])
            if words[i] != token.lower():
                parts += self.text[end : self.matches[i].start()], in_case_of(token, words[i])
                end = self.matches[i].end()
        return "".join([*parts, self.text[end:]])


def _likeliest(said: Name, seen: Mapping[Name, int], odds: Sequence[Mapping[str, float]]) -> Name:
    """The spelling that was seen most often, all things counted; what is said where none is surely better."""
    restored = tuple(max(o, key=o.__getitem__) if o else word for o, word in zip(odds, said, strict=True))
    counts = {name: _count(name, seen, odds) + _SAID * (name == said) for name in {*seen, restored, said}}
    best = max(sorted(counts), key=counts.__getitem__)
    return best if counts[best] > _OFTENER * counts[said] else said


def _count(name: Name, seen: Mapping[Name, int], odds: Sequence[Mapping[str, float]]) -> float:
    """How often a name counts as seen."""
    shares = (o.get(word, _UNHEARD_OF) if o else 1.0 for o, word in zip(odds, name, strict=True))
    return seen.get(name, 0) + _RESTORED * math.prod(shares)
