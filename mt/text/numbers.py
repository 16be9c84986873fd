"""Do both sides of a pair name the same numbers?

Every number in digits on one side must be found on the other: in digits, in words, as a Roman numeral, as
the name of a month, a weekday or a school year. `1.200` is `1 200`, `2,4 tỷ` is `2,4 milliards`, `1/4` is
`1er avril`, `tầng 5` is `4e étage`, `lớp 9` is `troisième`, `3 giờ chiều` is `15 h`. A number in words
need not be found again: `một` is as often an article as a number, and `năm` more often a year than five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from typing import Protocol, TypeVar

from mt.text.numerals import FRENCH, SCHOOL_YEARS, VIETNAMESE, WEEKDAYS, Kind, Numerals

_ROMAN = re.compile(r"(X{0,3})(IX|IV|V?I{0,3})(?:er?|es)?")
_YEAR = re.compile(r"(?:19|20)\d\d")
_IN_DATES = ("/", "-", ".")
_AFTER_NOON = {"chiều", "tối", "đêm", "trưa"}
# 7h30 du soir is 19h30
_LATER = re.compile(r" ?(?:h|heures?)(?: ?\d\d)? (?:du soir|de l['’]après-midi)(?!\w)")
_GOES_ON = {
    "link": ("unit", "half"),
    "of": ("scale",),
}  # hai trăm linh năm, vingt et un; million de milliards

Token = re.Match[str]


class HasReadings(Protocol):
    """Whatever can be read in several ways and matches what shares one of them."""

    @property
    def readings(self) -> frozenset[str]: ...


Read = TypeVar("Read", bound=HasReadings)


@dataclass(frozen=True, slots=True)
class Mention:
    """One number in a text.

    Attributes:
        text: as written.
        start: offset of its first character.
        readings: what it can mean: plain decimal numbers (`1200`, `2.5`) and names such as `month-4`.
        in_digits: in digits, or a Roman numeral of two letters or more.
    """

    text: str
    start: int
    readings: frozenset[str]
    in_digits: bool

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def unmatched(vi: str, fr: str) -> tuple[list[str], list[str]]:
    """The numbers in digits of each side, as written, that the other side does not have.

    A number answers for one number only, and as many as possible are matched (augmenting paths in the
    bipartite graph of shared readings, Kuhn 1955): `3-1` against `3-3` leaves one over on each side.
    """
    vi_only, fr_only = left_over(mentions(vi, VIETNAMESE), mentions(fr, FRENCH))
    return [mention.text for mention in vi_only], [mention.text for mention in fr_only]


def left_over(vi: Sequence[Mention], fr: Sequence[Mention]) -> tuple[list[Mention], list[Mention]]:
    """The mentions in digits of each side for which the other side has no partner; see `unmatched`."""
    vi_digits = [mention for mention in vi if mention.in_digits]
    fr_digits = [mention for mention in fr if mention.in_digits]
    return unpaired(vi_digits, fr), unpaired(fr_digits, vi)


def mentions(text: str, numerals: Numerals) -> list[Mention]:
    """All numbers in a text, in digits, words and Roman numerals, from left to right."""
    for pattern, replacement in numerals.noise:
        text = pattern.sub(partial(_padded, replacement), text)
    tokens = list(numerals.token.finditer(text))
    found: list[Mention] = []
    i = 0
    while i < len(tokens):
        value, end = _read(tokens, i, numerals)
        if value is None:
            found.extend(_named(tokens[i], numerals))
            i += 1
            continue
        written = text[tokens[i].start() : tokens[end - 1].end()]
        readings = {_plain(value), *_in_context(value, tokens, i, end)}
        in_digits = any(token["digits"] for token in tokens[i:end])
        found.append(Mention(written, tokens[i].start(), frozenset(readings), in_digits))
        i = end
    return found


def _padded(replacement: str, match: Token) -> str:
    return match.expand(replacement).ljust(len(match[0]))


class _Sum:
    """A number being read: `total` is closed by a scale word, `group` is what comes before the next one."""

    def __init__(self) -> None:
        self.total = Decimal(0)
        self.group: Decimal | None = None
        self.scale: Decimal | None = None

    def take(self, kind: Kind, value: Decimal) -> bool:
        """Add a word; False, and nothing added, where the word cannot go on with this number."""
        group = self.group
        if kind == "unit" and group is None:
            self.group = value
        elif kind == "unit" and group is not None and value == 20 and group % 100 == 4:  # quatre-vingts
            self.group = group + 76
        elif kind == "unit" and group is not None and _fits(group, value):
            self.group = group + value
        elif kind == "ten" and group is not None:
            self.group = group + 9 * (group % 10)
        elif kind == "hundred":
            self.group = Decimal(100) if group is None else group * 100
        elif kind == "scale":
            if self.scale is not None and value > self.scale:  # nghìn tỷ, mille milliards
                self.total = (self.total + (group or 0)) * value
            else:
                self.total += (1 if group is None else group) * value
            self.group, self.scale = None, value
        elif kind == "half" and self.scale is not None and group is None:
            self.total += self.scale / 2
        elif kind == "half" and group is not None:
            self.group = group + Decimal("0.5")
        else:
            return False
        return True

    @property
    def value(self) -> Decimal:
        return self.total + (self.group or 0)


def _fits(group: Decimal, value: Decimal) -> bool:
    """Whether a unit can follow: 20 and 3, 100 and 23, soixante-dix; not 2 and 3."""
    if value < 10:
        return group % 10 == 0 and value > 0
    return group % 100 == 0 or (value < 20 and group % 100 in (60, 80))


def _read(tokens: Sequence[Token], start: int, numerals: Numerals) -> tuple[Decimal | None, int]:
    """Read the longest number from token `start` on: its value, or None, and the token after it."""
    if not tokens[start]["digits"] and tokens[start].group().lower() not in numerals.words:
        return None, start + 1
    number = _Sum()
    end = start
    if tokens[start]["digits"]:
        number.group = _value(tokens[start]["digits"], numerals)
        end += 1
    while end < len(tokens):
        if end > start and not _joined(tokens[end - 1], tokens[end]):
            break
        kind, value = numerals.words.get(tokens[end].group().lower(), (None, Decimal(0)))
        if kind in _GOES_ON and end > start and end + 1 < len(tokens) and not tokens[end - 1]["digits"]:
            following, _ = numerals.words.get(tokens[end + 1].group().lower(), (None, Decimal(0)))
            if following in _GOES_ON[kind]:
                end += 1
                continue
        if kind is None or (kind == "unit" and end > start and tokens[end - 1]["digits"]):
            break
        if tokens[end].group().lower() == "năm" and not _is_five(tokens, end, numerals):
            break
        if not number.take(kind, value):
            break
        end += 1
    return (number.value if end > start else None), max(end, start + 1)


def _is_five(tokens: Sequence[Token], i: int, numerals: Numerals) -> bool:
    """`năm` is five in `năm mươi`, `linh năm`, `năm người`; a year in `hai năm`, `năm 2026`."""

    def kind(token: Token) -> str:
        return "digits" if token["digits"] else numerals.words.get(token.group().lower(), ("",))[0]

    before = kind(tokens[i - 1]) if i else ""
    after = kind(tokens[i + 1]) if i + 1 < len(tokens) else ""
    return after in ("ten", "hundred", "scale") or (before in ("", "link") and after != "digits")


def _joined(left: Token, right: Token) -> bool:
    between = left.string[left.end() : right.start()]
    return between == " " or (between == "-" and not left["digits"] and not right["digits"])


def _named(token: Token, numerals: Numerals) -> Iterator[Mention]:
    """A month, a weekday, a half; or a Roman numeral."""
    word = token.group()
    if word in numerals.named:
        yield Mention(word, token.start(), numerals.named[word], in_digits=False)
    elif word[0] in "IVX" and (roman := _ROMAN.fullmatch(word)) and any(roman.groups()):
        tens, units = roman.groups()
        ones = {"IX": 9, "IV": 4}.get(units, 5 * units.count("V") + units.count("I"))
        yield Mention(
            word, token.start(), frozenset({str(10 * len(tens) + ones)}), in_digits=len(tens + units) > 1
        )


def _in_context(value: Decimal, tokens: Sequence[Token], start: int, end: int) -> Iterator[str]:
    """What else a whole number means by the words around it: a month, a school year, a storey, an hour."""
    if value != value.to_integral_value():
        return
    number = int(value)
    before = tokens[start - 1] if start else None
    word = before.group().lower() if before else ""
    gap = tokens[start].string[before.end() : tokens[start].start()] if before else ""
    after = [token.group().lower() for token in tokens[end : end + 4]]
    if word == "niên" and number < 100:  # thập niên 90, années 1990
        yield str(1900 + number)
    if word == "tầng" and number:
        yield str(number - 1)
    if word == "thứ" and 2 <= number <= 7:
        yield WEEKDAYS[number - 2]
    if 1 <= number <= 12:
        follows_a_day = before is not None and before["digits"] and gap in _IN_DATES
        if word == "tháng" or follows_a_day or _is_before_a_year(tokens, end):
            yield f"month-{number}"
        if word == "lớp":
            yield SCHOOL_YEARS[number - 1]
        last = tokens[end - 1]
        is_later = after[:1] in (["giờ"], ["h"]) and _AFTER_NOON & set(after[1:])
        if is_later or _LATER.match(last.string, last.end()):
            yield str(number + 12)


def _is_before_a_year(tokens: Sequence[Token], end: int) -> bool:
    """`1` in `1-2018`."""
    if end == len(tokens) or not _YEAR.fullmatch(tokens[end].group()):
        return False
    return tokens[end].string[tokens[end - 1].end() : tokens[end].start()] in _IN_DATES


def _value(digits: str, numerals: Numerals) -> Decimal:
    if re.fullmatch(rf"\d{{1,3}}(?:{re.escape(numerals.group_mark)}\d{{3}})+(?:,\d+)?", digits):
        digits = digits.replace(numerals.group_mark, "")
    return Decimal(digits.replace(",", "."))


def _plain(value: Decimal) -> str:
    return format(value.normalize(), "f")


def unpaired(these: Sequence[Read], those: Sequence[HasReadings]) -> list[Read]:
    """Those of `these` that get no partner in `those` when as many as possible share a reading."""
    partner: dict[int, int] = {}

    def place(i: int, tried: set[int]) -> bool:
        for j, other in enumerate(those):
            if j not in tried and not these[i].readings.isdisjoint(other.readings):
                tried.add(j)
                if j not in partner or place(partner[j], tried):
                    partner[j] = i
                    return True
        return False

    return [one for i, one in enumerate(these) if not place(i, set())]
