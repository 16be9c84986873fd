"""Typography: plain before a model and a metric, French after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.typography import for_model, normalise, plain, settle_tones, typeset

TYPESET_FRENCH = [
    ("Photo: VNA", "Photo : VNA"),
    ("Photo : VNA", "Photo : VNA"),
    ('Le film "Mua do" sort en salle.', "Le film « Mua do » sort en salle."),
    ('Un "quote ouverte', 'Un "quote ouverte'),
    ("À 12:30, le ratio est de 2:1", "À 12:30, le ratio est de 2:1"),
    ("Qui? Quoi?! Enfin!", "Qui ? Quoi ?! Enfin !"),
    ("une hausse de 3,5%", "une hausse de 3,5 %"),
    ("1.200 ouvriers et 1.234.567 dongs", "1 200 ouvriers et 1 234 567 dongs"),
    ("version 1.2.3 du 12.05.2026", "version 1.2.3 du 12.05.2026"),
    ("voir https://vnanet.vn", "voir https://vnanet.vn"),
    ("(Photo: An/VNA)", "(Photo : An/VNA)"),
]


@pytest.mark.parametrize(("raw", "expected"), TYPESET_FRENCH)
def test_typeset_french(raw: str, expected: str) -> None:
    assert typeset(raw, "fr") == expected


def test_vietnamese_keeps_its_own_typography() -> None:
    assert typeset('Ảnh: "Tấm Cám"  1.200 người', "vi") == 'Ảnh: "Tấm Cám" 1.200 người'


FRENCH_TEXT = st.text(alphabet="abcéÀ0123456789 .,:;!?%\"'«»()/-")


@given(FRENCH_TEXT)
def test_typesetting_twice_changes_nothing(text: str) -> None:
    once = typeset(text, "fr")
    assert typeset(once, "fr") == once


@given(FRENCH_TEXT)
def test_typesetting_loses_no_letter_or_digit(text: str) -> None:
    def kept(s: str) -> str:
        return "".join(c for c in s if c.isalnum())

    assert kept(typeset(text, "fr")) == kept(text)


@pytest.mark.parametrize(
    "variant",
    [
        "L’usine « Hoa Sen » : 3,5 % de hausse…",
        'L\'usine "Hoa Sen": 3,5% de hausse...',
        "L'usine «\u00a0Hoa Sen\u00a0»\u00a0: 3,5\u202f% de hausse…",
    ],
)
def test_normalise_makes_typographical_variants_equal(variant: str) -> None:
    assert normalise(variant) == 'L\'usine "Hoa Sen": 3,5% de hausse...'


@given(st.text())
def test_plain_and_normalise_are_stable(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("hoà bình", "hòa bình"),
        ("Khoẻ", "Khỏe"),
        ("THUỲ", "THÙY"),
        ("quý, toàn", "quý, toàn"),
        ("hòa", "hòa"),
    ],
)
def test_settle_tones(old: str, new: str) -> None:
    assert settle_tones(old) == new


def test_each_family_of_models_is_given_what_it_was_trained_on() -> None:
    caption = "Hoà bình – “Tết”… Photo : VNA"
    assert for_model(caption, "vi", "vifr") == 'Hòa bình - "Tết"... Photo : VNA'
    assert for_model(caption, "vi", "moses") == 'Hoà bình - "Tết"... Photo: VNA'
