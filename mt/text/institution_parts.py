"""What names of institutions are made of, in both languages: heads, fields, ranks, places.

`data/institutions.tsv` holds the parts. A head has a gender, and a link to what follows: `de` or a bare
`name` (hôpital Binh Dan), a `title` (journal Tuoi Tre), an ordinal (`th`: 2e zone militaire), a `person`, the
owner of an account (`of`), or nothing (`alone`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files
from typing import Literal

from mt.text.unicode import strip_diacritics

Gender = Literal["m", "f", "mp", "fp", ""]
Row = tuple[str, str, str]  # Vietnamese, French, a note

_ARTICLES = {"m": "le ", "f": "la ", "mp": "les ", "fp": "les "}
_ELIDES = re.compile(r"[aeiouyàâéèêëîïôùûœ]|h(?:ôpital|ôtel|abitant)", re.IGNORECASE)
_NOTED_PREPOSITION = re.compile(r"(?:^|; )(au|aux|en|à) [A-ZÉÎ]")
_PLACE = re.compile(r"(?:tỉnh|thành phố|quận|huyện|thị xã|phường|đặc khu) ", re.IGNORECASE)
_FRENCH_PLACE = re.compile(
    r"(?:province|ville|arrondissement|district|bourg|quartier|zone spéciale) (?:de |d')"
)
_SINGULAR = re.compile(r"(?:la |le |l')")
_OPEN_RHYME = re.compile(r"(?<!q)([ou])([aey])([\u0300\u0301\u0303\u0309\u0323])(?![\w\u0300-\u036f])")
# Heads of one syllable that are syllables of names as well: Trường Hà, Đoàn Cường, Anh Tuấn.
NAME_SYLLABLES = frozenset("trường đoàn ban khoa đài anh hội bà cô".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """French words with their gender, which articles need; none where no article goes before them."""

    text: str
    gender: Gender

    def with_article(self) -> str:
        if self.gender in {"m", "f"} and _ELIDES.match(self.text):
            return "l'" + self.text
        return _ARTICLES.get(self.gender, "") + self.text


@dataclass(frozen=True, slots=True)
class Head:
    vietnamese: str
    french: str
    gender: Gender
    link: str


def key(text: str) -> str:
    """The form on which names are looked up: lower case, `oà` and `òa` the same."""
    decomposed = unicodedata.normalize("NFD", text.lower())
    return unicodedata.normalize("NFC", _OPEN_RHYME.sub(r"\1\3\2", decomposed))


class Terms:
    """Names of institutions and places in both languages, from a glossary that is read on first use."""

    def __init__(self, rows: Callable[[], Iterable[Row]] = tuple) -> None:
        self._read = rows

    @cached_property
    def _rows(self) -> list[Row]:
        return list(self._read())

    @cached_property
    def french(self) -> dict[str, tuple[str, str]]:
        """By the keys of their Vietnamese: Vietnamese and French as written."""
        return {key(vi): (vi, fr) for vi, fr, _ in reversed(self._rows)}

    @cached_property
    def vietnamese(self) -> dict[str, str]:
        """By their French in lower case."""
        return {fr.lower(): vi for vi, fr, _ in reversed(self._rows)}

    @cached_property
    def places(self) -> dict[str, tuple[str, str]]:
        """Towns, provinces and countries by the keys of their Vietnamese: French, preposition or empty."""
        found = {}
        for vi, fr, note in reversed(self._rows):
            if preposition := _NOTED_PREPOSITION.search(note):
                found[key(_PLACE.sub("", vi, 1))] = (fr, preposition[1])
            elif _PLACE.match(vi) and (_FRENCH_PLACE.match(fr) or fr.endswith("-Ville")):
                found[key(_PLACE.sub("", vi, 1))] = (_FRENCH_PLACE.sub("", fr, 1), "")
        return found

    @cached_property
    def places_by_french(self) -> dict[str, str]:
        spelt = {key(name): name for vi, _, _ in self._rows for name in (vi, _PLACE.sub("", vi, 1))}
        return {
            fr.lower(): f"TP {spelt[vi]}" if fr.endswith("-Ville") else spelt[vi]
            for vi, (fr, _) in self.places.items()
        }


def of(noun: str) -> str:
    """`de` before a noun with its article, contracted: `du tourisme`, `des finances`, `de l'intérieur`."""
    if noun.startswith("le "):
        return "du " + noun[3:]
    return "des " + noun[4:] if noun.startswith("les ") else "de " + noun


def of_name(name: str) -> str:
    """`de` before a name: `de Hué`, `d'An Giang`."""
    return f"d'{name}" if strip_diacritics(name[:1]).lower() in "aeiou" else f"de {name}"


def of_bare(noun: str) -> str:
    """`de` before a noun that drops its article: `d'histoire`; the plural keeps it: `des beaux-arts`."""
    bare = _SINGULAR.sub("", noun)
    if bare == noun:
        return of(noun)
    return f"d'{bare}" if noun.startswith("l'") else f"de {bare}"


def begins_with_head(name: str) -> bool:
    """Whether it begins as names of institutions do, and those of persons do not."""
    words = key(name).split()
    unmistakable = heads().keys() - NAME_SYLLABLES
    return any(" ".join(words[:length]) in unmistakable for length in range(1, len(words) + 1))


def begins_with_french_head(name: str) -> bool:
    words = name.lower().split()
    return any(" ".join(words[:length]) in heads_by_french() for length in range(1, len(words) + 1))


def without_abbreviations(name: str) -> str:
    table = _abbreviations()
    if name in table:
        return table[name]
    for short, long in table.items():
        name = re.sub(rf"(?<!\w){re.escape(short)}(?!\w)", long, name)
    return name


@cache
def _table() -> list[list[str]]:
    lines = files("mt.text").joinpath("data/institutions.tsv").read_text("utf-8").splitlines()
    return [line.split("\t") for line in lines[1:]]


@cache
def _rows_of_heads() -> list[Head]:
    rows = [row for row in _table() if row[0] == "head"]
    return [Head(vi, fr, gender, link) for _, vi, fr, gender, link in rows]  # type: ignore[arg-type]


# Of several rows for one name the first counts.
@cache
def heads() -> dict[str, Head]:
    return {key(head.vietnamese): head for head in reversed(_rows_of_heads())}


@cache
def heads_by_french() -> dict[str, Head]:
    return {head.french.lower(): head for head in reversed(_rows_of_heads())}


@cache
def field_nouns() -> dict[str, str]:
    return {key(row[1]): row[2] for row in _table() if row[0] == "domain"}


@cache
def fields_by_french() -> dict[str, str]:
    rows = [(row[1], row[2].lower()) for row in reversed(_table()) if row[0] == "domain"]
    return {told: vi for vi, noun in rows for told in (of(noun), of_bare(noun))}


@cache
def ranks() -> dict[str, str]:
    return {row[1]: row[2] for row in _table() if row[0] == "rank"}


@cache
def _abbreviations() -> dict[str, str]:
    return {row[1]: row[2] for row in _table() if row[0] == "short"}
