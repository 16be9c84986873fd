"""References that no person wrote so: left in the source language, without accents, credited word by word."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mt.caption import LANGUAGES
from mt.text.french import stripped_words
from mt.text.language import detect
from mt.text.unicode import fold

NAMES = {"vi": "Vietnamese", "fr": "French"}
_SURE, _SURE_OF_A_THIRD = 0.95, 0.99  # headlines of names look foreign more often than they are
_ENOUGH_WORDS = 4
_STRIPPED = 2  # French words that cannot be without an accent; one may be a word we do not know
_RUN, _RUN_LOWER = 4, 3  # words in a row that source and reference share; so many of them without a capital

_WORD = re.compile(r"[^\W\d_]+")
_VIETNAMESE_LETTER = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
# What a machine makes of a credit that it reads word by word, and what it leaves as it is. Desks write
# `VNA`, `photo d'archives`, `photo fournie par l'intéressé`; `tín dụng` is the credit of a bank.
_LITERAL = {
    "fr": re.compile(
        r"\bTTXVN\b|\bNVCC\b|(?<!\w)[ẢảẠạ]nh\s*:|\b[Nn]guồn\s*:|\b[Pp]hotos? documentaires?\b"
        r"|\bfournie?s? par le personnage\b|\b[Ss]ource (?:de l['’]image|des? photos?)\s*:"
        r"|\b[Ii]mage (?:illustrative|d['’]illustration)\s*:|\[?nhập chú thích\]?|[Cc]hú thích ảnh"
    ),
    "vi": re.compile(
        r"\b(?:[Pp]hotos?|PHOTO|[Cc]rédits?(?: photo)?)\s*:|\bVNA\b|\b[Tt]ín dụng(?: ảnh)?\s*:"
        r"|\b[Ảả]nh lưu trữ\s*:|\b[Pp]hotos? (?:d['’]archives?|d['’]illustration|fournies?)\b"
    ),
}


def traces(references: Sequence[str], sources: Sequence[str], target: str) -> Iterator[tuple[str, str, int]]:
    """What each reference gives away, at most one thing each.

    Args:
        sources: as many, or none where they are unknown.
        target: language the references should be in.

    Yields:
        kind of the doubt, what is said of such references, row.
    """
    for row, reference in enumerate(references):
        if not reference.strip():
            continue
        source = sources[row] if sources else ""
        for kind, (what, is_so) in _TRACES.items():
            if is_so(reference, source, target):
                yield kind, what.format(target=NAMES[target]), row
                break


def _is_copy(reference: str, source: str, target: str) -> bool:
    words = reference.split()
    if len(words) < _ENOUGH_WORDS or len(words) != len(source.split()) or _is_names(words):
        return False
    return fold(reference) == fold(source)


def _is_foreign(reference: str, source: str, target: str) -> bool:
    words = reference.split()
    if _is_names(words) or len(set(words)) < _ENOUGH_WORDS:
        return False
    guess = detect(reference)
    least = _SURE if guess.language in LANGUAGES else _SURE_OF_A_THIRD
    return guess.language not in (target, "unknown") and guess.probability >= least


def _is_unaccented(reference: str, source: str, target: str) -> bool:
    if target == "fr":
        return len(list(stripped_words(reference))) >= _STRIPPED and _is_ascii(reference, None)
    return _is_ascii(reference, _ENOUGH_WORDS)


def _is_ascii(text: str, least: int | None) -> bool:
    words = [word for word in _WORD.findall(text) if word.islower()]
    return len(words) >= (least or 1) and all(map(str.isascii, words))


def _has_fragment(reference: str, source: str, target: str) -> bool:
    """Words without a capital in the letters of the other language, or a run of words of the source."""
    lower = [word for word in _WORD.findall(reference) if word.islower()]
    if target == "fr" and sum(bool(_VIETNAMESE_LETTER.search(word)) for word in lower) >= _RUN - 1:
        return True
    return bool(source) and bool(_runs(reference) & _runs(source))


def _runs(text: str) -> set[tuple[str, ...]]:
    words = _WORD.findall(text)
    runs = (tuple(words[i : i + _RUN]) for i in range(len(words) - _RUN + 1))
    return {run for run in runs if sum(map(str.islower, run)) >= _RUN_LOWER}


def _is_literal_credit(reference: str, source: str, target: str) -> bool:
    return _LITERAL[target].search(reference) is not None


def _is_names(words: Sequence[str]) -> bool:
    return not any(word[0].islower() for word in words)


_TRACES: dict[str, tuple[str, Callable[[str, str, str], bool]]] = {
    "copied": ("the source itself", _is_copy),
    "language": ("not in {target}", _is_foreign),
    "unaccented": ("without accents: look machine-made or damaged", _is_unaccented),
    "fragment": ("with words of the source left in: look machine-translated", _has_fragment),
    "credit": ("with a credit left as it was or translated word by word", _is_literal_credit),
}
