"""Cutting long text: where newsrooms put full stops, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.sentences import pieces_that_fit, sentences

SENTENCES = [
    (["TP. Hồ Chí Minh chào đón GS. Trần Văn Khê.", "Ảnh: TTXVN"]),
    (["Le Pr. Dupont et M. Nguyen Van A. Tran arrivent.", "Photo : VNA"]),
    (["Ouvert le 12 nov. 2026 à Hanoï.", "Il pleut."]),
    (["Công ty C.P. Việt Nam trao 1.200 suất quà.", "Bà con rất vui!", "Ảnh: H.A"]),
    (["Qui ?", "« Nous ! »", "Enfin."]),
    (["J. Chirac a salué Mme. Binh."]),
    (["Tỷ lệ 3.5 điểm. tăng nhẹ"]),
]


@pytest.mark.parametrize("expected", SENTENCES)
def test_sentences(expected: list[str]) -> None:
    assert [s.strip() for s in sentences(" ".join(expected))] == expected


@given(st.text(alphabet='aÀĐ .!?…"»\n1,;:-'))
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.text(alphabet="ab ÀĐ.!?,;:- \n12"), st.integers(1, 12))
def test_pieces_fit_and_lose_nothing(text: str, limit: int) -> None:
    pieces = pieces_that_fit(text, lambda part: len(part) <= limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


def test_what_fits_is_not_cut() -> None:
    assert pieces_that_fit("Một câu. Hai câu.", lambda part: True) == ["Một câu. Hai câu."]


def test_sentences_go_together_as_long_as_they_fit() -> None:
    pieces = pieces_that_fit("Một. Hai. Ba bốn. Năm.", lambda part: len(part) <= 11)
    assert [piece.strip() for piece in pieces] == ["Một. Hai.", "Ba bốn.", "Năm."]
