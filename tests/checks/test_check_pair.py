import pytest

from mt.caption import Pair
from mt.checks import KINDS, Glossary, check, check_pair
from mt.corpora import load

GOOD = [
    (
        "Ông Trần Văn Nam (trái) ngày 14/11. Ảnh: Lâm Khánh/TTXVN",
        "M. Tran Van Nam (à gauche), le 14 novembre. Photo : Lam Khanh/VNA",
    ),
    ("Chợ nổi Cái Răng buổi sớm.", "Le marché flottant de Cai Rang au petit matin."),
    ("Lâm Khánh", "Lam Khanh"),
    ("Cả Một Đời Ân Oán", "Ca Mot Doi An Oan"),
]
BAD = [
    ("Lễ hội ngày 14/11 tại Huế", "", {"empty"}),
    ("Des enfants jouent dans la cour", "Trẻ em chơi đùa ngoài sân trường", {"language"}),
    ("Trẻ em chơi đùa ngoài sân trường", "Trẻ em chơi đùa ngoài sân trường", {"copied"}),
    ("Trẻ em chơi đùa ngoài sân trường", "Tre em choi dua ngoai san truong", {"copied"}),
    (
        "Trẻ em thả diều bên sông lúc chiều xuống.",
        "Des enfants de la ville jouent dans la cour et thả diều bên sông le soir.",
        {"untranslated"},
    ),
    ("Lễ hội ngày 14/11 tại Huế", "La fête du 15 novembre à Hué", {"date"}),
    (
        "Ông Nguyễn Văn Nam (trái) và bà Lê Thị Hoa (phải).",
        "M. Nguyen Van Nam (à droite) et Mme Le Thi Hoa (à gauche).",
        {"position"},
    ),
    ("Đội nhà mừng chiến thắng 3-2", "L'équipe locale fête sa victoire 2-3", {"score"}),
    ("Lễ hội sáng thứ hai, ngày 3/2", "La fête du mardi 3 février", {"date"}),
    ("Lễ hội sáng 5/3 tại Huế", "La fête à Hué, le soir du 5 mars", {"time"}),
    ("Mười hai chiến sĩ trồng rau", "Treize soldats cultivent des légumes", {"number"}),
    ("Ông Trần Văn Nam trồng lúa", "M. Le Thi Hoa cultive du riz", {"name"}),
    ("Ông Nam trồng lúa. Ảnh: Lâm Khánh/TTXVN", "M. Nam cultive du riz. Photo : Duc Anh/VNA", {"credit"}),
    ("Ông Nam trồng lúa. Ảnh: TTXVN", "M. Nam cultive du riz. Photo : AFP", {"credit"}),
    ("Ông Nam trồng lúa. Ảnh: Lâm Khánh/TTXVN", "M. Nam cultive du riz.", {"credit"}),
    ("Nông dân gặt lúa. Trẻ em thả diều trên đồng.", "Des paysans moissonnent le riz.", {"length"}),
    (
        "Người dân trồng lúa trên cánh đồng ở xã vùng cao.",
        "Des paysans cultivent le riz et le riz et le riz et le riz.",
        {"repetition"},
    ),
    ("Tre em choi dua ngoai san truong", "Des enfants jouent dans la cour de l'école", {"diacritics"}),
    (
        "Người dân dự lễ kỷ niệm sau nhiều năm",
        "La population assiste a la ceremonie apres des annees",
        {"diacritics"},
    ),
    ("Chợ nổi Cái Răng buổi sớm.", "Le marché flottant de Cai Rang: au petit matin.", {"typography"}),
]


@pytest.mark.parametrize(("vi", "fr"), GOOD)
def test_a_good_pair_has_no_findings(vi: str, fr: str) -> None:
    assert check_pair(Pair("1", vi, fr)) == []


@pytest.mark.parametrize(("vi", "fr", "kinds"), BAD)
def test_a_bad_pair_has_the_finding_that_fits(vi: str, fr: str, kinds: set[str]) -> None:
    assert {finding.kind for finding in check_pair(Pair("1", vi, fr))} == kinds


@pytest.mark.parametrize(("vi", "fr", "kinds"), BAD)
def test_a_span_is_where_it_says(vi: str, fr: str, kinds: set[str]) -> None:
    for finding in check_pair(Pair("1", vi, fr)):
        for text, span in ((vi, finding.vi), (fr, finding.fr)):
            assert span is None or text[span.start :].startswith(span.text)


def test_pairs_that_are_there_twice() -> None:
    pairs = [
        Pair("1", "Chợ nổi Cái Răng buổi sớm", "Le marché flottant de Cai Rang au petit matin"),
        Pair("2", "Chợ nổi Cái Răng buổi sớm.", "Le marché flottant de Cai Rang au petit matin."),
        Pair("3", "Chợ nổi Cái Răng buổi sớm", "Cai Rang et son marché flottant, tôt le matin"),
    ]
    assert [(finding.id, finding.message) for finding in check(pairs)] == [
        ("2", "the same pair as 1"),
        ("3", "translated otherwise in 1"),
    ]


@pytest.mark.parametrize(
    ("vi", "fr", "terms"),
    [
        ("Bộ Ngoại giao họp báo", "Conférence de presse du ministère des Affaires étrangères", []),
        ("Bộ Ngoại giao họp báo", "Conférence de presse au Quai d'Orsay", ["Bộ Ngoại giao"]),
        ("Ngoại giao đoàn dự lễ", "Le corps diplomatique à la cérémonie", []),
        ("Làng nghề đón khách", "Un village de métiers reçoit des visiteurs", []),
    ],
)
def test_terms_of_a_glossary(vi: str, fr: str, terms: list[str]) -> None:
    glossary = Glossary(
        [
            ("Bộ Ngoại giao", "ministère des Affaires étrangères", ""),
            ("ngoại giao", "diplomatie", "aussi « corps diplomatique »"),
            ("làng nghề", "villages de métiers", ""),
        ]
    )
    found = check_pair(Pair("1", vi, fr), glossary=glossary)
    assert [str(finding.vi) for finding in found if finding.kind == "glossary"] == terms


def test_few_of_the_bundled_pairs_have_a_finding() -> None:
    pairs = load("captions", split="dev")[:300]
    assert len({finding.id for finding in check(pairs)}) <= 0.03 * len(pairs)


def test_every_kind_has_a_severity() -> None:
    assert set(KINDS.values()) == {"error", "warning", "note"}
