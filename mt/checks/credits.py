"""Do both sides credit the same people?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.caption import Pair
from mt.checks.content import missing_names
from mt.checks.finding import Finding, Span
from mt.text.credit import Credit, rendering
from mt.text.credit_holder import is_agency, is_known, parts
from mt.text.words import Side, Word

_LABEL = {
    "vi": re.compile(r"\b(?:[Ảả]nh|ẢNH|[Nn]guồn|[Đđ]ồ h[ọo][ạa]|[Cc]lip|[Vv]ideo)\b"),
    "fr": re.compile(
        r"\b(?:[Pp]hotos?|PHOTO|[Ii]mages?|[Ss]ource|[Ii]nfographie|[Cc]apture|[Cc]rédits?|[Vv]idéo)\b"
    ),
}
_NEAR_THE_END = 60  # characters in which a credit of a form that is not known may stand
# Kinds that are one credit said in two ways: `VQG Bidoup` looks like a name and `parc national` does not.
_CONFUSED = (
    {"photographer", "source"},
    {"photographer", "illustration"},
    {"agency", "supplied"},
    {"screenshot", "source"},
)
_ABBREVIATION = re.compile(r"[A-ZĐ0-9.]{2,9}")  # of an institution, as often as of a name


def check(id: str, vi: Credit | None, fr: Credit | None, bare: Pair) -> Iterator[Finding]:
    """Findings of the kind `credit`.

    Args:
        vi: the Vietnamese credit, if there is one.
        fr: the French one.
        bare: the captions without them.
    """
    if vi and fr:
        if _differ(vi, fr):
            yield Finding(id, "credit", _span(vi), _span(fr), "credit differs")
    elif vi and not _may_be_credited(vi, bare.fr, "fr"):
        yield Finding(id, "credit", _span(vi), None, "credit is not in the French")
    elif fr and not _may_be_credited(fr, bare.vi, "vi"):
        yield Finding(id, "credit", None, _span(fr), "credit is not in the Vietnamese")


def _differ(vi: Credit, fr: Credit) -> bool:
    """Whether the one names somebody whom the other does not, as it is or as the rules write it."""
    vi_holder, fr_holder = _holders(vi), _holders(fr)
    if vi.kind != fr.kind and {vi.kind, fr.kind} not in _CONFUSED:
        return True
    if not vi_holder or not fr_holder:
        return False
    expected = rendering(vi)
    vi_side, fr_side, expected_side = Side(vi_holder), Side(fr_holder), Side(expected.text)
    strange = [
        word for word in _capitalised(fr_side) if not (_has(vi_side, word) or _has(expected_side, word))
    ]
    if any(is_agency(part) for part in parts(fr_holder)) and strange:
        return True
    if expected.is_certain and (is_known(vi_holder) or not _ABBREVIATION.fullmatch(vi_holder)):
        return bool(strange) or not all(_has(fr_side, word) for word in _capitalised(expected_side)[1:])
    one, other = next(missing_names(vi_holder, fr_holder), (None, None))
    return one is not None and other is not None


def _capitalised(side: Side) -> list[Word]:
    return [word for word in side.words if word.is_capitalised]


def _has(side: Side, word: Word) -> bool:
    return side.has(word.key) or side.has_like(word.key)


def _holders(credit: Credit) -> str:
    """Everybody whom a credit names, further credits too."""
    further = _holders(credit.further) if credit.further else ""
    return f"{credit.holder} / {further}" if further else credit.holder


def _may_be_credited(credit: Credit, caption: str, language: str) -> bool:
    """Whether the end of the other caption has a label of credits, or names the holder, in any form."""
    end = caption[-_NEAR_THE_END:]
    side = Side(end)
    holders = (word for word in _capitalised(Side(credit.holder)) if len(word.key) > 1)
    return bool(_LABEL[language].search(end)) or any(side.has(word.key) for word in holders)


def _written(credit: Credit) -> str:
    return str(credit)[len(credit.caption) :]


def _span(credit: Credit) -> Span:
    written = _written(credit)
    text = written.strip(" -–().")
    return Span(text, len(credit.caption) + written.find(text))
