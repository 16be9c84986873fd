"""How numbers are written in Vietnamese and French captions: digits, words, months, weekdays.

Only tables and patterns; `mt.text.numbers` reads with them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

Kind = Literal["unit", "ten", "hundred", "scale", "half", "link", "of"]
Word = tuple[Kind, Decimal]


@dataclass(frozen=True, slots=True)
class Numerals:
    """The numerals of one language. The decimal mark is a comma in both.

    Attributes:
        token: a number in digits (group `digits`) or a word, in running text.
        group_mark: between thousands.
        words: what a word, in lower case, does to the number that is being read.
        named: what else stands for a number, exactly as written, with its readings.
        noise: patterns with digits that are no numbers, and what to put in their place.
    """

    token: re.Pattern[str]
    group_mark: str
    words: Mapping[str, Word]
    named: Mapping[str, frozenset[str]]
    noise: tuple[tuple[re.Pattern[str], str], ...]


def _words(kind: Kind, table: Mapping[str, int]) -> dict[str, Word]:
    return {
        word: (kind, Decimal(value)) for spellings, value in table.items() for word in spellings.split("/")
    }


def _counted(words: str, *, start: int, step: int = 1) -> dict[str, Word]:
    """Units in their order; a slash between spellings."""
    return _words("unit", {spellings: start + step * place for place, spellings in enumerate(words.split())})


def _named(table: str) -> dict[str, frozenset[str]]:
    """`word=reading|reading`, with spaces between them."""
    entries = (entry.split("=") for entry in table.split())
    return {word: frozenset(readings.split("|")) for word, readings in entries}


_ROUND_THE_CLOCK = r"\b24 ?(?:h|heures)? ?(?:/|sur) ?(?:24(?: et 7 ?j(?:ours)? ?(?:/|sur) ?7)?|7)\b"
_NOISE = (
    (re.compile(r"(?<![^\W\d_])([kcdm]?m)[23]\b"), r"\1"),
    (re.compile(r"\b(?:nhà|trường|học sinh) cấp (?:[1-4]|I{1,3})\b"), ""),  # kinds of houses and schools
    (re.compile(r"\bt[ỷỉ] (?=phú)"), ""),  # tỷ phú, milliardaire
    (re.compile(_ROUND_THE_CLOCK), "24"),
)

VIETNAMESE = Numerals(
    token=re.compile(
        r"(?P<digits>\d{1,3}(?:\.\d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,](?!(?:19|20)\d\d\b)\d+)?)|[^\W\d_]+"
    ),
    group_mark=".",
    words=_counted("không một/mốt hai ba bốn/tư năm/lăm sáu bảy/bẩy tám chín mười/chục", start=0)
    | _words("unit", {"tá": 12})
    | _words("ten", {"mươi": 10})
    | _words("hundred", {"trăm": 100})
    | _words("scale", {"nghìn/ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ/tỉ": 10**9})
    | _words("half", {"rưỡi": 0})
    | _words("link", {"linh/lẻ": 0}),
    named=_named("nửa=0.5|50|2 rưỡi=30 đôi=2 cặp=2 kép=2 đầu=1 nhất=1 nhì=2 Nhất=1 Nhì=2")
    | _named("rằm=15 giêng=1|month-1 Giêng=1|month-1 chạp=12|month-12 Chạp=12|month-12"),
    noise=_NOISE,
)

MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
SHORT_MONTHS = {"janv": 1, "févr": 2, "avr": 4, "juil": 7, "oct": 10, "nov": 11, "déc": 12}  # sept is seven
WEEKDAYS = "lundi mardi mercredi jeudi vendredi samedi".split()  # thứ 2 to thứ 7
SCHOOL_YEARS = "CP CE1 CE2 CM1 CM2 6 5 4 3 2 1 terminale".split()  # lớp 1 to lớp 12

FRENCH = Numerals(
    token=re.compile(
        r"C[EM][12]\b"
        r"|(?P<digits>\d{1,3}(?: \d{3})+(?:,\d+)?(?!\d)|\d+(?:[.,]\d+)?)(?:(?:ers?|r?es?|[eè]mes?|nde?)\b)?"
        r"|[^\W\d_]+"
    ),
    group_mark=" ",
    words=_counted("zéro un/une deux trois quatre cinq six sept huit neuf", start=0)
    | _counted("dix onze douze treize quatorze quinze seize", start=10)
    | _counted("vingt/vingts trente quarante cinquante soixante", start=20, step=10)
    | _counted("premier/première/premiers/premières/unième deuxième/deuxièmes/second/seconde", start=1)
    | _counted("troisième/troisièmes/tiers quatrième/quatrièmes cinquième/cinquièmes sixième", start=3)
    | _counted("septième huitième/huitièmes neuvième dixième/dixièmes onzième douzième", start=7)
    | _counted("treizième quatorzième quinzième seizième/seizièmes", start=13)
    | _counted("vingtième trentième quarantième cinquantième soixantième", start=20, step=10)
    | _counted("dizaine/dizaines vingtaine trentaine quarantaine cinquantaine soixantaine", start=10, step=10)
    | _words("unit", {"douzaine": 12, "quinzaine": 15})
    | _words("hundred", {"cent/cents/centième/centaine/centaines": 100})
    | _words("scale", {"mille/millième/millier/milliers": 10**3, "million/millions/millionième": 10**6})
    | _words("scale", {"milliard/milliards": 10**9})
    | _words("half", {"demi/demie": 0})
    | _words("link", {"et": 0})
    | _words("of", {"de": 0}),
    named=_named("midi=12 minuit=0|24 rez=0 nul=0 gratuit=0 double=2 doubles=2 doublé=2 triple=3 quadruple=4")
    | _named("couple=2 époux=2 paire=2 trio=3 tricycle=3")
    | _named("moitié=0.5|50|2 demi=0.5|50|2 demie=0.5|50|2|30 quart=4|15 quarts=4|45")
    | _named("cinquantenaire=50 sexagénaire=60 octogénaire=80 nonagénaire=90 centenaire=100")
    | {
        spelling: frozenset({f"month-{place}"})
        for place, month in enumerate(MONTHS, 1)
        for spelling in (month, month.title())
    }
    | {month: frozenset({f"month-{place}"}) for month, place in SHORT_MONTHS.items()}
    | {name: frozenset({name}) for name in WEEKDAYS + SCHOOL_YEARS if not name.isdigit()},
    noise=_NOISE,
)
