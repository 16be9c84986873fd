"""One page in two languages: its Vietnamese captions, and the French one beside each.

On a page, where captions stand says as much as what they say: two captions of one photo belong together, and
a translation mostly follows its original at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from mt.align.evidence import Evidence, Translate
from mt.align.knowledge import Knowledge, bundled
from mt.align.lists import french, vietnamese
from mt.align.matching import best_set
from mt.align.odds import EVEN, LOWEST, SAME_PHOTO, leads, log_odds, trust
from mt.align.reasons import reason
from mt.pages import PageCaption

# Log-odds for where two captions stand, by judgement and the bundled dev pages: there are too few to fit on.
_NEXT = 4.0
_NEAR = 1.0
_NEAR_BY = 3  # captions of the page


@dataclass(frozen=True, slots=True)
class PagePair:
    """A Vietnamese caption of a page and the French one that says the same.

    Attributes:
        vi: the Vietnamese caption.
        fr: the French one, None where the page has none.
        score: probability that they say the same, 0–1; 0 without a French one.
        reason: what speaks for it, in words.
    """

    vi: PageCaption
    fr: PageCaption | None
    score: float = 0.0
    reason: str = ""


def align_page(
    captions: Sequence[PageCaption], translate: Translate, *, knowledge: Knowledge | None = None
) -> list[PagePair]:
    """The Vietnamese captions of a page, in its order, each with its French translation where there is one.

    Args:
        captions: what `mt.pages.extract` found.
        translate: Vietnamese captions to French ones, as many, in order.
        knowledge: lexicons and weights; the bundled ones when None.
    """
    knowledge = knowledge or bundled()
    vi = [caption for caption in captions if caption.language == "vi"]
    fr = [caption for caption in captions if caption.language == "fr"]
    if not vi or not fr:
        return [PagePair(caption, None) for caption in vi]
    evidence = Evidence(vietnamese([c.text for c in vi], translate), french([c.text for c in fr]), knowledge)
    i, j = np.repeat(np.arange(len(vi)), len(fr)), np.tile(np.arange(len(fr)), len(vi))
    found = evidence.of(i, j)
    places = _places(captions)
    standing = [_standing(vi[a], fr[b], places) for a, b in zip(i.tolist(), j.tolist(), strict=True)]
    odds = log_odds(found, knowledge.weights) + np.array([weight for weight, _ in standing])
    scores = trust(odds, leads(i, j, odds), knowledge)
    partner = {int(i[k]): k for k in best_set(i, j, odds - LOWEST) if scores[k] > EVEN}
    pairs = []
    for a, caption in enumerate(vi):
        if a not in partner:
            pairs.append(PagePair(caption, None))
            continue
        k = partner[a]
        other = fr[int(j[k])]
        why = reason(caption.text, other.text, found[k].tolist(), knowledge)
        where = standing[k][1]
        pairs.append(
            PagePair(caption, other, round(float(scores[k]), 4), f"{where}; {why}" if where else why)
        )
    return pairs


def _places(captions: Sequence[PageCaption]) -> dict[int, int]:
    """The rank of every caption on the page, by its `order`."""
    return {order: rank for rank, order in enumerate(sorted({caption.order for caption in captions}))}


def _standing(vi: PageCaption, fr: PageCaption, places: dict[int, int]) -> tuple[float, str]:
    """What the places of two captions say: log-odds, and the same in words."""
    distance = places[fr.order] - places[vi.order]
    if vi.group and vi.group == fr.group:
        return SAME_PHOTO, "same photo"
    if vi.image and vi.image == fr.image:
        return SAME_PHOTO, "same image"
    if abs(distance) == 1:
        return _NEXT, "directly below" if distance > 0 else "directly above"
    return (_NEAR, "") if abs(distance) <= _NEAR_BY else (0.0, "")
