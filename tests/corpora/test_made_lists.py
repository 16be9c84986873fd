"""Lists made of pairs: their gold is exact, and the bundled ones are what the script writes."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from difflib import get_close_matches
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.corpora import load
from mt.corpora.lists import Recipe, make
from mt.corpora.location import corpora
from mt.text.unicode import fold, strip_diacritics

DEV = load("captions", split="dev")
_SHARE = st.sampled_from([0.0, 0.1, 0.3])
_RECIPES = st.builds(
    Recipe,
    pairs=st.integers(2, 30),
    shuffled=st.booleans(),
    dropped=_SHARE,
    merged=_SHARE,
    doubled=_SHARE,
    noise=_SHARE,
    stripped=_SHARE,
)


@settings(max_examples=40)
@given(recipe=_RECIPES, seed=st.integers(0, 99))
def test_every_line_is_in_one_link(recipe: Recipe, seed: int) -> None:
    case = make(DEV, recipe, seed)
    for side, lines in enumerate((case.vi, case.fr)):
        assert Counter(k for link in case.gold for k in link[side]) == Counter(range(len(lines)))
    assert case == make(DEV, recipe, seed)
    links = [link for link in case.gold if all(link)]
    assert recipe.shuffled or links == sorted(links, key=lambda link: link[1])


def test_links_say_the_same() -> None:
    french = {pair.vi: pair.fr for pair in DEV}
    case = make(DEV, Recipe(50, dropped=0.2, noise=0.2), 1)
    for vi, fr in case.gold:
        if vi and fr:
            assert french[case.vi[vi[0]]] == case.fr[fr[0]]


def test_near_duplicates_differ_on_both_sides_alike() -> None:
    case = make(DEV, Recipe(60, doubled=0.3), 2)
    originals = {pair.vi: pair.fr for pair in DEV}
    changed = [(case.vi[a[0]], case.fr[b[0]]) for a, b in case.gold if case.vi[a[0]] not in originals]
    assert len(changed) == 18
    for vi, fr in changed:
        [nearest] = get_close_matches(vi, originals, n=1, cutoff=0)
        new = set(fold(vi).split()) - set(fold(nearest).split())
        assert new
        assert new <= set(fold(fr).split()) - set(fold(originals[nearest]).split())


def test_the_bundled_lists_are_what_the_script_writes(tmp_path: Path) -> None:
    script = Path(__file__).parents[2] / "scripts" / "make_lists.py"
    subprocess.run([sys.executable, script, tmp_path], check=True)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.txt")}
    folder = corpora() / "lists"
    assert made == {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.txt")}
    assert sum(path.name.endswith(".gold.txt") for path in made) == 20


@pytest.mark.parametrize("share", [0.0, 0.5])
def test_stripped(share: float) -> None:
    case = make(DEV, Recipe(40, stripped=share), 3)
    assert sum(text == strip_diacritics(text) for text in case.vi) == 40 * share
