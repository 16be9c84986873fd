"""Cutting long text: where newsrooms put full stops, and nothing lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.sentences import pieces_that_fit, sentences

# Sentences as newsrooms write them, one list a caption; joined by a space they are the caption.
VIETNAMESE = [
    ["TP. Hồ Chí Minh chào đón GS. Trần Văn Khê.", "Ảnh: TTXVN"],
    ["Tp. Hồ Chí Minh mưa lớn.", "(Ảnh: Quang Châu/TTXVN)"],
    ["T.P. Hồ Chí Minh về đêm."],
    ["Kẹt xe ở TP.HCM.", "Ảnh: H.A"],
    ["PGS. TS. Nguyễn Thị Lan và ThS. Đỗ Văn An khám bệnh.", "Ảnh: BVCC"],
    ["GS. TS. Trần Đại Nghĩa.", "Ảnh tư liệu"],
    ["BS. Hoa, KTS. Võ Trọng Nghĩa và LS. Lê Mai dự lễ."],
    ["NSND. Bạch Tuyết, NSƯT. Kim Phương, HLV. Park cùng có mặt."],
    ["TT. Đăk Hà và TX. Sơn Tây ngập sâu.", "Ảnh: CTV"],
    ["Công ty C.P. Việt Nam trao 1.200 suất quà.", "Bà con rất vui!", "Ảnh: H.A"],
    ["Giếng sâu 22 m.", "Ảnh: Cảnh sát PCCC"],
    ["Em rơi xuống sâu 2 m.", "Người dân đã kéo em lên."],
    ["Rét 9 độ C.", "Ảnh: Ngọc Thành"],
    ["Bệnh viện K.", "Ảnh: Phan Dương"],
    ["Phà ra đảo Cát Bà.", "Ảnh: Lê Tân"],
    ["Con nuôi của ông.", "Bà kể lại."],
    ["Chợ hoa Q.1 và P.5 đông khách.", "Ảnh: M.Q"],
    ["Trụ sở ở số 5 Tràng Tiền, ĐT. 024 3825 chưa mở cửa."],
    ["Tỷ lệ 3.5 điểm. tăng nhẹ"],
    ["Giá 3.500 đồng.", "Người mua giảm."],
    ["Ảnh: tuoitre.vn.", "Ngày chụp: 2/9/2023"],
    ["Xem tại vnanet.vn và baotintuc.vn.", "Nguồn: TTXVN"],
    ["Rác phân loại rồi… lại đổ chung xe."],
    ["Đi đâu về đâu?!", "Không ai biết."],
    ['"Chúng tôi ở lại."', "Bà nói."],
    ["“Cố lên!”", "Cả sân hò reo."],
    ['Đạo diễn kêu "Cắt!" lần thứ 19.'],
    ["Cả nhà về quê.", "Ảnh: Nam Dương"],
    ["Nhà máy Hoa Sen.", "- Ảnh: VIỆT DŨNG"],
    ["THỦ TƯỚNG THĂM TP. HUẾ.", "ẢNH: TTXVN"],
    ["CẦU DÀI 1.500 M.", "ẢNH: DUY LINH"],
    ["Ông Ng. Văn Tám và bà Tr. Thị Lý ra tòa ngày 7/3.", "Cô ở lại."],
    ["1. Quang cảnh buổi lễ.", "2. Đại biểu dự lễ."],
    ["Thác nước.", "Ảnh chụp từ trên cao"],
    ["Cổng chào.", "© Bộ sưu tập Gaston Mercier"],
]
FRENCH = [
    ["Le Pr. Dupont et M. Nguyen Van A. Tran arrivent.", "Photo : VNA"],
    ["Ouvert le 12 nov. 2026 à Hanoï.", "Il pleut."],
    ["Né le 1er janv. 1950, mort le 3 févr. 2020.", "Photo d'archives"],
    ["Fermé en nov. dernier."],
    ["Rouvert en oct.", "Photo : An/VNA"],
    ["Qui ?", "« Nous ! »", "Enfin."],
    ["« Nous restons. »", "Elle sourit."],
    ["Cuisine de qui ? », demande-t-il."],
    ["Il crie « Coupez ! » pour la 19e fois."],
    ["J. Chirac a salué Mme. Binh."],
    ["J.-P. Raffarin et K. Mori signent.", "(Photo : Duc Hung)"],
    ["MM. Dupont et Durand, Mlle. Lan, Dr. Hoa, Mgr. Le et Me. Vu."],
    ["Des toits à St. Pierre et à Ste. Anne."],
    ["Atelier de M. Lu.", "Photo : Duc Hung"],
    ["La villa du no. 5, bd. Voltaire, av. Foch et pl. Clichy."],
    ["Voir p. 12, pp. 13 et 14, art. 3, fig. 2, vol. 1, chap. 9."],
    ["Le canal Xang Xa No.", "(Photo : journal de Hau Giang)"],
    ["Le n° 5 et le N° 10 sont partis.", "Les autres restent."],
    ["Un puits de 22 m.", "Photo : police de lutte contre l'incendie"],
    ["Une route de 3.500 km.", "Les travaux durent."],
    ["À 12.30, il a 1.615 points.", "Bravo !"],
    ["Riz, maïs, soja, etc.", "Les prix montent."],
    ["Tout va bien…", "Ou presque."],
    ["Déchets triés… puis remélangés."],
    ["La pluie...", "300 gâteaux vendus par jour."],
    ["Du caillé ?!", "Non, du végétal."],
    ["Livres audio : +80 %.", "L'oreille va-t-elle remplacer l'œil ?"],
    ["Verdun, 1916.", "© Collection Gaston Mercier"],
    ["Statue, IIe siècle ap. J.-C.", "Source : Louvre"],
    ["Mis K.-O. en 27 secondes."],
    ["M. DUPONT À HÔ CHI MINH-VILLE.", "PHOTO : VNA"],
    ["Finale PSG vs. Lyon.", "Photo: Getty Images"],
    ["Site vietnamplus.vn.", "Photo : Internet"],
]


@pytest.mark.parametrize("expected", VIETNAMESE + FRENCH)
def test_sentences(expected: list[str]) -> None:
    assert [s.strip() for s in sentences(" ".join(expected))] == expected


def test_a_credit_glued_to_its_caption_is_a_sentence() -> None:
    assert sentences("Cả nhà về quê.Ảnh: Nam Dương") == ["Cả nhà về quê.", "Ảnh: Nam Dương"]
    assert sentences("Retour au village.(Photo : VNA)") == ["Retour au village.", "(Photo : VNA)"]


@given(st.text(alphabet='aÀĐ .!?…"»\n1,;:-'))
def test_sentences_lose_nothing(text: str) -> None:
    assert "".join(sentences(text)) == text


@given(st.text(alphabet="ab ÀĐ.!?,;:- \n12"), st.integers(1, 12))
def test_pieces_fit_and_lose_nothing(text: str, limit: int) -> None:
    pieces = pieces_that_fit(text, lambda part: len(part) <= limit)
    assert "".join(pieces) == text
    assert all(0 < len(piece) <= limit for piece in pieces)


def test_what_fits_is_not_cut() -> None:
    assert pieces_that_fit("Một câu. Hai câu.", lambda part: True) == ["Một câu. Hai câu."]


def test_sentences_go_together_as_long_as_they_fit() -> None:
    pieces = pieces_that_fit("Một. Hai. Ba bốn. Năm.", lambda part: len(part) <= 11)
    assert [piece.strip() for piece in pieces] == ["Một. Hai.", "Ba bốn.", "Năm."]
