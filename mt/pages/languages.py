"""Which language a caption is in, and where a caption in two languages is cut."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mt.pages.marks import credit_start, is_credit
from mt.text.language import detect

_SEPARATOR = re.compile(r"\s+[/|]+\s+|\s*\|\s*")
_VIETNAMESE_LABEL = re.compile(r"ảnh|nguồn|hình|đồ họa|\banh\b|\bnguon\b", re.IGNORECASE)
_LONGEST = 1500
_MOST_SEPARATORS = 12


def language_of(text: str, *, otherwise: str = "") -> str:
    """`vi`, `fr` or `other`; `otherwise` where a name and a number are all there is.

    What the photo shows counts before the credit, which a French caption may have in Vietnamese.
    """
    start = credit_start(text)
    body = text[:start] if start else text
    guess = detect(body[:_LONGEST]).language
    if guess == "unknown" and otherwise:
        return otherwise
    if guess == "unknown" and start is not None:
        return "vi" if _VIETNAMESE_LABEL.search(text[start:]) else "fr"
    return "" if guess == "unknown" else guess


def parts(lines: Iterable[str], *, otherwise: str = "") -> Iterator[tuple[str, str]]:
    """The captions in the lines of one element, each with its language.

    Lines in one language are one caption; a line in the other language begins the next. A line with both
    is cut at the ` / ` or ` | ` whose sides are in different languages. A credit on a line of its own
    belongs to the caption before it.
    """
    current: list[str] = []
    language = ""
    for line in lines:
        for text in _cut(line):
            if current and is_credit(text):
                current.append(text)
                continue
            here = language_of(text)
            if current and {here, language} == {"vi", "fr"}:
                yield " ".join(current), language
                current, language = [], ""
            current.append(text)
            language = language or here
    if current:
        text = " ".join(current)
        yield text, language or language_of(text, otherwise=otherwise)


def _cut(line: str) -> list[str]:
    if len(line) > 2 * _LONGEST:
        return [line]
    cuts = list(_SEPARATOR.finditer(line))
    if len(cuts) > _MOST_SEPARATORS:
        return [line]
    for cut in cuts:
        left, right = line[: cut.start()].strip(), line[cut.end() :].strip()
        if left and right and {language_of(left), language_of(right)} == {"vi", "fr"}:
            return [left, right]
    return [line]
