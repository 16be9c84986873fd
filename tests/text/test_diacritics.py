"""Diacritics: brought back where they were lost, and nothing else touched."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.diacritics import looks_stripped, restoration, restore
from mt.text.unicode import strip_diacritics

RESTORED = [
    ("vi", "Thu tuong tiep Dai su Phap tai Ha Noi", "Thủ tướng tiếp Đại sứ Pháp tại Hà Nội"),
    ("vi", "THU TUONG TIEP DAI SU PHAP TAI HA NOI", "THỦ TƯỚNG TIẾP ĐẠI SỨ PHÁP TẠI HÀ NỘI"),
    ("vi", "Nguoi dan di cho hoa xuan. Anh: TTXVN", "Người dân đi chợ hoa xuân. Ảnh: TTXVN"),
    ("vi", "Tong thong Barack Obama tham Viet Nam", "Tổng thống Barack Obama thăm Việt Nam"),
    ("vi", "Cong nhan  thu hoach lua,\tngay 12/5/2019…", "Công nhân  thu hoạch lúa,\tngày 12/5/2019…"),
    (
        "vi",
        "Lễ khai mạc SEA Games tai san van dong My Dinh",
        "Lễ khai mạc SEA Games tại sân vận động Mỹ Đình",
    ),
    ("fr", "Les eleves de l'ecole ont ete recus a Hanoi", "Les élèves de l'école ont été reçus à Hanoï"),
    ("fr", "LE PRESIDENT DE L'ASSEMBLEE A ETE ELU", "LE PRÉSIDENT DE L'ASSEMBLÉE A ÉTÉ ÉLU"),
    ("fr", "Le president des Etats-Unis a ete recu", "Le président des États-Unis a été reçu"),
    ("fr", "Au cœur de la capitale, le president a salue les pecheurs", None),
]
# As they should be, though some of their bare words could have diacritics.
FINE = [
    ("fr", "Photo : Nguyen Van A"),
    ("fr", "Le groupe A, des ouvriers et M. Tran Van A."),
    ("vi", "Anh cho tôi xem trong khi hai em đi xa"),
    ("vi", "Lionel Messi, Cristiano Ronaldo - Reuters"),
    ("vi", "12/5/2019, 15h30"),
    ("fr", "Le but de To Van Vu sur l'A6 - Photo : A.K."),
    ("fr", "Il a vu la mer du haut de la tour"),
    ("fr", "Le ministre Nguyen Van Thang visite la province de Lao Cai"),
    ("fr", "Où la rivière a monté, on ne passe plus"),
    ("vi", ""),
]
BUNDLED = [
    (language, pair.side(language)) for language in ("vi", "fr") for pair in load("captions", split="dev")
]


@pytest.mark.parametrize(("language", "stripped", "restored"), RESTORED)
def test_restored(language: str, stripped: str, restored: str | None) -> None:
    if restored is not None:
        assert restore(stripped, language) == restored
    assert looks_stripped(stripped, language)


@pytest.mark.parametrize(("language", "text"), FINE)
def test_fine_text_passes_unchanged(language: str, text: str) -> None:
    assert restore(text, language) == text
    assert not looks_stripped(text, language)


def test_ligatures_and_apostrophes_stay() -> None:
    restored = restore("L’oeuvre et le cœur des eleves : l’Etat a decide", "fr")
    assert restored == "L’oeuvre et le cœur des élèves : l’État a décidé"


def test_text_in_decomposed_letters_is_not_taken_for_stripped() -> None:
    text = unicodedata.normalize("NFD", "Thủ tướng tiếp Đại sứ Pháp tại Hà Nội")
    assert restore(text, "vi") == text


def test_certainty() -> None:
    assert restoration("Thủ tướng tiếp Đại sứ Pháp", "vi").certainty == 1
    sure = restoration("Thu tuong Chinh phu Nguyen Xuan Phuc", "vi")
    unsure = restoration("Be gai va con cho da bi lac mat do an", "vi")
    assert 0 < unsure.certainty < sure.certainty <= 1
    assert sure.changed == 7


@pytest.mark.parametrize(("language", "least"), [("vi", 0.9), ("fr", 0.98)])
def test_words_right_of_captions_that_were_not_trained_on(language: str, least: float) -> None:
    right = words = 0
    for text in [text for spoken, text in BUNDLED if spoken == language][::4]:
        pairs = list(zip(text.split(), restore(strip_diacritics(text), language).split(), strict=True))
        right += sum(a == b for a, b in pairs)
        words += len(pairs)
    assert right >= least * words


@pytest.mark.parametrize("language", ["vi", "fr"])
def test_captions_with_their_diacritics_are_left_alone(language: str) -> None:
    texts = [text for spoken, text in BUNDLED if spoken == language]
    assert sum(restore(text, language) != text for text in texts) <= 0.01 * len(texts)


def _half_stripped(text: str, keep: list[bool]) -> str:
    words = text.split(" ")
    return " ".join(
        word if kept else strip_diacritics(word)
        for word, kept in zip(words, (keep * len(words))[: len(words)], strict=True)
    )


texts = st.one_of(
    st.sampled_from(BUNDLED),
    st.tuples(st.sampled_from(["vi", "fr"]), st.text()),
    st.tuples(
        st.sampled_from(["vi", "fr"]),
        st.lists(
            st.sampled_from("Thu tuong tiếp DAI su, Phap. a Etats-Unis l'ecole dong cho 12 ’ Ảnh:".split())
        ).map(" ".join),
    ),
)


@given(texts, st.lists(st.booleans(), min_size=1, max_size=40))
def test_only_diacritics_are_added_and_twice_is_once(text: tuple[str, str], keep: list[bool]) -> None:
    language, whole = text
    for given_text in (whole, _half_stripped(whole, keep), strip_diacritics(whole)):
        restored = restore(given_text, language)
        assert strip_diacritics(restored) == strip_diacritics(given_text)
        assert len(restored) == len(given_text)
        assert restore(restored, language) == restored
        pairs = zip(given_text, restored, strict=True)
        assert all(new == old for old, new in pairs if not old.isascii())
