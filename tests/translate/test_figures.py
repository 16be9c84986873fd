"""Numbers that a model got wrong: what the embedded models said of real captions, and what it became."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.numbers import unmatched
from mt.translate.figures import put_right

TO_VIETNAMESE = {
    "a French number as it stands": (
        "La demande du réseau a culminé à 54 370 MW dans la nuit du 4 août.",
        "Yêu cầu của đường dây là 54 370 MW trong đêm 4/8.",
        "Yêu cầu của đường dây là 54.370 MW trong đêm 4/8.",
    ),
    "a wrong digit": (
        "Avec 38 000 dossiers pour 1 040 logements.",
        "Với 38.000 hồ sơ cho 1.000 căn nhà.",
        "Với 38.000 hồ sơ cho 1.040 căn nhà.",
    ),
    "a digit too few": ("Le Bach Dang, en 1288.", "Bạch Đằng, 128.", "Bạch Đằng, 1288."),
    "two numbers for one, left to the check": (
        "Le relais vietnamien du 4 x 400 m.",
        "Tấm biển Việt Nam dài 40.000 m.",
        "Tấm biển Việt Nam dài 40.000 m.",
    ),
    "a number left out": (
        "La foudre s'abat dans la nuit du 12 au 13 juin.",
        "Sương mù dày đặc đêm 12/6.",
        "Sương mù dày đặc đêm 12/6.",
    ),
}

TO_FRENCH = {
    "a digit too few": (
        "Vé có bốn mệnh giá, từ 200.000 đến 800.000 đồng.",
        "Le billet a quatre tarifs, de 200 000 à 80 000 dongs.",
        "Le billet a quatre tarifs, de 200 000 à 800 000 dongs.",
    ),
    "a decimal": ("Nặng 2,5 tấn", "Pèse 2,8 tonnes", "Pèse 2,5 tonnes"),
    "written out": ("Ba em bé, 12 cây", "Trois enfants, douze arbres", "Trois enfants, douze arbres"),
    "a date": ("Sáng 14/3, ngập 1.300 ha", "Le 14 mars, 1 300 ha inondés", "Le 14 mars, 1 300 ha inondés"),
    "a wrong word is left to the check": ("Phạt 1,8 tỷ đồng", "Amende de 2 millions", "Amende de 2 millions"),
}


@pytest.mark.parametrize(("source", "said", "wanted"), TO_VIETNAMESE.values(), ids=TO_VIETNAMESE)
def test_numbers_in_vietnamese(source: str, said: str, wanted: str) -> None:
    assert put_right(source, said, "fr") == wanted


@pytest.mark.parametrize(("source", "said", "wanted"), TO_FRENCH.values(), ids=TO_FRENCH)
def test_numbers_in_french(source: str, said: str, wanted: str) -> None:
    assert put_right(source, said, "vi") == wanted


def test_what_people_wrote_stays() -> None:
    for pair in load("captions", split="dev"):
        assert put_right(pair.vi, pair.fr, "vi") == pair.fr
        assert put_right(pair.fr, pair.vi, "fr") == pair.vi


PARTS = st.sampled_from("12 1.300 1 300 54 370 2,5 14/3 1288 tỷ milliards % ngày le mars x n° - km".split())
TEXTS = st.lists(PARTS | st.text(max_size=4), max_size=8).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from(["vi", "fr"]))
def test_never_more_numbers_are_wrong_than_before(source: str, said: str, language: str) -> None:
    def wrong(text: str) -> int:
        return sum(map(len, unmatched(*((source, text) if language == "vi" else (text, source)))))

    assert wrong(put_right(source, said, language)) <= wrong(said)
