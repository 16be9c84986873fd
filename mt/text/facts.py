"""What both sides of a pair must say: numbers, dates, times, scores, amounts, positions, names.

The facts of each side are extracted and matched. Numbers decide what is missing, for they are found with the
greatest certainty; dates, times, scores and amounts say what such a number was, and notice numbers that have
only changed places or units. Positions and weekdays, which are words, have to differ on both sides; but a
position in brackets, as captions have it, must be there. What both sides have but say of another (positions,
scores), parts of the day and counts in words have modules of their own, `facts_*`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from mt.text.amounts import amounts
from mt.text.dates import dates, scores
from mt.text.fact import Fact
from mt.text.facts_counts import other_counts
from mt.text.facts_days import other_parts, times, weekdays
from mt.text.facts_positions import misplaced
from mt.text.facts_scores import turned
from mt.text.numbers import Mention, left_over, mentions, unpaired
from mt.text.numerals import FRENCH, VIETNAMESE
from mt.text.positions import positions

_READERS = (dates, times, scores, weekdays, positions)
_MADE_OF_NUMBERS = ("date", "time", "score", "amount")


@dataclass(frozen=True, slots=True)
class Difference:
    """A fact that the two sides state differently, or that one of them leaves out (None)."""

    kind: str
    vi: Fact | None
    fr: Fact | None


def facts(text: str, language: str) -> list[Fact]:
    """All facts of a text but its names, by where they begin; a number inside a date is listed too."""
    return _facts(text, _numbers(text, language), language)


def differences(vi: str, fr: str) -> list[Difference]:
    """The facts on which two sides of a pair do not agree."""
    vi_numbers, fr_numbers = _numbers(vi, "vi"), _numbers(fr, "fr")
    vi_facts, fr_facts = _facts(vi, vi_numbers, "vi"), _facts(fr, fr_numbers, "fr")
    vi_lone, fr_lone = left_over(vi_numbers, fr_numbers)
    vi_missing = [_whole(number, vi_facts) for number in vi_lone]
    fr_missing = [_whole(number, fr_facts) for number in fr_lone]
    for kind in ("date", "time", "score", "amount", "weekday", "position"):
        vi_open = unpaired(_of(kind, vi_facts), _of(kind, fr_facts))
        fr_open = unpaired(_of(kind, fr_facts), _of(kind, vi_facts))
        for one, other in _partners(vi_open, fr_open):
            vi_missing.append(one)
            fr_missing.append(other)
    vi_places, fr_places = _of("position", vi_facts), _of("position", fr_facts)
    if not fr_places:
        vi_missing += [place for place in vi_places if _is_in_brackets(place, vi)]
    if not vi_places:
        fr_missing += [place for place in fr_places if _is_in_brackets(place, fr)]
    vi_missing, fr_missing = _outermost(vi_missing), _outermost(fr_missing)
    told_otherwise = [
        *misplaced(vi, vi_places, fr, fr_places),
        *turned(vi, _of("score", vi_facts), fr, _of("score", fr_facts)),
        *other_parts(vi, fr),
        *other_counts(vi, vi_numbers, fr, fr_numbers),
    ]
    return _paired(vi_missing, fr_missing) + [
        Difference(one.kind, one, other)
        for one, other in told_otherwise
        if _is_apart(one, vi_missing) and _is_apart(other, fr_missing)
    ]


def _numbers(text: str, language: str) -> list[Mention]:
    return mentions(text, VIETNAMESE if language == "vi" else FRENCH)


def _facts(text: str, numbers: list[Mention], language: str) -> list[Fact]:
    found = [fact for read in _READERS for fact in read(text, language)]
    days = {fact.start for fact in found if fact.kind == "date"}
    found = [fact for fact in found if fact.kind != "score" or fact.start not in days]  # ngày 5-11
    found += amounts(text, numbers, language)
    found += [Fact("number", number.text, number.start, number.readings) for number in numbers]
    return sorted(found, key=lambda fact: (fact.start, -fact.end))


def _of(kind: str, these: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in these if fact.kind == kind]


def _whole(number: Mention, these: Sequence[Fact]) -> Fact:
    """The date, time, score or amount that a number is part of, else the number."""
    around = [
        f for f in these if f.kind in _MADE_OF_NUMBERS and f.start <= number.start and number.end <= f.end
    ]
    return min(around, key=_rank, default=Fact("number", number.text, number.start, number.readings))


def _is_in_brackets(fact: Fact, text: str) -> bool:
    return text.rfind("(", 0, fact.start) > text.rfind(")", 0, fact.start)


def _rank(fact: Fact) -> int:
    return _MADE_OF_NUMBERS.index(fact.kind)


def _partners(vi: Sequence[Fact], fr: Sequence[Fact]) -> list[tuple[Fact, Fact]]:
    """Facts that only one side states, put together where they are about the same thing."""
    found = []
    rest = list(fr)
    for one in vi:
        other = next((other for other in rest if _is_about_the_same(one, other)), None)
        if other:
            rest.remove(other)
            found.append((one, other))
    return found


def _is_about_the_same(one: Fact, other: Fact) -> bool:
    """Amounts, where only the unit differs; other facts, wherever both sides have one."""
    if one.kind != "amount":
        return True
    values = {reading.rpartition(" ")[0] for reading in one.readings}
    return not values.isdisjoint(reading.rpartition(" ")[0] for reading in other.readings)


def _outermost(these: list[Fact]) -> list[Fact]:
    """Each place once: as the longest fact that is there."""
    kept: list[Fact] = []
    for fact in sorted(these, key=lambda fact: (fact.start - fact.end, fact.start)):
        if _is_apart(fact, kept):
            kept.append(fact)
    return sorted(kept, key=lambda fact: fact.start)


def _is_apart(fact: Fact, these: Sequence[Fact]) -> bool:
    return all(fact.end <= other.start or other.end <= fact.start for other in these)


def _paired(vi: list[Fact], fr: list[Fact]) -> list[Difference]:
    """Facts of one kind face each other in their order; the rest stands alone."""
    found = []
    rest = list(fr)
    for one in vi:
        other = next((other for other in rest if other.kind == one.kind), None)
        if other:
            rest.remove(other)
        found.append(Difference(one.kind, one, other))
    return found + [Difference(other.kind, None, other) for other in rest]
