import random
import re

import pytest

from mt.corpora import load
from mt.text.numbers import unmatched

SAME = [
    ("1.200 học sinh", "1 200 élèves"),
    ("tăng 3,5%", "en hausse de 3,5 %"),
    ("ngày 1/4", "le 1er avril"),
    ("ngày 20/11/2025", "le 20 novembre 2025"),
    ("Quảng trường 2/4", "place du 2-Avril"),
    ("25 tháng Chạp", "le 25e jour du 12e mois lunaire"),
    ("2,4 tỷ USD", "2,4 milliards de dollars"),
    ("1.400 tỷ đồng", "1 400 milliards de dongs"),
    ("1,92 triệu tỷ đồng", "1,92 million de milliards de dongs"),
    ("3 nghìn tỷ đồng", "3 000 milliards de dongs"),
    ("70 nghìn nhân dân tệ", "70 000 yuans"),
    ("36.000 euro", "trente-six mille euros"),
    ("hai mươi bảy cán bộ", "27 cadres"),
    ("một trăm linh năm tuổi", "105 ans"),
    ("sáu trăm nghìn quân", "600 000 hommes"),
    ("năm mươi mét", "50 mètres"),
    ("97 tuổi", "quatre-vingt-dix-sept ans"),
    ("71 tuổi", "soixante et onze ans"),
    ("85 tuổi", "quatre-vingt-cinq ans"),
    ("hơn 3 triệu rưỡi", "plus de 3,5 millions"),
    ("2,5 triệu", "deux millions et demi"),
    ("tầng 5", "au 4e étage"),
    ("tầng 1", "au rez-de-chaussée"),
    ("học sinh lớp 9", "élèves de troisième"),
    ("học sinh lớp 9", "élèves de 9e année"),
    ("học sinh lớp 12", "élèves de terminale"),
    ("học sinh lớp 4", "élèves de CM1"),
    ("thứ 7", "samedi"),
    ("3 giờ chiều", "à 15 heures"),
    ("lúc 6h30", "à 6 h 30"),
    ("lúc 19h30", "à 7h30 du soir"),
    ("15 giờ", "à 3 heures de l'après-midi"),
    ("12 giờ trưa", "à midi"),
    ("quý II", "au deuxième trimestre"),
    ("thế kỷ XIX", "au XIXe siècle"),
    ("thế kỷ 19", "au XIXe siècle"),
    ("Giáo hoàng Leo XIV", "le pape Léon XIV"),
    ("giải nhất 2 lần", "deux fois le 1er prix"),
    ("trả lời 24/7", "répond 24h/24 et 7j/7"),
    ("rộng 96 m2", "96 m²"),
    ("thắng 3-1", "victoire 3-1"),
    ("giảm 50%", "réduit de moitié"),
    ("chuyến xe 0 đồng", "un car gratuit"),
    ("cụ bà 80 tuổi", "une octogénaire"),
    ("U23 Việt Nam", "le Vietnam des moins de 23 ans"),
    ("quận 7", "le 7e arrondissement"),
    ("hai năm 2024 và 2025", "en 2024 et 2025"),
    ("không có số nào", "sans chiffre"),
]

DIFFERENT = [
    ("1.200 học sinh", "1 300 élèves", ["1.200"], ["1 300"]),
    ("1.200 học sinh", "1.200 élèves", ["1.200"], ["1.200"]),
    ("ngày 1/4", "le 1er mai", ["4"], []),
    ("2,4 tỷ USD", "2,4 millions de dollars", ["2,4 tỷ"], ["2,4 millions"]),
    ("hai mươi năm", "25 ans", [], ["25"]),
    ("thắng 3-1", "victoire 3-3", ["1"], ["3"]),
    ("tầng 5", "au 6e étage", ["5"], ["6e"]),
    ("lớp 9", "en quatrième", ["9"], []),
    ("thứ 7", "vendredi", ["7"], []),
    ("15 giờ", "à 3 heures", ["15"], ["3"]),
    ("19 giờ", "à 7 heures du matin", ["19"], ["7"]),
    ("thế kỷ XIX", "au XVIIIe siècle", ["XIX"], ["XVIIIe"]),
    ("ba người, 12 xe", "trois personnes", ["12"], []),
    ("năm 2024", "en 2024 et 2025", [], ["2025"]),
]


@pytest.mark.parametrize(("vi", "fr"), SAME)
def test_the_same_numbers(vi: str, fr: str) -> None:
    assert unmatched(vi, fr) == ([], [])


@pytest.mark.parametrize(("vi", "fr", "vi_only", "fr_only"), DIFFERENT)
def test_different_numbers(vi: str, fr: str, vi_only: list[str], fr_only: list[str]) -> None:
    assert unmatched(vi, fr) == (vi_only, fr_only)


def test_one_changed_number_in_a_caption_is_noticed() -> None:
    draw = random.Random(11)
    tried = missed = 0
    for pair in load("captions", split="test") + load("captions", split="dev"):
        numbers = list(re.finditer(r"\d+", pair.fr))
        if not numbers or any(unmatched(pair.vi, pair.fr)):
            continue
        number = draw.choice(numbers)
        wrong = str(int(number.group()) + draw.choice([1, 2, 5, 10]))
        tried += 1
        missed += not any(unmatched(pair.vi, pair.fr[: number.start()] + wrong + pair.fr[number.end() :]))
    assert tried > 300
    assert missed <= tried / 100
