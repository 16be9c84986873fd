"""Repair of damaged Unicode, and the folded form on which texts are matched.

Captions arrive through exports, content management systems and copy and paste. What they lose on the way
is put right here where only one reading is possible, and left alone where there are two.
"""

from __future__ import annotations

import re
import unicodedata

from mt.text.legacy import unmojibake

# Vietnamese Đ has twins: Icelandic Ð, African Ɖ and, in old dumps, Turkish Ğ. Vietnamese uses the letter only
# at the beginning of a syllable and Icelandic ð and Turkish ğ (almost) only inside one, so that the
# position decides: Ðặng is Vietnamese, Guðmundur is not.
_INITIAL_D = re.compile(r"(?<!\w)[ÐðƉĞ](?=\w)")

# Cyrillic and Greek letters that look exactly like Latin ones; replaced inside words that hold Latin letters.
_TWINS = str.maketrans(
    "АВЕКМНОРСТУХІЈЅаеорсухіјѕΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
    "ABEKMHOPCTYXIJSaeopcyxijsABEZHIKMNOPTYXo",
)
_WORD = re.compile(r"\w+")
_LATIN = re.compile(r"[A-Za-zÀ-ɏḀ-ỹ]")
_TWIN = re.compile("[" + "".join(map(chr, _TWINS)) + "]")

# Zero-width and direction marks, soft hyphen, variation selectors, byte order mark.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
# Control characters, and lone surrogates, which stand for bytes that were not UTF-8.
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]|[\ud800-\udfff]")
_SPACES = re.compile(r"[\s\u0085]+")

_STROKES = str.maketrans("ĐđÐðØøŁł", "DdDdOoLl")


class _Bare(dict[int, str]):
    """The bare letters of each character, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        decomposed = unicodedata.normalize("NFD", chr(code))
        self[code] = "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_STROKES)
        return self[code]


_BARE = _Bare()
_LIGATURES = {"œ": "oe", "Œ": "OE", "æ": "ae", "Æ": "AE"}
_LIGATURE = re.compile("[œŒæÆ]")


def repair(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text put right, and the names of the repairs that changed it.

    The repairs, in order: `mojibake` (what was read in the wrong encoding, see `mt.text.legacy`), `control`
    (control characters and stray bytes become spaces), `invisible` (zero-width and direction marks, soft
    hyphens go), `nfc` (letters composed), `look-alikes` (Ð → Đ at the beginning of a syllable, Cyrillic and
    Greek twins inside Latin words). White space of any kind becomes single plain spaces; that is not worth a
    name. Repairing twice changes nothing.
    """
    reading = unmojibake(text)
    repaired, done = _repair_characters(reading.text if reading else text)
    if reading:
        done = ("mojibake", *done)
    if repaired != text and unmojibake(repaired):  # it was hidden by other damage
        repaired, more = repair(repaired)
        done = tuple(dict.fromkeys((*done, *more)))
    return repaired, done


def _repair_characters(text: str) -> tuple[str, tuple[str, ...]]:
    done = []
    clean = _CONTROL.sub(" ", text)
    if clean != text:
        done.append("control")
    visible = _INVISIBLE.sub("", clean)
    if visible != clean:
        done.append("invisible")
    composed = unicodedata.normalize("NFC", visible)
    if composed != visible:
        done.append("nfc")
    latin = unicodedata.normalize("NFC", _WORD.sub(_without_twins, _INITIAL_D.sub(_vietnamese_d, composed)))
    if latin != composed:
        done.append("look-alikes")
    return _SPACES.sub(" ", latin).strip(), tuple(done)


def strip_diacritics(text: str) -> str:
    """The text in bare letters, as a careless export leaves it: `Đặng Hữu Nghĩa` → `Dang Huu Nghia`."""
    return text if text.isascii() else unicodedata.normalize("NFC", text.translate(_BARE))


def fold(text: str) -> str:
    """The form on which texts are compared: lower case, no diacritics, letters and digits, single spaces.

    Wherever a tone mark stands, `hòa` and `hoà` are the same; where the other marks are to count,
    `mt.text.typography.settle_tones` makes those two the same.
    """
    bare = _LIGATURE.sub(lambda match: _LIGATURES[match[0]], strip_diacritics(text)).lower()
    return " ".join(re.findall(r"[^\W_]+", bare))


def _vietnamese_d(match: re.Match[str]) -> str:
    return "đ" if match[0] == "ð" else "Đ"


def _without_twins(match: re.Match[str]) -> str:
    word = match[0]
    if _TWIN.search(word) and _LATIN.search(word):
        return word.translate(_TWINS)
    return word
