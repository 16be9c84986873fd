"""The marks of a caption in plain text: credits, labels, positions in the picture.

A credit counts only with its label: `(VNA)` and `- AFP` close whole articles as well as captions.
"""

from __future__ import annotations

import re
from functools import lru_cache

from mt.caption import LANGUAGES
from mt.text.credit import find
from mt.text.sentences import sentences

_SITE = re.compile(r"(?:^|[\s(])photos?\s+(?:[a-z0-9-]+\.)+[a-z]{2,4}$", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:chú\s+thích\s+)?(?:ảnh|hình)(?:\s+(?:trên|dưới|trái|phải|bìa|\d{1,2}))*|trong\s+ảnh"
    r"|légende(?:\s+photo)?|(?:sur\s+la\s+)?photos?(?:\s+\d{1,2})?|ci-dessus|ci-dessous|ci-contre)\s?[:：]\s?(?=\S)",
    re.IGNORECASE,
)
_POSITION = re.compile(
    r"\((?:[^()]{0,40}\s)?(?:trái|phải|giữa|bìa|từ trái|từ phải|hàng đầu"
    r"|à gauche|à droite|au centre|au milieu|de dos|gauche|droite|centre|milieu)(?:\s[^()]{0,30})?\)"
    r"|\btừ trái (?:qua|sang)\b|\b(?:de gauche à droite|de droite à gauche)\b|\bảnh chụp\b|\btrong ảnh\b",
    re.IGNORECASE,
)
# Without one of these there is no credit; most lines have none.
_HINT = re.compile(
    r"[ảa]nh|h[ìi]nh|ngu[ồo]n|h[oọ][aạ]|clip|video|theo|photo|cr[ée]dit|source|clich|image|illustration|infogra|©",
    re.IGNORECASE,
)
_TAIL = 160


@lru_cache(maxsize=8192)  # each rule asks it of each text
def credit_start(text: str) -> int | None:
    """Where the credit at the end of a text begins; 0 where the text is nothing else, None without one."""
    offset = max(0, len(text) - _TAIL)
    tail = text[offset:]
    if "://" in tail or not _HINT.search(tail):
        return None
    for language in LANGUAGES:
        credit = find(tail, language)
        if credit and credit.label:
            return offset + len(credit.caption)
    site = _SITE.search(tail)
    return offset + site.start() if site else None


def is_credit(text: str) -> bool:
    """Whether a text is a credit and nothing else: `Photo : VNA/CVN`, `(Ảnh: TTXVN)`."""
    start = credit_start(text)
    return start is not None and not re.search(r"\w", text[:start])


def leading_label(text: str) -> int:
    """How long the label is that a caption begins with (`Trong ảnh: …`, `Légende : …`); 0 without one."""
    match = _LEADING.match(text)
    return match.end() if match else 0


def names_positions(text: str) -> bool:
    """Whether it says where in the picture somebody is: `(bìa phải)`, `de gauche à droite`."""
    return _POSITION.search(text) is not None


def is_short(text: str, *, at_most: int = 2, letters: int = 400) -> bool:
    """Whether it has few sentences, its credit not counted."""
    if len(text) > letters + _TAIL:
        return False
    start = credit_start(text)
    body = text[:start] if start else text
    return len(body) <= letters and len(sentences(body)) <= at_most
