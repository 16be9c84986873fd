"""The journal: what is done stays done, and only the same run may go on."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt.caption import Alternative, Caption, Translation
from mt.errors import OutputError, UsageError
from mt.files.journal import Journal, journal_path
from mt.files.row import Row

RUN = {"input": "sha256:1", "model": "m@1", "beam size": 4}
ROWS = [Row(number, number + 1, f"câu {number}", f"câu {number}") for number in range(6)]


def translation(row: Row) -> Translation:
    return Translation(
        Caption(row.text, id=str(row.line), language="vi"),
        f"phrase {row.number} \u2028 « é »",
        "vi-fr",
        flags=("split:2",) if row.number % 2 else (),
        score=None if row.number == 3 else -0.1 * row.number,
        alternatives=(Alternative("autre", -1.5),) if row.number == 2 else (),
        model="m@1",
    )


def fill(output: Path, rows: int) -> bytes:
    journal = Journal.open(output, RUN)
    for row in ROWS[:rows]:
        journal.add(translation(row))
    journal.close()
    return journal_path(output).read_bytes()


def done(output: Path) -> list[tuple[Row, Translation]]:
    journal = Journal.open(output, RUN, resume=True)
    rows = iter(ROWS)
    found = list(journal.done(rows, direction="vi-fr", model="m@1"))
    assert list(rows) == ROWS[journal.rows :], "rows that are not done are left for the model"
    journal.close()
    return found


def test_what_was_added_is_done(tmp_path: Path) -> None:
    fill(tmp_path / "out", 4)
    assert done(tmp_path / "out") == [(row, translation(row)) for row in ROWS[:4]]


def test_wherever_it_is_torn_the_whole_lines_count(tmp_path: Path) -> None:
    output = tmp_path / "out"
    data = fill(output, 4)
    header = data.index(b"\n") + 1
    for cut in range(0, len(data) + 1, 7):
        journal_path(output).write_bytes(data[:cut])
        whole = data[header:cut].count(b"\n")
        journal = Journal.open(output, RUN, resume=True)
        assert journal.rows == whole
        for row in ROWS[whole:4]:
            journal.add(translation(row))
        journal.close()
        assert journal_path(output).read_bytes() == data


@pytest.mark.parametrize("damage", [b"\0" * 40, b'{"row": 9, "text": "x"}\n', b"[]\n", b'{"row": 4}\n'])
def test_a_damaged_end_is_done_again(tmp_path: Path, damage: bytes) -> None:
    data = fill(tmp_path / "out", 4)
    journal_path(tmp_path / "out").write_bytes(data + damage)
    assert len(done(tmp_path / "out")) == 4
    assert journal_path(tmp_path / "out").read_bytes() == data


def test_an_unfinished_run_is_not_thrown_away_unasked(tmp_path: Path) -> None:
    data = fill(tmp_path / "out", 2)
    with pytest.raises(
        UsageError, match=r"out: an unfinished run stopped after 2 rows; .*--resume .*--restart"
    ):
        Journal.open(tmp_path / "out", RUN)
    assert journal_path(tmp_path / "out").read_bytes() == data
    Journal.open(tmp_path / "out", RUN, restart=True).close()
    assert done(tmp_path / "out") == []


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"model": "m@2"}, "its model was m@1, not m@2"),
        ({"input": "sha256:2"}, "its input was sha256:1, not sha256:2"),
        ({"beam size": 1}, "its beam size was 4, not 1"),
    ],
)
def test_only_the_same_run_goes_on(tmp_path: Path, changed: dict[str, object], reason: str) -> None:
    fill(tmp_path / "out", 2)
    with pytest.raises(UsageError, match=f"{reason}; start again with --restart"):
        Journal.open(tmp_path / "out", {**RUN, **changed}, resume=True)


def test_without_rows_there_is_nothing_to_resume_or_lose(tmp_path: Path) -> None:
    other = Journal.open(tmp_path / "out", {**RUN, "model": "m@0"})
    journal = Journal.open(tmp_path / "out", RUN)
    assert journal.rows == 0
    journal.close()
    assert not journal.path.exists()
    other.close()


def test_rows_are_on_the_disk_soon(tmp_path: Path) -> None:
    journal = Journal.open(tmp_path / "out", RUN)
    for number in range(64):
        journal.add(translation(Row(number, number + 1, "", "")))
    assert journal_path(tmp_path / "out").read_bytes().count(b"\n") == 65
    journal.close()


def test_a_journal_that_cannot_be_written(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written: No such file"):
        Journal.open(tmp_path / "missing" / "out", RUN)
