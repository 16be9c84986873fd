from __future__ import annotations

import json
from pathlib import Path

import photo_maker as made
import pytest
from photo_maker import FR, VI

from mt.cli.main import main


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    path = tmp_path / "ảnh Đặng.jpg"
    iptc = made.iim((120, "Một chú thích khác ở Đà Lạt".encode()))
    path.write_bytes(made.jpeg(made.xmp(made.alt(x_default=VI, vi=VI, fr=FR)), iptc=iptc))
    return path


def test_every_text_comes_once_with_its_place(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", str(photo)]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines() == [
        "file\tplace\tlanguage\tcaption\timage",
        f"{photo}\tXMP dc:description[vi]\tvi\t{VI}\t{photo}",
        f"{photo}\tXMP dc:description[fr]\tfr\t{FR}\t{photo}",
        f"{photo}\tIPTC Caption/Abstract\tvi\tMột chú thích khác ở Đà Lạt\t{photo}",
    ]
    assert err == f"vifr: {photo}: IPTC Caption/Abstract says something else than XMP dc:description\n"


def test_text_and_json_lines(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extract", "--format", "text", "--language", "fr", str(photo)]) == 0
    assert capsys.readouterr().out == FR + "\n"
    assert main(["extract", "--format", "jsonl", str(photo)]) == 0
    entries = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [entry["role"] for entry in entries] == ["description"] * 3
    assert {entry["group"] for entry in entries} == {str(photo)}


def test_damaged_text_is_put_right_unless_the_original_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = "C¸c ®¹i biÓu dù lÔ khai m¹c t¹i Hµ Néi"
    path = tmp_path / "a.xmp"
    path.write_bytes(made.xmp(made.alt(x_default=broken)))
    assert main(["extract", "--format", "text", str(path)]) == 0
    assert main(["extract", "--format", "text", "--original", str(path)]) == 0
    assert capsys.readouterr().out.splitlines() == ["Các đại biểu dự lễ khai mạc tại Hà Nội", broken]


def test_folders_and_what_cannot_be_read(photo: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (photo.parent / "b.jpg").write_bytes(b"")
    (photo.parent / "c.xmp").write_bytes(made.xmp(made.alt(x_default=VI))[:200])
    page = photo.parent / "page.html"
    page.write_text(
        f"<html><figure><img src=a.jpg><figcaption>{VI} Ảnh: An</figcaption></figure></html>", "utf-8"
    )
    missing = photo.parent / "none.png"
    assert main(["extract", "--format", "text", str(photo.parent), str(page), str(missing)]) == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 4
    assert [line.split(": ")[1] for line in err.splitlines()] == [
        str(photo.parent / "b.jpg"), str(photo.parent / "c.xmp"), str(photo), str(missing),
    ]  # fmt: skip
