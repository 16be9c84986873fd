"""Text dumps: what of a page is left when a crawler or a text browser has taken its markup."""

from __future__ import annotations

import pytest

FR = (
    "La délégation a ensuite visité l'école, où elle a rencontré les enseignants et les élèves. "
    "Elle a offert des livres."
)
VI = (
    "Sau đó đoàn đã đến thăm trường học, gặp gỡ thầy cô giáo và các em học sinh của xã miền núi. "
    "Đoàn đã tặng sách cho các em."
)

PAGES = {
    "credit": (
        f"{VI}\nLực lượng cứu hỏa dập lửa - Ảnh: MINH HÒA\n{VI}",
        ["Lực lượng cứu hỏa dập lửa - Ảnh: MINH HÒA"],
    ),
    "credit on the next line": (
        f"Un titre\n{FR}\nLe président plante un arbre à Ba Vi. |\nPhoto : VNA/CVN |\n{FR}",
        ["Le président plante un arbre à Ba Vi. Photo : VNA/CVN"],
    ),
    "three times": (
        f"Tin\n{VI}\n" + "Nhà anh Lâm ăn Tết xa quê.Ảnh: Nam Dương\n" * 3,
        ["Nhà anh Lâm ăn Tết xa quê.Ảnh: Nam Dương"],
    ),
    "twice without a credit": (
        f"Titre\n{FR}\n" + "Le journaliste Ngoc Son à Truong Sa en 2017.\n" * 2 + FR,
        ["Le journaliste Ngoc Son à Truong Sa en 2017."],
    ),
    "behind the number of the photo": (
        f"{FR}\nLa ministre inaugure une école ảnh 1La ministre coupe le ruban. Photo : VNA\n{FR}",
        ["La ministre coupe le ruban. Photo : VNA"],
    ),
    "behind a file name": (
        f"{FR}\nco-hoi-moi-4.jpg\nLe professeur Tran Xuan Nhi.\n{FR}",
        ["Le professeur Tran Xuan Nhi."],
    ),
    "behind a Markdown image": (
        f"{FR}\n![ảnh 1](a.jpg) |\nLe dirigeant lit un discours |\n{FR}",
        ["Le dirigeant lit un discours"],
    ),
    "album": (
        f"{FR}\n1/2\nLes enfants montent les tentes\n2/2\nVeillée autour du feu",
        ["Les enfants montent les tentes", "Veillée autour du feu"],
    ),
    "label": (
        f"{FR}\nLégende : les étudiants du département\n{FR}",
        ["Légende : les étudiants du département"],
    ),
    "label on the line before": (
        f"Chú thích ảnh:\nTrao giải cuộc thi ở Tuy Hòa\n{VI}",
        ["Trao giải cuộc thi ở Tuy Hòa"],
    ),
    "translation beside it": (
        f"{FR}\nNguoi dan bom nuoc ngot vao ao o Tan Loc\nLes gens de Tan Loc pompent de l'eau douce\n{FR}",
        ["Nguoi dan bom nuoc ngot vao ao o Tan Loc", "Les gens de Tan Loc pompent de l'eau douce"],
    ),
    "both on one line": (
        f"{FR}\nCầu gỗ số 1 nhìn từ bến | La passerelle n° 1 vue du quai\n{FR}",
        ["Cầu gỗ số 1 nhìn từ bến", "La passerelle n° 1 vue du quai"],
    ),
    "columns": (
        f"{FR}\nBàn ghế phơi nắng. Ảnh: Cẩm Nhung\tLes bancs sèchent au soleil. Photo : Cam Nhung",
        ["Bàn ghế phơi nắng. Ảnh: Cẩm Nhung", "Les bancs sèchent au soleil. Photo : Cam Nhung"],
    ),
    "entities": (
        f"{FR}\nL&amp;#39;&eacute;cole du village. Photo&nbsp;: VNA",
        ["L'école du village. Photo : VNA"],
    ),
}


@pytest.mark.parametrize(("page", "expected"), PAGES.values(), ids=PAGES)
def test_captions_of_a_dump(captions, page, expected):
    assert [found.text for found in captions(page)] == expected


NO_CAPTIONS = {
    "body": f"{VI}\n{FR}",
    "proverb": f"{FR}\nLá lành đùm lá rách\n{FR}",
    "teasers twice": f"{FR}\n{FR}\nNouvelles connexes\n" + "Nông dân trồng mía nuôi tôm\n" * 2,
    "photos of teasers": f"{FR}\n{FR}\nVoir plus\nLes élèves à Da Lat. Photo: CVN\nLe marathon",
    "byline": f"{VI}\nBài, ảnh: MINH HÒA",
    "related links above a credit": f">> Fête nationale\n>> Le gala de ce soir\n\nPhoto : VNA/CVN\n\n{FR}",
    "link to the source": f"{FR}\nHOÀI THƯƠNG\nSource : https://bao.example/nong-dan.html",
    "menu in both languages": "Accueil | Trang chủ\nCours | Lớp học\nPhotos | Ảnh",
    "placeholder": f"{VI}\n[nhập chú thích]\n{VI}",
}


@pytest.mark.parametrize("page", NO_CAPTIONS.values(), ids=NO_CAPTIONS)
def test_what_is_no_caption_in_a_dump(captions, page):
    assert captions(page) == []


def test_lines_wrapped_by_a_text_browser_are_joined(captions):
    page = """   Financée à parts égales par les deux communes, la piste de 3,4 kilomètres
   relie désormais le port de pêche au collège. Le 31 janvier, trois cents
   cyclistes l'ont étrennée sous un crachin tout breton.

   [Đoàn xe đạp 300 người xuất phát từ cảng cá trong cơn mưa bụi buổi
   sáng]
   Le peloton de 300 cyclistes s'élance du port de pêche sous le crachin
   matinal
"""
    assert [(it.language, it.text, it.place, it.group) for it in captions(page)] == [
        ("vi", "Đoàn xe đạp 300 người xuất phát từ cảng cá trong cơn mưa bụi buổi sáng", "line 5", "line 5"),
        (
            "fr",
            "Le peloton de 300 cyclistes s'élance du port de pêche sous le crachin matinal",
            "line 7",
            "line 5",
        ),
    ]


def test_both_halves_of_a_line_know_the_whole(captions):
    line = "Bến sông chiều. Ảnh: An / Le quai, le soir. Photo : An"
    assert {found.whole for found in captions(f"{VI}\n{line}")} == {line}
