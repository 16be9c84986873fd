"""The ladder format: what vecalign and bertalign write is read, and what is written is read back."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.align.ladder import read_ladder, write_ladder
from mt.errors import InputError

_SIDE = st.lists(st.integers(0, 99), unique=True, max_size=3).map(lambda side: tuple(sorted(side)))


@given(links=st.lists(st.tuples(_SIDE, _SIDE), max_size=5))
def test_written_and_read_back(tmp_path_factory: pytest.TempPathFactory, links: list) -> None:
    path = tmp_path_factory.mktemp("ladder") / "links.txt"
    path.write_text(write_ladder(links, [0.25] * len(links)), encoding="utf-8")
    assert read_ladder(path) == links


@pytest.mark.parametrize(
    ("line", "link"),
    [
        ("[0, 1]:[2]:0.310526", ((0, 1), (2,))),
        ("[]:[3]", ((), (3,))),
        (" [4] : [] : -1e-3 ", ((4,), ())),
        ("[5]:[6,7]:nan", ((5,), (6, 7))),
    ],
)
def test_other_peoples_lines(tmp_path: Path, line: str, link: tuple) -> None:
    (tmp_path / "links").write_text(f"{line}\n\n", encoding="utf-8")
    assert read_ladder(tmp_path / "links") == [link]


@pytest.mark.parametrize("line", ["0-1", "[0:[1]", "[a]:[b]", "vi_lines\tfr_lines"])
def test_no_link(tmp_path: Path, line: str) -> None:
    (tmp_path / "links").write_text(f"[0]:[0]\n{line}\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"links:2: .* is no link; write links as"):
        read_ladder(tmp_path / "links")


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        read_ladder(tmp_path / "none")
