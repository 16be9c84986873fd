"""Sums of money in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.currency import in_words


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("fr", "Les 3 M€ et 5 € versés", "Les 3 millions d'euros et 5 euros versés"),
        ("fr", "1,9 Md€, 20 000 €", "1,9 milliard d'euros, 20 000 euros"),
        ("fr", "5 millions €, 2 M$", "5 millions d'euros, 2 millions de dollars"),
        ("fr", "10 $/kg, €10 et US$5.5", "10 dollars/kg, 10 euros et 5.5 dollars"),
        ("vi", "Giá 20.000đ, $5, €10, £3", "Giá 20.000 đồng, 5 USD, 10 euro, 3 bảng Anh"),
        ("vi", "5 tỷ ₫, 15000đ/kg", "5 tỷ đồng, 15000 đồng/kg"),
        ("vi", "số 5đ, 10 đội, 3đ", "số 5đ, 10 đội, 3đ"),
        ("vi", "A$AP Rocky, 100 USD", "A$AP Rocky, 100 USD"),
        ("fr", "Il pèse 3 M et 5 k", "Il pèse 3 M et 5 k"),
    ],
)
def test_sums(language: str, text: str, wanted: str) -> None:
    assert in_words(text, language) == wanted
    assert in_words(wanted, language) == wanted


@given(st.text(), st.sampled_from(["vi", "fr"]))
def test_what_has_no_sign_stays(text: str, language: str) -> None:
    if not set(text) & set("€$£¥₫đ"):
        assert in_words(text, language) == text
