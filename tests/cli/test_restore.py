"""`vifr restore`: a line in, a line out."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from mt.cli.main import main

LINES = "Thu tuong tiep Dai su Phap\r\n\nLes eleves de l'ecole ont ete recus\nThủ tướng tiếp Đại sứ\n12"
RESTORED = "Thủ tướng tiếp Đại sứ Pháp\r\n\nLes élèves de l'école ont été reçus\nThủ tướng tiếp Đại sứ\n12"


def test_every_line_in_its_language(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(LINES.encode())
    assert main(["restore", str(path)]) == 0
    out, err = capsysbinary.readouterr()
    assert out.decode() == RESTORED
    assert err.decode().startswith("vifr: 2 of 5 lines changed")


def test_standard_input_in_a_language_that_is_said(
    capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(b"Ha Noi"))))
    assert main(["restore", "--language", "vi", "--quiet"]) == 0
    out, err = capsysbinary.readouterr()
    assert out.decode() == "Hà Nội"
    assert err == b""


def test_bytes_that_are_not_utf8_and_the_mark_are_kept(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(b"\xef\xbb\xbfThu tuong tiep \xff\xfe Dai su Phap\n")
    assert main(["restore", "--language", "vi", str(path)]) == 0
    assert (
        capsysbinary.readouterr().out
        == "\ufeffThủ tướng tiếp ".encode() + b"\xff\xfe" + " Đại sứ Pháp\n".encode()
    )


def test_a_file_can_be_restored_in_place(tmp_path: Path) -> None:
    path = tmp_path / "lines.txt"
    path.write_bytes(LINES.encode())
    assert main(["restore", "--quiet", str(path), "-o", str(path)]) == 0
    assert path.read_bytes().decode() == RESTORED
    assert [child.name for child in tmp_path.iterdir() if "lines" in child.name] == ["lines.txt"]


def test_a_file_that_is_missing_gives_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    output = tmp_path / "out.txt"
    assert main(["restore", str(tmp_path / "none.txt"), "-o", str(output)]) == 1
    assert "none.txt" in capsys.readouterr().err
    assert not output.exists()
