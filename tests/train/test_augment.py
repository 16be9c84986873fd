"""What happens to the sources of training, and what of it reaches a model."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.text.unicode import fold
from mt.train.translation.augment import augmented
from mt.train.translation.normalise import normalised
from mt.train.translation.settings import Augmentation

NONE = Augmentation(**{item.name: 0.0 for item in fields(Augmentation)})
TEXT = "Đoàn đại biểu thăm Hòa Lạc, sáng 1/4."


@pytest.mark.parametrize(
    ("kind", "after"),
    [
        ("stripped", "Doan dai bieu tham Hoa Lac, sang 1/4."),
        ("lost_d", "Doàn dại biểu thăm Hòa Lạc, sáng 1/4."),
        ("capitals", "ĐOÀN ĐẠI BIỂU THĂM HÒA LẠC, SÁNG 1/4."),
        ("lower", "đoàn đại biểu thăm hòa lạc, sáng 1/4."),
        ("clipped", "Đoàn đại biểu thăm Hòa Lạc, sáng 1/4"),
    ],
)
def test_each_change(kind: str, after: str) -> None:
    rates = replace(NONE, **{kind: 1.0})
    assert augmented(TEXT, "vi", Random(1), rates) == (after, after != TEXT)


def test_some_words_keep_their_marks() -> None:
    rates = replace(NONE, partly=1.0)
    text, changed = augmented(TEXT, "vi", Random(3), rates)
    assert changed
    assert fold(text) == fold(TEXT)
    assert not text.isascii()


def test_restored_text_has_marks_and_the_mistakes_of_the_restorer() -> None:
    text, _ = augmented(TEXT, "vi", Random(1), replace(NONE, restored=1.0))
    assert fold(text) == fold(TEXT)
    same = [one == other for one, other in zip(text.split(), TEXT.split(), strict=True)]
    assert sum(same) >= len(same) - 2


def test_shares_are_kept() -> None:
    draw, rates = Random(5), replace(NONE, stripped=0.2, capitals=0.1)
    texts = [augmented(TEXT, "vi", draw, rates)[0] for _ in range(2000)]
    assert texts.count(TEXT) == pytest.approx(1400, abs=80)
    assert sum(text.isupper() for text in texts) == pytest.approx(200, abs=45)


def test_the_same_chance_gives_the_same() -> None:
    one, other = (
        [augmented(TEXT, "vi", draw, Augmentation()) for _ in range(50)] for draw in (Random(1), Random(1))
    )
    assert one == other


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=40), st.sampled_from(["vi", "fr"]), st.integers(0, 99))
def test_whatever_comes_out_reaches_the_model_as_it_is(text: str, language: str, seed: int) -> None:
    """The translator undoes none of it: that is what makes it worth learning."""
    source = normalised(text, language)
    rates = Augmentation(
        stripped=0.3, restored=0.0, partly=0.2, lost_d=0.1, capitals=0.1, lower=0.1, clipped=0.2
    )
    changed, is_changed = augmented(source, language, Random(seed), rates)
    assert is_changed == (changed != source)
    assert bool(changed) == bool(source)
