"""Language of captions, plain, stripped and in capitals; no false certainty."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.language import detect
from mt.text.unicode import strip_diacritics

CASES = [
    ("Bộ trưởng Bộ Công Thương làm việc với đoàn", "vi"),
    ("Bo truong Bo Cong Thuong lam viec voi doan", "vi"),
    ("BO TRUONG LAM VIEC VOI DOAN PHAP", "vi"),
    ("Le ministre Nguyễn Hồng Diên reçoit l'ambassadeur", "fr"),
    ("Le ministre de l'Industrie recoit l'ambassadeur", "fr"),
    ("The president met workers at the factory on Monday", "other"),
    ("12/5/2026", "unknown"),
    ("Nguyen Hong Dien, Le Minh Hoan", "unknown"),
    ("", "unknown"),
    ("Công nhân thu hoạch lúa. " * 2_000, "vi"),
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_detect(text: str, language: str) -> None:
    assert detect(text).language == language


@given(st.text())
def test_a_probability_for_any_text(text: str) -> None:
    guess = detect(text)
    assert guess.language in {"vi", "fr", "other", "unknown"}
    assert 0 <= guess.probability <= 1


@pytest.mark.parametrize("side", ["vi", "fr"])
@pytest.mark.parametrize("form", [str, strip_diacritics, str.upper])
def test_whole_captions_are_recognised_and_never_taken_for_the_other_language(
    side: str, form: object
) -> None:
    assert callable(form)
    guesses = [detect(form(pair.side(side))).language for pair in load("captions", split="dev")]
    wrong = {"vi": "fr", "fr": "vi"}[side]
    assert guesses.count(wrong) == 0
    assert guesses.count(side) >= 0.97 * len(guesses)
