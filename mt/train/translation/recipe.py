"""What a model is made of: one TOML file, read strictly.

    name = "vi-fr"
    direction = "vi-fr"
    held_out = ["testsets/*"]          # never trained on; globs under the data root

    [vocabulary]
    size = 8000

    [training]
    minutes = 150

    [[sources]]
    files = ["data/train/press-captions.tsv.xz"]
    weight = 5
    licence = "none stated (press text)"

A recipe may be `based_on` another one beside it: its tables are merged key by key, its lists take the place
of those of the other, its sources are added to them. A key that does not exist, a value of the wrong type or
a value that is missing is an error of one line that names the file and the key.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields, is_dataclass
from pathlib import Path
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from mt.caption import DIRECTIONS
from mt.errors import InputError
from mt.train.translation.settings import (
    BUNDLED,
    Augmentation,
    Filters,
    Shape,
    Source,
    Training,
    VocabularyRecipe,
)

_FOLDER = Path(__file__).resolve().parents[1] / "recipes"
_DEEPEST = 4  # recipes based on one another


@dataclass(frozen=True, slots=True)
class Recipe:
    """All of it. `direction` is `vi-fr` or `fr-vi`; `path` is the file it was read from."""

    name: str
    direction: str
    training: Training
    sources: tuple[Source, ...]
    path: Path
    model: Shape = field(default_factory=Shape)
    vocabulary: VocabularyRecipe = field(default_factory=VocabularyRecipe)
    held_out: tuple[str, ...] = ()
    filters: Filters = field(default_factory=Filters)
    augmentation: Augmentation = field(default_factory=Augmentation)

    @classmethod
    def read(cls, path: Path) -> Recipe:
        """Read a recipe.

        Raises:
            InputError: the file cannot be read, is not TOML, or a key of it is unknown, missing or wrong.
        """
        table = _merged(path)
        if "path" in table:
            raise _wrong(path, "path", "is no key of a recipe")
        recipe: Recipe = _built(cls, table, path, "", {"path": path})
        _check(recipe)
        return recipe


def bundled(name: str) -> Path:
    """The file of a recipe that comes with the package: `vi-fr`, `fr-vi`.

    Raises:
        InputError: there is none of this name.
    """
    path = _FOLDER / f"{name}.toml"
    if not path.is_file():
        known = ", ".join(sorted(file.stem for file in _FOLDER.glob("*.toml")))
        raise InputError("there is no such recipe", where=name, remedy=f"choose {known}, or name a file")
    return path


def _merged(path: Path, depth: int = 1) -> dict[str, Any]:
    """The tables of a recipe, laid over those of the one it is based on."""
    table = _table(path)
    base = table.pop("based_on", None)
    if base is None:
        return table
    if not isinstance(base, str):
        raise _wrong(path, "based_on", "is not the name of a file")
    if depth >= _DEEPEST:
        raise _wrong(path, "based_on", "goes deeper than four recipes")
    below = _merged(path.parent / base, depth + 1)
    for key, value in table.items():
        if key == "sources" and isinstance(value, list) and isinstance(below.get(key), list):
            below[key] = [*below[key], *value]
        elif isinstance(value, dict) and isinstance(below.get(key), dict):
            if key == "training" and {"minutes", "steps"} & value.keys():  # one takes the place of the other
                below[key] = {k: v for k, v in below[key].items() if k not in ("minutes", "steps")}
            below[key] = {**below[key], **value}
        else:
            below[key] = value
    return below


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode("utf-8"))
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path, remedy="check the name") from error
    except ValueError as error:  # not UTF-8, not TOML
        raise InputError(f"is not TOML: {error}", where=path, remedy="see mt/train/recipes") from error


def _built(
    kind: Any, table: Mapping[str, Any], path: Path, prefix: str, given: Mapping[str, Any] | None = None
) -> Any:
    """The dataclass `kind` out of a table, its values checked by the types of its fields; some are given."""
    hints, values = get_type_hints(kind), dict(given or {})
    known = {item.name: item for item in fields(kind) if item.name not in values}
    for key in table:
        if key not in known:
            raise _wrong(path, prefix + key, "is no key of a recipe", f"choose from {', '.join(known)}")
    for key, item in known.items():
        if key in table:
            values[key] = _value(hints[key], table[key], path, prefix + key)
        elif _is_required(item):
            raise _wrong(path, prefix + key, "is missing")
    return kind(**values)


def _is_required(item: Field[Any]) -> bool:
    return item.default is MISSING and item.default_factory is MISSING


def _value(kind: Any, value: Any, path: Path, key: str) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):  # `float | None`: TOML has no null, so it is there or not
        return _value(next(k for k in inner if k is not NoneType), value, path, key)
    if is_dataclass(kind):
        if not isinstance(value, dict):
            raise _wrong(path, key, "is not a table")
        return _built(kind, value, path, f"{key}.")
    if origin is tuple:
        if not isinstance(value, list):
            raise _wrong(path, key, "is not a list")
        return tuple(_value(inner[0], item, path, f"{key}[{i}]") for i, item in enumerate(value))
    if origin is Literal:
        if value not in inner:
            raise _wrong(path, key, f"is {value!r}", f"choose from {', '.join(c for c in inner if c)}")
        return value
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if not isinstance(value, kind) or (kind is not bool and isinstance(value, bool)):
        names = {str: "text", int: "a whole number", float: "a number", bool: "true or false"}
        raise _wrong(path, key, f"is {value!r}, not {names[kind]}")
    return value


def _check(recipe: Recipe) -> None:
    """What types do not say."""
    path, training, filters = recipe.path, recipe.training, recipe.filters
    if recipe.direction not in DIRECTIONS:
        raise _wrong(path, "direction", f"is {recipe.direction!r}", "choose vi-fr or fr-vi")
    if (training.minutes is None) == (training.steps is None):
        raise _wrong(path, "training", "needs exactly one of minutes and steps")
    if not recipe.sources:
        raise _wrong(path, "sources", "is empty")
    if recipe.model.width % recipe.model.heads:
        raise _wrong(path, "model.width", f"is no multiple of {recipe.model.heads} heads")
    positive = {
        "training": ("minutes", "steps", "batch_tokens", "learning_rate", "checkpoint_minutes"),
        "model": Shape.__dataclass_fields__,
        "vocabulary": ("size",),
    }
    for table, keys in positive.items():
        for key in keys:
            number = getattr(getattr(recipe, table), key)
            if number is not None and number <= 0:
                raise _wrong(path, f"{table}.{key}", f"is {number}, not above 0")
    shares = {
        "training": ("dropout", "label_smoothing", "ema", "hold", "easy", "final_learning_rate"),
        "filters": ("letters", "language", "near_duplicates", "held_out"),
        "augmentation": Augmentation.__dataclass_fields__,
        "vocabulary": ("sample",),
    }
    for table, keys in shares.items():
        for key in keys:
            if not 0 <= (share := getattr(getattr(recipe, table), key)) <= 1:
                raise _wrong(path, f"{table}.{key}", f"is {share}, not between 0 and 1")
    if filters.held_out == 0:
        raise _wrong(path, "filters.held_out", "is 0: what is held out is never trained on")
    if sum(getattr(recipe.augmentation, key) for key in Augmentation.__dataclass_fields__) > 1:
        raise _wrong(path, "augmentation", "shares sum to more than 1")
    for i, source in enumerate(recipe.sources):
        _check_source(recipe, source, f"sources[{i}]")


def _check_source(recipe: Recipe, source: Source, key: str) -> None:
    if not source.files:
        raise _wrong(recipe.path, f"{key}.files", "is empty")
    for name in source.files:
        if name.startswith("corpora:") and name not in BUNDLED:
            raise _wrong(recipe.path, f"{key}.files", f"has {name!r}", f"choose from {', '.join(BUNDLED)}")
    if source.weight < 0:
        raise _wrong(recipe.path, f"{key}.weight", f"is {source.weight}, below 0")
    if source.tag and source.tag not in recipe.vocabulary.tags:
        raise _wrong(recipe.path, f"{key}.tag", f"is {source.tag!r}, which is not in vocabulary.tags")
    if len(source.columns) != 2 or source.columns[0] == source.columns[1]:
        raise _wrong(recipe.path, f"{key}.columns", "must name two columns, Vietnamese and French")


def _wrong(path: Path, key: str, what: str, remedy: str = "") -> InputError:
    return InputError(f"{key} {what}", where=path, remedy=remedy)
