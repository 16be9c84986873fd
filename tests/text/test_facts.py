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
    ("thứ hai, ngày 3/2", "Lundi 3 février"),
    ("sáng thứ ba 4/2", "mardi matin, 4 février"),
    ("lần thứ hai, ngày 3/2", "pour la deuxième fois, mardi 3 février"),
    ("Đại hội lần thứ Ba", "le troisième congrès, lundi"),
    ("tối thứ Bảy tại Huế", "samedi soir à Hué"),
    ("lúc 19h30", "à 7h30 du soir"),
    ("lúc 19h30", "à 7 h 30 du soir"),
    ("20 giờ", "à 8 heures du soir"),
    ("15 giờ", "à 3 heures de l'après-midi"),
    ("tối 5/3", "le soir du 5 mars"),
    ("chiều 5/3", "l'après-midi du 5 mars"),
    ("chiều tối 5/3", "en fin de journée le 5 mars"),
    ("rạng sáng 5/3", "dans la nuit du 5 mars"),
    ("2 giờ sáng", "à 2 heures, dans la nuit de lundi"),
    ("2 giờ đêm", "à 2 heures du matin"),
    ("trưa 5/3", "à la mi-journée du 5 mars"),
    ("sáng 5/3, dự đêm nhạc", "soirée musicale du 5 mars"),
    ("thắng 2-1", "victoire 2-1"),
    ("thua 2-3", "défaite 3-2"),
    ("thua 2-3", "victoire 3-2 de l'adversaire"),
    ("Huế gặp Vinh: 2-3", "Vinh et Huế : 3-2"),
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
    ("An (trái) và Bình (phải)", "Binh (à droite) et An (à gauche)"),
    ("Nguyễn An (trái) và Nguyễn Bình (phải)", "Nguyen An (à gauche) et Nguyen Binh (à droite)"),
    ("Bên trái là ông An, bên phải là bà Mai", "M. An (à gauche) et Mme Mai (à droite)"),
    ("Bên trái là ông An, bên phải là bà Mai", "À droite, Mme Mai ; à gauche, M. An"),
    ("Từ trái sang: Nam, Hoa (giữa) và Lan", "Nam, Hoa (au centre) et Lan, de gauche à droite"),
    ("An (trái) và Mai (phải)", "À gauche, M. An, et Mme Mai (à droite)"),
    ("trước (trái) và sau (phải)", "avant (à gauche) et après (à droite)"),
    ("bế con trên tay trái, tay phải xách giỏ", "un panier à la main droite, son bébé sur le bras gauche"),
    ("An (thứ hai từ trái) và Mai (bìa trái)", "Mai (tout à gauche), An (deuxième à partir de la gauche)"),
    ("ba em bé", "trois bébés"),
    ("ba em bé", "3 bébés"),
    ("ba em bé", "des bébés"),
    ("ba mẹ con", "une mère et ses deux enfants"),
    ("gia đình bốn người", "un couple et deux enfants"),
    ("nhà ba tầng", "une maison de deux étages"),
    ("bốn thập kỷ", "quarante ans"),
    ("hai tuần", "quinze jours"),
    ("hai mươi năm", "deux décennies"),
    ("mười hai tháng", "un an à deux"),
    ("chị Ba", "sa sœur et deux autres"),
    ("học sinh năm cuối", "deux élèves"),
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
    ("thứ hai, ngày 3/2", "Mardi 3 février", "weekday", "thứ hai", "Mardi"),
    ("Chủ nhật 2/2", "Samedi 2 février", "weekday", "Chủ nhật", "Samedi"),
    ("tối thứ Bảy tại Huế", "vendredi soir à Hué", "weekday", "thứ Bảy", "vendredi"),
    ("lúc 19h30", "à 8h30 du soir", "time", "19h30", "8h30"),
    ("lúc 19h30", "à 7h30 du matin", "time", "19h30", "7h30"),
    ("Sáng 5/3", "Le soir du 5 mars", "time", "Sáng", "soir"),
    ("tối ngày 5/3", "le 5 mars au matin", "time", "tối", "matin"),
    ("lúc 7 giờ sáng", "à 7 heures du soir", "time", "sáng", "soir"),
    ("chiều nay", "ce matin", "time", "chiều", "matin"),
    ("thắng 2-1", "victoire 3-1", "score", "2-1", "3-1"),
    ("Thắng 3-2", "Victoire 2-3", "score", "3-2", "2-3"),
    ("Tỷ số là 3-2", "Le score est de 2-3", "score", "3-2", "2-3"),
    ("Ba em bé", "Cinq bébés", "number", "Ba", "Cinq"),
    ("Mười hai chiến sĩ", "Treize soldats", "number", "Mười hai", "Treize"),
    ("sau ba ngày", "au bout de quatre jours", "number", "ba", "quatre"),
    ("có sáu xe", "il y a huit voitures", "number", "sáu", "huit"),
    ("dài 5 km", "5 ha", "amount", "5 km", "5 ha"),
    ("2 triệu đồng", "2 millions de dollars", "amount", "2 triệu đồng", "2 millions de dollars"),
    ("12 xe", "13 voitures", "number", "12", "13"),
    ("An (trái)", "An (à droite)", "position", "trái", "à droite"),
    ("An (trái)", "An", "position", "trái", None),
    ("An", "An (au centre)", "position", None, "au centre"),
    ("từ trái sang: An", "de droite à gauche : An", "position", "từ trái", "de droite à gauche"),
    ("rẽ phải", "tourne à gauche", "position", "rẽ phải", "à gauche"),
]

# The same positions on both sides, of other people.
EXCHANGED = [
    ("Văn Nam (trái) và Thị Hoa (phải)", "Van Nam (à droite) et Thi Hoa (à gauche)", "trái à droite"),
    ("Văn Nam (trái) và Thị Hoa (phải)", "Thi Hoa (à gauche) et Van Nam (à droite)", "trái à droite"),
    ("Bên trái là ông Nam, bên phải là bà Hoa", "M. Nam (à droite), Mme Hoa (à gauche)", "Bên trái à droite"),
    ("trước (trái) và sau (phải)", "avant (à droite) et après (à gauche)", "trái à droite"),
    (
        "An (thứ hai từ trái) và Mai (thứ ba từ trái)",
        "An (troisième à partir de la gauche) et Mai (deuxième à partir de la gauche)",
        "từ trái à partir de la gauche",
    ),
]


@pytest.mark.parametrize(("vi", "fr", "first"), EXCHANGED)
def test_positions_belong_to_the_name_beside_them(vi: str, fr: str, first: str) -> None:
    found = differences(vi, fr)
    assert {difference.kind for difference in found} == {"position"}
    assert len(found) == 2
    assert found[0].vi
    assert found[0].fr
    assert f"{found[0].vi.text} {found[0].fr.text}" == first


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
