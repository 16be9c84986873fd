"""The checks on a translation, on outputs that small models really produce."""

from __future__ import annotations

import pytest

from mt.text.repetition import loops
from mt.translate.guards import problems

SOURCE = "Công nhân kiểm tra dây chuyền sản xuất tại nhà máy ở Bắc Ninh."

CASES = [
    ("Des ouvriers vérifient la chaîne de production d'une usine à Bac Ninh.", ()),
    ("", ("empty",)),
    ("Des ouvriers " + "de la province de la province de la province " * 3, ("loop",)),
    ("Des des des des ouvriers vérifient la chaîne de production", ("loop",)),
    (SOURCE, ("untranslated",)),
    ("Cong nhan kiem tra day chuyen san xuat tai nha may o Bac Ninh.", ("untranslated",)),
    ("Une usine.", ("short",)),
    (
        "Des ouvriers de la région, venus nombreux, vérifient longuement la chaîne de production d'une usine "
        "moderne, puis visitent les ateliers voisins où leurs collègues assemblent des moteurs destinés aux "
        "navires de pêche du littoral.",
        ("long",),
    ),
]


@pytest.mark.parametrize(("hypothesis", "expected"), CASES)
def test_problems(hypothesis: str, expected: tuple[str, ...]) -> None:
    assert problems(SOURCE, hypothesis, source_language="vi") == expected


def test_a_source_that_repeats_itself_may_be_repeated() -> None:
    assert problems("Go go go go go!", "Allez allez allez allez allez !", source_language="vi") == ()


def test_an_unfinished_hypothesis_is_named_only_if_nothing_worse_is_wrong() -> None:
    good = CASES[0][0]
    assert problems(SOURCE, good, source_language="vi", complete=False) == ("unfinished",)
    assert problems(SOURCE, CASES[2][0], source_language="vi", complete=False) == ("loop",)


def test_names_and_numbers_are_no_untranslated_copy() -> None:
    assert problems("Nguyễn Hồng Diên, 2026", "Nguyen Hong Dien, 2026", source_language="vi") == ()


@pytest.mark.parametrize(
    ("source", "hypothesis", "expected"),
    [
        ("Ngập 1.300 ha lúa, sáng 14/3", "1 300 ha de rizières inondés, le 14 mars au matin", ()),
        ("Ngập 1.300 ha lúa, sáng 14/3", "150 ha de rizières inondés, le 14 mars au matin", ("numbers",)),
        ("Ba em bé trồng cây ở trường học", "Trois enfants plantent un arbre à l'école", ()),
    ],
)
def test_numbers_must_survive(source: str, hypothesis: str, expected: tuple[str, ...]) -> None:
    assert problems(source, hypothesis, source_language="vi") == expected
    assert problems(hypothesis, source, source_language="fr") == expected


@pytest.mark.parametrize(
    ("text", "looping"),
    [
        ("de gauche à droite, de gauche à droite", False),
        ("a b a b a b", True),
        ("a a a", False),
        ("a a a a", True),
        ("", False),
    ],
)
def test_loops(text: str, looping: bool) -> None:
    assert loops(text) is looping
