"""Typography out of the way before a model and a metric, and back in place after.

Models are trained and BLEU is counted on plain characters: straight quotes, plain spaces. A French reader
expects « guillemets » and a space before a colon, and in print spaces that do not break. Both directions are
here; `plain` undoes `typeset` where the plain text had French spacing and ordinals already.
"""

from __future__ import annotations

import re
import unicodedata

_PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘‛ʼ′´`＇", "'"),
        **dict.fromkeys("“”„‟«»″＂", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))), " "),
        **dict.fromkeys("\u00ad\u200b\ufeff", None),
        "…": "...",
        "‹": "'",
        "›": "'",
    }
)
_QUOTED = re.compile(r'"\s*([^"]*?)\s*"')
_SPACES = re.compile(r"\s+")

_BEFORE_HIGH = re.compile(r"\s+([;:!?%])(?!\w)")

# Tone marks stand on the second vowel of an open oa, oe, uy in one school (hoà) and on the first in another
# (hòa). Both are right; a model should see one.
_TONES = {
    unicodedata.normalize("NFC", vowels + tone): unicodedata.normalize("NFC", vowels[0] + tone + vowels[1])
    for vowels in ("oa", "oe", "uy", "Oa", "Oe", "Uy", "OA", "OE", "UY")
    for tone in "\u0300\u0301\u0309\u0303\u0323"  # huyền, sắc, hỏi, ngã, nặng
}
_TONE = re.compile(r"(?<![qQ])(" + "|".join(_TONES) + r")(?!\w)")

_PAIR = re.compile(r'(?<!\w)"\s*([^"]*?)\s*"(?!\w)')
_SPACE_BEFORE = re.compile(r"(?<=[\w)\]»%°'.-])([;:!?]+)(?=[\s»)\]]|$)")
_SPACE_BEFORE_UNIT = re.compile(r"(?<=\d)([%‰€£$])(?!\w)")
_THOUSANDS = re.compile(r"(?<![\d.,])\d{1,3}(?:\.\d{3})+(?![\d.,]*\d)")
# 2ème, 2è, XXème: the Imprimerie nationale writes 2e, XXe; 1ère is 1re.
_FIRST = re.compile(r"(?<!\w)([1I])i?[èe]re(s?)(?!\w)")
_ORDINAL = re.compile(r"(?<!\w)(\d+|[IVX]+)(?:i?[èe]me|è)(s?)(?!\w)")

_HOUR = re.compile(r"(?<![\w.,])(\d{1,2}) ?[hH] ?([0-5]\d)(?!\w)")

_NBSP, _NNBSP = "\u00a0", "\u202f"
_ELISION = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_]|«)")
_BROAD = re.compile(r"(?<=«) | (?=[:»])|(?<=\d) (?=[%‰€£$])")
_NUMERO = re.compile(r"\b([Nn]°) ?(?=\d)")
_NARROW = re.compile(r" (?=[;!?])")
_GROUPS = re.compile(r"(?<![\d,.])\d{1,3}(?: \d{3})+(?![\d])")
_DOTS = re.compile(r"(?<!\.)\.{3}(?!\.)")


def plain(text: str) -> str:
    """Quotes, apostrophes, dashes, ellipses and spaces as plain characters; quotes hug what they quote."""
    return _SPACES.sub(" ", _QUOTED.sub(r'"\1"', text.translate(_PLAIN))).strip()


def settle_tones(text: str) -> str:
    """Vietnamese tone marks on the first vowel of open oa, oe, uy: `hoà` → `hòa` (but `quý` stays)."""
    return _TONE.sub(lambda match: _TONES[match[0]], text)


def normalise(text: str) -> str:
    """The text without what is typographical choice, for the typography-normalised score of either language.

    Plain characters, no French space before `; : ! ? %`, one placement of Vietnamese tone marks.
    """
    return settle_tones(_BEFORE_HIGH.sub(r"\1", plain(text)))


def for_model(text: str, language: str, convention: str) -> str:
    """The text in the form a model was trained on.

    Args:
        text: one repaired caption.
        language: `vi` or `fr`.
        convention: `vifr` for our own models (plain characters, one tone placement) or `moses` for OPUS-MT,
            whose training text went through the Moses punctuation normaliser (no French spacing either).
    """
    text = plain(text)
    if convention == "moses":
        return _BEFORE_HIGH.sub(r"\1", text)
    return settle_tones(text) if language == "vi" else text


def typeset(text: str, language: str, *, fine: bool = False) -> str:
    """Model output as the house writes it.

    French: « guillemets », a space before `; : ! ? %`, before currencies and inside « », thousands set apart
    by a space, `1re`, `2e`. Vietnamese: as it is, but for white space and hours (`14h05`). Setting
    twice changes nothing.

    Args:
        text: any text; with `"`, `'` and plain spaces, or set already.
        language: `vi` or `fr`.
        fine: French for print, after the Imprimerie nationale: `’`, `…`, no-break spaces before `:`, `%` and
            currencies, after `N°` and inside « », narrow ones before `; ! ?` and between thousands. Otherwise
            plain characters, as agencies send them.
    """
    text = _SPACES.sub(" ", text).strip()
    if language != "fr":
        return _HOUR.sub(r"\1h\2", text)
    text = _typeset_french(text)
    return _for_print(text) if fine else text


def _typeset_french(text: str) -> str:
    if text.count('"') % 2 == 0:
        text = _PAIR.sub(lambda quote: f"« {quote[1]} »" if quote[1] else quote[0], text)
    text = _SPACE_BEFORE.sub(r" \1", text)
    text = _SPACE_BEFORE_UNIT.sub(r" \1", text)
    text = _ORDINAL.sub(r"\1e\2", _FIRST.sub(r"\1re\2", text))
    return _THOUSANDS.sub(lambda match: match[0].replace(".", " "), text)


def _for_print(text: str) -> str:
    text = _DOTS.sub("…", _ELISION.sub("’", text))
    text = _NUMERO.sub(rf"\1{_NBSP}", text)
    text = _NARROW.sub(_NNBSP, _BROAD.sub(_NBSP, text))
    return _GROUPS.sub(lambda match: match[0].replace(" ", _NNBSP), text)
