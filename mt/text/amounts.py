"""Numbers with their unit or currency: `30 tấn`, `2 triệu đồng`; `30 tonnes`, `2 millions de dongs`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.text.fact import Fact
from mt.text.numbers import Mention

# Unit: how Vietnamese, then how French writes it; what begins like another stands before it.
_UNITS = {
    "km2": ("km2|km²|ki-lô-mét vuông", "km2|km²|kilomètres? carrés?"),
    "m2": ("m2|m²|mét vuông", "m2|m²|mètres? carrés?"),
    "m3": ("m3|m³|mét khối|khối", "m3|m³|mètres? cubes?"),
    "km/h": ("km/h|km/giờ|km một giờ", "km/h|kilomètres?-heure|kilomètres? à l'heure"),
    "km": ("km|ki-lô-mét|cây số", "km|kilomètres?"),
    "m": ("m|mét", "m|mètres?"),
    "cm": ("cm|xăng-ti-mét|phân", "cm|centimètres?"),
    "mm": ("mm|mi-li-mét", "mm|millimètres?"),
    "ha": ("ha|hecta|héc-ta", "ha|hectares?"),
    "kg": ("kg|ki-lô-gam|cân|ký|kí", "kg|kilos?|kilogrammes?"),
    "g": ("gam|gram|gr|g", "g|grammes?"),
    "t": ("tấn", "tonnes?|t"),
    "l": ("lít", "litres?|l"),
    "MW": ("MW|megawatt", "MW|mégawatts?"),
    "%": ("%|phần trăm", "%|pour cent"),
    "°C": ("độ C|°C|độ", "°C|degrés?|°|degrés Celsius"),
    "VND": ("đồng|VNĐ|VND|đ", "dongs?|dôngs?|VND"),
    "USD": ("USD|đô la|đô-la|đô|đôla", "dollars?|USD|\\$"),
    "EUR": ("euro|EUR|ơ-rô", "euros?|€|EUR"),
    "CNY": ("nhân dân tệ|NDT|tệ", "yuans?"),
    "JPY": ("yen|yên", "yens?"),
    "GBP": ("bảng Anh|bảng", "livres?(?: sterling)?|£"),
    "KRW": ("won", "wons?"),
}


def _pattern(side: int, gap: str) -> re.Pattern[str]:
    groups = (f"(?P<u{place}>{forms[side]})" for place, forms in enumerate(_UNITS.values()))
    return re.compile(rf"{gap}(?:{'|'.join(groups)})(?![\w²³/])")


_AFTER = {"vi": _pattern(0, r"\s?"), "fr": _pattern(1, r"\s?(?:de |d')?")}
_NAMES = list(_UNITS)


def amounts(text: str, numbers: list[Mention], language: str) -> Iterator[Fact]:
    """The numbers that a unit follows, with the reading of each and the unit: `5 km`.

    Args:
        numbers: those of the text, see `mt.text.numbers.mentions`.
    """
    for number in numbers:
        if match := _AFTER[language].match(text, number.end):
            unit = _NAMES[int((match.lastgroup or "")[1:])]
            readings = frozenset(f"{reading} {unit}" for reading in number.readings)
            yield Fact("amount", text[number.start : match.end()], number.start, readings)
