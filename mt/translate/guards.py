"""Checks on a translation that need no reference: loops, language, length, numbers, names.

Small translation models fail in a few well-known ways. Each check here names one of them; what fails is
tried again with other settings and, if that fails too, marked for a person to look at.
"""

from __future__ import annotations

from mt.text.language import detect
from mt.text.numbers import unmatched
from mt.text.repetition import loops
from mt.text.unicode import fold
from mt.translate import names

# A French caption has 0.86 to 1.89 times the characters of its Vietnamese one (1st and 99th percentile of the
# bundled training pairs; 2.49 at most). Outside of what occurs there, something was lost or made up.
_SHORTEST, _LONGEST = 0.35, 2.8
_TOO_LITTLE_TO_TELL = 20


def problems(source: str, hypothesis: str, *, source_language: str, complete: bool = True) -> tuple[str, ...]:
    """The checks that a hypothesis fails; empty when all is well.

    Args:
        source: what the model was given.
        hypothesis: what came out.
        source_language: `vi` or `fr`.
        complete: whether the model itself ended the hypothesis.
    """
    if not hypothesis.strip():
        return ("empty",)
    found = []
    if loops(hypothesis) and not loops(source):
        found.append("loop")
    if is_untranslated(source, hypothesis, source_language):
        found.append("untranslated")
    if len(source) >= _TOO_LITTLE_TO_TELL:
        if len(hypothesis) < _SHORTEST * len(source):
            found.append("short")
        elif len(hypothesis) > _LONGEST * len(source):
            found.append("long")
    if not complete and not found:
        found.append("unfinished")
    if any(unmatched(*((source, hypothesis) if source_language == "vi" else (hypothesis, source)))):
        found.append("numbers")
    if not found and names.is_lost(source, hypothesis, source_language):
        found.append("names")
    return tuple(found)


def is_untranslated(source: str, hypothesis: str, source_language: str) -> bool:
    """Whether the hypothesis is still in the language of the source.

    Names and numbers are the same in both languages, so a copy alone proves nothing: the hypothesis has to
    be recognisable as the source's language.
    """
    guess = detect(hypothesis)
    if guess.language != source_language:
        return False
    return guess.probability >= 0.98 or fold(source) == fold(hypothesis)
