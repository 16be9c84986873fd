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
# French words that cannot be without an accent; one alone may be a word we do not know (a verb, a name), but
# not where so many references have one.
_STRIPPED, _STRIPPED_SHARE = 2, 0.2
_RUN, _RUN_LOWER = 4, 3  # words in a row that source and reference share; so many of them without a capital

_WORD = re.compile(r"[^\W\d_]+")
_FOREIGN = re.compile(r"[ăđơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]")
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
    unaccented = _unaccented(references, target)
    for row, reference in enumerate(references):
        if not reference.strip():
            continue
        source = sources[row] if sources else ""
        for kind, (what, is_so) in _TRACES.items():
            if row in unaccented if kind == "unaccented" else is_so(reference, source, target):
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


def _unaccented(references: Sequence[str], target: str) -> frozenset[int]:
    """Rows of references that lost their diacritics."""
    bare = [row for row, text in enumerate(references) if _is_ascii(text)]
    if target == "vi":
        return frozenset(row for row in bare if len(_lower(references[row])) >= _ENOUGH_WORDS)
    lost = {row: count for row in bare if (count := len(list(stripped_words(references[row]))))}
    least = 1 if len(lost) >= _STRIPPED_SHARE * len(references) else _STRIPPED
    return frozenset(row for row, count in lost.items() if count >= least)


def _is_ascii(text: str) -> bool:
    return all(map(str.isascii, _lower(text)))


def _lower(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if word.islower()]


def _has_fragment(reference: str, source: str, target: str) -> bool:
    """Words without a capital in the letters of the other language, or a run of words of the source."""
    if target == "fr" and sum(bool(_FOREIGN.search(word)) for word in _lower(reference)) >= _RUN_LOWER:
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


def _never(reference: str, source: str, target: str) -> bool:
    return False


# From the worst. Whether references are unaccented is for all of them together to say.
_TRACES: dict[str, tuple[str, Callable[[str, str, str], bool]]] = {
    "copied": ("the source itself", _is_copy),
    "language": ("not in {target}", _is_foreign),
    "unaccented": ("without accents: look machine-made or damaged", _never),
    "fragment": ("with words of the source left in: look machine-translated", _has_fragment),
    "credit": ("with a credit left as it was or translated word by word", _is_literal_credit),
}
