"""Precision and recall of links, counted as vecalign counts them."""

from __future__ import annotations

import pytest

from mt.align.gold import Counts, compare

GOLD = [((0,), (0,)), ((1, 2), (1,)), ((3,), (2, 3)), ((4,), ()), ((), (4,))]


@pytest.mark.parametrize(
    ("found", "strict", "lax"),
    [
        pytest.param(GOLD, (1, 1), (1, 1), id="the gold itself"),
        pytest.param(GOLD[:3], (1, 1), (1, 1), id="links without captions left alone"),
        pytest.param([((4,), ()), ((), (4,))], (1, 0), (1, 0), id="nothing linked"),
        pytest.param([((0,), (0,)), ((4,), (4,))], (1 / 2, 1 / 3), (1 / 2, 1 / 3), id="one right"),
        pytest.param([((1,), (1,)), ((2,), ())], (0, 0), (1 / 2, 1 / 3), id="half of a merge"),
        pytest.param([((3,), (2,)), ((3,), (3,))], (0, 0), (1, 1 / 3), id="a merge in two links"),
        pytest.param([], (0, 0), (0, 0), id="empty"),
    ],
)
def test_precision_and_recall(found: list, strict: tuple, lax: tuple) -> None:
    counts = compare(found, GOLD)
    assert counts.strict[:2] == pytest.approx(strict)
    assert counts.lax[:2] == pytest.approx(lax)


def test_a_link_found_twice_counts_once() -> None:
    assert compare([GOLD[0], GOLD[0]], GOLD).found == 1


def test_counts_of_documents_are_added() -> None:
    both = compare(GOLD, GOLD) + compare([], GOLD)
    precision, recall, f1 = both.strict
    assert (precision, recall, f1) == pytest.approx((1, 1 / 2, 2 / 3))
    assert Counts().strict == (0, 0, 0)
