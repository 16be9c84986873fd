"""Two lists of captions: which say the same?

Captions are a set: a French page may show them in any order, leave some out and put two into one. So the
pairs are the assignment with the highest total of evidence, whatever the order; with `in_order` they are
the best chain in which both sides run forwards.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mt.align.assignment import link_sets
from mt.align.candidates import FULL, candidates
from mt.align.evidence import Evidence, Listing, Translate
from mt.align.knowledge import Knowledge, bundled
from mt.align.link import Link
from mt.align.odds import CLEAR, EVEN, SAME_PHOTO, Spans, leads, log_odds, trust
from mt.align.reasons import reason
from mt.align.sequence import link_sequence
from mt.text.diacritics import restore
from mt.text.unicode import repair


def align(
    vi: Sequence[str],
    fr: Sequence[str],
    translate: Translate,
    *,
    in_order: bool = False,
    images: tuple[Sequence[str], Sequence[str]] | None = None,
    knowledge: Knowledge | None = None,
    full: int = FULL,
) -> list[Link]:
    """Link Vietnamese captions with the French ones that say the same.

    Args:
        vi, fr: captions; they need not be in any order, or clean.
        translate: Vietnamese captions to French ones, as many, in order.
        in_order: both lists tell the same in the same order.
        images: URL of the photo of every caption on either side, empty where not known.
        knowledge: lexicons and weights; the bundled ones when None.
        full: up to so many pairs, all are compared; beyond, the nearest of every caption.

    Returns:
        Links in the order of their first Vietnamese caption, French captions left alone at the end.
        Every caption is in exactly one of them.
    """
    knowledge = knowledge or bundled()
    links: list[Link] = []
    if vi and fr:
        evidence = Evidence(vietnamese(vi, translate), french(fr), knowledge)
        i, j = candidates(evidence, full=full)
        odds = log_odds(evidence.of(i, j), knowledge.weights)
        if images:
            odds = odds + SAME_PHOTO * _same_file(images, i, j)
        taken = link_sequence(evidence, i, j, odds) if in_order else link_sets(evidence, i, j, odds)
        links = [link for link in _described(evidence, taken, i, j, odds) if link.score > EVEN]
    return _with_the_rest(links, len(vi), len(fr))


def vietnamese(texts: Sequence[str], translate: Translate) -> Listing:
    """Vietnamese captions ready for comparing; each distinct text is translated once."""
    clean = tuple(restore(repair(text)[0], "vi") for text in texts)
    distinct = list(dict.fromkeys(clean))
    translated = dict(zip(distinct, translate(distinct), strict=True))
    return Listing(clean, "vi", tuple(translated[text] for text in clean))


def french(texts: Sequence[str]) -> Listing:
    """French captions ready for comparing."""
    clean = tuple(repair(text)[0] for text in texts)
    return Listing(clean, "fr", clean)


def _same_file(images: tuple[Sequence[str], Sequence[str]], i: np.ndarray, j: np.ndarray) -> np.ndarray:
    """(pairs,): 1 where both captions have a photo of the same file name: sites resize, and move folders."""
    left, right = (
        np.array([url.rsplit("/", 1)[-1].split("?")[0] for url in side], object) for side in images
    )
    same: np.ndarray = (left[i] == right[j]) & (left[i] != "")
    return same.astype(float)


def _described(
    evidence: Evidence,
    taken: Spans,
    i: np.ndarray,
    j: np.ndarray,
    odds: np.ndarray,
) -> list[Link]:
    """Score and reason of every link."""
    if not taken:
        return []
    found = evidence.joined([link[0] for link in taken], [link[1] for link in taken])
    pairs = list(zip(i.tolist(), j.tolist(), strict=True))
    alone = dict(zip(pairs, odds.tolist(), strict=True))
    ahead = dict(zip(pairs, leads(i, j, odds).tolist(), strict=True))
    together = log_odds(found, evidence.knowledge.weights)
    for k, (vi, fr) in enumerate(taken):
        if len(vi) == len(fr) == 1:
            together[k] = alone[vi[0], fr[0]]
    clear = [max(ahead.get((a, b), -CLEAR) for a in vi for b in fr) for vi, fr in taken]
    scores = trust(together, np.array(clear), evidence.knowledge).tolist()
    links = []
    for (vi, fr), row, score in zip(taken, found.tolist(), scores, strict=True):
        text = (" ".join(evidence.left.texts[k] for k in vi), " ".join(evidence.right.texts[k] for k in fr))
        links.append(Link(vi, fr, round(score, 4), reason(*text, row, evidence.knowledge)))
    return links


def _with_the_rest(links: list[Link], vi: int, fr: int) -> list[Link]:
    in_vi = {position for link in links for position in link.vi}
    in_fr = {position for link in links for position in link.fr}
    links = links + [Link((k,), ()) for k in range(vi) if k not in in_vi]
    links.sort(key=lambda link: link.vi)
    return links + [Link((), (k,)) for k in range(fr) if k not in in_fr]
