"""What a caption is made of, for comparing it with one in the other language."""

from __future__ import annotations

import re
from itertools import pairwise

from mt.text.typography import settle_tones
from mt.text.unicode import fold

_WORD = re.compile(r"[^\W_]+")


def vietnamese(text: str) -> list[str]:
    """Lower-cased syllables, and every two neighbours as one: most Vietnamese words have two syllables."""
    return with_neighbours(_WORD.findall(settle_tones(text.lower())))


def french(text: str) -> list[str]:
    """Folded words: a French side without its accents is as good as one with them."""
    return fold(text).split()


def folded(text: str) -> list[str]:
    """Folded words and every two neighbours: what names and numbers have in common on both sides."""
    return with_neighbours(fold(text).split())


def with_neighbours(words: list[str]) -> list[str]:
    """The words, then every two neighbours joined by a space."""
    return words + [f"{left} {right}" for left, right in pairwise(words)]
