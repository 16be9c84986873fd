"""Language of captions, plain, stripped and in capitals; no false certainty."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.language import ANSWERS, Detector, detect, grams, packed, words
from mt.text.unicode import strip_diacritics
from mt.train.language_examples import windows

CASES = [
    ("Bộ trưởng Bộ Công Thương làm việc với đoàn", "vi"),
    ("Bo truong Bo Cong Thuong lam viec voi doan", "vi"),
    ("BO TRUONG LAM VIEC VOI DOAN PHAP", "vi"),
    ("Bộ trưởng Emmanuelle Lacroix thăm Hà Nội", "vi"),
    ("Le ministre Nguyễn Hồng Diên reçoit l'ambassadeur", "fr"),
    ("Le ministre de l'Industrie recoit l'ambassadeur", "fr"),
    ("LE MINISTRE NGUYEN HONG DIEN RECOIT LA DELEGATION", "fr"),
    ("The president met workers at the factory on Monday", "other"),
    ("Der Minister spricht mit den Arbeitern", "other"),
    ("越南总理在会议开幕式上讲话", "other"),
    ("Công nhân thu hoạch lúa. " * 2_000, "vi"),
]
SAYS_NOTHING = [
    "",
    "12/5/2026",
    "1.250.000 - 37 %",
    "120 km",
    "Nguyễn Thị Lan",
    "Nguyen Hong Dien, Le Minh Hoan",
    "Emmanuel Macron",
    "Lâm Khánh/TTXVN",
]


@pytest.mark.parametrize(("text", "language"), CASES)
def test_detect(text: str, language: str) -> None:
    assert detect(text).language == language


@pytest.mark.parametrize("text", SAYS_NOTHING)
def test_names_and_numbers_alone_are_unknown(text: str) -> None:
    guess = detect(text)
    assert guess.language == "unknown"
    assert guess.probability < 0.5


@given(st.text())
def test_a_probability_for_any_text(text: str) -> None:
    guess = detect(text)
    assert guess.language in ANSWERS
    assert 0 <= guess.probability <= 1
    assert guess.language == "unknown" or guess.probability >= 0.5


@given(st.text(alphabet="aàáâăđeêơư ,.’'12"))
def test_composed_or_not_and_whatever_the_apostrophe(text: str) -> None:
    assert detect(unicodedata.normalize("NFD", text)) == detect(unicodedata.normalize("NFC", text))
    assert detect(text.replace("’", "'")) == detect(text)


@pytest.mark.parametrize("side", ["vi", "fr"])
@pytest.mark.parametrize("form", [str, strip_diacritics, str.upper, str.lower])
def test_whole_captions_are_recognised(side: str, form: Callable[[str], str]) -> None:
    guesses = [detect(form(pair.side(side))) for pair in load("captions", split="dev")]
    wrong = {"vi": "fr", "fr": "vi"}[side]
    assert not [guess for guess in guesses if guess.language == wrong]
    assert sum(guess.language == side for guess in guesses) >= 0.995 * len(guesses)


# Goals for the mean of both languages on windows anywhere in a caption, `unknown` counted as wrong.
@pytest.mark.parametrize(
    ("form", "length", "goal"),
    [
        (str, 3, 0.97),
        (str, 5, 0.99),
        (str, 12, 0.995),
        (strip_diacritics, 3, 0.95),
        (strip_diacritics, 5, 0.98),
        (strip_diacritics, 12, 0.99),
    ],
)
def test_short_captions(form: Callable[[str], str], length: int, goal: float) -> None:
    pairs = load("captions", split="dev")
    shares = []
    for side in ("vi", "fr"):
        texts = windows([pair.side(side) for pair in pairs], length, anywhere=True, form=form)
        shares.append(sum(detect(text).language == side for text in texts) / len(texts))
    assert sum(shares) / 2 >= goal


def test_words_as_the_model_reads_them() -> None:
    assert words("L’ambassadeur à Hanoï, 12 h") == ["^l'", "ambassadeur", "à", "^hanoï", "h"]
    assert words("LE MINISTRE") == ["le", "ministre"]
    assert words("cầu Мост 桥") == ["cầu", "^¤¤¤¤", "¤"]


@given(st.text(alphabet="aàđ'", min_size=1, max_size=60))
@example("a" * 39 + "'")  # found by chance: the end of a word that is too long is no end
def test_grams_are_parts_of_the_word(word: str) -> None:
    word = word[:39]
    lower, capital = grams(word), grams("^" + word)
    assert grams(word + "a" * 60) == grams(word + "a" * 61)
    assert all(gram in f"<{word}>" for gram in lower if len(gram) <= 4)
    assert {gram for gram in lower if gram[0] != "<"} == {gram for gram in capital if gram[0] != "^"}


def test_a_model_by_hand() -> None:
    """One bucket, so that every n-gram has the weights 10, -8 and 0."""
    detector = Detector(packed(0.1, (0.0, 0.0, 0.0, 0.0), bytes([10, 256 - 8, 0])))
    count = len(grams("an"))
    vi, fr, other, unknown = detector.probabilities("an")
    assert vi / unknown == pytest.approx(math.exp(0.1 * 10 * count))
    assert unknown / fr == pytest.approx(math.exp(0.1 * 8 * count / 8))
    assert other == unknown


@pytest.mark.parametrize("data", [b"", b"vifrlid1", b"x" * 100, packed(1, (0, 0, 0, 0), b"12")])
def test_not_a_model(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a language model"):
        Detector(data)
