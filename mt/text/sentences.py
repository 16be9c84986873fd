"""Cutting a text that is too long for a model, without losing a character of it.

A caption is given to the model whole wherever it fits: the second sentence needs the first. Only what does
not fit is cut, at the end of a sentence if possible, else of a clause, else between words, and only a word
longer than the model can read is cut inside.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

# Words whose full stop does not end a sentence where a name follows. Initials need no listing.
_BEFORE_NAME = frozenset(
    "tp tx tt kp th gs pgs ts tskh ths bs ks kts ls cn ncs hlv nsnd nsưt cty tr ng đ/c "  # TP. Hồ Chí Minh
    "m mm mme mmes mlle mlles mr mrs ms dr drs pr prof me mgr st ste gén gal cdt lt "
    "av ap bd boul pl cf vs".split()
)
# Those where a number follows.
_BEFORE_NUMBER = frozenset(
    "janv févr fév avr juil sept oct nov déc no nos n° p pp art chap fig vol éd env tél réf "
    "đt km rn tp tx kp số".split()  # 12 nov. 2026
)
# What begins a credit, and so ends the sentence before it, even behind an initial or without a space.
_CREDIT = (
    r"\(?(?:(?:Nguồn )?Ảnh|Photos?|Crédits?|Source|Nguồn|ẢNH|PHOTO)(?:\s?:|[ ]d['’]|[ ](?:minh|tư|chụp))|©"
)
_STARTS_CREDIT = re.compile(rf"[\s–—-]*(?:{_CREDIT})")
_SENTENCE_END = re.compile(rf"(?<=[.!?…])(?:[\"'”’)\]]|\s?»)*(?:\s+|(?={_CREDIT}))")
_CLAUSE_END = re.compile(r"(?<=[;:,])\s+|\s+(?=[–—-]\s)")
_SPACE = re.compile(r"\s+")
_LAST_WORD = re.compile(r"([^\s(\[«“\"'’]+)\.(?:[\"'”’)\]]|\s?»)*\s*$")
_OPENS_SENTENCE = re.compile(r"[\"'“‘«(\[\s–—-]*([^\W_])")
_LIST_NUMBER = re.compile(r"\s*\d{1,2}\.\s*")


def sentences(text: str) -> list[str]:
    """The sentences of a text; joined again they are the text, white space included."""
    parts: list[str] = []
    start = 0
    for match in _SENTENCE_END.finditer(text):
        if _ends_sentence(text[start : match.end()], text[match.end() :]):
            parts.append(text[start : match.end()])
            start = match.end()
    if start < len(text):
        parts.append(text[start:])
    return parts


def pieces_that_fit(text: str, fits: Callable[[str], bool]) -> list[str]:
    """Cut a text into the fewest pieces this cutter finds that each fit; joined they are the text.

    Args:
        text: any text.
        fits: whether the model can read a piece whole; must hold for every single character.
    """
    if fits(text):
        return [text] if text else []
    for cut in (sentences, _clauses, _words):
        parts = cut(text)
        if len(parts) > 1:
            return [piece for group in _packed(parts, fits) for piece in pieces_that_fit(group, fits)]
    middle = len(text) // 2
    return pieces_that_fit(text[:middle], fits) + pieces_that_fit(text[middle:], fits)


def _ends_sentence(before: str, after: str) -> bool:
    if _STARTS_CREDIT.match(after):
        return True
    opening = _OPENS_SENTENCE.match(after)
    if not opening or opening[1].islower() or _LIST_NUMBER.fullmatch(before):
        return False
    last = _LAST_WORD.search(before)
    if not last:
        return True
    word = re.split("[.-]", last[1])[-1]
    if opening[1].isdigit() and word.lower() in _BEFORE_NUMBER:
        return False
    return not (word.lower() in _BEFORE_NAME and word != "m") and not (len(word) == 1 and word.isupper())


def _clauses(text: str) -> list[str]:
    return _cut_after(text, _CLAUSE_END)


def _words(text: str) -> list[str]:
    return _cut_after(text, _SPACE)


def _cut_after(text: str, boundary: re.Pattern[str]) -> list[str]:
    ends = [0, *(match.end() for match in boundary.finditer(text)), len(text)]
    return [text[a:b] for a, b in pairwise(ends) if a < b]


def _packed(parts: list[str], fits: Callable[[str], bool]) -> Iterator[str]:
    """Neighbours joined for as long as they fit together."""
    group = ""
    for part in parts:
        if group and not fits(group + part):
            yield group
            group = part
        else:
            group += part
    if group:
        yield group
