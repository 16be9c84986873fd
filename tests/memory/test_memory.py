"""A translation memory: what it finds, what it takes in, in SQLite and in TMX alike."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.memory import Entry, Memory, open_memory
from mt.memory.entry import key, without_credits
from mt.memory.store import Store

VI, FR = "Chợ nổi Cái Răng lúc bình minh.", "Le marché flottant de Cai Rang à l'aube."
KITES = Entry("Trẻ em thả diều.", "Des enfants jouent.", "machine", "vi-fr", "m@1", "2026-01-01T00:00:00Z")

Reopen = Callable[[], Memory]


@pytest.fixture(params=["desk.tmx", "desk.db"])
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Reopen:
    return lambda: open_memory(tmp_path / request.param)


def fill(reopen: Reopen, *entries: Entry) -> Memory:
    """A memory that another run has filled."""
    with reopen() as memory:
        memory.add(entries)
    return reopen()


def test_an_approved_pair_is_found_in_both_directions(reopen: Reopen) -> None:
    with fill(reopen, Entry(VI, FR)) as memory:
        assert memory.exact(VI, "vi-fr") == memory.exact(FR, "fr-vi") == Entry(VI, FR)
        assert memory.exact("Chợ hoa.", "vi-fr") is None


@pytest.mark.parametrize(
    ("text", "is_same"),
    [
        ("Chợ  nổi Cái Răng\u00a0lúc bình minh. ", True),
        ("Chợ nổi Cái Răng lúc bình minh.", True),  # in pieces (NFD)
        ("Chợ nổi Cái Răng lúc bình minh", False),
        ("chợ nổi Cái Răng lúc bình minh.", False),
        ("Chợ nổi Cái Răng lúc 5 giờ.", False),
    ],
)
def test_exact_means_the_same_but_for_typography(reopen: Reopen, text: str, is_same: bool) -> None:
    with fill(reopen, Entry(VI, FR)) as memory:
        assert bool(memory.exact(text, "vi-fr")) is is_same


def test_a_machine_is_believed_only_as_itself(reopen: Reopen) -> None:
    with fill(reopen, KITES) as memory:
        assert memory.exact(KITES.vi, "vi-fr", model="m@1") == KITES
        assert memory.exact(KITES.vi, "vi-fr", model="m@2") is None
        assert memory.exact(KITES.fr, "fr-vi", model="m@1") is None
        assert memory.fuzzy(KITES.fr, "fr-vi") == []
        [match] = memory.fuzzy(KITES.vi, "vi-fr")
        assert (match.score, match.entry.origin) == (100, "machine")


def test_a_run_does_not_find_what_it_said_itself(reopen: Reopen) -> None:
    with reopen() as memory:
        memory.add([KITES])
        assert memory.exact(KITES.vi, "vi-fr", model="m@1") is None
        assert memory.fuzzy(KITES.vi, "vi-fr") == []


def test_approved_wins_over_machine(reopen: Reopen) -> None:
    approved = Entry(KITES.vi, "Des enfants font voler un cerf-volant.")
    with fill(reopen, KITES) as memory:
        assert memory.add([approved]) == (0, 1, 0)
        assert memory.exact(KITES.vi, "vi-fr", model="m@1") == approved
        assert memory.add([KITES]) == (0, 0, 1)  # a machine never takes the place of a person
    with reopen() as memory:
        assert list(memory.entries()) == [approved]


def test_the_newest_wins(reopen: Reopen) -> None:
    old, new = (Entry(VI, fr, date=f"202{year}-01-01T00:00:00Z") for fr, year in ((FR, 5), ("Marché", 6)))
    later = Entry(KITES.vi, "Autre chose.", "machine", "vi-fr", "m@2", "2026-02-01T00:00:00Z")
    with fill(reopen, new, old, KITES, later) as memory:
        found = memory.exact(VI, "vi-fr")
        assert found and found.fr == "Marché"
        assert memory.exact(KITES.vi, "vi-fr", model="m@2") == later
        assert memory.exact(KITES.vi, "vi-fr", model="m@1") is None


def test_of_two_translations_the_one_approved_last_wins(reopen: Reopen) -> None:
    one, other, again = (
        Entry(VI, fr, date=f"2026-01-0{day}T00:00:00Z") for day, fr in ((1, FR), (2, "Marché"), (3, FR))
    )
    with fill(reopen, one) as memory:
        assert memory.add([again]) == (0, 0, 1)  # nothing that matters
        assert memory.add([other]) == (1, 0, 0)
        assert memory.add([again]) == (0, 1, 0)
    with reopen() as memory:
        found = memory.exact(VI, "vi-fr")
        assert found and found.fr == FR


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Chợ nổi Cái Răng lúc hoàng hôn.", 70, 90),
        ("Cho noi Cai Rang luc binh minh.", 60, 90),  # marks count, but do not hide it
        ("Chợ nổi Cái Răng lúc bình minh", 96, 99),
    ],
)
def test_near_matches_have_a_score(reopen: Reopen, text: str, least: int, most: int) -> None:
    with fill(reopen, Entry(VI, FR), KITES, Entry("Chợ hoa xuân.", "Marché aux fleurs.")) as memory:
        [match] = memory.fuzzy(text, "vi-fr", least=50)
        assert least <= match.score <= most
        assert (match.source, match.text) == (VI, FR)
        assert memory.fuzzy(text, "vi-fr", least=100) == []


def test_the_best_matches_come_first(reopen: Reopen) -> None:
    entries = [
        Entry(f"Chợ nổi Cái Răng ngày {day} tháng 5.", f"Marché, le {day} mai") for day in range(1, 30)
    ]
    with fill(reopen, *entries) as memory:
        matches = memory.fuzzy("Chợ nổi Cái Răng ngày 21 tháng 5", "vi-fr", most=5)
        assert matches[0].text == "Marché, le 21 mai"
        assert len(matches) == 5
        assert [m.score for m in matches] == sorted((m.score for m in matches), reverse=True)


@settings(deadline=None)
@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"])), st.sampled_from(["vi-fr", "fr-vi"]))
def test_what_was_added_is_found(text: str, direction: str) -> None:
    with Store() as memory:
        entry = Entry(text, FR) if direction == "vi-fr" else Entry(FR, text)
        memory.add([entry])
        assert memory.exact(text, direction) == (entry if key(text) else None)


@settings(deadline=None)
@given(st.text())
def test_a_key_stays_the_same(text: str) -> None:
    assert key(key(text)) == key(text)


@pytest.mark.parametrize(
    ("vi", "fr", "bodies"),
    [
        ("Chợ hoa. Ảnh: An/TTXVN", "Marché. Photo : An/VNA", ("Chợ hoa.", "Marché.")),
        ("Chợ hoa. Ảnh: An/TTXVN", "Marché.", ("Chợ hoa. Ảnh: An/TTXVN", "Marché.")),
        ("Chợ  hoa.", "Marché.", ("Chợ hoa.", "Marché.")),
        ("Ảnh: An/TTXVN", "Photo : An/VNA", ("Ảnh: An/TTXVN", "Photo : An/VNA")),
    ],
)
def test_pairs_are_kept_without_credits(vi: str, fr: str, bodies: tuple[str, str]) -> None:
    assert without_credits(vi, fr) == bodies
