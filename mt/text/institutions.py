"""Institutions that hold photos, put together from their parts: `Công an tỉnh Bình Phước`, `Báo Xây dựng`.

A name of an institution is a head (`Bệnh viện`, `Sở`), and what tells it from others of its kind: a field
(`Y tế`), a rank (`tỉnh`), a number, a place, a proper name. Names that are in a glossary as a whole are taken
from there. What has a part that nobody knows is not translated: a half-translated name is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from mt.text.institution_parts import (
    NAME_SYLLABLES,
    Head,
    Phrase,
    Terms,
    begins_with_head,
    field_nouns,
    fields_by_french,
    heads,
    heads_by_french,
    key,
    of,
    of_bare,
    of_name,
    ranks,
    without_abbreviations,
)

_NUMBER = re.compile(r"(?:số )?(\d+[A-Z]?|[IVX]+)")
_LIST = re.compile(r"\s*,\s*|\s+và\s+|\s*&\s*|\s+-\s+")


def to_french(name: str, terms: Terms, write: Callable[[str], str]) -> Phrase | None:
    """An institution in French; None for what is none, or has a part that is not known.

    `write` is how proper names are written in French.
    """
    if title := _titled(name, terms, write):
        return title
    name = without_abbreviations(name)
    words = name.split()
    whole = heads().get(key(name))
    if whole and not (len(words) == 2 and words[1].istitle() and key(words[1]) in whole.vietnamese):
        return Phrase(whole.french, whole.gender)
    vietnamese, french = terms.french.get(key(name), ("", ""))
    if vietnamese and (vietnamese[1:] == name[1:] or begins_with_head(name)):
        return _from_glossary(french)
    for length in range(len(words) - 1, 0, -1):
        if head := heads().get(key(" ".join(words[:length]))):
            told = _complement(" ".join(words[length:]), head, terms, write)
            if told is not None:
                return Phrase(_ordinal(head, told), head.gender)
    return None


def _titled(name: str, terms: Terms, write: Callable[[str], str]) -> Phrase | None:
    """A newspaper: `Báo Quảng Ninh` is `journal Quang Ninh`, whatever Quảng Ninh is elsewhere."""
    words = name.split()
    for length in range(len(words) - 1, 0, -1):
        head = heads().get(key(" ".join(words[:length])))
        if head and head.link == "title":
            title = " ".join(words[length:])
            house = to_french(title, terms, write) if title[-1].isdigit() else None
            told = of(house.with_article()) if house else write(title)
            return Phrase(f"{head.french} {told}", head.gender)
    return None


def to_vietnamese(name: str, terms: Terms, write: Callable[[str], str | None]) -> str | None:
    """An institution in Vietnamese; None as in `to_french`. `write` gives a name its marks back, or None."""
    if head := heads_by_french().get(name.lower()):
        return _capitalised(head.vietnamese)
    if whole := terms.vietnamese.get(name.lower()):
        return _capitalised(whole)
    ordinal = re.match(r"(\d+)(?:er|re|e) (.+)", name)
    words = (ordinal[2] if ordinal else name).split()
    for length in range(len(words), 0, -1):
        head = heads_by_french().get(" ".join(words[:length]).lower())
        if not head or (bool(ordinal) and head.link != "th"):
            continue
        told = _told(" ".join(words[length:]), head, terms, write)
        if told is not None:
            number = f" {ordinal[1]}" if ordinal else ""
            return _capitalised(head.vietnamese) + number + told
    return None


def _complement(rest: str, head: Head, terms: Terms, write: Callable[[str], str]) -> str | None:
    """What follows the head in French, with its preposition and the space before it."""
    words = rest.split()
    for length in range(len(words), 0, -1):
        begin, end = " ".join(words[:length]), " ".join(words[length:])
        told = _piece(begin, head, terms, write)
        if told is not None:
            ended = _complement(end, head, terms, write) if end else ""
            return None if ended is None else told + ended
    if not words:
        return ""
    is_name = all(word[0].isupper() or word[0].isdigit() for word in words) and not begins_with_head(rest)
    if not is_name or key(head.vietnamese) in NAME_SYLLABLES:
        return None
    if head.link in {"name", "person"}:
        return f" {write(rest)}"
    return f" {of_name(write(rest))}" if head.link in {"de", "of"} and not words[0][0].isdigit() else None


def _piece(text: str, head: Head, terms: Terms, write: Callable[[str], str]) -> str | None:
    """A number, a place, fields or a rank, as it follows the head; None for anything else."""
    if head.link in {"alone", "person"}:
        return None
    lower = re.sub(r"^tp\.? ", "", key(text))
    if number := _NUMBER.fullmatch(text):
        return f" {number[1]}" if head.link in {"th", "name"} and text == number[1] else f" n° {number[1]}"
    if lower in terms.places:
        return " " + _of_place(*terms.places[lower])
    if lower.startswith("tại ") and (place := terms.places.get(lower[4:])):
        return f" {place[1] or 'à'} {place[0]}"
    if (fields := _fields(text, head)) is not None:
        return " " + fields
    for short, rank in ranks().items():
        if lower == short:
            return " " + of(rank)
        name = text[len(short) + 1 :]
        if lower.startswith(short + " ") and name[0].isupper():
            called = terms.places.get(key(name), (write(name), ""))[0]
            return f" {of_name(called)}" if called.endswith("-Ville") else f" {of(rank)} {of_name(called)}"
    return None


def _told(rest: str, head: Head, terms: Terms, write: Callable[[str], str | None]) -> str | None:
    """What follows the head in Vietnamese, with the space before it."""
    if not rest:
        return ""
    if number := re.fullmatch(r"n° ?(\w+)", rest, re.IGNORECASE):
        return f" số {number[1]}"
    for rank, noun in ranks().items():
        if rest == of(noun):
            return f" {rank}"
        if rest.startswith(of(noun) + " "):
            name = re.sub(r"^(?:de |d')", "", rest[len(of(noun)) + 1 :])
            place = terms.places_by_french.get(name.lower()) or write(name)
            return f" {rank} {place}" if place else None
    fields = [fields_by_french().get(part) for part in re.split(r", | et (?=de|d')", rest.lower())]
    if all(fields):
        *others, last = (_capitalised(field) for field in fields if field)
        return f" {', '.join(others)} và {last}" if others else f" {last}"
    bare = re.sub(r"^(?:de la |de l'|des |du |de |d'|en |au |aux |à )", "", rest)
    joint = " tại" if re.match(r"(?:en|au|aux|à) ", rest) else ""
    place = terms.places_by_french.get(bare.lower())
    if not place and (head.link in {"name", "title"}) == (bare == rest):
        place = write(bare)
    return f"{joint} {place}" if place else None


def _of_place(french: str, preposition: str) -> str:
    if preposition == "au":
        return f"du {french}"
    return f"des {french}" if preposition == "aux" else of_name(french)


def _fields(text: str, head: Head) -> str | None:
    """`Văn hóa, Thể thao và Du lịch` → `de la culture, des sports et du tourisme`."""
    known = field_nouns()
    nouns: list[str] = []
    for part in [text] if key(text) in known else _LIST.split(text):
        if key(part) not in known:
            return None
        nouns += known[key(part)].split(" + ")
    if head.french != "ministère":
        nouns = [noun.lower() for noun in nouns]
    # hôpital de dermatologie, institut d'archéologie
    *others, last = map(of_bare if head.link == "name" else of, nouns)
    return f"{', '.join(others)} et {last}" if others else last


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


def _ordinal(head: Head, told: str) -> str:
    number = re.match(r" (\d+)(.*)", told) if head.link == "th" else None
    if not number:
        return head.french + told
    ending = {"1": "re" if head.gender == "f" else "er"}.get(number[1], "e")
    return f"{number[1]}{ending} {head.french}{number[2]}"


def _from_glossary(french: str) -> Phrase:
    """A name out of a glossary, its gender and its first letter by its head: `hôpital Bach Mai`."""
    for length in range(len(french.split()), 0, -1):
        if head := heads_by_french().get(" ".join(french.split()[:length]).lower()):
            return Phrase(head.french + french[len(head.french) :], head.gender)
    first = french.split()[0]
    return Phrase(french, "f" if first.endswith(("e", "ion", "té")) else "m")
