import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora.duplicates import grams, near_duplicates

TEXTS = st.lists(st.text(alphabet="aăbcđ 1.", max_size=24), max_size=12)
THRESHOLDS = st.sampled_from([0.07, 0.1, 0.3, 0.5, 2 / 3, 0.9, 1.0])


def brute_force(left: list[str], right: list[str], threshold: float) -> list[tuple[int, int, float]]:
    found = []
    for j, other in enumerate(right):
        for i, one in enumerate(left):
            a, b = grams(one), grams(other)
            if a and b and len(a & b) / len(a | b) >= threshold:
                found.append((i, j, len(a & b) / len(a | b)))
    return found


@given(left=TEXTS, right=TEXTS, threshold=THRESHOLDS)
def test_short_texts_as_by_comparing_everything(left: list[str], right: list[str], threshold: float) -> None:
    assert list(near_duplicates(left, right, threshold=threshold)) == brute_force(left, right, threshold)


@pytest.mark.parametrize("threshold", [0.3, 0.5, 0.8])
def test_caption_sized_texts_as_by_comparing_everything(threshold: float) -> None:
    draw = random.Random(7)
    words = [
        "lễ",
        "khai",
        "mạc",
        "hội",
        "nghị",
        "cấp",
        "cao",
        "Ảnh",
        "TTXVN",
        "tỉnh",
        "ngày",
        "20/11",
        "đoàn",
    ]
    texts = [" ".join(draw.choices(words, k=draw.randint(5, 30))) for _ in range(150)]
    found = list(near_duplicates(texts[:50], texts[50:], threshold=threshold))
    assert found == brute_force(texts[:50], texts[50:], threshold)
    assert found or threshold == 0.8


@pytest.mark.parametrize(
    ("one", "other", "near"),
    [
        ("Lễ khai mạc hội chợ xuân. Ảnh: An/TTXVN", "Lễ khai mạc Hội chợ Xuân (Ảnh: Bình/TTXVN)", True),
        ("Lễ khai mạc hội chợ xuân", "Le khai mac hoi cho xuan!", True),
        ("Đoàn tàu rời ga Huế", "Ngư dân kéo lưới lên bờ", False),
        ("", "", False),
        ("...", "!", False),
    ],
)
def test_case_diacritics_punctuation_and_credit_do_not_hide_a_duplicate(
    one: str, other: str, near: bool
) -> None:
    assert bool(list(near_duplicates([one], [other]))) is near


@pytest.mark.parametrize("threshold", [0, -0.5, 1.01])
def test_a_threshold_without_meaning_is_refused(threshold: float) -> None:
    with pytest.raises(ValueError, match="threshold"):
        list(near_duplicates([], [], threshold=threshold))
