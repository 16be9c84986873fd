import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text.facts import differences, facts

SAME = [
    ("ngày 14/11", "le 14 novembre"),
    ("ngày 14-11", "le 14 novembre"),
    ("ngày 14/11/2025", "le 14 nov. 2025"),
    ("tháng 1/2018", "en janvier 2018"),
    ("vào 1-2018", "en janvier 2018"),
    ("mùng 3 tháng Giêng", "le 3e jour du premier mois lunaire"),
    ("25 tháng Chạp", "le 25e jour du 12e mois lunaire"),
    ("rằm tháng Bảy", "le 15e jour du 7e mois lunaire"),
    ("quý II", "au 2e trimestre"),
    ("thế kỷ 19", "au XIXe siècle"),
    ("thập niên 90", "dans les années 1990"),
    ("thứ Hai, 3/2", "lundi 3 février"),
    ("Chủ nhật 2/2", "dimanche 2 février"),
    ("lúc 15h30", "à 15 h 30"),
    ("lúc 3 giờ 30 chiều", "à 15 h 30"),
    ("lúc 9 giờ 5", "à 9 h 05"),
    ("thắng 2-1", "victoire 2-1"),
    ("thua 0-3", "battus 3-0"),
    ("dài 5 km", "long de 5 kilomètres"),
    ("30 tấn gạo", "30 tonnes de riz"),
    ("96 m2", "96 m²"),
    ("500m2", "500 mètres carrés"),
    ("20 km một giờ", "20 km/h"),
    ("2 triệu đồng", "2 millions de dongs"),
    ("3 tỷ USD", "3 milliards de dollars"),
    ("3,5%", "3,5 %"),
    ("An (trái)", "An (à gauche)"),
    ("An, trái, và Bình", "An, à gauche, et Binh"),
    ("An (bìa phải)", "An (à l'extrême droite)"),
    ("An (giữa)", "An (au centre)"),
    ("từ trái sang phải: An, Bình", "de gauche à droite : An, Binh"),
    ("An (thứ hai từ trái sang)", "An (deuxième à partir de la gauche)"),
    ("nhà cấp 4", "une maison de plain-pied"),
    ("26 tỷ phú", "26 milliardaires"),
    ("vị khách thứ 200 triệu", "le 200 millionième passager"),
    ("500 trái cây, 3 trái phép", "500 fruits, 3 illégaux"),
    ("bà Mai", "Mme Mai"),
]

DIFFERENT = [
    ("ngày 14/11", "le 15 novembre", "date", "14/11", "15 novembre"),
    ("ngày 14/11", "le 14 décembre", "date", "14/11", "14 décembre"),
    ("ngày 3/4", "le 4 mars", "date", "3/4", "4 mars"),
    ("ngày 3/4", "un jour", "date", "3/4", None),
    ("thứ Hai, 3/2", "mardi 3 février", "weekday", "thứ Hai", "mardi"),
    ("lúc 15h30", "à 15 h 45", "time", "15h30", "15 h 45"),
    ("thắng 2-1", "victoire 3-1", "score", "2-1", "3-1"),
    ("dài 5 km", "5 ha", "amount", "5 km", "5 ha"),
    ("2 triệu đồng", "2 millions de dollars", "amount", "2 triệu đồng", "2 millions de dollars"),
    ("12 xe", "13 voitures", "number", "12", "13"),
    ("An (trái)", "An (à droite)", "position", "trái", "à droite"),
    ("An (trái)", "An", "position", "trái", None),
    ("An", "An (au centre)", "position", None, "au centre"),
    ("từ trái sang: An", "de droite à gauche : An", "position", "từ trái", "de droite à gauche"),
    ("rẽ phải", "tourne à gauche", "position", "rẽ phải", "à gauche"),
]


@pytest.mark.parametrize(("vi", "fr"), SAME)
def test_the_same_facts(vi: str, fr: str) -> None:
    assert differences(vi, fr) == []


@pytest.mark.parametrize(("vi", "fr", "kind", "vi_text", "fr_text"), DIFFERENT)
def test_different_facts(vi: str, fr: str, kind: str, vi_text: str | None, fr_text: str | None) -> None:
    [found] = differences(vi, fr)
    assert found.kind == kind
    assert (found.vi and found.vi.text) == vi_text
    assert (found.fr and found.fr.text) == fr_text


@pytest.mark.parametrize("language", ["vi", "fr"])
@given(text=st.text(alphabet="0123456789/-.,: ()hgiờtháng trái à gauche mars km%đồng", max_size=60))
def test_a_fact_is_where_it_says(language: str, text: str) -> None:
    # The spaces that stand for what is no number (24/7, the 2 of m2) are the only characters that differ.
    for fact in facts(text, language):
        assert 0 <= fact.start < fact.end <= len(text)
        if fact.kind != "number":
            assert text[fact.start : fact.end] == fact.text
        assert fact.readings
