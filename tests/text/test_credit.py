"""Credits: taken off, rendered where a rule is certain, left alone where none is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.credit import attach, find, render

RENDERED = [
    ("Đón khách tại Huế. Ảnh: TTXVN", "vi", "Đón khách tại Huế.", " Photo : VNA"),
    ("Đón khách tại Huế. Ảnh: Lâm Khánh/TTXVN", "vi", "Đón khách tại Huế.", " Photo : Lam Khanh/VNA"),
    ("Đón khách. (Ảnh: Đỗ Quang Lâm/TTXVN)", "vi", "Đón khách.", " (Photo : Do Quang Lam/VNA)"),
    ("Đón khách tại Huế - Ảnh: VIỆT DŨNG", "vi", "Đón khách tại Huế", " - Photo : VIET DUNG"),
    ("Đón khách. Ảnh: H.A", "vi", "Đón khách.", " Photo : H.A"),
    ("Đón khách. Ảnh minh họa", "vi", "Đón khách.", " Photo d'illustration"),
    ("Đón khách. Ảnh tư liệu: Yonhap", "vi", "Đón khách.", " Photo d'archives : Yonhap"),
    ("Đón khách. Ảnh: Báo Quảng Ninh", "vi", "Đón khách.", " Photo : journal Quang Ninh"),
    ("Đón khách. Ảnh: Công an cung cấp", "vi", "Đón khách.", " Photo : fournie par la police"),
    ("Đón khách. Nguồn: vnexpress.net", "vi", "Đón khách.", " Source : vnexpress.net"),
    ("Ảnh: Trí Dũng/TTXVN", "vi", "", "Photo : Tri Dung/VNA"),
    ("Accueil à Hué. Photo : VNA", "fr", "Accueil à Hué.", " Ảnh: TTXVN"),
    ("Accueil à Hué. (Photo: AFP)", "fr", "Accueil à Hué.", " (Ảnh: AFP)"),
    ("Accueil. Photo d’illustration", "fr", "Accueil.", " Ảnh minh họa"),
]
LEFT_TO_THE_MODEL = [
    ("Đón khách. Ảnh: Bộ Công Thương", "vi"),
    ("Đón khách. Ảnh: Bệnh viện Bình Dân", "vi"),
    ("Đón khách. Ảnh: Thành đoàn Hải Phòng", "vi"),
    ("Accueil à Hué. Photo : Lam Khanh/VNA", "fr"),
    ("Accueil. Photo : ministère de la Santé", "fr"),
]
NO_CREDIT = [
    ("Ảnh: Quang cảnh buổi lễ khai mạc sáng nay.", "vi"),
    ("Ngắm ảnh của ông tại triển lãm", "vi"),
    ("Đón khách (Ảnh: TTXVN", "vi"),
    ("La photo du jour", "fr"),
    ("", "vi"),
]


@pytest.mark.parametrize(("text", "language", "caption", "rendered"), RENDERED)
def test_found_and_rendered(text: str, language: str, caption: str, rendered: str) -> None:
    credit = find(text, language)
    assert credit is not None
    assert credit.caption == caption
    assert render(credit) == rendered


@pytest.mark.parametrize(("text", "language"), LEFT_TO_THE_MODEL)
def test_found_but_left_to_the_model(text: str, language: str) -> None:
    credit = find(text, language)
    assert credit is not None
    assert render(credit) is None


@pytest.mark.parametrize(("text", "language"), NO_CREDIT)
def test_no_credit(text: str, language: str) -> None:
    credit = find(text, language)
    assert credit is None or render(credit) is None


@given(st.text(alphabet="Đón ảnh Ảnh:().-/ TTXVN"), st.sampled_from(["vi", "fr"]))
def test_what_is_before_the_credit_is_left_as_it_is(text: str, language: str) -> None:
    credit = find(text, language)
    if credit is not None:
        assert text.startswith(credit.caption + credit.opening)
        assert text.endswith(credit.closing)


@pytest.mark.parametrize(
    ("caption", "credit", "whole"),
    [
        ("À Hué.", " Photo : VNA", "À Hué. Photo : VNA"),
        ("À Hué", " Photo : VNA", "À Hué. Photo : VNA"),
        ("À Hué", " (Photo : VNA)", "À Hué (Photo : VNA)"),
        ("À Hué", " - Photo : VNA", "À Hué - Photo : VNA"),
        ("", "Photo : VNA", "Photo : VNA"),
    ],
)
def test_attach(caption: str, credit: str, whole: str) -> None:
    assert attach(caption, credit) == whole


def test_what_is_rendered_is_what_the_references_say() -> None:
    """On captions that the rules were not written from; what is left is described, e.g. `l'intéressée`."""
    rendered = [
        (pair.fr, text)
        for pair in load("captions", split="dev")
        if (credit := find(pair.vi, "vi")) and (text := render(credit))
    ]
    assert len(rendered) > 150
    assert sum(french.endswith(text) for french, text in rendered) >= 0.95 * len(rendered)
