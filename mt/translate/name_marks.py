"""The marks of Vietnamese names that French writes without them: `Giang Vo`, `Giảng Võ`.

A model that translates into Vietnamese has to guess them. Two others know more names than it has seen: the
model that restores diacritics, which judges every word by the words around, and the table of whole names of
the press. Where they are surer, they are followed.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from re import Match

from mt.text import vietnamese_names
from mt.text.diacritics import in_case_of
from mt.text.diacritics_model import TOKEN, bundled
from mt.text.typography import settle_tones
from mt.text.unicode import fold
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

Odds = Callable[[int], Mapping[str, float]]


def with_marks(source: str, translation: str) -> str:
    """The translation with the likeliest marks on the names that it shares with its source.

    Only capitalised words change, and only in their marks. Where the French text has marks that French does
    not know, they are taken over.

    Args:
        source: in French.
        translation: in Vietnamese, composed letters (NFC).
    """
    names = {word.key: word.text.lower() for word in Side(source).words if word.is_capitalised}
    matches = list(TOKEN.finditer(translation))
    tokens = [match[0] for match in matches]
    shared = {i for i, token in enumerate(tokens) if token.istitle() and fold(token) in names}
    if not shared:
        return translation
    model = bundled("vi")
    known = model.words(tokens)
    probabilities = model.reader(tokens, known)

    def odds(place: int) -> Mapping[str, float]:
        candidates = known[place].candidates
        return dict(zip(candidates, probabilities(place), strict=True)) if candidates else {}

    words = {i: unicodedata.normalize("NFC", tokens[i]).lower() for i in shared}
    settled = set()
    for i in shared:
        name = names[fold(tokens[i])]
        if not _FRENCH.issuperset(name) and len(name) == len(words[i]):
            words[i] = name
            settled.add(i)
    for run in _runs(translation, matches, shared - settled):
        for places, name in _whole_names(run, words, odds):
            words.update(zip(places, name, strict=True))
            settled.update(places)
    for i in shared - settled:
        if len(known[i].candidates) > 1:
            best = max(odds(i).items(), key=lambda item: item[1])
            words[i] = best[0] if best[1] >= _SURER * odds(i).get(words[i], 0.0) else words[i]
    return _rewritten(translation, matches, words)


def _runs(text: str, matches: Sequence[Match[str]], places: set[int]) -> Iterator[list[int]]:
    """Places that follow one another with nothing but a space between."""
    run: list[int] = []
    for i in sorted(places):
        if run and (i != run[-1] + 1 or text[matches[run[-1]].end() : matches[i].start()] != " "):
            yield run
            run = []
        run.append(i)
    if run:
        yield run


def _whole_names(
    run: Sequence[int], words: Mapping[int, str], odds: Odds
) -> Iterator[tuple[Sequence[int], vietnamese_names.Name]]:
    """The longest names in a run that were seen: their places, and how they are best spelt."""
    start = 0
    while start < len(run) - 1:
        for length in range(min(vietnamese_names.LONGEST, len(run) - start), 1, -1):
            places = run[start : start + length]
            said = tuple(settle_tones(words[i]) for i in places)
            if seen := vietnamese_names.spellings(said):
                yield places, _likeliest(said, seen, [odds(i) for i in places])
                start += length
                break
        else:
            start += 1


def _likeliest(
    said: vietnamese_names.Name,
    seen: Mapping[vietnamese_names.Name, int],
    odds: Sequence[Mapping[str, float]],
) -> vietnamese_names.Name:
    """The spelling that was seen most often, all things counted; what is said where none is surely better."""
    restored = tuple(max(o, key=o.__getitem__) if o else word for o, word in zip(odds, said, strict=True))

    def count(name: vietnamese_names.Name) -> float:
        shares = (o.get(word, _UNHEARD_OF) if o else 1.0 for o, word in zip(odds, name, strict=True))
        return seen.get(name, 0) + _RESTORED * math.prod(shares) + _SAID * (name == said)

    best = max(sorted({*seen, restored}), key=count)
    return best if count(best) > _OFTENER * count(said) else said


def _rewritten(text: str, matches: Sequence[Match[str]], words: Mapping[int, str]) -> str:
    parts: list[str] = []
    end = 0
    for i in sorted(words):
        token = unicodedata.normalize("NFC", matches[i][0])
        if words[i] != token.lower():
            parts += text[end : matches[i].start()], in_case_of(token, words[i])
            end = matches[i].end()
    return "".join([*parts, text[end:]])
