import pytest

from mt.text.names import lexicon
from mt.text.words import Side, is_like

KEPT = [
    ("Bà Nguyễn Thị Bích Huệ thăm Đắk Lắk.", "Mme Nguyen Thi Bich Hue visite Dak Lak."),
    ("Du khách ở Hà Nội và Sài Gòn.", "Des touristes à Hanoï et à Saïgon."),
    ("Ông Trần Văn Nam tại TP Hồ Chí Minh.", "M. Trân Van Nam à Hô Chi Minh-Ville."),
    ("Người dân Bắc Kinh đón Tết.", "Des Pékinois fêtent le Têt à Pékin."),
    ("Xe tăng Thổ Nhĩ Kỳ gần biên giới.", "Des chars turcs près de la frontière."),
    ("Biểu tình ở Yerevan và Baghdad.", "Manifestation à Erevan et à Bagdad."),
    ("Thủ tướng dự lễ tại Bộ Ngoại giao.", "Le Premier ministre au ministère des Affaires étrangères."),
    ("Chủ tịch Trung Quốc Tập Cận Bình.", "Le président chinois Xi Jinping."),
]
SWAPPED = [
    ("Bà Nguyễn Thị Bích Huệ thăm trường.", "Mme Tran Minh Chau visite l'école."),
    ("Một góc phố Hà Nội.", "Un coin de rue à Toulouse."),
    ("Thủ tướng Mark Thornton phát biểu.", "Le Premier ministre John Smithson s'exprime."),
    ("Ông Lê Văn Thanh trồng lúa.", "M. Le Van Thang cultive du riz."),
]


def surprise(vi: str, fr: str) -> float:
    return sum(max((name.surprise for name in side), default=0.0) for side in lexicon().missing(vi, fr))


@pytest.mark.parametrize(("vi", "fr"), KEPT)
def test_names_that_are_kept_or_translated_are_no_surprise(vi: str, fr: str) -> None:
    assert surprise(vi, fr) < 3


@pytest.mark.parametrize(("vi", "fr"), SWAPPED)
def test_another_name_is_a_surprise(vi: str, fr: str) -> None:
    assert surprise(vi, fr) > 4.5


def test_a_missing_name_is_where_it_says() -> None:
    vi = "Hôm qua bà Nguyễn Thị Bích Huệ thăm trường."
    name = lexicon().missing(vi, "Visite d'une école hier.")[0][0]
    assert vi[name.start : name.end] == name.text == "Nguyễn Thị Bích Huệ"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("mykolaiv", "mykolaiev", True),
        ("dover", "douvres", True),
        ("chekhov", "tchekhov", True),
        ("kinzhal", "kinjal", True),
        ("thanh", "thang", False),
        ("paris", "tokyo", False),
    ],
)
def test_spellings_of_one_name(one: str, other: str, alike: bool) -> None:
    assert is_like(one, other) == is_like(other, one) == alike


def test_runs_of_capitalised_words() -> None:
    side = Side("Le maire de Hô Chi Minh-Ville et Jean Dupont")
    runs = [side.text[side.words[run[0]].start : side.words[run[-1]].end] for run in side.runs()]
    assert runs == ["Le", "Hô Chi Minh-Ville", "Jean Dupont"]
