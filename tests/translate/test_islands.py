"""Addresses and credits in the middle of a caption stay out of the model's hands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt import Translator
from mt.text import credit
from mt.translate.islands import begun_small, divided

CASES = {
    "an address": (
        "vi",
        "Xem https://vnexpress.net/tin-123.html nhé.",
        ("Xem", "nhé."),
        ("", " https://vnexpress.net/tin-123.html ", ""),
    ),
    "an address before a stop": ("vi", "Xem tại tuoitre.vn.", ("Xem tại",), ("", " tuoitre.vn.")),
    "several": (
        "vi",
        "Gửi về toasoan@ttxvn.vn hoặc www.abc.com/x?y=1, #SEAGames",
        ("Gửi về",),
        ("", " toasoan@ttxvn.vn ou www.abc.com/x?y=1, #SEAGames"),
    ),
    "a credit in the middle": (
        "vi",
        "Học sinh trồng cây. (Ảnh: Minh Hải). Trẻ em chơi.",
        ("Học sinh trồng cây.", "Trẻ em chơi."),
        ("", " (Photo : Minh Hai). ", ""),
    ),
    "a credit before": (
        "fr",
        "[Photo : AFP] Des enfants jouent.",
        ("Des enfants jouent.",),
        ("[Ảnh: AFP] ", ""),
    ),
    "brackets that are no credit": (
        "vi",
        "Ông Nam (trái) ở TP.Vinh (Nghệ An)",
        ("Ông Nam (trái) ở TP.Vinh (Nghệ An)",),
        ("", ""),
    ),
    "no islands": ("fr", "Le ministre à Hanoï.", ("Le ministre à Hanoï.",), ("", "")),
    "nothing but an address": ("fr", "https://lecourrier.vn", (), ("https://lecourrier.vn",)),
    "nothing": ("vi", "", (), ("",)),
}


@pytest.mark.parametrize(("language", "text", "parts", "frame"), CASES.values(), ids=CASES)
def test_texts_are_divided(language: str, text: str, parts: tuple[str, ...], frame: tuple[str, ...]) -> None:
    found = divided(text, language, credit.render)
    assert (found.parts, found.frame) == (parts, frame)


WORDS = st.sampled_from("Hà Nội (Ảnh: AFP) [Photo ] https://a.vn/b x@y.vn #a ta . , ( ) tuoitre.vn @".split())


@given(st.lists(WORDS | st.text(max_size=5), max_size=12).map(" ".join), st.sampled_from(["vi", "fr"]))
def test_nothing_is_lost_between(text: str, language: str) -> None:
    found = divided(text, language, str)  # credits as they are
    assert len(found.frame) == len(found.parts) + 1
    joined = found.frame[0] + "".join(p + f for p, f in zip(found.parts, found.frame[1:], strict=True))
    assert joined.replace(" et ", " và ").replace(" và ", " ") == text.replace(" và ", " ").replace(
        " et ", " "
    )


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("vi", "Để biết thêm.", "để biết thêm."),
        ("vi", "Hà Nội mưa", "Hà Nội mưa"),
        ("fr", "Pour en savoir plus", "pour en savoir plus"),
        ("fr", "À Hanoï", "à Hanoï"),
        ("fr", "Hanoï, la capitale", "Hanoï, la capitale"),
        ("fr", "M. Nam", "M. Nam"),
        ("fr", "", ""),
    ],
)
def test_what_goes_on_begins_small(language: str, text: str, wanted: str) -> None:
    assert begun_small(text, language) == wanted


@pytest.mark.parametrize(
    ("direction", "text", "kept"),
    [
        ("vi-fr", "Trẻ em chơi bên sông (Ảnh: AFP) và học sinh trồng cây.", " (Photo : AFP) "),
        ("vi-fr", "Độc giả gửi ảnh về toasoan@ttxvn.vn trước ngày 5/3.", " toasoan@ttxvn.vn "),
        ("fr-vi", "Vue de la gare (Photo : Jean Dupont). Des enfants jouent.", " (Ảnh: Jean Dupont). "),
        (
            "fr-vi",
            "Voir https://lecourrier.vn/article-123 pour en savoir plus.",
            " https://lecourrier.vn/article-123 ",
        ),
    ],
)
def test_islands_come_through(direction: str, text: str, kept: str) -> None:
    (found,) = Translator.load(direction, model="embedded").translate([text])
    before, island, after = found.text.partition(kept)
    assert island and before and after
    assert not any(flag.startswith(("split", "doubtful")) for flag in found.flags)


def test_other_languages_are_marked() -> None:
    translator = Translator.load("vi-fr", model="embedded")
    english, own = translator.translate(["Children play by the river.", "Trẻ em chơi bên sông."])
    assert "doubtful:language" in english.flags
    assert own.flags == ()
