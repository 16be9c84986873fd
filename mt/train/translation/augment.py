"""Source sides as careless people type them, so that a model reads those too.

Only damage that reaches a model counts. Letters in pieces, look-alikes and invisible characters are put right
before it (`mt.text.unicode.repair`); text without diacritics is restored, but not always, and not always
well: so some sources are stripped, and some are stripped and restored, with the mistakes that the restorer
    makes.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from mt.text.diacritics import restore
from mt.text.typography import settle_tones
from mt.text.unicode import strip_diacritics
from mt.train.translation.settings import Augmentation

_WORD = re.compile(r"[^\W\d_]+")
_CLIPPED = re.compile(r"[\s.!?;:,\"'()\[\]-]+$")
_D = str.maketrans("đĐ", "dD")


def augmented(source: str, language: str, random: Random, rates: Augmentation) -> tuple[str, bool]:
    """The source side, in most cases as it is; and whether it was changed.

    Args:
        source: normalised text.
        language: of it, `vi` or `fr`.
        random: drawn from once, and again only for `partly`.
        rates: the share of each change.
    """
    draw = random.random()
    for name, change in _CHANGES.items():
        draw -= getattr(rates, name)
        if draw < 0:
            text = change(source, language, random)
            return (text, text != source) if text else (source, False)
    return source, False


def _stripped(text: str, language: str, random: Random) -> str:
    return strip_diacritics(text)


def _restored(text: str, language: str, random: Random) -> str:
    restored = restore(strip_diacritics(text), language)
    return settle_tones(restored) if language == "vi" else restored


def _partly(text: str, language: str, random: Random) -> str:
    """Every word with or without its diacritics, by a share that is drawn for the text."""
    share = random.uniform(0.2, 0.8)
    return _WORD.sub(lambda word: strip_diacritics(word[0]) if random.random() < share else word[0], text)


def _lost_d(text: str, language: str, random: Random) -> str:
    """Old fonts and forms lose `đ` alone: it is a letter of its own, with nothing to decompose."""
    return text.translate(_D)


def _capitals(text: str, language: str, random: Random) -> str:
    return text.upper()


def _lower(text: str, language: str, random: Random) -> str:
    return text.lower()


def _clipped(text: str, language: str, random: Random) -> str:
    return _CLIPPED.sub("", text)


_CHANGES: dict[str, Callable[[str, str, Random], str]] = {
    "stripped": _stripped,
    "restored": _restored,
    "partly": _partly,
    "lost_d": _lost_d,
    "capitals": _capitals,
    "lower": _lower,
    "clipped": _clipped,
}
