"""Why two captions should say the same, in words: `translation .71; names Helberg, Dien; same credit`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mt.align.evidence import KINDS
from mt.align.knowledge import Knowledge
from mt.text.unicode import fold

_TELLING = 6.0  # rarity from which a word on both sides is worth naming
_MOST = 4
_WORD = re.compile(r"[^\W_]+")


def reason(vi: str, fr: str, evidence: Sequence[float], knowledge: Knowledge) -> str:
    """The evidence for a link: similarities in 0–1, what both sides share, then what speaks against it."""
    found = dict(zip(KINDS, evidence, strict=True))
    words = (found["french-explained"] ** 2 + found["vietnamese-explained"] ** 2) / 2
    parts = [f"translation {_share(found['translation'])}", f"words {_share(words)}"]
    shared = _shared(vi, fr, knowledge)
    names = [word for word in shared if not word.isdigit()]
    numbers = [word for word in shared if word.isdigit()]
    if names:
        parts.append(f"names {', '.join(names[:_MOST])}")
    if numbers:
        parts.append(f"numbers {', '.join(numbers[:_MOST])}")
    if found["credit"]:
        parts.append("same credit")
    if found["credit-differs"]:
        parts.append("but another credit")
    if found["numbers-missing"]:
        parts.append("but other numbers")
    return "; ".join(parts)


def _shared(vi: str, fr: str, knowledge: Knowledge) -> list[str]:
    """Telling words of the French side that the Vietnamese one has as well, as written, each once."""
    there = set(fold(vi).split())
    found: dict[str, str] = {}
    for word in _WORD.findall(fr):
        key = fold(word)
        if key in there and (key.isdigit() or (word[0].isupper() and knowledge.rarity(key) >= _TELLING)):
            found.setdefault(key, word)
    return list(found.values())


def _share(value: float) -> str:
    return f"{min(1.0, max(0.0, value)):.2f}".lstrip("0")
