"""Which pairs are no good to learn from: a table of small rules, the cheap ones first.

Every rule has a name, under which the report counts what it dropped, and a reason in words. They look at
normalised text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mt.text.language import detect
from mt.text.numbers import unmatched
from mt.text.repetition import loops
from mt.train.translation.settings import Filters

_SHORT, _SHORT_PARTNER = 20, 80  # characters; a short side says nothing about the other but that
_MARKUP = re.compile(r"https?://|www\.|[{}<>\\|`]|\(\)|::|==|\b_\w+_\b|&\w+;|%\(?\w+\)?[sd]\b|%[sd]\b|\$\w")
_BROKEN = re.compile("[\ufffd\ue000-\uf8ff\x00-\x1f]")
_LETTER = re.compile(r"[^\W\d_]")
_NOT_LATIN = re.compile(r"[^\W\d_a-zA-Zªºß-öø-ɏÀ-ÖØ-ÞḀ-ỹ]")
_FOREIGN_SHARE = 0.1  # letters of other scripts
_WORDS = re.compile(r"[^\W\d_]+")

Fails = Callable[[str, str, Filters], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that can be wrong with a pair.

    Attributes:
        name: for counts.
        reason: what is wrong, in words.
        fails: whether it is, by the Vietnamese text, the French text and the limits.
        machine: only asked of pairs of which a machine made one side.
    """

    name: str
    reason: str
    fails: Fails
    machine: bool = False


def dropped(vi: str, fr: str, limits: Filters, *, machine: bool = False) -> str:
    """The name of the first rule that a pair breaks; empty when it is good.

    Args:
        machine: whether a machine translated one side.
    """
    return next(
        (rule.name for rule in RULES if (machine or not rule.machine) and rule.fails(vi, fr, limits)), ""
    )


def _is_empty(vi: str, fr: str, limits: Filters) -> bool:
    return not _LETTER.search(vi) or not _LETTER.search(fr)


def _is_copy(vi: str, fr: str, limits: Filters) -> bool:
    return vi.lower() == fr.lower()


def _is_too_long(vi: str, fr: str, limits: Filters) -> bool:
    return len(vi) > limits.longest_vi or len(fr) > limits.longest_fr


def _is_lopsided(vi: str, fr: str, limits: Filters) -> bool:
    if len(vi) <= _SHORT:
        return len(fr) > _SHORT_PARTNER
    return not 1 / limits.ratio < len(fr) / len(vi) < limits.ratio


def _has_markup(vi: str, fr: str, limits: Filters) -> bool:
    return bool(_MARKUP.search(vi) or _MARKUP.search(fr))


def _is_broken(vi: str, fr: str, limits: Filters) -> bool:
    return bool(_BROKEN.search(vi) or _BROKEN.search(fr))


def _is_no_prose(vi: str, fr: str, limits: Filters) -> bool:
    return sum(c.isalpha() or c == " " for c in vi) <= limits.letters * len(vi)


def _is_in_another_script(vi: str, fr: str, limits: Filters) -> bool:
    return any(
        _NOT_LATIN.search(text)
        and len(_NOT_LATIN.findall(text)) > _FOREIGN_SHARE * len(_LETTER.findall(text))
        for text in (vi, fr)
    )


def _loops(vi: str, fr: str, limits: Filters) -> bool:
    return loops(vi) != loops(fr)


def _counts_differ(vi: str, fr: str, limits: Filters) -> bool:
    return any(unmatched(vi, fr))


def _is_in_the_wrong_language(vi: str, fr: str, limits: Filters) -> bool:
    return bool(limits.language) and any(
        _is_not(text, language, limits) for text, language in ((vi, "vi"), (fr, "fr"))
    )


def _is_not(text: str, language: str, limits: Filters) -> bool:
    if len(_WORDS.findall(text)) < limits.language_words:
        return False
    guess = detect(text)
    return guess.language not in (language, "unknown") and guess.probability >= limits.language


RULES = (
    Rule("empty", "a side has no word", _is_empty),
    Rule("copy", "both sides are the same", _is_copy),
    Rule("length", "a side is too long", _is_too_long),
    Rule("ratio", "one side is far longer than the other", _is_lopsided),
    Rule("markup", "a side has markup, an address or a placeholder", _has_markup),
    Rule("broken", "a side has characters that stand for lost ones", _is_broken),
    Rule("letters", "the Vietnamese side is mostly figures and signs", _is_no_prose),
    Rule("script", "a side has letters of another script", _is_in_another_script),
    Rule("loop", "one side says the same over and over", _loops, machine=True),
    Rule("numbers", "the sides have different numbers", _counts_differ, machine=True),
    Rule("language", "a side is in another language", _is_in_the_wrong_language),
)
"""In the order in which they are asked."""
