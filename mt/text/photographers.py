"""The marks of photographers' names: `Tri Dung` signs as Trí Dũng in Vietnamese.

French drops what only a memory can bring back. The memory is `data/photographers.txt`: names that sign real
captions, of those only the ones that are (nearly) always
spelt alike; `scripts/photographers.py` gathers them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from mt.text.institution_parts import key
from mt.text.unicode import fold, strip_diacritics

_MOSTLY = 0.9
_SYLLABLE = re.compile(
    r"(?:ngh?|nh|ch|gh?|gi|kh|ph|qu|th|tr|[bcdhklmnrstvx])?"
    r"(?:uye|oai|oay|uay|uya|uoi|uou|ieu|yeu|oa|oe|ua|ue|uo|uy|ai|ao|au|ay|eo|eu|ia|ie|iu|oi|ui|uu|ya|ye|[aeiouy])"
    r"(?:ch|nh|ng|[cmnpt])?",
    re.IGNORECASE,
)


def with_marks(name: str, own: Iterable[str] = ()) -> str | None:
    """The name as Vietnamese writes it; None where it is Vietnamese and its marks are not known.

    Names that are not Vietnamese, and initials, stay as they are. `own` are names that the caller knows.
    """
    marked = {fold(known): known for known in own}.get(fold(name)) or _known().get(fold(name))
    if marked:
        same_length = len(marked) == len(name)
        cases = zip(marked, name, strict=True) if same_length else ()
        return "".join(m.upper() if n.isupper() else m for m, n in cases) or marked
    if not name.isascii():
        return name
    words = re.findall(r"[^\W\d_]+", name)
    is_vietnamese = all(is_syllable(word) for word in words if len(word) > 1)
    return None if is_vietnamese and any(len(word) > 1 for word in words) else name


def is_syllable(word: str) -> bool:
    """Whether Vietnamese has such a syllable, whatever its marks."""
    return bool(_SYLLABLE.fullmatch(strip_diacritics(word)))


@cache
def _known() -> dict[str, str]:
    names = files("mt.text").joinpath("data/photographers.txt").read_text("utf-8").splitlines()
    return {fold(name): name for name in names}


def unambiguous(names: Iterable[str], *, least: int = 1) -> list[str]:
    """Of the names as they sign, those that are seen `least` times and (nine in ten) spelt alike, sorted.

    Capitals do not count, nor where a tone stands in `oa`, `oe` and `uy`.
    """
    spellings: dict[str, Counter[str]] = {}
    for name in names:
        spellings.setdefault(fold(name), Counter())[key(name)] += 1
    kept = []
    for seen in spellings.values():
        name, count = seen.most_common(1)[0]
        if seen.total() >= least and count >= _MOSTLY * seen.total():
            kept.append(" ".join(word[0].upper() + word[1:] for word in name.split()))
    return sorted(kept)
