"""Whether a word is spelled as Vietnamese or as French words are; of use for words with diacritics.

Every Vietnamese syllable is an initial and one of some 160 rhymes with one of six tones, so that the rule can
be written down whole: 99.8 % of the words with diacritics in the bundled training captions follow it, the
others being abbreviations and foreign names. French is less regular; its rule says between which letters
each accent stands (99.6 %).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_TONE = re.compile("[\u0300\u0301\u0309\u0303\u0323]")  # huyền, sắc, hỏi, ngã, nặng
_SAC_OR_NANG = ("\u0301", "\u0323")
_STOPS = ("c", "h", "p", "t")

# Rhymes by what they begin with, and the finals of each; `-` is none.
_RHYMES = """
a:-,c,ch,i,m,n,ng,nh,o,p,t,u,y ă:c,m,n,ng,p,t â:c,m,n,ng,p,t,u,y
e:-,c,m,n,ng,o,p,t ê:-,ch,m,n,nh,p,t,u i:-,a,ch,m,n,nh,p,t,u iê:c,m,n,ng,p,t,u
o:-,a,c,e,i,m,n,ng,p,t oa:c,ch,i,m,n,ng,nh,o,p,t,y oă:c,m,n,ng,t oe:n,o,t oo:c,ng ô:-,c,i,m,n,ng,p,t
ơ:-,i,m,n,p,t u:-,a,c,i,m,n,ng,p,t uâ:n,ng,t,y uê:-,ch,nh uô:c,i,m,n,ng,t uơ:- uy:-,a,ch,n,nh,p,t,u
uyê:n,t ư:-,a,c,i,m,n,ng,t,u ươ:c,i,m,n,ng,p,t,u y:- yê:m,n,ng,t,u
"""
_RHYMES_AFTER_QU = """
a:-,c,ch,i,n,ng,nh,o,t,u,y ă:c,m,n,ng,p,t â:c,n,ng,t,y e:-,n,o,t ê:-,ch,n,nh,t ơ:- ô:c y:-,nh,t yê:n,t
"""


def _alternatives(rhymes: str) -> str:
    groups = (group.split(":") for group in rhymes.split())
    return "|".join(head + final.strip("-") for head, finals in groups for final in finals.split(","))


_SYLLABLE = re.compile(
    rf"(?:b|c(?![eêiy])|ch|d|đ|g(?![eêy])|gi|(?:k|gh|ngh)(?=[eêiy])|h|kh|l|m|n|ng(?![eêiy])|nh|ph?|r|s|th?|tr|v|x)?"
    rf"(?:{_alternatives(_RHYMES)})"
    rf"|qu(?:{_alternatives(_RHYMES_AFTER_QU)})"
)
_FRENCH = re.compile(
    r"""(?: [a-zœæ]
    | à(?!.) | (?<![aiou])â(?=[bcdfghlmnpqrstv]) | ç(?=[aouàâôéè]) | é
    | (?<!a)è(?=[bcdfgjlmnpqrstvxçz]) | (?<![aiy])ê(?=[bcdfghlmnpqrstvé]|$) | (?<=[aoéuig])ë(?=[lmnrt]|$)
    | (?<![eiy])î(?=[bcdflmnptvr]|$) | (?<=[aoéu])ï
    | (?<![aeiou])ô(?=[bcdflmnprtv]|$) | (?<=o)ù(?!.) | (?<![aiu])û(?=[bcdflmnrtv]|$) | (?<=[aei])ü
    )+""",
    re.VERBOSE,
)


@lru_cache(maxsize=8192)
def is_vietnamese(word: str) -> bool:
    """Whether a word (composed letters, any case) is a Vietnamese syllable, its tone where a tone can be."""
    parts = unicodedata.normalize("NFD", word.lower())
    tones = _TONE.findall(parts)
    toneless = unicodedata.normalize("NFC", _TONE.sub("", parts))
    if len(tones) > 1 or not _SYLLABLE.fullmatch(toneless):
        return False
    return not toneless.endswith(_STOPS) or toneless.endswith("nh") or tones in ([t] for t in _SAC_OR_NANG)


@lru_cache(maxsize=8192)
def is_french(word: str) -> bool:
    """Whether the accents of a word (composed letters, any case) stand where French can have them."""
    return _FRENCH.fullmatch(word.lower()) is not None
