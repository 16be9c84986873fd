from __future__ import annotations

import io
import json
import sys

import pytest

from mt.cli.main import COMMANDS, main

PAGE = """<html lang="vi"><h1>Chợ</h1><figure><img src="a.jpg"><figcaption>Ðoàn khách thăm chợ. Ảnh: An<br>
Les visiteurs au marché. Photo : An</figcaption></figure></html>"""


@pytest.fixture(autouse=True)
def command(monkeypatch):
    monkeypatch.setitem(COMMANDS, "extract", "find the captions of saved news pages")


@pytest.fixture
def page(tmp_path):
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return path


def test_the_table_has_a_header_and_one_row_a_caption(page, capsys):
    assert main(["extract", str(page)]) == 0
    place = "/html/body/figure/figcaption"
    assert capsys.readouterr().out.splitlines() == [
        "file\tplace\tlanguage\tcaption\timage",
        f"{page}\t{place}\tvi\tĐoàn khách thăm chợ. Ảnh: An\ta.jpg",
        f"{page}\t{place}\tfr\tLes visiteurs au marché. Photo : An\ta.jpg",
    ]


def test_captions_alone_in_one_language(page, capsys):
    assert main(["extract", "--format", "text", "--language", "fr", str(page)]) == 0
    assert capsys.readouterr().out == "Les visiteurs au marché. Photo : An\n"


def test_characters_as_on_the_page(page, capsys):
    assert main(["extract", "--format", "text", "--original", str(page)]) == 0
    assert capsys.readouterr().out.startswith("Ðoàn")


def test_json_lines_carry_group_role_and_the_whole_element(page, capsys):
    assert main(["extract", "--format", "jsonl", str(page)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["role"] == "figcaption"
    assert first["group"] == second["group"]
    assert first["original"] == "Ðoàn khách thăm chợ. Ảnh: An"
    assert first["whole"] == "Ðoàn khách thăm chợ. Ảnh: An Les visiteurs au marché. Photo : An"


@pytest.mark.parametrize(
    ("data", "extra", "said"),
    [
        (b"\x07\x90;\n\xff", [], "no captions found"),
        (PAGE.split("<br>")[0].encode(), ["--language", "fr"], "no captions found in fr"),
        (b"<html></html>", ["--language", "fr"], "no captions found"),
    ],
)
def test_a_page_without_captions_is_said(tmp_path, capsys, data, extra, said):
    path = tmp_path / "page.html"
    path.write_bytes(data)
    assert main(["extract", "--format", "text", str(path), *extra]) == 0
    assert capsys.readouterr() == ("", f"vifr: {path}: {said}\n")


def test_a_table_is_no_office_file(page, tmp_path, capsys):
    assert main(["extract", str(page), "-o", str(tmp_path / "a.xlsx")]) == 2
    assert "a.xlsx: .xlsx files cannot be written; " in capsys.readouterr().err
    assert not (tmp_path / "a.xlsx").exists()


def test_standard_input(monkeypatch, capsys):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(PAGE.encode())))
    assert main(["extract", "--format", "text", "-"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 2


def test_pages_that_cannot_be_read_are_said_and_the_others_done(page, tmp_path, capsys):
    (tmp_path / "photo.html").write_bytes(b"\0\1" * 100)
    names = [str(tmp_path / "none.html"), str(tmp_path / "photo.html"), str(tmp_path), str(page)]
    assert main(["extract", "--format", "text", *names]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert [line.startswith("vifr: ") for line in err.splitlines()] == [True] * 3


def test_a_page_over_the_limit_is_refused_in_one_line(page, capsys):
    assert main(["extract", "--max-size", "0.0001", str(page)]) == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_the_output_file_is_put_in_place_whole(page, tmp_path, capsys):
    output = tmp_path / "captions.tsv"
    assert main(["extract", str(page), "-o", str(output)]) == 0
    assert output.read_text(encoding="utf-8").count("\n") == 3
    assert capsys.readouterr().out == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == ["captions.tsv", "page.html"]


def test_an_output_in_no_folder_is_refused(page, tmp_path, capsys):
    assert main(["extract", str(page), "-o", str(tmp_path / "none" / "x.tsv")]) == 1
    assert "its folder does not exist" in capsys.readouterr().err
