"""Diacritics brought back to text that lost them: `Ha Noi` → `Hà Nội`, `les eleves` → `les élèves`.

Nothing but bare words changes, letter by letter; spaces, punctuation, capitals, numbers, foreign names and
words that have diacritics stay. Many words are bare by right (`trong khi cho anh`), so a text is read by a
hidden Markov model of two states, fine and stripped: in the fine state a bare word costs as much as it is
improbable that it has no diacritics there, in the stripped state it costs nothing. Only stripped stretches
are restored.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from mt.text.diacritics_model import TOKEN, Model, Word, bundled

# Costs, in nats: that a text begins stripped, that it changes from fine to stripped or back, that a
# word of a stripped text has its diacritics after all, and the most that one bare word can cost.
# Chosen on the first 1,200 of the real captions and of the French sentences that were held out.
_BEGINS_STRIPPED = 3.0
_CHANGES = 5.0
_MARKED_IN_STRIPPED = 2.0
_MOST = 5.0
# Behind a single capital that is no word: the end, or a sign. `À Hanoï`, `Ở Huế` and `Ô tô` go on.
_ENDS_A_PHRASE = re.compile(r"\s*(?:$|[^\w\s'’])")


@dataclass(frozen=True, slots=True)
class Restoration:
    """A text with its diacritics.

    Attributes:
        text: as long as the text that went in, in composed letters (NFC).
        changed: how many words were given diacritics.
        certainty: geometric mean of the probabilities of the words chosen where the text was stripped; 1
            where it was not.
    """

    text: str
    changed: int
    certainty: float


def restore(text: str, language: str) -> str:
    """The text with diacritics where it lost them; a text that has them comes back as it is.

    Restoring twice changes nothing more, and stripping what was restored gives the stripped text.

    Args:
        text: in one language, `vi` or `fr`; best a caption or a sentence.
    """
    return restoration(text, language).text


def looks_stripped(text: str, language: str) -> bool:
    """Whether the text, or a stretch of it, lost its diacritics: whether `restore` would change it."""
    return restoration(text, language).changed > 0


def restoration(text: str, language: str, *, model: Model | None = None) -> Restoration:
    """As `restore`, and how much was changed and how sure that is.

    Args:
        model: another model than the one in the package.
    """
    model = model or bundled(language)
    matches = list(TOKEN.finditer(text))
    tokens = [match[0] for match in matches]
    known = model.words(tokens)
    if not any(word.candidates and not word.marked for word in known):
        return Restoration(text, 0, 1.0)
    probabilities = model.reader(tokens, known)
    choices: list[tuple[int, float] | None] = []
    costs = []
    for place, word in enumerate(known):
        if not word.candidates or word.marked or _is_glued(text, matches[place]):
            choices.append(None)
            costs.append((0.0, _MARKED_IN_STRIPPED if word.marked else 0.0))
            continue
        odds = probabilities(place)
        best = max(odds)
        choices.append((odds.index(best), best))
        costs.append((_cost(odds[word.bare] if word.bare >= 0 else 0.0), 0.0))
    return _rewritten(text, [match.start() for match in matches], tokens, known, choices, _stripped(costs))


def _cost(probability: float) -> float:
    return min(_MOST, -math.log(probability)) if probability > 0 else _MOST


def _is_glued(text: str, match: re.Match[str]) -> bool:
    """Whether the word is part of a number or an address (A6, 3D, ban_tin, ban@…), an initial (A. K.) or a
    single capital behind other words (nhóm A, M. Nguyen Van A)."""
    before, after = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if len(match[0]) == 1 and (
        after == "." or (match[0].isupper() and _ENDS_A_PHRASE.match(text, match.end()))
    ):
        return True
    return any(sign.isdigit() or sign in "_@" for sign in before + after)


def _stripped(costs: list[tuple[float, float]]) -> list[bool]:
    """Which words are in a stripped stretch: the cheapest way through both states (Viterbi).

    Args:
        costs: of each word in the fine and in the stripped state.
    """
    fine, stripped = 0.0, _BEGINS_STRIPPED
    ways = []
    for in_fine, in_stripped in costs:
        ways.append((stripped + _CHANGES < fine, stripped <= fine + _CHANGES))
        fine, stripped = (
            min(fine, stripped + _CHANGES) + in_fine,
            min(stripped, fine + _CHANGES) + in_stripped,
        )
    state = stripped < fine
    found = []
    for way in reversed(ways):
        found.append(state)
        state = way[state]
    return found[::-1]


def _rewritten(
    text: str,
    starts: list[int],
    tokens: list[str],
    words: list[Word],
    choices: list[tuple[int, float] | None],
    stripped: list[bool],
) -> Restoration:
    parts: list[str] = []
    end = changed = chosen = 0
    surprise = 0.0
    for start, token, word, choice, is_stripped in zip(starts, tokens, words, choices, stripped, strict=True):
        if not is_stripped or choice is None:
            continue
        index, probability = choice
        surprise -= math.log(probability)
        chosen += 1
        if index == word.bare:
            continue
        parts += text[end:start], in_case_of(token, word.candidates[index])
        end = start + len(token)
        changed += 1
    parts.append(text[end:])
    return Restoration("".join(parts), changed, math.exp(-surprise / chosen) if chosen else 1.0)


def in_case_of(token: str, form: str) -> str:
    """A form in lower case with the capitals of a token of as many letters."""
    return "".join(
        letter.upper() if old.isupper() else letter for old, letter in zip(token, form, strict=True)
    )
