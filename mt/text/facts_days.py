"""Parts of the day, times in the evening, and weekdays that only a date shows to be weekdays.

`sáng 5/3` is `le matin du 5 mars`, `19h30` `7h30 du soir`, and the `thứ hai` of `thứ hai, ngày 5/3` is
`lundi`, where that of `lần thứ hai` is the second.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.text import dates
from mt.text.fact import Fact

_DAYS = "hai ba tư năm sáu bảy".split()
_FRENCH_DAYS = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_MONTH = "janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc"
_DATE = {
    "vi": r"[,;]? \(?(?:ngày |mùng |mồng )?\d{1,2}(?:[/-]\d|[.]\d{1,2}[.]\d| tháng)",
    "fr": rf",? \(?(?:le )?(?:1er|\d{{1,2}})(?:/\d| (?:{_MONTH}))",
}
_ORDINAL = re.compile(r"(?:lần|khóa|khoá|kỳ|hạng|người|tuần|đợt|vòng) $", re.IGNORECASE)
# In Vietnamese `thứ hai` is also "second": only with a date behind it, or with a capital, it is a weekday.
_WEEKDAY = {
    "vi": (
        re.compile(
            r"(?:^|[.;:!?(,–-] ?"
            r"|\b(?:[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Hh]ôm|[Tt]ừ|[Vv]ào|đến|tới|và) )"
            rf"(?P<written>[Tt]hứ (?P<day>{'|'.join(_DAYS)}))(?={_DATE['vi']})"
        ),
        re.compile(
            rf"(?P<written>\b[Tt]hứ (?P<day>{'|'.join(map(str.title, _DAYS))})(?!\w)(?! [^\W\d_]*[A-ZĐ]))"
        ),
    ),
    "fr": (
        re.compile(
            rf"(?<!\w)(?P<written>(?P<day>{'|'.join(map(str.title, _FRENCH_DAYS))}))(?={_DATE['fr']})"
        ),
    ),
}

# When each word is, in a wide sense: `chiều` is "l'après-midi" or, late, "le soir"; all count as a partner.
_WHEN = {
    "rạng": "morning night",
    "bình minh": "morning",
    "sáng": "morning",
    "trưa": "noon",
    "xế": "afternoon",
    "chiều": "afternoon evening",
    "hoàng hôn": "evening",
    "tối": "evening night",
    "đêm": "evening night",
    "khuya": "evening night",
    "aube": "morning night",
    "matin": "morning",
    "matinée": "morning noon",
    "midi": "noon",
    "mi-journée": "noon",
    "après-midi": "afternoon noon",
    "fin de journée": "afternoon evening",
    "soir": "evening night",
    "soirée": "evening night",
    "minuit": "night",
    "nuit": "evening night",
}
_ANY_PART = re.compile(rf"(?<![\w-])(?:{'|'.join(_WHEN)})(?!\w)", re.IGNORECASE)
# Those of a day or an hour that is named. `soirée musicale` and `sáng đèn` are none.
_PART = {
    "vi": re.compile(
        r"(?<!\w)(?<!rạng )(?<!sớm )(?<!chiều )(?P<part>sáng|trưa|chiều|tối|đêm)"
        rf"(?= (?:hôm (?:nay|qua)|cùng ngày|nay|qua)(?!\w)|{_DATE['vi']})"
        r"|\d(?:h| giờ)(?: ?\d\d)?(?: phút)? (?P<of_hour>sáng|trưa|chiều|tối|đêm)(?!\w)",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        rf"(?<![\w-])(?P<part>matin(?:ée)?|après-midi|soir(?:ée)?|nuit)(?= du (?:{'|'.join(_FRENCH_DAYS)}|\d)"
        rf"|{_DATE['fr']})"
        rf"|\b(?:hier|ce|cet|cette|(?:{'|'.join(_FRENCH_DAYS)})|(?:{_MONTH})\w*\.? (?:au|dans la)) "
        r"(?P<of_day>matin|après-midi|soir|nuit)(?!\w)"
        r"|\d ?(?:h|heures?)(?: ?\d\d)? (?:du |de l'|de l’)(?P<of_hour>matin|après-midi|soir)(?!\w)",
        re.IGNORECASE,
    ),
}
_SMALL_HOURS = re.compile(r"(?<!\d)0?[0-5] ?(?:h|giờ|heures?)(?: ?\d\d)?(?: phút)? (?:du )?$")
_EVENING = re.compile(r" (?:du soir|de l['’]après-midi)(?!\w)")
_OTHER_HALF = 12


def times(text: str, language: str) -> Iterator[Fact]:
    """Those of `mt.text.dates`; in French `7h30 du soir` is `19:30` too."""
    for fact in dates.times(text, language):
        later = {_later(reading) for reading in fact.readings if _EVENING.match(text, fact.end)}
        yield Fact(fact.kind, fact.text, fact.start, fact.readings | later)


def _later(reading: str) -> str:
    hour, _, minute = reading.partition(":")
    return f"{int(hour) + _OTHER_HALF}:{minute}" if int(hour) < _OTHER_HALF else reading


def weekdays(text: str, language: str) -> Iterator[Fact]:
    """Those of `mt.text.dates`, and before a date `thứ hai` in small letters and `Lundi` with a capital.

    `thứ Hai` with a capital is Monday before other words too, but for `lần thứ Hai`.
    """
    found = list(dates.weekdays(text, language))
    names = _DAYS if language == "vi" else _FRENCH_DAYS
    for pattern in _WEEKDAY[language]:
        for match in pattern.finditer(text):
            day = str(names.index(match["day"].lower()) + 1)
            found.append(Fact("weekday", match["written"], match.start("written"), frozenset({day})))
    by_place = {fact.start: fact for fact in found if not _ORDINAL.search(text[: fact.start])}
    yield from by_place.values()


def other_parts(vi: str, fr: str) -> list[tuple[Fact, Fact]]:
    """A part of a day on each side, of which the other side has nothing like it."""
    vi_words, fr_words = _when(vi), _when(fr)
    ours = [part for part in _parts(vi, "vi") if part.readings.isdisjoint(fr_words)]
    theirs = [part for part in _parts(fr, "fr") if part.readings.isdisjoint(vi_words)]
    return list(zip(ours, theirs, strict=False))


def _when(text: str) -> set[str]:
    return {when for match in _ANY_PART.finditer(text) for when in _WHEN[match[0].lower()].split()}


def _parts(text: str, language: str) -> Iterator[Fact]:
    for match in _PART[language].finditer(text):
        name = match.lastgroup or ""
        readings = _WHEN[match[name].lower()].split()
        if _SMALL_HOURS.search(text[: match.start(name)]):  # 2 giờ sáng, dans la nuit
            readings += "morning", "night"
        yield Fact("time", match[name], match.start(name), frozenset(readings))
