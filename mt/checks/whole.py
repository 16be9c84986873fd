"""Is a side there, in its language, and not a copy of the other?"""

from __future__ import annotations

from collections.abc import Iterator

from mt.caption import LANGUAGES, Pair
from mt.checks.finding import Finding, Span
from mt.text.language import detect
from mt.text.unicode import fold

_SURE = 0.9
_SURE_OF_A_THIRD = 0.98  # names and headlines look foreign more often than they are
_NAMES = {"vi": "Vietnamese", "fr": "French"}
_ENOUGH_WORDS = 4


def check(pair: Pair) -> Iterator[Finding]:
    """Findings of the kinds `empty`, `copied` and `language`."""
    vi, fr = Span(pair.vi, 0), Span(pair.fr, 0)
    for language in LANGUAGES:
        if not any(c.isalnum() for c in pair.side(language)):
            yield Finding(pair.id, "empty", vi, fr, f"there is no {_NAMES[language]}")
            return
    if _is_copy(pair):
        yield Finding(pair.id, "copied", vi, fr, "both sides are the same text")
        return
    for language in LANGUAGES:
        if _is_names(pair.side(language).split()):
            continue
        guess = detect(pair.side(language))
        least = _SURE if guess.language in LANGUAGES else _SURE_OF_A_THIRD
        if guess.language not in (language, "unknown") and guess.probability >= least:
            is_swapped = detect(pair.vi).language == "fr" and detect(pair.fr).language == "vi"
            what = (
                "the sides are swapped"
                if is_swapped
                else f"the {_NAMES[language]} side is not {_NAMES[language]}"
            )
            yield Finding(pair.id, "language", vi, fr, what)
            return


def _is_copy(pair: Pair) -> bool:
    """The same words; a few names alone may well be the same in both languages."""
    words = pair.vi.split()
    if len(words) < _ENOUGH_WORDS or _is_names(words):
        return False
    return len(words) == len(pair.fr.split()) and fold(pair.vi) == fold(pair.fr)


def _is_names(words: list[str]) -> bool:
    return not any(word[0].islower() for word in words)
