"""Links of word lists whose translation is known: by eflomal where it is installed, and without it."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from mt.errors import InputError
from mt.train.translation.links import Link, eflomal, piece_links, read_links, write_links

WORDS = {
    "▁ngư": "▁pêcheur",
    "▁lưới": "▁filet",
    "▁bờ": "▁rive",
    "▁sáng": "▁matin",
    "▁biển": "▁mer",
    "▁làng": "▁village",
}


def sentences(count: int) -> tuple[list[list[str]], list[list[str]], list[set[Link]]]:
    """Every second target says its first two words the other way round."""
    draw, sources, targets, gold = Random(2), [], [], []
    for n in range(count):
        source = draw.sample(sorted(WORDS), 4)
        order = [1, 0, 2, 3] if n % 2 else [0, 1, 2, 3]
        sources.append(source)
        targets.append([WORDS[source[i]] for i in order])
        gold.append({(i, j) for j, i in enumerate(order)})
    return sources, targets, gold


@pytest.mark.parametrize(
    "program",
    [
        pytest.param("", id="lexicon"),
        pytest.param(
            eflomal(),
            id="eflomal",
            marks=pytest.mark.skipif(not eflomal(), reason="eflomal is not installed"),
        ),
    ],
)
def test_links_are_found(program: str) -> None:
    sources, targets, gold = sentences(300)
    links = piece_links(sources, targets, say=lambda _: None, program=program)
    right = sum(len(set(found) & true) for found, true in zip(links, gold, strict=True))
    assert right >= 0.9 * 4 * len(gold)
    for found in links:
        assert len({j for _, j in found}) == len(found)  # at most one source piece for a target piece


def test_unknown_pieces_and_empty_sides() -> None:
    sources, targets, _ = sentences(50)
    links = piece_links([*sources, ["▁lạ"], []], [*targets, ["▁étrange"], []], say=lambda _: None, program="")
    assert links[-1] == []
    assert len(links) == 52
    assert piece_links([], [], say=lambda _: None, program="") == []


def test_written_and_read(tmp_path: Path) -> None:
    links = [[(0, 0), (2, 1)], [], [(11, 10)]]
    write_links(links, tmp_path / "links.xz")
    assert list(read_links(tmp_path / "links.xz")) == links
    (tmp_path / "bad").write_text("0-0\nx-1\n")
    with pytest.raises(InputError, match="bad:2: is no line of links"):
        list(read_links(tmp_path / "bad"))


def test_a_program_that_fails_is_named(tmp_path: Path) -> None:
    program = tmp_path / "eflomal-align"
    program.write_text("#!/bin/sh\necho broken >&2\nexit 3\n")
    program.chmod(0o755)
    with pytest.raises(InputError, match="eflomal failed: broken"):
        piece_links([["a"]], [["b"]], say=lambda _: None, program=str(program))
