"""A model folder is there whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from mt.errors import OutputError
from mt.models import store


def fill(part: Path) -> None:
    (part / "model.bin").write_text("whole")


def test_a_folder_is_made_once(tmp_path: Path) -> None:
    target = tmp_path / "cache" / "model@1"
    assert store.publish(target, fill)
    assert not store.publish(target, lambda part: pytest.fail("it is there already"))
    assert (target / "model.bin").read_text() == "whole"


def test_a_failure_leaves_nothing_and_what_was_there(tmp_path: Path) -> None:
    target = tmp_path / "model@1"

    def fail(part: Path) -> None:
        fill(part)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        store.publish(target, fail)
    assert [path.name for path in tmp_path.iterdir()] == [".model@1.lock"]
    store.publish(target, fill)
    with pytest.raises(KeyboardInterrupt):
        store.publish(target, fail, replace=True)
    assert (target / "model.bin").read_text() == "whole"


def test_replacing(tmp_path: Path) -> None:
    target = tmp_path / "model@1"
    store.publish(target, fill)
    store.publish(target, lambda part: (part / "new").touch(), replace=True)
    assert [path.name for path in target.iterdir()] == ["new"]
    assert sorted(path.name for path in tmp_path.iterdir()) == [".model@1.lock", "model@1"]


PROCESS = """
import os, pathlib, signal, sys, time
from mt.models import store
target, marks, kill = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), sys.argv[3] == "kill"
def fill(part):
    (part / "model.bin").write_text("whole")
    (marks / str(os.getpid())).touch()
    if kill:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.3)
store.publish(target, fill)
assert (target / "model.bin").read_text() == "whole"
"""


def start(target: Path, marks: Path, how: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-c", PROCESS, str(target), str(marks), how])


def test_two_processes_at_once_make_it_one_time(tmp_path: Path) -> None:
    target, marks = tmp_path / "cache" / "model@1", tmp_path / "marks"
    marks.mkdir()
    processes = [start(target, marks, "live") for _ in range(2)]
    assert [process.wait() for process in processes] == [0, 0]
    assert len(list(marks.iterdir())) == 1


def test_what_a_killed_process_left_is_cleared_away(tmp_path: Path) -> None:
    target, marks = tmp_path / "cache" / "model@1", tmp_path / "marks"
    marks.mkdir()
    assert start(target, marks, "kill").wait() != 0
    assert list(target.parent.glob(".model@1.*.part")) and not target.exists()
    assert store.publish(target, fill)
    assert sorted(path.name for path in target.parent.iterdir()) == [".model@1.lock", "model@1"]


def test_an_unwritable_cache_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(OutputError, match=r"cannot be stored here.*set VIFR_CACHE"):
        store.publish(tmp_path / "file" / "model@1", fill)


def test_older_copies_go_and_other_models_stay(tmp_path: Path) -> None:
    for name in ("org--a@1", "org--a@2", "org--ab@1"):
        (tmp_path / name).mkdir()
    store.drop_others(tmp_path / "org--a@2")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["org--a@2", "org--ab@1"]
