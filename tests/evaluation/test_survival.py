"""What counts as a fact, and when it has survived."""

from __future__ import annotations

import pytest

from mt.caption import Pair
from mt.corpora import load
from mt.evaluation.survival import Rate, rates, survival, worst

PAIR = Pair(
    "x-1",
    "Thủ tướng Phạm Văn Lâm thăm Pháp và đảo Lý Sơn, ngày 4/1, với 2,4 tỷ đồng. Ảnh: Lâm Khánh/TTXVN",
    "Le Premier ministre Pham Van Lam en France et sur l'île de Ly Son, le 4 janvier, avec 2,4 milliards de "
    "dongs. Photo : Lam Khanh/VNA",
)


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        ("", "", []),
        ("Pham Van Lam", "Pham Van Lan", [("name", "Phạm Văn Lâm")]),
        ("Pham Van Lam", "Phạm Văn Lâm", []),
        ("Ly Son", "Son La", [("name", "Lý Sơn")]),
        ("en France", "en Russie", [("place", "Pháp")]),
        ("en France", "chez les Français", []),
        ("2,4 milliards", "2,5 milliards", [("number", "2,4 tỷ")]),
        ("4 janvier", "5 janvier", [("number", "4")]),
        ("Lam Khanh/VNA", "Lam Hanh/VNA", [("credit", "Ảnh: Lâm Khánh/TTXVN")]),
        (" Photo : Lam Khanh/VNA", "", [("credit", "Ảnh: Lâm Khánh/TTXVN")]),
    ],
)
def test_into_french(old: str, new: str, lost: list[tuple[str, str]]) -> None:
    caption = survival(PAIR, PAIR.fr.replace(old, new) if old else PAIR.fr, "vi-fr")
    assert dict(caption.counts) == {"number": 3, "name": 2, "place": 1, "credit": 1}
    assert [(loss.kind, loss.text) for loss in caption.lost] == lost


@pytest.mark.parametrize(
    ("old", "new", "lost", "bare"),
    [
        ("", "", [], 0),
        ("Lâm thăm", "Lam thăm", [("name", "Pham Van Lam")], 1),
        ("Lâm thăm", "Lan thăm", [("name", "Pham Van Lam")], 0),
        ("Pháp", "Nga", [("place", "France")], 0),
    ],
)
def test_into_vietnamese(old: str, new: str, lost: list[tuple[str, str]], bare: int) -> None:
    caption = survival(PAIR, PAIR.vi.replace(old, new) if old else PAIR.vi, "fr-vi")
    assert [(loss.kind, loss.text) for loss in caption.lost] == lost
    assert caption.bare == bare


def test_names_are_counted_with_their_marks_and_without() -> None:
    said = PAIR.vi.replace("Lâm thăm", "Lam thăm").replace("Pháp", "Nga")
    found = {rate.kind: (rate.survived, rate.total) for rate in rates([survival(PAIR, said, "fr-vi")])}
    assert found["name"] == (1, 2)
    assert found["name, marks aside"] == (2, 2)
    assert found["place"] == (0, 1)
    assert found["all names"] == (1, 3)
    assert found["all names, marks aside"] == (2, 3)


def test_what_the_reference_leaves_out_is_not_counted() -> None:
    pair = Pair("x-2", "Ông Trần Văn Nam, 61 tuổi, ở Huế", "Un homme à Huê")
    caption = survival(pair, "Un homme", "vi-fr")
    assert dict(caption.counts) == {"number": 0, "name": 1}
    assert [loss.text for loss in caption.lost] == ["Huế"]


@pytest.mark.parametrize("direction", ["vi-fr", "fr-vi"])
def test_references_lose_nothing_and_other_captions_nearly_all(direction: str) -> None:
    pairs = load("captions", split="dev")[:150]
    target = direction[3:]
    whole = rates(survival(p, p.side(target), direction) for p in pairs)
    assert [rate.kind for rate in whole] == ["number", "name", "place", "all names", "credit"]
    assert all(rate.survived == rate.total > 5 for rate in whole)
    others = [
        survival(p, q.side(target), direction) for p, q in zip(pairs, pairs[1:] + pairs[:1], strict=True)
    ]
    assert all(rate.share < 0.25 for rate in rates(others))
    assert [len(caption.lost) for caption in worst(others, 3)] == sorted(
        (len(caption.lost) for caption in others), reverse=True
    )[:3]


def test_intervals_are_wilsons() -> None:
    low, high = Rate("number", 98, 100).interval
    assert (round(low, 4), round(high, 4)) == (0.93, 0.9945)
    assert Rate("number", 0, 0).interval == (0.0, 1.0)
