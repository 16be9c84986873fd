"""Dates, weekdays, times and scores in Vietnamese and French captions.

`14/11` is `le 14 novembre`, `mùng 3 tháng Giêng` the `3e jour du premier mois lunaire`, `thứ Hai` `lundi`,
`3 giờ 30 chiều` `15 h 30`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mt.text.fact import Fact
from mt.text.numerals import MONTHS

_VIETNAMESE_MONTHS = "một|giêng hai ba tư|bốn năm sáu bảy|bẩy tám chín mười mười_một mười_hai|chạp".split()
_SHORT_MONTHS = "janv févr mars avr mai juin juil août sept oct nov déc".split()
_ORDINALS = (
    "premier deuxième troisième quatrième cinquième sixième septième huitième neuvième dixième".split()
)
_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_VIETNAMESE_DAYS = "hai|2 ba|3 tư|4 năm|5 sáu|6 bảy|7".split()
_AFTERNOON = ("chiều", "tối", "đêm")


def _alternatives(*words: str) -> str:
    forms = {form.replace("_", " ") for word in words for form in word.split("|")}
    return "|".join(sorted(forms, key=len, reverse=True))


def _places(words: list[str], *, start: int = 1) -> dict[str, int]:
    return {
        form.replace("_", " "): place for place, word in enumerate(words, start) for form in word.split("|")
    }


_MONTH = _places(MONTHS) | _places(_SHORT_MONTHS) | _places(_VIETNAMESE_MONTHS) | _places(_ORDINALS)
_DAY_OF_WEEK = _places(_VIETNAMESE_DAYS) | {"chủ nhật": 7, "cn": 7} | _places(_DAYS)
_YEAR = r"(?:19|20)\d\d"

_MONTH_NUMBER = "1[0-2]|0?[1-9]"
_AFTER_DAY_WORD = "|".join(rf"(?<={word}\s)" for word in "ngày sáng trưa chiều tối đêm hôm".split())
_VI_DATE = re.compile(
    rf"""(?<![\w/.,]) (?:
        (?P<d>[0-3]?\d) \s?/\s? (?P<m>{_MONTH_NUMBER}) (?: / {_YEAR} )? (?![\w/%])
      | (?P<d2>[0-3]?\d) (?P<mark>[.-]) (?P<m2>{_MONTH_NUMBER}) (?P=mark) {_YEAR} (?!\w)
      | (?:{_AFTER_DAY_WORD}) (?P<d3>[0-3]?\d) [.-] (?P<m3>{_MONTH_NUMBER}) (?![\w%]|[./-]\d)
      | (?P<d4>[0-3]?\d) \s tháng \s (?P<m4>{_MONTH_NUMBER}|{_alternatives(*_VIETNAMESE_MONTHS)}) (?!\w)
        (?: ,? \s năm \s {_YEAR} )?
      | (?P<full_moon>rằm) \s tháng \s (?P<m5>{_MONTH_NUMBER}|{_alternatives(*_VIETNAMESE_MONTHS)}) (?!\w)
      | tháng \s (?P<m6>{_MONTH_NUMBER}) (?: [/-] {_YEAR} | (?!\w|[/-]\d) )
      | (?P<m7>{_MONTH_NUMBER}) [/.-] {_YEAR} (?!\w)
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_FR_DATE = re.compile(
    rf"""(?<![\w,.]) (?:
        (?P<d>[0-3]?\d|premier) (?:er|e|ᵉ)? (?:
            [ -] (?P<m>{_alternatives(*MONTHS, *_SHORT_MONTHS)}) (?!\w) \.? (?: \s {_YEAR} )?
          | \s jour \s du \s (?P<m2>{_MONTH_NUMBER}|{_alternatives(*_ORDINALS)}) (?:er|e|ᵉ)? \s mois
          | / (?P<m3>{_MONTH_NUMBER}) (?: / {_YEAR} )? (?![\w/%]) )
      | (?P<m4>(?-i:{_alternatives(*MONTHS)})) (?!\w) (?: \s {_YEAR} )?
    )""",
    re.VERBOSE | re.IGNORECASE,
)
_VI_WEEKDAY = re.compile(
    r"(?<!\w)(?:[Tt]hứ (?P<day>Hai|Ba|Tư|Năm|Sáu|Bảy)(?= ngày|,? \d|[,.)]|$)"
    r"|(?P<sunday>[Cc]hủ nhật|CN(?= \d)))"
)
_FR_WEEKDAY = re.compile(rf"(?<!\w)(?P<day>{'|'.join(_DAYS)})(?!\w)")
_TIME = {
    "vi": re.compile(
        r"(?<![\w.,])(?P<h>[01]?\d|2[0-4])(?:h| ?giờ) ?(?P<m>[0-5]?\d)?(?: ?phút)?"
        r"(?: (?P<part>chiều|tối|đêm))?(?!\w)"
    ),
    "fr": re.compile(r"(?<![\w.,])(?P<h>[01]?\d|2[0-4]) ?(?:h|heures?)(?: ?(?P<m>[0-5]\d))?(?!\w)"),
}
_SCORE = re.compile(r"(?<![\w/.,-])(\d{1,3})[-–](\d{1,3})(?![\w/%]|[.,-]\d)")


def dates(text: str, language: str) -> Iterator[Fact]:
    """Days and months, with the readings `14-11`, `month-11`; a year is a number of its own."""
    yield from _facts("date", _VI_DATE if language == "vi" else _FR_DATE, text, _date)


def weekdays(text: str, language: str) -> Iterator[Fact]:
    """`thứ Hai` and `lundi`, with the reading `1`."""

    def read(match: re.Match[str]) -> set[str]:
        return {str(_DAY_OF_WEEK[(match.groupdict().get("day") or "chủ nhật").lower()])}

    yield from _facts("weekday", _VI_WEEKDAY if language == "vi" else _FR_WEEKDAY, text, read)


def times(text: str, language: str) -> Iterator[Fact]:
    """Times of day and lengths of time in hours, as `15:30`; `3 giờ chiều` is `3:00` and `15:00`."""

    def read(match: re.Match[str]) -> set[str]:
        hour, minute = int(match["h"]), int(match["m"] or 0)
        later = hour + 12 if match.groupdict().get("part") in _AFTERNOON and hour < 12 else hour
        return {f"{hour}:{minute:02}", f"{later}:{minute:02}"}

    yield from _facts("time", _TIME[language], text, read)


def scores(text: str, language: str) -> Iterator[Fact]:
    """`2-1`, with the reading `1-2`: who lost 0-3 in Vietnamese is beaten 3-0 in French."""
    yield from _facts("score", _SCORE, text, lambda match: {"-".join(sorted(match.groups()))})


def _facts(
    kind: str, pattern: re.Pattern[str], text: str, read: Callable[[re.Match[str]], set[str]]
) -> Iterator[Fact]:
    for match in pattern.finditer(text):
        yield Fact(kind, match[0], match.start(), frozenset(read(match)))


def _date(match: re.Match[str]) -> set[str]:
    found = {name: written for name, written in match.groupdict().items() if written}
    month = next(
        _number(written) for name, written in found.items() if name.startswith("m") and name != "mark"
    )
    days = ["15" if "full_moon" in found else written for name, written in found.items() if name[0] in "df"]
    return {f"{_number(days[0])}-{month}" if days else f"month-{month}"}


def _number(written: str) -> int:
    return int(written) if written.isdigit() else _MONTH[written.lower()]
