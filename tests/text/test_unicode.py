"""Repair and folding: real damage, and what holds for any text."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.typography import settle_tones
from mt.text.unicode import fold, repair, strip_diacritics

DAMAGED = [
    pytest.param("Ðặng Hữu Nghĩa", "Đặng Hữu Nghĩa", ("look-alikes",), id="icelandic-eth"),
    pytest.param("ðồng", "đồng", ("look-alikes",), id="small-eth"),
    pytest.param("Ğà Nẵng", "Đà Nẵng", ("look-alikes",), id="turkish-g"),
    pytest.param("Guðmundur Erdoğan", "Guðmundur Erdoğan", (), id="names-of-foreigners-stay"),
    pytest.param("H\u0430\u0300 Nội", "Hà Nội", ("look-alikes",), id="cyrillic-a"),
    pytest.param("Москва", "Москва", (), id="russian-stays-russian"),
    pytest.param(unicodedata.normalize("NFD", "tường"), "tường", ("nfc",), id="decomposed"),
    pytest.param("t\u01b0\u01a1\u0300ng", "tường", ("nfc",), id="half-decomposed"),
    pytest.param("Ảnh\u200b: T\u00adTXVN\ufeff", "Ảnh: TTXVN", ("invisible",), id="zero-width"),
    pytest.param("a\x00b\x1bc", "a b c", ("control",), id="control"),
    pytest.param("tab\tand\r\nline", "tab and line", (), id="white-space"),
    pytest.param("Photo\u00a0: VNA", "Photo : VNA", (), id="no-break-space"),
    pytest.param("bad \udce9 byte", "bad byte", ("control",), id="byte-that-was-not-utf-8"),
    pytest.param("l\u2028ine", "l ine", (), id="line-separator"),
    pytest.param("  ", "", (), id="blank"),
    pytest.param("C¸c vÞ ®¹i biÓu", "Các vị đại biểu", ("mojibake",), id="tcvn3-read-as-cp1252"),
    pytest.param("Thñ t\u00adíng dù lÔ", "Thủ tướng dự lễ", ("mojibake",), id="its-ư-is-a-soft-hyphen"),
    pytest.param("HÃ\u00a0 Ná»™i", "Hà Nội", ("mojibake",), id="utf-8-read-as-cp1252"),
    pytest.param("C¸c\u200b vÞ ®¹i biÓu", "Các vị đại biểu", ("invisible", "mojibake"), id="hidden"),
    pytest.param("h\u00f2a b\u00ecnh", "hòa bình", (), id="tone-on-the-first-vowel-stays"),
    pytest.param("ho\u00e0 b\u00ecnh", "hoà bình", (), id="tone-on-the-second-vowel-stays"),
    pytest.param("THỦ TƯỚNG THĂM HUẾ", "THỦ TƯỚNG THĂM HUẾ", (), id="capitals-stay"),
    pytest.param("Thur tuwowngs", "Thur tuwowngs", (), id="telex-is-not-guessed"),
]


@pytest.mark.parametrize(("damaged", "whole", "steps"), DAMAGED)
def test_repair(damaged: str, whole: str, steps: tuple[str, ...]) -> None:
    text, done = repair(damaged)
    assert text == whole
    assert done == steps


@given(st.text())
def test_repairing_twice_changes_nothing(text: str) -> None:
    once, _ = repair(text)
    assert repair(once) == (once, ())


MOJIBAKE = st.text(alphabet="C¸vÞ®¹iÓuñÃ¡»™Æ°áºÂ\xa0\xad\u200b\x85\x02\u0301а aehnt", max_size=30)


@given(MOJIBAKE)
def test_repairing_mojibake_twice_changes_nothing(text: str) -> None:
    once, _ = repair(text)
    assert repair(once) == (once, ())


@given(st.text())
def test_repair_leaves_clean_single_spaced_text(text: str) -> None:
    once, _ = repair(text)
    assert unicodedata.is_normalized("NFC", once)
    assert once == " ".join(once.split())
    once.encode("utf-8")


@given(st.text(alphabet="aàảãáạăằẳẵắặâầẩẫấậeèẻẽéẹêềểễếệđĐôơưîçœ0123456789 .,:-'’«»"))
def test_repair_touches_no_letter_or_digit_of_sound_text(text: str) -> None:
    once, done = repair(text)
    assert done == ()
    assert once.split() == text.split()


@pytest.mark.parametrize(
    ("text", "bare", "folded"),
    [
        ("Đặng Hữu Nghĩa", "Dang Huu Nghia", "dang huu nghia"),
        ("L'Œuvre d'été", "L'Œuvre d'ete", "l oeuvre d ete"),
        ("TP.HCM, ngày 1/4", "TP.HCM, ngay 1/4", "tp hcm ngay 1 4"),
        ("Guðmundur", "Gudmundur", "gudmundur"),
    ],
)
def test_strip_and_fold(text: str, bare: str, folded: str) -> None:
    assert strip_diacritics(text) == bare
    assert fold(text) == folded


def test_texts_match_wherever_their_tones_stand() -> None:
    assert fold("Hoà Bình, khoẻ") == fold("Hòa Bình, khỏe")
    assert settle_tones("Hoà Bình, khoẻ") == settle_tones("Hòa Bình, khỏe") != "Hoà Bình, khoẻ"


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)
