"""Recipes are read strictly: what is wrong is said with the file and the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt.errors import InputError
from mt.train.translation.recipe import Recipe, bundled
from mt.train.translation.settings import Training

WHOLE = """
name = "ours"
direction = "vi-fr"
held_out = ["testsets/*"]

[vocabulary]
tags = ["<d>"]

[training]
steps = 100

[[sources]]
files = ["ours.tsv"]
weight = 2
tag = "<d>"
licence = "ours"
"""


def written(folder: Path, text: str, name: str = "ours.toml") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_a_recipe_with_its_defaults(tmp_path: Path) -> None:
    recipe = Recipe.read(written(tmp_path, WHOLE))
    assert recipe.training == Training(steps=100)
    assert (recipe.model.width, recipe.model.decoder_layers) == (256, 2)
    [source] = recipe.sources
    assert (source.weight, source.columns, source.machine) == (2.0, ("vi", "fr"), False)
    assert isinstance(source.weight, float)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("steps = 100", "steps = 100\nstesp = 1", "training.stesp is no key"),
        ("steps = 100", "steps = 1.5", "training.steps is 1.5, not a whole number"),
        ("steps = 100", "steps = true", "training.steps is True, not a whole number"),
        ("steps = 100", "steps = 0", "training.steps is 0, not above 0"),
        ("steps = 100", "steps = 100\nminutes = 5", "exactly one of minutes and steps"),
        ("steps = 100", "", "exactly one of minutes and steps"),
        ("steps = 100", "steps = 1\noptimiser = 'sgd'", "choose from muon, adamw"),
        ("steps = 100", "steps = 1\ndropout = 1.5", "training.dropout is 1.5, not between 0 and 1"),
        ('licence = "ours"', "", "sources[0].licence is missing"),
        ('name = "ours"', "", "name is missing"),
        ('name = "ours"', "name = 3", "name is 3, not text"),
        ('name = "ours"', 'name = "ours"\npath = "x"', "path is no key"),
        ('["ours.tsv"]', '"ours.tsv"', "sources[0].files is not a list"),
        ('["ours.tsv"]', '["corpora:test"]', "choose from corpora:captions, corpora:glossary"),
        ('tag = "<d>"', 'tag = "<b>"', "which is not in vocabulary.tags"),
        ('direction = "vi-fr"', 'direction = "vi-en"', "choose vi-fr or fr-vi"),
        ("[training]", "[training", "is not TOML"),
        ("[vocabulary]", "[filters]\nheld_out = 0\n[vocabulary]", "never trained on"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = written(tmp_path, WHOLE.replace(old, new, 1))
    with pytest.raises(InputError) as error:
        Recipe.read(path)
    assert said in str(error.value)
    assert str(error.value).startswith(str(path))
    assert "\n" not in str(error.value)


def test_a_missing_recipe(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="No such file"):
        Recipe.read(tmp_path / "none.toml")
    with pytest.raises(InputError, match="choose common, fr-vi, vi-fr"):
        bundled("vi-en")


def test_a_recipe_based_on_another(tmp_path: Path) -> None:
    written(tmp_path, WHOLE)
    more = """
    based_on = "ours.toml"
    name = "theirs"
    [training]
    minutes = 5
    dropout = 0.2
    [[sources]]
    files = ["theirs.tsv"]
    weight = 1
    licence = "theirs"
    """
    recipe = Recipe.read(written(tmp_path, more, "theirs.toml"))
    assert (recipe.name, recipe.direction) == ("theirs", "vi-fr")
    assert recipe.training == Training(minutes=5, dropout=0.2)
    assert [source.files for source in recipe.sources] == [("ours.tsv",), ("theirs.tsv",)]


def test_a_recipe_based_on_itself(tmp_path: Path) -> None:
    path = written(tmp_path, f'based_on = "ours.toml"\n{WHOLE}')
    with pytest.raises(InputError, match="deeper"):
        Recipe.read(path)


@pytest.mark.parametrize("name", ["vi-fr", "fr-vi"])
def test_the_bundled_recipes(name: str) -> None:
    recipe = Recipe.read(bundled(name))
    assert (recipe.name, recipe.direction) == (name, name)
    assert recipe.held_out == ("testsets/*",)
    files = " ".join(file for source in recipe.sources for file in source.files)
    for forbidden in ("nyu-dlsp20", "progit", "african-storybook", "multi30k", "ted"):
        assert f"/{forbidden}" not in files
    assert all(source.licence and source.note for source in recipe.sources)
