"""Lists aligned: whatever the order, with merges, near-duplicates and noise, and nothing is lost."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.align.gold import compare
from mt.align.lists import align
from mt.corpora import load
from mt.corpora.lists import Recipe, make
from mt.text.unicode import fold

DEV = load("captions", split="dev")
FRENCH = {fold(pair.vi): pair.fr for pair in DEV}


def translate(texts: Sequence[str]) -> list[str]:
    """As a poor model does: every third word of the French caption, or, unknown to it, the caption itself."""
    return [" ".join(FRENCH.get(fold(text), text).split()[::3]) for text in texts]


@pytest.mark.parametrize(
    ("recipe", "least"),
    [
        (Recipe(40), 0.95),
        (Recipe(40, dropped=0.3, noise=0.2), 0.95),
        (Recipe(40, doubled=0.4), 0.95),
        (Recipe(40, stripped=0.5), 0.9),
        (Recipe(40, merged=0.4), 0.8),
        (Recipe(40, shuffled=False, dropped=0.1, merged=0.2), 0.9),
    ],
)
def test_most_links_are_right(recipe: Recipe, least: float) -> None:
    case = make(DEV, recipe, 11)
    links = align(case.vi, case.fr, translate, in_order=not recipe.shuffled)
    assert compare([(link.vi, link.fr) for link in links], case.gold).strict[2] >= least


def test_near_duplicates_go_to_the_caption_with_their_number() -> None:
    vi = ["Nhóm 12 em bé chơi ở Huế.", "Nhóm 21 em bé chơi ở Huế.", "Nhóm 31 em bé chơi ở Huế."]
    fr = ["Groupe de 31 enfants à Hué.", "Groupe de 12 enfants à Hué.", "Groupe de 21 enfants à Hué."]
    links = align(vi, fr, lambda texts: ["Groupe d'enfants à Hué."] * len(texts))
    assert [(link.vi, link.fr) for link in links] == [((0,), (1,)), ((1,), (2,)), ((2,), (0,))]
    assert "numbers 12" in links[0].reason


def test_a_caption_in_two_lines() -> None:
    first, second, third = DEV[3], DEV[40], DEV[77]
    vi = [f"{first.vi} {second.vi}", third.vi]
    links = align(vi, [second.fr, third.fr, first.fr], translate)
    assert [(link.vi, link.fr) for link in links] == [((0,), (0, 2)), ((1,), (1,))]


def test_the_nearest_pairs_are_enough() -> None:
    case = make(DEV, Recipe(200, dropped=0.1, doubled=0.1, stripped=0.2), 5)
    every, nearest = (align(case.vi, case.fr, translate, full=full) for full in (10**6, 0))
    assert [(link.vi, link.fr) for link in nearest] == [(link.vi, link.fr) for link in every]


def test_the_same_photo_decides() -> None:
    vi, fr = ["Toàn cảnh", "Chi tiết"], ["Le détail", "La vue d'ensemble"]
    images = ["https://a.example/x/1.jpg", "https://a.example/x/2.jpg"], ["/fr/2.jpg?w=640", "/fr/1.jpg"]
    links = align(vi, fr, lambda texts: [""] * len(texts), images=images)
    assert [(link.vi, link.fr) for link in links] == [((0,), (1,)), ((1,), (0,))]


_LINE = st.text(st.sampled_from("ab đàéơ1 .:/()\u0301"), max_size=12)


@settings(max_examples=30, deadline=None)
@given(vi=st.lists(_LINE, max_size=5), fr=st.lists(_LINE, max_size=5), in_order=st.booleans())
def test_every_line_is_in_one_link(vi: list[str], fr: list[str], in_order: bool) -> None:
    links = align(vi, fr, lambda texts: texts, in_order=in_order)
    for side, lines in (("vi", vi), ("fr", fr)):
        assert Counter(k for link in links for k in getattr(link, side)) == Counter(range(len(lines)))
    assert all(0 <= link.score <= 1 and bool(link.reason) == bool(link.vi and link.fr) for link in links)
