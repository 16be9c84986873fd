"""How the texts of the corpora are written: composed Unicode, plain spaces, French house style.

Every check takes one text and yields what is wrong with it, in words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from mt.text.unicode import repair

_SPACING = re.compile(r"^\s|\s$|\s\s|[^\S ]")
_FRENCH = (
    (re.compile(r"[^\s.;:!?…][;:!?](?=[\s)»]|$)"), "no space before ; : ! or ?"),
    (re.compile(r"«(?! )|(?<! )»"), "no space inside « »"),
    (re.compile(r"\d[%‰]"), "no space before % or ‰"),
    (re.compile(r"\d\.\d{3}(?!\d)"), "thousands with a full stop instead of a space"),
    (re.compile(r"n°\d"), "no space after n°"),
    (re.compile(r"[’‘]"), "a curly apostrophe instead of a straight one"),
    (re.compile(r"[\"“”„]"), "quotation marks other than « »"),
)


def faults(text: str, language: str) -> Iterator[str]:
    """Everything that is wrong with the writing of one text in `vi` or `fr`."""
    if not text.strip():
        yield "is empty"
        return
    yield from _unicode(text)
    if _SPACING.search(text):
        yield "has a space at an end, two in a row, or one that is not plain"
    if language == "fr":
        for pattern, fault in _FRENCH:
            if found := pattern.search(text):
                yield f"has {fault}, at {text[max(0, found.start() - 12) : found.end() + 12]!r}"


def _unicode(text: str) -> Iterator[str]:
    if unicodedata.normalize("NFC", text) != text:
        yield "is not NFC"
        return
    _, repairs = repair(text)
    if repairs:
        yield f"needs the repairs {', '.join(repairs)}"
