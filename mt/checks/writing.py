"""How each side is written: diacritics that were lost, and typography."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mt.caption import LANGUAGES, Pair
from mt.checks.finding import Finding, Span
from mt.text.french import stripped_words

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH_WORDS = 4
_STRIPPED = 2  # French words that cannot be without an accent
_FRENCH_SPACING = (
    (re.compile(r"[^\s.;:!?…(][;:!?](?=[\s)»]|$)"), "no space before ; : ! or ?"),
    (re.compile(r"«(?!\s)|(?<!\s)»"), "no space inside « »"),
    (re.compile(r"\d[%‰]"), "no space before %"),
)
_SPACING = (
    (re.compile(r"\s[,.](?=\s|$)"), "a space before a comma or a full stop"),
    (re.compile(r"[^\S\n]{2,}"), "two spaces in a row"),
    (re.compile(r"\(\s|\s\)"), "a space inside brackets"),
)


def check(pair: Pair, vi_repairs: Sequence[str], fr_repairs: Sequence[str]) -> Iterator[Finding]:
    """Findings of the kinds `diacritics` and `typography`; of these one a side.

    Args:
        vi_repairs: what `mt.text.unicode.repair` put right in the Vietnamese.
        fr_repairs: and in the French.
    """
    if _is_bare_vietnamese(pair.vi):
        yield Finding(pair.id, "diacritics", Span(pair.vi, 0), None, "Vietnamese without its diacritics")
    bare = list(stripped_words(pair.fr))
    if len(bare) >= _STRIPPED:
        message = f"French without its accents: {', '.join(word for word, _ in bare)}"
        yield Finding(pair.id, "diacritics", None, Span(*bare[0]), message)
    for language, repairs in zip(LANGUAGES, (vi_repairs, fr_repairs), strict=True):
        if fault := next(_faults(pair.side(language), language, repairs), None):
            span, message = fault
            vi, fr = (span, None) if language == "vi" else (None, span)
            yield Finding(pair.id, "typography", vi, fr, message)


def _is_bare_vietnamese(text: str) -> bool:
    words = [word for word in _WORD.findall(text) if word.islower()]
    return len(words) >= _ENOUGH_WORDS and all(map(str.isascii, words))


def _faults(text: str, language: str, repairs: Sequence[str]) -> Iterator[tuple[Span, str]]:
    if repairs:
        yield Span(text, 0), f"damaged characters: {', '.join(repairs)}"
    for pattern, message in _SPACING + (_FRENCH_SPACING if language == "fr" else ()):
        for match in pattern.finditer(text):
            start = max(0, match.start() - 12)
            yield Span(text[start : match.end() + 12], start), message
