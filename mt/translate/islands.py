"""What stands inside a caption and must not go through a model: addresses, and credits in brackets.

A model spells an address piece by piece and gets it wrong; a credit in the middle is translated as if it were
what the photo shows. The text around is translated without them, and they are put back between.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from mt.text import credit
from mt.text.credit import Credit
from mt.text.names import lexicon
from mt.text.unicode import fold

_TAIL = r"[^\s()<>«»\"]*[^\s()<>«»\"'.,;:!?…\]]"
_ADDRESS = re.compile(
    rf"(?:https?://|www\.){_TAIL}"
    r"|(?<![\w.+-])[\w.+-]*\w@[\w-]+(?:\.[\w-]+)+"
    rf"|(?<![\w.@])(?:[a-z0-9-]+\.)+(?:com|net|org|info|vn|fr|eu|tv)(?:/{_TAIL})?(?![\w-])"
    r"|(?<![\w&])[@#][^\W\d_]\w*(?:\.\w+)*",
    re.IGNORECASE,
)
_BETWEEN = {"vi": {"và": "et", "hoặc": "ou", "hay": "ou"}, "fr": {"et": "và", "ou": "hoặc"}}
_AROUND = " .,;:!?)]…"  # what may follow an island, and is no beginning of what comes then
_FIRST = re.compile(r"([^\W\d_]+)(?: (\w*)|$|(?=\W))")
_BRACKETS = re.compile(r"\([^()]{3,100}\)|\[[^\[\]]{3,100}\]")


@dataclass(frozen=True, slots=True)
class Divided:
    """A text as what a model is to translate, and what stands around and between.

    Attributes:
        parts: for the model, in order.
        frame: one more than parts: what stands before the first, between, and behind the last, with the
            spaces there are.
    """

    parts: tuple[str, ...]
    frame: tuple[str, ...]


def divided(text: str, language: str, written: Callable[[Credit], str]) -> Divided:
    """The text around its islands.

    Args:
        text: a caption without the credit at its end.
        language: it is in.
        written: a credit in the other language.
    """
    parts: list[str] = []
    frame = [""]
    end = 0
    for start, stop, island in _islands(text, language, written):
        _add(parts, frame, text[end:start], language)
        frame[-1] += island
        end = stop
    _add(parts, frame, text[end:], language)
    return Divided(tuple(parts), tuple(frame))


def _islands(text: str, language: str, written: Callable[[Credit], str]) -> list[tuple[int, int, str]]:
    """Where islands begin and end, and what stands there in the other language."""
    found = []
    for match in _BRACKETS.finditer(text):
        signed = credit.find(match[0], language)
        if signed and signed.label and not signed.caption:
            found.append((match.start(), match.end(), written(signed)))
    for match in _ADDRESS.finditer(text):
        if not any(start <= match.start() < stop for start, stop, _ in found):
            found.append((match.start(), match.end(), match[0]))
    return sorted(found)


def _add(parts: list[str], frame: list[str], text: str, language: str) -> None:
    """Text for the model; what has no letters, or is a lone `và`, goes with the islands."""
    part = text.lstrip(_AROUND if frame[-1] else None)
    if not any(map(str.isalpha, part)):
        frame[-1] += text
        return
    before, after = text[: len(text) - len(part)], part[len(part.rstrip()) :]
    part = part.rstrip()
    if word := _BETWEEN[language].get(part):
        frame[-1] += before + word + after
        return
    frame[-1] += before
    parts.append(part)
    frame.append(after)


def begun_small(text: str, language: str) -> str:
    """The text with a small first letter, unless it begins with a name."""
    word = _FIRST.match(text)
    if not word or not word[1].istitle():
        return text
    if language == "vi":
        is_name = (word[2] or "")[:1].isupper()
    else:
        is_name = fold(word[1]) not in lexicon().common and word[1] != "À"
    return text if is_name else text[0].lower() + text[1:]
