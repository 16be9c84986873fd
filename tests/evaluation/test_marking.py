"""Differences are marked where they are, and no letter of either text is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.evaluation.report.marking import differences, marked, missing

texts = st.one_of(
    st.text(), st.lists(st.sampled_from(["le", "pont", "l’aube", "l'aube", "«", ",", "Huế"])).map(" ".join)
)


@given(texts, texts)
def test_the_pieces_put_together_are_the_texts(reference: str, hypothesis: str) -> None:
    theirs, ours = differences(reference, hypothesis)
    assert "".join(piece.text for piece in theirs) == reference
    assert "".join(piece.text for piece in ours) == hypothesis


@given(texts)
def test_equal_texts_have_no_difference(text: str) -> None:
    assert {piece.mark for side in differences(text, text) for piece in side} <= {"same"}


@pytest.mark.parametrize(
    ("reference", "hypothesis", "theirs", "ours"),
    [
        ("Le pont rouge", "Le pont vert", "Le pont <del>rouge</del>", "Le pont <ins>vert</ins>"),
        ("Le pont", "Le vieux pont", "Le pont", "Le <ins>vieux</ins> pont"),
        ("a b c d", "a d", "a <del>b c</del> d", "a d"),
        (
            "l’aube",
            "l'aube",
            '<span class="typo" title="only the typography differs">l’</span>aube',
            '<span class="typo" title="only the typography differs">l\'</span>aube',
        ),
        ("l'enlèvement", "n'a plus", "<del>l'enlèvement</del>", "<ins>n'a plus</ins>"),
        ("An/VNA)", "An/VNA", "An/VNA<del>)</del>", "An/VNA"),
        ("a < b", "a & b", "a <del>&lt;</del> b", "a <ins>&amp;</ins> b"),
        ("", "Pont", "", "<ins>Pont</ins>"),
    ],
)
def test_what_is_marked(reference: str, hypothesis: str, theirs: str, ours: str) -> None:
    left, right = differences(reference, hypothesis)
    assert (marked(left, "del"), marked(right, "ins")) == (theirs, ours)


def test_missing_words_without_bare_punctuation() -> None:
    theirs, _ = differences("Le pont, à l'aube.", "Le pont de l'aube")
    assert missing(theirs) == [", à"]
