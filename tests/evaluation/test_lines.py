"""Lines are counted as `wc -l` counts them, and a file that cannot be read is named."""

from __future__ import annotations

import pytest

from mt.errors import EvaluationError, InputError, OutputError
from mt.evaluation.lines import check_counts, read_lines, write_lines

READ = {
    "plain": ("Hà Nội\nHuế\n".encode(), ["Hà Nội", "Huế"]),
    "last line without an end": ("Hà Nội\nHuế".encode(), ["Hà Nội", "Huế"]),
    "Windows": ("Hà Nội\r\nHuế\r\n".encode(), ["Hà Nội", "Huế"]),
    "empty lines stay": (b"\n\na\n\n", ["", "", "a", ""]),
    "white space at the end goes": (" a \t\nb\u00a0\n".encode(), [" a", "b"]),
    "not a line feed": ("a\u2028b\x0bc\x0cd\u0085e\rf\n".encode(), ["a\u2028b\x0bc\x0cd\u0085e\rf"]),
}


@pytest.mark.parametrize(("data", "lines"), READ.values(), ids=READ.keys())
def test_lines(tmp_path, data: bytes, lines: list[str]) -> None:
    path = tmp_path / "captions.txt"
    path.write_bytes(data)
    assert read_lines(path, warn=pytest.fail) == lines


def test_a_byte_order_mark_goes_and_is_told(tmp_path) -> None:
    path = tmp_path / "windows.txt"
    path.write_bytes(b"\xef\xbb\xbfa\n")
    told: list[str] = []
    assert read_lines(path, warn=told.append) == ["a"]
    assert told == [f"{path}: byte order mark removed before scoring"]


UNREADABLE = {
    "empty": (b"", "the file is empty"),
    "Latin-1": ("une\nfête\n".encode("latin-1"), "bad.txt:2: not UTF-8 (byte 0xEA); save it as UTF-8"),
    "UTF-16": ("fête\n".encode("utf-16"), "bad.txt: UTF-16, or not text; save it as UTF-8"),
    "UTF-16 without mark": ("fete\n".encode("utf-16-le"), "bad.txt: UTF-16, or not text; save it as UTF-8"),
}


@pytest.mark.parametrize(("data", "message"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_file_that_cannot_be_scored(tmp_path, data: bytes, message: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(data)
    with pytest.raises(InputError) as raised:
        read_lines(path, warn=pytest.fail)
    assert str(raised.value).endswith(message)


def test_no_file_and_a_folder(tmp_path) -> None:
    for path in (tmp_path / "no.txt", tmp_path):
        with pytest.raises(InputError, match="cannot be read"):
            read_lines(path, warn=pytest.fail)


def test_counts_that_differ_are_both_named() -> None:
    check_counts(("ref.txt", 650), ("hyp.txt", 650), ("src.txt", 650))
    with pytest.raises(EvaluationError) as raised:
        check_counts(("ref.txt", 650), ("src.txt", 650), ("hyp.txt", 649))
    assert str(raised.value) == "hyp.txt has 649 lines and ref.txt 650; they must match line by line"


def test_what_is_written_is_read_again(tmp_path) -> None:
    lines = ["Hà Nội", "", "« Huế »\u2028!"]
    write_lines(tmp_path / "out.txt", lines)
    assert read_lines(tmp_path / "out.txt", warn=pytest.fail) == lines
    with pytest.raises(OutputError, match="cannot be written"):
        write_lines(tmp_path / "none" / "out.txt", lines)
