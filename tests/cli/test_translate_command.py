"""`vifr translate`, with the embedded model: what goes in, what comes out, what is said."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mt.cli.main import main

VI = ["Người dân đi chợ hoa xuân ở Hà Nội.", "Thủ tướng tiếp Đại sứ Pháp.", "Ảnh: Trí Dũng/TTXVN"]
FR = ["Le marché aux fleurs de Hanoï à la veille du Têt.", "Le Premier ministre reçoit l’ambassadeur."]
FAST = ["--model", "embedded", "--threads", "1", "--beam-size", "1"]
COMMAND = [sys.executable, "-m", "mt", "translate", *FAST]


def translate(*arguments: object) -> int:
    return main(["translate", *FAST, *map(str, arguments)])


def typed(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))


@pytest.fixture
def captions(tmp_path: Path) -> Path:
    path = tmp_path / "captions.txt"
    path.write_text("\n".join([VI[0], "", VI[1], "  ", VI[2]]) + "\n", encoding="utf-8")
    return path


def test_a_line_for_every_line_and_blank_stays_blank(
    captions: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert translate(captions) == 0
    out, err = capsysbinary.readouterr()
    lines = out.decode().split("\n")
    assert [bool(line.strip()) for line in lines] == [True, False, True, False, True, False]
    assert lines[4].startswith("Photo")
    assert err.decode().startswith("vifr: model embedded-vi-fr@")


def test_standard_input_and_a_file_give_the_same(
    captions: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    translate(captions)
    from_file = capsysbinary.readouterr().out
    for name in ([], ["-"]):
        typed(monkeypatch, captions.read_bytes())
        assert translate(*name) == 0
        assert capsysbinary.readouterr().out == from_file


def test_the_direction_is_told_or_said(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    french = "\n".join(FR).encode()
    for said in ([], ["--from", "fr"], ["--to", "vi"], ["--from", "fr", "--to", "vi"]):
        typed(monkeypatch, french)
        assert translate(*said, "--format", "jsonl") == 0
        out, err = capsysbinary.readouterr()
        assert b"embedded-fr-vi@" in err
        assert [json.loads(line)["source"] for line in out.decode().splitlines()] == FR


@pytest.mark.parametrize("said", ["12 345\n", "Good morning to all of you, my friends\n", "Paris\n"])
def test_a_direction_that_cannot_be_told(
    said: str, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(monkeypatch, said.encode())
    assert translate() == 2
    out, err = capsysbinary.readouterr()
    assert (out, err) == (
        b"",
        b"vifr: standard input: cannot tell the language of the captions; say --from vi or --from fr\n",
    )


def test_json_says_how_a_row_was_made(captions: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert translate(captions, "--format", "jsonl", "--beam-size", "2", "--nbest", "2") == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.decode().split("\n") if line]
    assert [row["line"] for row in rows] == [1, 2, 3, 4, 5]
    assert rows[0]["source"] == VI[0] and rows[0]["score"] < 0 and rows[0]["alternatives"][0]["text"]
    assert rows[1]["flags"] == ["passed-through:empty"] and rows[1]["score"] is None
    assert {row["model"].split("@")[0] for row in rows} == {"embedded-vi-fr"}


def test_tables_keep_their_columns(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    table = tmp_path / "photos.csv"
    table.write_bytes(f'\ufeffid;caption;date\r\n7;"{VI[0]}\r\n{VI[1]}";"12/11"\r\n'.encode())
    assert translate(table) == 0
    out = capsysbinary.readouterr().out
    header, row = csv.reader(io.StringIO(out.decode("utf-8-sig"), newline=""), delimiter=";")
    assert out.startswith(b"\xef\xbb\xbfid;caption;date;translation;flags\r\n")
    assert row[:3] == ["7", f"{VI[0]}\r\n{VI[1]}", "12/11"] and row[3]
    assert len(header) == len(row) == 5


def test_the_column_is_chosen_by_name(tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    table = tmp_path / "photos.tsv"
    table.write_text(f"vi\tfr\tlegend\n{VI[0]}\t{FR[0]}\t{VI[1]}\n", encoding="utf-8")
    results = {}
    for said in (("--from", "vi"), ("--from", "fr"), ("--column", "legend")):
        assert translate(table, *said, "--format", "txt") == 0
        results[said] = capsysbinary.readouterr().out
    assert len(set(results.values())) == 3


def test_a_result_file_takes_its_format_from_its_name(captions: Path, tmp_path: Path) -> None:
    assert translate(captions, "-o", tmp_path / "out.jsonl") == 0
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").split("\n") if line]
    assert len(rows) == 5
    assert translate(captions, "-o", tmp_path / "out.jsonl", "--format", "txt") == 0
    assert len((tmp_path / "out.jsonl").read_text("utf-8").split("\n")) == 6
    assert sorted(path.name for path in tmp_path.iterdir()) == ["captions.txt", "out.jsonl"]


def test_several_inputs_run_into_one_stream(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    for name, text in [("a.tsv", VI[0]), ("b.tsv", VI[1]), ("empty.tsv", None)]:
        data = "" if text is None else f"\ufeffid\tvi\n{name}\t{text}\n"
        (tmp_path / name).write_text(data, encoding="utf-8")
    assert translate(tmp_path / "empty.tsv", tmp_path / "a.tsv", tmp_path / "b.tsv", "--quiet") == 0
    out, err = capsysbinary.readouterr()
    lines = out.decode().split("\n")
    assert [line.split("\t")[0] for line in lines] == ["id", "a.tsv", "b.tsv", ""]
    assert err == b""


def test_several_inputs_into_a_folder(captions: Path, tmp_path: Path) -> None:
    table = tmp_path / "photos.tsv"
    table.write_text(f"vi\n{VI[0]}\n", encoding="utf-8")
    folder = tmp_path / "out"
    folder.mkdir()
    assert translate(captions, table, "-o", folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["captions.txt", "photos.tsv"]
    assert translate(captions, "-o", f"{folder}/", "--format", "jsonl") == 0
    assert (folder / "captions.jsonl").exists()


def test_identical_captions_are_translated_once(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "same.txt"
    path.write_text(f"{VI[0]}\n" * 10_000, encoding="utf-8")
    assert translate(path) == 0
    lines = capsysbinary.readouterr().out.splitlines()
    assert len(lines) == 10_000 and len(set(lines)) == 1


def test_flags_are_said_with_file_and_line(
    tmp_path: Path, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    path = tmp_path / "captions.txt"
    path.write_text(f"{VI[0]}\n\n12 345\n", encoding="utf-8")
    assert translate(path, "--from", "vi") == 0
    assert f"{path}:3: passed through: no words to translate\n" in capsysbinary.readouterr().err.decode()
    assert translate(path, "--from", "vi", "--quiet") == 0
    assert capsysbinary.readouterr().err == b""


@pytest.mark.skipif(sys.platform == "win32", reason="needs a pseudo-terminal")
def test_the_bar_is_drawn_on_a_terminal_only(captions: Path) -> None:
    import fcntl
    import pty
    import struct
    import termios

    main_end, terminal = pty.openpty()
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    done = subprocess.run([*COMMAND, str(captions)], stdout=subprocess.PIPE, stderr=terminal, check=True)
    os.close(terminal)
    shown = b""
    try:
        while block := os.read(main_end, 65536):
            shown += block
    except OSError:  # Linux says EIO at the end of a pseudo-terminal
        pass
    os.close(main_end)
    assert b"/5" in shown and b"captions" in shown
    assert done.stdout.count(b"\n") == 5 and b"\r" not in done.stdout
    piped = subprocess.run([*COMMAND, str(captions)], capture_output=True, check=True)
    assert piped.stdout == done.stdout and b"\r" not in piped.stderr


def test_the_script_is_the_command(captions: Path) -> None:
    script = Path(__file__).parents[2] / "scripts" / "translate.py"
    by_script = subprocess.run([sys.executable, script, *COMMAND[4:], captions], capture_output=True)
    by_command = subprocess.run([*COMMAND, captions], capture_output=True)
    assert (by_script.returncode, by_script.stdout) == (0, by_command.stdout)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--from", "vi", "--to", "vi"], "--from and --to are both vi"),
        (["--nbest", "2", "--beam-size", "2"], "only JSON rows have room for several hypotheses"),
        (["--nbest", "9", "--format", "jsonl"], "9 hypotheses cannot come from a beam of 1"),
        (["--resume"], "only a file that goes to a file can be resumed"),
        (["--column", "vi"], "plain text has no columns"),
        (["-", "-"], "standard input can be read only once"),
        (["--model", "no-such-model"], "no-such-model: "),
    ],
)
def test_wrong_use(
    captions: Path, arguments: list[str], message: str, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    status = translate(captions, *arguments)
    out, err = capsysbinary.readouterr()
    assert status == (1 if "--model" in arguments else 2)
    assert out == b"" and message in err.decode()
    assert err.count(b"\n") == 1
