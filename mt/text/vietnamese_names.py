"""Vietnamese names of several syllables: how often the press wrote `Mèo Vạc`, and how often `Meo Vac`.

The model that restores diacritics votes on every word by the words around it; a whole name it cannot know.
Here whole names are counted, runs of two to four capitalised syllables, with those of all provinces,
districts and communes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from mt.text.unicode import strip_diacritics

LONGEST = 4  # syllables

Name = tuple[str, ...]
"""Syllables in lower case, composed letters, tone marks settled."""


def spellings(syllables: Sequence[str]) -> dict[Name, int]:
    """The names that these syllables can be, and how often each was seen; empty where none was.

    Args:
        syllables: in lower case, with or without marks.
    """
    bare = strip_diacritics(" ".join(syllables))
    table = _table()
    at = bisect_left(table, bare, key=_bare)
    if at == len(table) or _bare(table[at]) != bare:
        return {}
    return {tuple(name.split()): int(count) for name, count in _entries(table[at])}


def as_line(counts: dict[Name, int]) -> str:
    """The line of the table for the spellings of one name: the most frequent first, each with its count."""
    order = sorted(counts, key=lambda name: (-counts[name], name))
    return "\t".join(f"{' '.join(name)} {counts[name]}" for name in order)


def _entries(line: str) -> list[tuple[str, str]]:
    parts = (entry.rpartition(" ") for entry in line.split("\t"))
    return [(name, count) for name, _, count in parts]


def _bare(line: str) -> str:
    return strip_diacritics(line[: line.index("\t")] if "\t" in line else line).rpartition(" ")[0]


@cache
def _table() -> list[str]:
    """Lines in the order of their bare names."""
    path = files("mt.text").joinpath("data", "vietnamese-names.txt")
    return path.read_text(encoding="utf-8").splitlines()
