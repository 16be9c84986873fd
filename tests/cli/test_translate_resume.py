"""`vifr translate -o` through crashes: every row exactly once, the result complete or not there."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mt.cli.main import main
from mt.files.journal import journal_path

FAST = ("--model", "embedded", "--threads", "1", "--beam-size", "1")
COMMAND = [sys.executable, "-m", "mt", "translate", *FAST]
ROWS = 1200


@pytest.fixture(scope="module")
def captions(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Distinct captions, with some rows among them that fail."""
    path = tmp_path_factory.mktemp("resume") / "captions.tsv"
    rows = [f"{i}\tNgười dân phường {i} đi chợ hoa." for i in range(ROWS)]
    for broken in (3, 700):
        rows[broken] = str(broken)
    path.write_text("id\tvi\n" + "\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def uninterrupted(captions: Path) -> bytes:
    output = captions.with_name("uninterrupted.tsv")
    assert main(["translate", *FAST, "--quiet", str(captions), "-o", str(output)]) == 1
    return output.read_bytes()


def kill_when_rows_are_done(command: list[str], output: Path) -> list[dict[str, object]]:
    """Start a run, `kill -9` it when its journal has rows; returns what the journal has then."""
    journal = journal_path(output)
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    deadline = time.monotonic() + 60
    while not (journal.exists() and journal.read_bytes().count(b"\n") > 65):
        assert process.poll() is None and time.monotonic() < deadline, (
            "the run ended before it could be killed"
        )
        time.sleep(0.02)
    process.send_signal(signal.SIGKILL)
    process.wait()
    lines = journal.read_bytes().split(b"\n")
    return [json.loads(line) for line in lines[1:-1]]


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_run_goes_on_where_it_was(
    captions: Path,
    uninterrupted: bytes,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    from mt.translate import Translator

    output = captions.with_name("killed.tsv")
    output.write_text("the result of yesterday")
    done = kill_when_rows_are_done([*COMMAND, str(captions), "-o", str(output)], output)
    assert 64 <= len(done) < ROWS
    assert output.read_text() == "the result of yesterday"

    arguments = ["translate", *FAST, "--quiet", str(captions), "-o", str(output)]
    assert main(arguments) == 2
    assert f"stopped after {len(done)} rows; continue with --resume" in capsysbinary.readouterr().err.decode()

    asked: list[str] = []
    translate = Translator.translate

    def listening(self, captions, **options):  # type: ignore[no-untyped-def]
        return translate(self, (asked.append(caption.id) or caption for caption in captions), **options)

    monkeypatch.setattr(Translator, "translate", listening)
    assert main([*arguments, "--resume"]) == 1
    assert output.read_bytes() == uninterrupted
    assert asked == [str(line) for line in range(len(done) + 2, ROWS + 2)], "what was done is not done again"
    said = capsysbinary.readouterr().err.decode().splitlines()
    assert [line.split(": ")[0] for line in said] == [f"{captions}:5", f"{captions}:702", "vifr"]
    assert not [path for path in output.parent.iterdir() if "vifr" in path.name]


def leave_unfinished(captions: Path, output: Path, rows: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A run that is stopped with Ctrl-C after some rows."""
    from mt.files.journal import Journal

    add = Journal.add

    def stopping(self: Journal, translation: object) -> None:
        if self.rows == rows:
            raise KeyboardInterrupt
        add(self, translation)  # type: ignore[arg-type]

    with monkeypatch.context() as patch:
        patch.setattr(Journal, "add", stopping)
        assert main(["translate", *FAST, str(captions), "-o", str(output)]) == 130


@pytest.fixture
def few(tmp_path: Path) -> Path:
    path = tmp_path / "few.txt"
    path.write_text("".join(f"Người dân phường {i} đi chợ hoa.\n" for i in range(20)), encoding="utf-8")
    return path


def test_a_stopped_run_says_how_to_go_on(
    few: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    output = few.with_name("out.txt")
    leave_unfinished(few, output, 7, monkeypatch)
    assert b"vifr: 7 rows are done; continue with --resume\nvifr: stopped\n" in capsysbinary.readouterr().err
    assert sorted(path.name for path in few.parent.iterdir()) == ["few.txt", "out.txt.vifr-journal"]
    assert main(["translate", *FAST, str(few), "-o", str(output), "--resume"]) == 0
    assert output.read_bytes().count(b"\n") == 20


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (["--beam-size", "2"], "its beam size was 1, not 2"),
        (["--to", "vi"], "its model was embedded-vi-fr@"),
    ],
)
def test_another_run_does_not_go_on(
    few: Path,
    change: list[str],
    reason: str,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
) -> None:
    output = few.with_name("out.txt")
    leave_unfinished(few, output, 7, monkeypatch)
    arguments = ["translate", *FAST, str(few), "-o", str(output)]
    assert main([*arguments, "--resume", *change]) == 2
    err = capsysbinary.readouterr().err.decode()
    assert f"out.txt: the unfinished run is another one: {reason}" in err
    assert "start again with --restart" in err
    with few.open("a", encoding="utf-8") as file:
        file.write("Một chú thích nữa.\n")
    assert main([*arguments, "--resume"]) == 2
    assert "its input was sha256:" in capsysbinary.readouterr().err.decode()
    assert main([*arguments, "--restart"]) == 0
    assert output.read_bytes().count(b"\n") == 21
    assert not journal_path(output).exists()


def test_of_several_files_the_finished_ones_are_not_translated_again(
    few: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from mt.translate import Translator

    other = few.with_name("other.txt")
    other.write_bytes(few.read_bytes())
    folder = few.with_name("out")
    folder.mkdir()
    arguments = ["translate", *FAST, str(few), str(other), "-o", str(folder)]
    with monkeypatch.context() as patch:
        calls = []
        translate = Translator.translate

        def failing_second(self, captions, **options):  # type: ignore[no-untyped-def]
            calls.append(1)
            if len(calls) == 2:
                raise KeyboardInterrupt
            return translate(self, captions, **options)

        patch.setattr(Translator, "translate", failing_second)
        assert main(arguments) == 130
    assert (folder / "few.txt").exists() and not (folder / "other.txt").exists()
    assert main(arguments) == 2
    asked: list[object] = []
    monkeypatch.setattr(
        Translator,
        "translate",
        lambda self, captions, **options: translate(
            self, (asked.append(c) or c for c in captions), **options
        ),
    )
    assert main([*arguments, "--resume"]) == 0
    assert len(asked) == 20
    assert sorted(path.name for path in folder.iterdir()) == ["few.txt", "other.txt"]
    assert (folder / "few.txt").read_bytes() == (folder / "other.txt").read_bytes()


def test_two_runs_at_once(few: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    from mt.files.output import claimed

    output = few.with_name("out.txt")
    with claimed(output):
        assert main(["translate", *FAST, str(few), "-o", str(output)]) == 2
    assert b"out.txt: another run writes this file; wait for it" in capsysbinary.readouterr().err
    assert not output.exists()


def test_resume_without_anything_to_resume_starts(few: Path) -> None:
    output = few.with_name("out.txt")
    assert main(["translate", *FAST, str(few), "-o", str(output), "--resume"]) == 0
    assert output.read_bytes().count(b"\n") == 20
