"""Counts that both sides write in words, and differently: `ba em bé`, `cinq bébés`.

A number in words is often left out, or is no number: `một` and `un` are articles, `ba mẹ con` is a mother and
her two children, `ba tầng` are `deux étages`. So only what is plainly counted is compared, and a side only
has to answer for it where the other side, too, counts in words what is found nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from mt.text.fact import Fact
from mt.text.numbers import Mention, unpaired
from mt.text.numerals import FRENCH, VIETNAMESE, Numerals

_LEAST = 2
# Said otherwise in French: a father and his three children, storeys above the first, 40 years, teams at work.
_COUNTED_OTHERWISE = re.compile(
    r"-| (?:mẹ con|bố con|cha con|bà cháu|ông cháu|bác cháu|chú cháu|cô cháu|cô trò|thầy trò|mẹ|bố|bà|ông|cha"
    r"|anh em|chị em|vợ chồng|tầng|lầu|ca|kíp|thập kỷ|thập niên|chục|tá|nhà|phía|phần|mùa|mặt)(?!\w)"
)
# Lengths of time are compared in the same unit only: `hai tuần` is `quinze jours`, as a week is `huit jours`.
_TIME = {
    "ngày": re.compile(r" jours?\b"),
    "tuần": re.compile(r" semaines?\b"),
    "tháng": re.compile(r" mois\b"),
    "năm": re.compile(r" (?:ans?|années?)\b"),
}
_TIME_UNIT = re.compile(rf" (?P<unit>{'|'.join(_TIME)}|đêm|thế kỷ)(?!\w)")
_SAID_FOR_WEEKS = ("huit", "quinze")
_NO_COUNTS = ("tư", "năm", "chục")  # private; year; tens
_NOT_AFTER = re.compile(
    r"(?:gia đình|nhóm|thứ|tháng|lớp|tầng|hạng|vợ|ses|leurs?|mes|nos|ces|autres) $", re.IGNORECASE
)
_NOT_A_COUNT = re.compile(r"(?:ièmes?|ndes?|nds?|tiers|aines?)$", re.IGNORECASE)


def other_counts(
    vi: str, vi_numbers: Sequence[Mention], fr: str, fr_numbers: Sequence[Mention]
) -> list[tuple[Fact, Fact]]:
    """A number in words on each side that the other side has in no form."""
    ours = unpaired([number for number in vi_numbers if _counts_in_vietnamese(vi, number)], fr_numbers)
    theirs = unpaired([number for number in fr_numbers if _counts_in_french(fr, number)], vi_numbers)
    together = zip(ours, theirs, strict=False)
    return [(_fact(one), _fact(other)) for one, other in together if _is_comparable(vi, one, fr, other)]


def _is_comparable(vi: str, one: Mention, fr: str, other: Mention) -> bool:
    time = _TIME_UNIT.match(vi, one.end)
    if not time:
        return True
    unit = _TIME.get(time["unit"])
    return other.text.lower() not in _SAID_FOR_WEEKS and bool(unit and unit.match(fr, other.end))


def _counts_in_vietnamese(text: str, number: Mention) -> bool:
    if number.text.lower() in _NO_COUNTS or _COUNTED_OTHERWISE.match(text, number.end):
        return False
    return _is_written_out(text, number, VIETNAMESE)


def _counts_in_french(text: str, number: Mention) -> bool:
    return _is_written_out(text, number, FRENCH) and not _NOT_A_COUNT.search(number.text)


def _is_written_out(text: str, number: Mention, numerals: Numerals) -> bool:
    """Whether it is two or more, in words, and no name as in `chị Ba` and `Ba Vì`."""
    kind, _ = numerals.words.get(re.split("[ -]", number.text.lower())[0], ("", 0))
    if number.in_digits or kind != "unit" or _value(number) < _LEAST:
        return False
    if number.text[0].isupper() and (number.start or not text[number.end :].lstrip()[:1].islower()):
        return False
    return not _NOT_AFTER.search(text[: number.start])


def _value(number: Mention) -> int:
    """0 where it is no whole number."""
    return max((int(reading) for reading in number.readings if reading.isdigit()), default=0)


def _fact(number: Mention) -> Fact:
    return Fact("number", number.text, number.start, number.readings)
