"""Names that a model misspelt: what the embedded models said of real captions, and what it became."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.corpora import load
from mt.text.credit import find
from mt.text.unicode import fold
from mt.translate.guards import problems
from mt.translate.name_marks import guessed, with_marks
from mt.translate.names import guesses, is_lost, put_right

TO_FRENCH = {
    "a word of a name": (
        "Ông Lầu Bá Chày, Chủ tịch xã Mường Lống, cõng gạo tiếp tế bản Tham Hang bị cô lập.",
        "M. Lau Ba Chay, président de la commune de Muong Lang, donne du riz le hameau de Tham Hang.",
        "M. Lau Ba Chay, président de la commune de Muong Long, donne du riz le hameau de Tham Hang.",
    ),
    "a foreign name": (
        "Bà Christelle Lanoir, tham tán kinh tế Pháp, nếm rượu mơ Yên Tử tại gian số 14.",
        "Christelle Lanit, comparée à l'économie française, rêve de Yen Tu, au moins 14.",
        "Christelle Lanoir, comparée à l'économie française, rêve de Yen Tu, au moins 14.",
    ),
    "nothing in common but most letters": (
        "Cụ Quỳnh bên cây khế trồng từ ngày cưới.",
        "Le vieux Quinh près d'un arbre.",
        "Le vieux Quynh près d'un arbre.",
    ),
    "a word left out": (
        "Ông Tống Phước Lộc, phó giám đốc Sở Y tế, chủ trì buổi họp báo chiều 7/11.",
        "M. Tong Phuoc, directeur adjoint du service de la Santé, préside la conférence de presse.",
        "M. Tong Phuoc Loc, directeur adjoint du service de la Santé, préside la conférence de presse.",
    ),
    "two words for one": (
        "Ruộng bậc thang La Pán Tẩn vào mùa nước đổ.",
        "Les rizières de La Pan Than Kien à la saison des eaux.",
        "Les rizières de La Pan Tan à la saison des eaux.",
    ),
    "words of captions where a name stands": (
        "Chủ tịch tỉnh Bắc Ninh Vương Quốc Lập gặp Quách Phàm ở làng Cổ Chất.",
        "Le président de Bac Ninh Vuong Quoc Tinh rencontre Quach Pho au village de Co Ho.",
        "Le président de Bac Ninh Vuong Quoc Lap rencontre Quach Pham au village de Co Chat.",
    ),
    "the word most like it, and what it leads to": (
        "Tư vấn dinh dưỡng tại Trạm Y tế xã Trà Tập, thành phố Đà Nẵng.",
        "Des conseils à la station de la commune de Trac, ville de Da Nang.",
        "Des conseils à la station de la commune de Tra Tap, ville de Da Nang.",
    ),
    "what opens a name in French": (
        "Chú Tám xe ôm và người Chăm phường Đông Hải.",
        "Oncle Tam, moto-taxi, et des habitants du quartier de Dong Hai. Des Cham aussi.",
        "Oncle Tam, moto-taxi, et des habitants du quartier de Dong Hai. Des Cham aussi.",
    ),
    "a name with a French form": (
        "Thủ tướng Phạm Minh Chính thăm Bắc Kinh và Ba Lan.",
        "Le Premier ministre Pham Minh Chinh visite Pékin et la Pologne.",
        "Le Premier ministre Pham Minh Chinh visite Pékin et la Pologne.",
    ),
    "a title": (
        "Bà Nguyễn Thị Hà nhận giải.",
        "Mme Nguyen Thi Ha reçoit le prix.",
        "Mme Nguyen Thi Ha reçoit le prix.",
    ),
    "half a name that is translated": (
        "Chủ nhân giải Nobel Hòa bình sống ẩn náu.",
        "La lauréate du Nobel de la paix vit cachée.",
        "La lauréate du Nobel de la paix vit cachée.",
    ),
    "capitals that tell nothing": (
        "BỘ TRƯỞNG LÀM VIỆC VỚI TỈNH BẠC LIÊU",
        "Le ministre travaille avec la province de Cac Lieu",
        "Le ministre travaille avec la province de Cac Lieu",
    ),
}

TO_VIETNAMESE = {
    "a word of a name, with its marks": (
        "Le gouvernement japonais a fourni des bâches aux provinces de Cao Bang et de Thai Nguyen.",
        "Chính phủ Nhật Bản cung cấp bạt cho các tỉnh Cao Rạng và Thái Nguyên.",
        "Chính phủ Nhật Bản cung cấp bạt cho các tỉnh Cao Bằng và Thái Nguyên.",
    ),
    "a foreign name": (
        "Le ministre français des Affaires étrangères, Jean-Noël Barrot, à la Conférence sur la Syrie.",
        "Ngoại trưởng Pháp Jean-Nousl Barrot tại Hội nghị về Syria.",
        "Ngoại trưởng Pháp Jean-Noël Barrot tại Hội nghị về Syria.",
    ),
    "a word of no Vietnamese letters, spelt nearly so": (
        "Des cheminots dans le tunnel Babonneau.",
        "Công nhân đường sắt trong hầm Bangneau.",
        "Công nhân đường sắt trong hầm Babonneau.",
    ),
    "a foreign place in its Vietnamese form": (
        "Une usine en Géorgie, près de Séoul et de Barcelone.",
        "Một nhà máy ở Gruzia, gần Seoul và Barcelona.",
        "Một nhà máy ở Gruzia, gần Seoul và Barcelona.",
    ),
    "marks": (
        "La frégate 016 - Quang Trung quitte la base navale de Cam Ranh.",
        "Tàu hộ vệ 016 - Quảng Trung rời căn cứ hải quân Cam Ranh.",
        "Tàu hộ vệ 016 - Quang Trung rời căn cứ hải quân Cam Ranh.",
    ),
    "marks that the French text has": (
        "M. Ngô Văn Đặng reçoit des élèves.",
        "Ông Ngọ Văn Dang tiếp các học sinh.",
        "Ông Ngô Văn Đặng tiếp các học sinh.",
    ),
    "marks that Vietnamese does not know either": (
        "Une manifestation à São Paulo.",
        "Một cuộc biểu tình ở Sao Paulo.",
        "Một cuộc biểu tình ở São Paulo.",
    ),
    "a whole name, known from the press": (
        "Le potager de l'internat de Meo Vac, visité par la vice-présidente Vo Thi Anh Xuan.",
        "Vườn rau của trường nội trú Meo Vac, Phó Chủ tịch nước Võ Thị Anh Xuân đến thăm.",
        "Vườn rau của trường nội trú Mèo Vạc, Phó Chủ tịch nước Võ Thị Ánh Xuân đến thăm.",
    ),
    "a name that is right already": (
        "Des cadres de Nha Trang mutés dans la commune de Khanh Vinh.",
        "Cán bộ Nha Trang được điều động lên xã Khánh Vĩnh.",
        "Cán bộ Nha Trang được điều động lên xã Khánh Vĩnh.",
    ),
    "a country": (
        "Le président de la France à Rome.",
        "Tổng thống Pháp tại Rome.",
        "Tổng thống Pháp tại Rome.",
    ),
    "an article": (
        "Une Vespa de 1966 à Cu Jut.",
        "Chiếc Vespa năm 1966 ở Cư Jút.",
        "Chiếc Vespa năm 1966 ở Cư Jút.",
    ),
}


@pytest.mark.parametrize(("source", "said", "wanted"), TO_FRENCH.values(), ids=TO_FRENCH)
def test_names_in_french(source: str, said: str, wanted: str) -> None:
    assert put_right(source, said, "vi") == wanted


@pytest.mark.parametrize(("source", "said", "wanted"), TO_VIETNAMESE.values(), ids=TO_VIETNAMESE)
def test_names_in_vietnamese(source: str, said: str, wanted: str) -> None:
    assert put_right(source, said, "fr") == wanted


def test_what_people_wrote_stays_but_for_marks_that_nobody_can_know() -> None:
    changed = {"vi": 0, "fr": 0}
    pairs = load("captions", split="dev")
    for pair in pairs:
        for source, target in (("vi", "fr"), ("fr", "vi")):
            texts = [pair.side(language) for language in (source, target)]
            found = [find(text, language) for text, language in zip(texts, (source, target), strict=True)]
            here, there = (c.caption if c else text for c, text in zip(found, texts, strict=True))
            now = put_right(here, there, source)
            changed[source] += now != there
            if source == "fr":
                assert fold(now) == fold(there)
    assert changed["vi"] <= 0.005 * len(pairs)
    assert changed["fr"] <= 0.05 * len(pairs)


WORDS = st.sampled_from(
    "Bạc Liêu Cac Lieu Jónsdóttir Hà Nội Hanoi Nguyễn Thị làm việc với le de ministre , . - « » (Đà".split()
)
TEXTS = st.lists(WORDS | st.text(max_size=6), max_size=12).map(" ".join)


@given(TEXTS, TEXTS, st.sampled_from(["vi", "fr"]))
def test_any_text_is_survived_and_small_letters_stay(source: str, translation: str, language: str) -> None:
    now = put_right(source, translation, language)
    small = [word for word in translation.split() if word.islower()]
    assert all(word in now.split() for word in small)
    is_lost(source, translation, language)


@pytest.mark.parametrize(
    ("source", "said", "names"),
    [
        ("Des cheminots à Van Canh.", "Công nhân đường sắt ở Văn Cảnh.", ("Văn Cảnh",)),
        ("M. Truong Ngan Sa à Nha Trang.", "Ông Trương Ngân Sa ở Nha Trang.", ()),
        ("Des maraîchers à Meo Vac et à Hanoï.", "Người trồng rau ở Mèo Vạc và Hà Nội.", ()),
        ("M. Lê Văn Cảnh à Văn Cảnh.", "Ông Lê Văn Cảnh ở Văn Cảnh.", ()),  # French has the marks
        ("Le maire de Londres, Sadiq Khan.", "Thị trưởng London Sadiq Khan.", ()),
    ],
)
def test_marks_that_are_a_guess(source: str, said: str, names: tuple[str, ...]) -> None:
    assert put_right(source, said, "fr") == said
    assert guesses(source, said, "fr") == tuple(f"marks:{name}" for name in names)
    assert guesses(said, source, "vi") == ()


def test_guesses_are_where_the_marks_are_wrong() -> None:
    """Other marks on a name that is known are noticed; the right ones are not."""
    source = "La rizière de Meo Vac, visitée par Mme Vo Thi Anh Xuan."
    right = "Ruộng lúa Mèo Vạc, nơi bà Võ Thị Ánh Xuân đến thăm."
    assert guessed(source, right) == ()
    wrong = right.replace("Mèo Vạc", "Meo Vạc").replace("Ánh Xuân", "Anh Xuân")
    assert guessed(source, wrong) == ("Meo Vạc", "Võ Thị Anh Xuân")


@given(TEXTS, TEXTS)
def test_guesses_stand_in_the_text(source: str, translation: str) -> None:
    assert all(name in translation for name in guessed(source, translation))


@given(TEXTS, TEXTS)
def test_marks_change_letters_only_in_their_marks(source: str, translation: str) -> None:
    now = with_marks(source, translation)
    assert fold(now) == fold(translation)
    assert with_marks(source, now) == now


@pytest.mark.parametrize(
    ("source", "said", "lost"),
    [
        ("Cụ bà trả tiền thuốc ở hiệu Long Châu.", "Une vieille paie des médicaments.", True),
        ("Cụ bà trả tiền thuốc ở hiệu Long Châu.", "Une vieille paie à la pharmacie Long Chau.", False),
        ("Bộ Trưởng Thăm Và Làm Việc Ở Lào", "Le ministre en visite de travail au Laos", False),
    ],
)
def test_a_lost_name_fails_a_check(source: str, said: str, lost: bool) -> None:
    assert ("names" in problems(source, said, source_language="vi")) == lost
