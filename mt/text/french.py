"""Common French words, and words that have lost their accents."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from mt.text.unicode import fold

_ASCII_WORD = re.compile(r"(?<!\w)[a-z]{3,}(?!\w)")


@cache
def common_words() -> frozenset[str]:
    """Words that stand without a capital in the bundled training captions, as written."""
    text = files("mt.text").joinpath("data", "common-french.txt").read_text(encoding="utf-8")
    return frozenset(text.splitlines())


@cache
def folded() -> frozenset[str]:
    """The same words, folded."""
    return frozenset(map(fold, common_words()))


def stripped_words(text: str) -> Iterator[tuple[str, int]]:
    """Words, and where they begin, that exist with accents but not as they stand: `reunion`, `annees`."""
    known, keys = common_words(), folded()
    for match in _ASCII_WORD.finditer(text):
        if match[0] in keys and match[0] not in known:
            yield match[0], match.start()
