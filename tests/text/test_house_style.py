"""House styles: what a file may say, what it changes, and how it is told when it is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt.text.credit import find, render
from mt.text.house_style import default, load

CHANGES = [
    ('colon = "nbsp"', "Đón. Ảnh: Huệ/TTXVN", "vi", " Photo\u00a0: Hue/VNA"),
    ('colon = "nnbsp"', "Đón. Ảnh: Huệ/TTXVN", "vi", " Photo\u202f: Hue/VNA"),
    ('colon = "none"', "Đón. Ảnh: Huệ/TTXVN", "vi", " Photo: Hue/VNA"),
    ('names = "french"', "Đón. Ảnh: Nguyễn Huệ", "vi", " Photo : Nguyên Huê"),
    ('[agencies]\nTTXVN = "AVI"', "Đón. Ảnh: TTXVN", "vi", " Photo : AVI"),
    ('[agencies]\n"Tân Hoa xã" = "Xinhua"', "Accueil. Photo : Xinhua", "fr", " Ảnh: Tân Hoa xã"),
    ('[holders]\nNVCC = "DR"', "Đón. Ảnh: NVCC", "vi", " Photo : DR"),
    ('[labels]\nphoto = { fr = "Crédit" }', "Đón. Ảnh: AFP", "vi", " Crédit : AFP"),
    ('photographers = ["Sử Hoài Thương"]', "Accueil. Photo : Su Hoai Thuong", "fr", " Ảnh: Sử Hoài Thương"),
]
WRONG = [
    ("colon = 3", "colon must be text"),
    ('colon = "wide"', "colon must be one of plain, nbsp, nnbsp, none, not 'wide'"),
    ('nams = "plain"', "nothing is called 'nams'"),
    ("[labels]\nfoto = { fr = 'Photo' }", "labels.foto"),
    ("[labels]\nphoto = { de = 'Foto' }", "labels.photo"),
    ("[labels]\nphoto = { fr = 3 }", "labels.photo"),
    ("[agencies]\nTTXVN = 3", "agencies must hold text only"),
    ("photographers = [1]", "photographers must hold text only"),
    ("colon = ", "no house style"),
]
# Attested in French press that keeps marks.
NAMES = [
    ("Nguyễn Huệ", "Nguyên Huê"),
    ("Đồng Khởi", "Dông Khoi"),
    ("Bà Rịa-Vũng Tàu", "Bà Ria-Vung Tàu"),
    ("Hoàng Anh Tuấn", "Hoàng Anh Tuân"),
    ("Lý Thường Kiệt", "Ly Thuong Kiêt"),
    ("Vương Đình Huệ", "Vuong Dinh Huê"),
    ("Trương Tấn Sang", "Truong Tân Sang"),
]


@pytest.mark.parametrize(("text", "caption", "language", "rendered"), CHANGES)
def test_a_file_changes_what_it_says(
    tmp_path: Path, text: str, caption: str, language: str, rendered: str
) -> None:
    file = tmp_path / "style.toml"
    file.write_text(text, encoding="utf-8")
    credit = find(caption, language)
    assert credit is not None
    assert render(credit, load(file)) == rendered
    assert render(credit) != rendered


@pytest.mark.parametrize(("text", "message"), WRONG)
def test_what_is_wrong_is_said_in_one_line(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "style.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=message) as error:
        load(file)
    assert str(error.value).startswith("style.toml: ")
    assert "\n" not in str(error.value)


def test_an_empty_file_is_the_style_of_the_package(tmp_path: Path) -> None:
    file = tmp_path / "style.toml"
    file.touch()
    assert load(file) == default() == load()


@pytest.mark.parametrize(("vietnamese", "french"), NAMES)
def test_names_with_the_letters_that_french_has(tmp_path: Path, vietnamese: str, french: str) -> None:
    file = tmp_path / "style.toml"
    file.write_text('names = "french"', encoding="utf-8")
    assert load(file).name(vietnamese) == french


def test_foreign_names_keep_their_letters() -> None:
    assert default().name("Libération") == "Libération"
    assert default().name("K Gửih") == "K Guih"
