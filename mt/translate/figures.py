"""Numbers that a model wrote down wrongly, put right from the source.

Two slips of a small model can be undone without asking it. It copies a French number as it stands (`54 370`),
which Vietnamese reads as two; and it gets digits of one number wrong (`12888` for `1288`), so that each side
has one number that the other lacks. Anything less plain is left to the check on numbers, which asks again.
"""

from __future__ import annotations

import re

from mt.text.numbers import Mention, left_over, mentions
from mt.text.numerals import FRENCH, VIETNAMESE

_PLAIN = re.compile(r"\d+(?:[ .,\u00a0\u202f]\d+)*")
_VIETNAMESE_GROUP = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
_FRENCH_GROUP = re.compile(r"(?<=\d)[ \u00a0\u202f](?=\d{3}(?!\d))")


def put_right(source: str, translation: str, source_language: str) -> str:
    """The translation with the numbers of the source where it is plain which ones they should be.

    Args:
        source: what the model was given.
        translation: what it said.
        source_language: `vi` or `fr`.
    """
    here, there = _left_over(source, translation, source_language)
    if not here:
        return translation
    for mention in here:
        if source_language == "fr" and _FRENCH_GROUP.search(mention.text):
            pattern = rf"(?<!\d){re.escape(mention.text)}(?!\d)"
            translation = re.sub(pattern, _written(mention, source_language), translation)
    here, there = _left_over(source, translation, source_language)
    if len(here) == len(there) == 1 and _PLAIN.fullmatch(here[0].text) and _PLAIN.fullmatch(there[0].text):
        right = _written(here[0], source_language)
        better = translation[: there[0].start] + right + translation[there[0].end :]
        if not any(_left_over(source, better, source_language)):
            return better
    return translation


def _left_over(source: str, translation: str, language: str) -> tuple[list[Mention], list[Mention]]:
    """The numbers in digits of the source, and of the translation, that the other one has not."""
    if language == "vi":
        return left_over(mentions(source, VIETNAMESE), mentions(translation, FRENCH))
    vi, fr = left_over(mentions(translation, VIETNAMESE), mentions(source, FRENCH))
    return fr, vi


def _written(mention: Mention, language: str) -> str:
    """A number as the other language writes it; the kind of space is a matter of typography."""
    if language == "vi":
        return _VIETNAMESE_GROUP.sub(" ", mention.text)
    return _FRENCH_GROUP.sub(".", mention.text)
