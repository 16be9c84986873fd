"""Whether the places where a photo has its caption say the same."""

from __future__ import annotations

import re
from collections.abc import Sequence

from mt.photos.iptc import CAPTION_LIMIT
from mt.photos.photo import IPTC_PLACE, Said
from mt.text.unicode import fold, repair

# IPTC captions that are cut end within so many octets of their limit.
_CUT_FROM = CAPTION_LIMIT - 8


def dissenting(captions: Sequence[Said]) -> list[Said]:
    """The captions in other places than the first that say something else than each text of that place.

    Not different: other white space, punctuation or diacritics; an IPTC caption cut at its limit; letters
    that became question marks.
    """
    first = [said for said in captions if said.place == captions[0].place] if captions else []
    return [
        said
        for said in captions
        if said.place != captions[0].place and not any(_agree(one.text, said) for one in first)
    ]


def _agree(text: str, other: Said) -> bool:
    text, said = repair(text)[0], repair(other.text)[0]
    if fold(text) == fold(said):
        return True
    if other.place == IPTC_PLACE and len(other.text.encode("utf-8")) >= _CUT_FROM:
        return fold(text).startswith(fold(said)[:-8])
    if "?" in said and "?" not in text:
        letters = (("." if letter == "?" else re.escape(letter)) for letter in said)
        return re.fullmatch("".join(letters), text, re.DOTALL) is not None
    return False
