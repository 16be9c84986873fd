"""Every flag has words, and the ones a desk must see are told apart."""

from __future__ import annotations

from mt.translate.flags import DETAILS, describe, is_doubtful, worth_saying


def test_flags_in_words() -> None:
    assert describe(["doubtful:loop"]) == "doubtful: says the same words over and over"
    assert describe(["passed-through:already-fr"]) == "passed through: is French already"
    assert describe(["retried:loop"]) == "retried, as the first attempt says the same words over and over"
    assert describe(["split:3"]) == "split: 3"
    assert describe(["repaired:nfc", "unknown:漢"]) == "repaired: letters in pieces; unknown: 漢"
    assert describe(["marks:Thị Nại"]) == "marks: those of 'Thị Nại' are a guess, as French leaves them out"
    assert all(describe([flag]) for flag in DETAILS)


def test_what_a_desk_must_look_at() -> None:
    assert is_doubtful(["repaired:nfc", "doubtful:short"])
    assert is_doubtful(["unknown:漢"])
    assert not is_doubtful(["repaired:nfc", "retried:loop", "split:2"])
    assert worth_saying(["repaired:nfc", "passed-through:empty", "split:2", "retried:loop"]) == (
        "retried:loop",
    )
