"""`vifr translate` and what nobody should feed it: a line says what and where; nothing is lost."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from mt.cli.main import main

VI = "Người dân đi chợ hoa xuân ở Hà Nội."
FAST = ["--model", "embedded", "--threads", "1", "--beam-size", "1"]
COMMAND = [sys.executable, "-m", "mt", "translate", *FAST]


def translate(*arguments: object) -> int:
    return main(["translate", *FAST, "--quiet", *map(str, arguments)])


def write(path: Path, data: str | bytes) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


@pytest.mark.parametrize(
    ("name", "data", "out"),
    [
        ("a.txt", "", ""),
        ("a.txt", "\ufeff", "\ufeff"),
        ("a.tsv", "", ""),
        ("a.csv", "", ""),
        ("a.jsonl", "", ""),
        ("a.txt", "\n\n\n", "\n\n\n"),
        ("a.txt", "\r\n\r\n", "\r\n\r\n"),
        ("a.jsonl", "\n  \n", "\n  \n"),
        ("a.tsv", "id\tvi\n", "id\tvi\ttranslation\tflags\n"),
        ("a.csv", "id,vi\n\n", "id,vi,translation,flags\n\n"),
    ],
)
def test_nothing_to_translate(
    tmp_path: Path, name: str, data: str, out: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert translate(write(tmp_path / name, data)) == 0
    assert capsysbinary.readouterr() == (out.encode(), b"")
    assert translate(tmp_path / name, "-o", tmp_path / f"out{Path(name).suffix}") == 0
    assert (tmp_path / f"out{Path(name).suffix}").read_bytes() == out.encode()


@pytest.mark.parametrize(
    ("name", "data", "reported", "marked"),
    [
        ("a.txt", b"%s\nL\xea Duy\n%s\n", "a.txt:2: not UTF-8; convert the file", b"L\xea Duy"),
        ("a.tsv", b"id\tvi\n1\t%s\n2\n3\t%s\n", "a.tsv:3: 1 cell where the header has 2;", b"2\t\t\tfailed:"),
        ("a.csv", b'id,vi\n1,%s\n2,"x\n3,%s\n', "a.csv:3: not CSV: a quote is left", b'"2,""x",,,failed:'),
        ("a.jsonl", b'{"vi": "%s"}\n{"vi": \n{"vi": "%s"}\n', "a.jsonl:2: not JSON: Expecting", b'"raw": '),
    ],
)  # fmt: skip
def test_a_bad_row_among_good_ones(
    tmp_path: Path,
    name: str,
    data: bytes,
    reported: str,
    marked: bytes,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    path = write(tmp_path / name, data % (VI.encode(), VI.encode()))
    assert translate(path) == 1
    out, err = capsysbinary.readouterr()
    said = err.decode().splitlines()
    assert said[0].startswith(str(tmp_path / reported))
    assert said[1:] == ["vifr: 1 of 3 rows failed: passed through, not translated"]
    lines = out.split(b"\n")[-4:]
    assert marked in lines[1]
    french = [line.replace(VI.encode(), b"").strip(b'1,3\t {}":vi') for line in (lines[0], lines[2])]
    assert french[0] == french[1] != b""


def test_utf16(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    plain = write(tmp_path / "plain.txt", f"{VI}\r\n")
    translate(plain)
    expected = capsysbinary.readouterr().out
    assert translate(write(tmp_path / "a.txt", f"\ufeff{VI}\r\n".encode("utf-16-le"))) == 0
    assert capsysbinary.readouterr().out == b"\xef\xbb\xbf" + expected
    assert translate(write(tmp_path / "b.txt", f"{VI}\r\n".encode("utf-16-le"))) == 1
    out, err = capsysbinary.readouterr()
    assert out == b"" and b"convert it with: iconv -f utf-16le -t utf-8" in err


def test_a_line_of_20000_characters(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    long = (VI + " ") * (20_000 // len(VI) + 1)
    assert translate(write(tmp_path / "a.txt", f"{long}\n{VI}\n"), "--format", "jsonl") == 0
    first, second = map(json.loads, capsysbinary.readouterr().out.decode().splitlines())
    assert first["source"] == long and any(flag.startswith("split:") for flag in first["flags"])
    assert second["translation"]


def test_control_characters(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    path = write(tmp_path / "a.txt", f"{VI}\x00\x07\x1b[31m\x0b\x0c\x85\u2028{VI}\n\x00\x01\n{VI}\n")
    assert translate(path, "--from", "vi") == 0
    out = capsysbinary.readouterr().out
    assert out.count(b"\n") == 3
    assert not set(out.split(b"\n")[0]) & set(b"\x00\x07\x1b\x0b\x0c")


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (["missing.txt"], 1, "missing.txt: no such file; check the name"),
        (["."], 1, ".: is a folder without photos; name its files"),
        (["a.docx"], 2, "a.docx: unknown suffix '.docx'; known are .txt"),
        (["a.tsv", "--column", "legend"], 2, "a.tsv: no column 'legend'; choose with --column from: id, vi"),
        (["a.txt", "a.tsv"], 2, "inputs of several formats cannot go into one stream"),
        (["a.tsv", "b.tsv"], 2, "b.tsv: has other columns than the inputs before"),
        (["a.txt", "-o", "a.txt"], 2, "a.txt: is an input and the output; name another file with -o"),
        (["a.txt", "-o", "link.txt"], 2, "a.txt: is an input and the output"),
        (["a.txt", "b.txt", "-o", "b.out"], 2, "b.out: several inputs need a folder"),
        (["a.txt", "sub/a.txt", "-o", "sub"], 2, "sub/a.txt: is an input and the output"),
        (["a.txt", "a.txt", "-o", "out"], 2, "a.txt and a.txt would both go there"),
        (["a.txt", "-o", "nowhere/out.txt"], 1, "nowhere/out.txt: its folder does not exist; run: mkdir -p"),
        (["a.txt", "-o", "a.tsv/out.txt"], 1, "a.tsv/out.txt: its folder does not exist"),
        (
            ["a.txt", "-o", "x.docx"],
            2,
            "x.docx: .docx files cannot be written; choose another suffix, such as",
        ),
        (["a.txt", "-o", "x.fr.gz"], 2, "x.fr.gz: .gz files cannot be written"),
        (["a.tsv", "-o", "out/x.ZIP", "--format", "tsv"], 2, "out/x.ZIP: .zip files cannot be written"),
        (["a.txt", "--glossary", "nowhere"], 1, "nowhere: No such file or directory; check the name"),
        (["a.txt", "-o", "x" * 300], 2, ": File name too long; check the name"),
        (["a.jsonl", "--format", "csv"], 2, "JSON rows have no fixed columns"),
        (["done.tsv"], 2, "done.tsv: has a column 'translation' already; name the new ones with --into"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_line(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    status: int,
    message: str,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("sub", "out"):
        (tmp_path / folder).mkdir()
    for name, text in [
        ("a.txt", VI),
        ("b.txt", VI),
        ("sub/a.txt", VI),
        ("a.docx", "PK"),
        ("a.tsv", f"id\tvi\n1\t{VI}"),
        ("b.tsv", f"vi\n{VI}"),
        ("done.tsv", f"vi\ttranslation\n{VI}\tx"),
        ("a.jsonl", json.dumps({"vi": VI})),
    ]:
        write(tmp_path / name, text)
    (tmp_path / "link.txt").symlink_to("a.txt")
    before = sorted(tmp_path.rglob("*"))
    assert translate(*arguments) == status
    out, err = capsysbinary.readouterr()
    assert out == b""
    assert message in err.decode() and err.count(b"\n") == 1
    assert sorted(tmp_path.rglob("*")) == before
    assert (tmp_path / "a.txt").read_text("utf-8") == VI


def test_other_suffixes_can_be_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert translate(write(tmp_path / "a.dat", f"vi\n{VI}\n"), "--input-format", "csv") == 0
    out = capsysbinary.readouterr().out
    assert out.startswith(f"vi,translation,flags\n{VI},".encode())
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(f"vi\n{VI}\n".encode()))))
    assert translate("--input-format", "csv") == 0
    assert capsysbinary.readouterr().out == out


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"{VI}\n")
    with Path("/dev/full").open("wb") as full:
        redirected = subprocess.run([*COMMAND, "--quiet", path], stdout=full, stderr=subprocess.PIPE)
    assert redirected.returncode == 1
    assert redirected.stderr.startswith(b"vifr: standard output: cannot be written: No space left")
    assert redirected.stderr.count(b"\n") == 1
    named = subprocess.run([*COMMAND, "--quiet", path, "-o", "/dev/full"], capture_output=True)
    assert named.returncode == 1
    assert named.stderr.startswith(b"vifr: /dev/full: cannot be written: No space left")
    assert Path("/dev/full").is_char_device()


@pytest.mark.skipif(sys.platform == "win32", reason="Unix pipes")
def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", f"{VI}\n" * 20_000)
    command = subprocess.Popen([*COMMAND, "--quiet", path], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert command.stdout is not None and command.stderr is not None
    assert command.stdout.readline()
    command.stdout.close()
    assert command.stderr.read() == b""
    command.stderr.close()
    assert command.wait(timeout=60) != 0


@pytest.mark.skipif(sys.platform == "win32", reason="Unix pipes")
def test_a_named_pipe_can_be_read_once_and_is(tmp_path: Path) -> None:
    import os
    import threading

    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    feeder = threading.Thread(target=lambda: pipe.write_text(f"{VI}\n\n{VI}\n", encoding="utf-8"))
    feeder.start()
    assert translate(pipe, "-o", tmp_path / "out.txt") == 0
    feeder.join()
    lines = (tmp_path / "out.txt").read_text("utf-8").split("\n")
    assert lines[0] == lines[2] != "" and lines[1] == lines[3] == ""
