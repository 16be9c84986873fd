"""Whole Vietnamese names: the table, and how it is counted."""

from __future__ import annotations

import importlib.util
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.text import vietnamese_names
from mt.text.typography import settle_tones
from mt.text.unicode import strip_diacritics
from mt.text.vietnamese_names import LONGEST, as_line, spellings

SCRIPT = Path(__file__).parents[2] / "scripts" / "fit_vietnamese_names.py"


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("fit_vietnamese_names", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("name", ["mèo vạc", "võ thị ánh xuân", "điện biên phủ", "cầu đất", "a bung"])
def test_a_name_is_found_with_and_without_its_marks(name: str) -> None:
    for written in (name, strip_diacritics(name)):
        found = spellings(written.split())
        assert max(found, key=found.__getitem__) == tuple(name.split())


@pytest.mark.parametrize("name", ["zzz zzz", "a", "", "meo", "mèo vạc mèo vạc"])
def test_what_was_never_seen_has_no_spellings(name: str) -> None:
    assert spellings(name.split()) == {}


def test_the_table_is_in_order_and_in_one_form() -> None:
    lines = vietnamese_names._table()
    bare = [vietnamese_names._bare(line) for line in lines]
    assert bare == sorted(set(bare))
    assert len(lines) > 40_000
    for line in lines[::50]:
        found = spellings(vietnamese_names._bare(line).split())
        assert as_line(found) == line
        assert all(2 <= len(name) <= LONGEST and count >= 2 for name, count in found.items())
        assert settle_tones(line) == line


def test_names_are_counted_in_runs_of_capitalised_syllables(script: ModuleType) -> None:
    text = "Ông Lê Văn Tám, chủ tịch xã Mèo Vạc, gặp John Smith ở Hà Nội."
    assert Counter(map(" ".join, script.names(text))) == Counter(
        ["ông lê", "lê văn", "văn tám", "ông lê văn", "lê văn tám", "ông lê văn tám", "mèo vạc", "hà nội"]
    )


def test_spellings_of_one_name_share_a_line(script: ModuleType) -> None:
    counts = Counter({("mèo", "vạc"): 8, ("meo", "vạc"): 2, ("meo", "vac"): 1, ("bạc", "hà"): 5})
    assert script.as_lines(counts) == ["bạc hà 5", "mèo vạc 8\tmeo vạc 2"]


NAMES = st.lists(st.sampled_from("lê văn tám mèo vạc đắk".split()), min_size=2, max_size=4).map(tuple)


@given(st.dictionaries(NAMES, st.integers(2, 10**6), min_size=1))
def test_a_line_says_all_that_was_counted(counts: dict[tuple[str, ...], int]) -> None:
    entries = vietnamese_names._entries(as_line(counts))
    assert {tuple(name.split()): int(count) for name, count in entries} == counts
