"""Scores whose sides are exchanged: `thắng 3-2` and `victoire 2-3`.

`thua 0-3` is `battu 3-0`, for French names the higher figure first whoever is spoken of. Thus the order is
only compared where both sides speak of a victory, or neither says who won.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Literal

from mt.text.fact import Fact
from mt.text.unicode import fold

_FIGURES = re.compile(r"\d+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_OPENING = re.compile(r"(?:^|[.!?:] )\W*$")
_WON = {
    "vi": re.compile(
        r"(?<!\w)(?:thắng|(?-i:hạ)|đánh bại|nghiền nát|dẫn|vượt qua|đè bẹp|vùi dập)(?!\w)", re.IGNORECASE
    ),
    "fr": re.compile(
        r"(?<!\w)(?:victoires?|succès|m[eè]n\w+|vainqueurs?|bat(?:tent|tait|tant|tre)?|(?:a|ont|avoir) battu"
        r"|renvers\w+|gagn\w+|remport\w+|s'impos\w+|domin\w+|écras\w+)(?!\w)",
        re.IGNORECASE,
    ),
}
_LOST = {
    "vi": re.compile(r"(?<!\w)(?:thua|bại|thất bại|để thua|gục ngã|bị(?! dẫn))(?!\w)", re.IGNORECASE),
    "fr": re.compile(
        r"(?<!\w)(?:(?<!\ba )(?<!ont )(?<!avoir )battue?s?|défaites?|perd\w*|s'inclin\w+|dominée?s?"
        r"|vaincue?s?|éliminée?s?|écrasée?s?|tomb\w+|chut\w+|revers)(?!\w)",
        re.IGNORECASE,
    ),
}


def turned(vi: str, vi_facts: Sequence[Fact], fr: str, fr_facts: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Scores of which both sides have one, with its figures exchanged.

    Args:
        vi_facts: the scores of the Vietnamese side.
        fr_facts: those of the French side.
    """
    if len(vi_facts) != 1 or len(fr_facts) != 1:
        return []
    one, other = vi_facts[0], fr_facts[0]
    figures = [int(figure) for figure in _FIGURES.findall(one.text)]
    turned_round = [int(figure) for figure in _FIGURES.findall(other.text)][::-1]
    if figures != turned_round or figures == figures[::-1]:
        return []
    outcomes = _outcome(vi, "vi"), _outcome(fr, "fr")
    if outcomes == ("won", "won") or (outcomes == ("open", "open") and _names_in_order(vi, fr)):
        return [(one, other)]
    return []


def _outcome(text: str, language: str) -> Literal["won", "lost", "open"]:
    if _LOST[language].search(text):
        return "lost"
    return "won" if _WON[language].search(text) else "open"


def _names_in_order(vi: str, fr: str) -> bool:
    """Whether the names are the same in the same order, or there are none; else teams may be exchanged."""
    vi_names, fr_names = _names(vi), _names(fr)
    return vi_names == fr_names and len(vi_names) != 1


def _names(text: str) -> list[str]:
    """The capitalised words, without their marks, but for those that begin a sentence."""
    words = (match for match in _WORD.finditer(text) if match[0][0].isupper())
    return [fold(match[0]) for match in words if not _OPENING.search(text[: match.start()])]
