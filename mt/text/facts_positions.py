"""Left and right exchanged between two people: each position is bound to the name that it stands beside.

`Nam (trái) và Hoa (phải)` is not `Nam (à droite) et Hoa (à gauche)`, though both have the same positions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from mt.text.fact import Fact
from mt.text.unicode import fold

_WORD = re.compile(r"[^\W\d_]+")
_TITLES = frozenset("m mm mme mmes mlle dr ong ba anh chi co em bac".split())
_OPENS = re.compile(r"(?:^|[.;:!?] )\W*$")
_CLOSES = re.compile(r"[^()]*\)")

_RANKS = "hai|ba|tư|năm|sáu|bảy|tám|chín|mười"
_FRENCH_RANKS = "deuxième|troisième|quatrième|cinquième|sixième|septième|huitième|neuvième|dixième"
_RANK_OF = {
    word: place for words in (_RANKS, _FRENCH_RANKS) for place, word in enumerate(words.split("|"), 2)
} | {"seconde": 2, "second": 2}
_RANK = re.compile(
    rf"(?:thứ (?P<vi>{_RANKS}|\d+)|(?P<fr>{_FRENCH_RANKS}|seconde?|\d+(?=r?e|[eè]me))(?:r?e|[eè]me)?) $",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Place:
    """A position, and whose it is.

    Attributes:
        fact: the position.
        beside: the words, without their marks, of the name that it belongs to; none for `từ trái sang`,
            which is about everybody.
        rank: 2 for the second from the left; 0 where nothing is counted.
        in_brackets: as in `Nam (trái)`.
    """

    fact: Fact
    beside: frozenset[str]
    rank: int
    in_brackets: bool

    def differs(self, other: _Place) -> bool:
        both_ranked = self.rank and other.rank and self.rank != other.rank
        return bool(both_ranked) or self.fact.readings.isdisjoint(other.fact.readings)


def misplaced(
    vi: str, vi_facts: Sequence[Fact], fr: str, fr_facts: Sequence[Fact]
) -> list[tuple[Fact, Fact]]:
    """Positions of the same person that differ, where both sides have the same positions, two at least.

    Names decide. Only where they do not, the places in brackets are compared in their order; both languages
    put them behind what they say the position of, so that the order is the same unless names say otherwise.

    Args:
        vi_facts: the positions of the Vietnamese side, from left to right.
        fr_facts: those of the French side.
    """
    if len(vi_facts) < 2 or len(vi_facts) != len(fr_facts):
        return []
    ours, theirs = _places(vi, vi_facts), _places(fr, fr_facts)
    pairs = _by_name(ours, theirs)
    is_in_order = all(i == j for i, j in pairs)
    if is_in_order and all(place.in_brackets for place in ours + theirs):
        pairs = [(i, i) for i in range(len(ours))]
    return [(ours[i].fact, theirs[j].fact) for i, j in pairs if ours[i].differs(theirs[j])]


def _by_name(ours: Sequence[_Place], theirs: Sequence[_Place]) -> list[tuple[int, int]]:
    """Places that share a name which no other place has."""
    shared = [
        (i, j)
        for i, one in enumerate(_distinct(ours))
        for j, other in enumerate(_distinct(theirs))
        if not one.isdisjoint(other)
    ]
    firsts, seconds = [i for i, _ in shared], [j for _, j in shared]
    return [(i, j) for i, j in shared if firsts.count(i) == 1 and seconds.count(j) == 1]


def _distinct(places: Sequence[_Place]) -> list[set[str]]:
    """The words of each place that no other has: two people called Nguyễn have that in common."""
    return [
        {word for word in place.beside if sum(word in other.beside for other in places) == 1}
        for place in places
    ]


def _places(text: str, facts: Sequence[Fact]) -> list[_Place]:
    leads = _OPENS.search(text[: facts[0].start]) is not None  # Bên trái là ông Nam, bên phải là bà Hoa
    found = []
    for k, fact in enumerate(facts):
        since = facts[k - 1].end if k else 0
        until = facts[k + 1].start if k + 1 < len(facts) else len(text)
        rank, in_brackets = _rank(text[: fact.start]), _is_in_brackets(text, fact)
        is_before = leads and not in_brackets
        names = _names(text[fact.end : until] if is_before else text[since : fact.start])
        is_of_all = not rank and any(reading.startswith("from-") for reading in fact.readings)
        beside = (names[0] if is_before else names[-1]) if names and not is_of_all else frozenset()
        found.append(_Place(fact, beside, rank, in_brackets))
    return found


def _names(text: str) -> list[frozenset[str]]:
    """Runs of capitalised words, each as its words without their marks; titles left out."""
    found: list[set[str]] = []
    end = -1
    for match in _WORD.finditer(text):
        if not match[0][0].isupper():
            continue
        if end < 0 or text[end : match.start()].strip(" -"):
            found.append(set())
        end = match.end()
        found[-1].update(word for word in fold(match[0]).split() if word not in _TITLES and len(word) > 1)
    return [frozenset(name) for name in found if name]


def _is_in_brackets(text: str, fact: Fact) -> bool:
    opened = text.rfind("(", 0, fact.start) > text.rfind(")", 0, fact.start)
    return opened and (text[fact.end - 1] == ")" or _CLOSES.match(text, fact.end) is not None)


def _rank(before: str) -> int:
    match = _RANK.search(before[-20:])
    if not match:
        return 0
    written = (match["vi"] or match["fr"]).lower()
    return int(written) if written.isdigit() else _RANK_OF[written]
