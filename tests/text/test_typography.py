"""Typography: plain before a model and a metric, French after it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
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
    ("La 2ème, la 1ère et la 13e du XXème siècle", "La 2e, la 1re et la 13e du XXe siècle"),
    ("les 2èmes et les 1ères", "les 2es et les 1res"),
    ("un poème de 12 mètres, une 3è fois", "un poème de 12 mètres, une 3e fois"),
    ("5€ le kilo, 10$", "5 € le kilo, 10 $"),
    ('un écran de 15" et un de 17"', 'un écran de 15" et un de 17"'),
    ("typhon N°3, n° 5", "typhon N°3, n° 5"),
]


@pytest.mark.parametrize(("raw", "expected"), TYPESET_FRENCH)
def test_typeset_french(raw: str, expected: str) -> None:
    assert typeset(raw, "fr") == expected


FOR_PRINT = [
    ('L\'usine "Hoa Sen": +3,5%', "L’usine «\xa0Hoa Sen\xa0»\xa0: +3,5\xa0%"),
    ("Qui? Moi; non! Photo: VNA", "Qui\u202f? Moi\u202f; non\u202f! Photo\xa0: VNA"),
    ("1.615 ouvriers, 1 234 567 dongs, 5 €", "1\u202f615 ouvriers, 1\u202f234\u202f567 dongs, 5\xa0€"),
    ("Aujourd'hui, l'« été »...", "Aujourd’hui, l’«\xa0été\xa0»…"),
    ("typhon N°3, n° 5", "typhon N°\xa03, n°\xa05"),
    ("en 2026 300 personnes, 12 300 dongs", "en 2026 300 personnes, 12\u202f300 dongs"),
    ("les années '90, Can Tho 'City'", "les années '90, Can Tho 'City'"),
]


@pytest.mark.parametrize(("raw", "expected"), FOR_PRINT)
def test_typeset_for_print(raw: str, expected: str) -> None:
    assert typeset(raw, "fr", fine=True) == expected


def test_plain_undoes_typesetting_of_every_bundled_caption() -> None:
    captions = [plain(pair.fr) for pair in load("captions", split="dev")]
    assert [plain(typeset(caption, "fr")) for caption in captions] == captions
    assert [plain(typeset(caption, "fr", fine=True)).replace("N° ", "N°") for caption in captions] == [
        caption.replace("N° ", "N°") for caption in captions
    ]


def test_the_bundled_french_is_typeset_already() -> None:
    captions = [pair.fr for pair in load("captions", split="dev")]
    assert [typeset(caption, "fr") for caption in captions] == captions


def test_vietnamese_keeps_its_own_typography() -> None:
    assert typeset('Ảnh: "Tấm Cám"  1.200 người', "vi") == 'Ảnh: "Tấm Cám" 1.200 người'


FRENCH_TEXT = st.text(alphabet="abcéÀ0123456789 .,:;!?%€\"'«»()/-")


@given(FRENCH_TEXT, st.booleans())
def test_typesetting_twice_changes_nothing(text: str, fine: bool) -> None:
    once = typeset(text, "fr", fine=fine)
    assert typeset(once, "fr", fine=fine) == once


@given(FRENCH_TEXT, st.booleans())
def test_typesetting_loses_no_letter_or_digit(text: str, fine: bool) -> None:
    def kept(s: str) -> str:
        return "".join(c for c in s if c.isalnum())

    assert kept(typeset(text, "fr", fine=fine)) == kept(text)


@given(FRENCH_TEXT)
def test_what_is_typeset_for_print_is_plain_again_as_if_it_never_was(text: str) -> None:
    assert plain(typeset(text, "fr", fine=True)) == plain(typeset(text, "fr"))


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


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("lúc 14h 05, tàu đến", "lúc 14h05, tàu đến"),
        ("từ 7 h 30 đến 9h45", "từ 7h30 đến 9h45"),
        ("trong 2h, 30 người; 24h 365 ngày; A14h 05", "trong 2h, 30 người; 24h 365 ngày; A14h 05"),
    ],
)
def test_hours_in_vietnamese(raw: str, expected: str) -> None:
    assert typeset(raw, "vi") == expected
    assert typeset(expected, "vi") == expected
