"""A result is there complete or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt.errors import OutputError, UsageError
from mt.files.output import check_output, claimed, device, is_replaceable, replacing


def test_a_result_replaces_the_old_one_when_it_is_complete(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    out.chmod(0o640)
    with replacing(out) as write:
        write(b"new")
        assert out.read_text() == "old"
    assert out.read_text() == "new"
    assert out.stat().st_mode & 0o777 == 0o640
    assert list(tmp_path.iterdir()) == [out]


def test_a_failure_leaves_the_old_one(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    out.write_text("old")
    with pytest.raises(KeyboardInterrupt), replacing(out) as write:
        write(b"new")
        raise KeyboardInterrupt
    assert out.read_text() == "old"
    assert list(tmp_path.iterdir()) == [out]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    (tmp_path / "real.txt").write_text("old")
    link = tmp_path / "link.txt"
    link.symlink_to("real.txt")
    with replacing(check_output(link)) as write:
        write(b"new")
    assert link.is_symlink() and (tmp_path / "real.txt").read_text() == "new"


def test_an_output_belongs_to_one_run(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    with claimed(out), pytest.raises(UsageError, match="another run writes this file"), claimed(out):
        pass
    with claimed(out):
        pass
    assert not list(tmp_path.iterdir())


def test_outputs_that_cannot_be(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for path, message in [
        (tmp_path / "missing" / "out", "its folder does not exist; run: mkdir -p"),
        (tmp_path / "file" / "out", "its folder does not exist"),
        (tmp_path, "is a folder"),
    ]:
        with pytest.raises(OutputError, match=message):
            check_output(path)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_devices_are_written_to_and_not_replaced() -> None:
    assert not is_replaceable(Path("/dev/null"))
    with device(Path("/dev/null")) as write:
        write(b"x")
    assert Path("/dev/null").is_char_device()
    full = "/dev/full: cannot be written: No space left"
    with pytest.raises(OutputError, match=full), device(Path("/dev/full")) as write:
        write(b"x")
