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

BUNDLED = ("corpora:captions", "corpora:glossary")
"""Sources that come with the package: the train split of the captions, the glossary."""

_FOLDER = Path(__file__).resolve().parents[1] / "recipes"
_DEEPEST = 4  # recipes based on one another


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a Marian transformer.

    Attributes:
        width: of embeddings and layers.
        feed_forward: inner width of the feed-forward blocks.
        heads: of every attention.
        encoder_layers, decoder_layers: how many.
        positions: pieces that it can read, and say.
    """

    width: int = 256
    feed_forward: int = 1024
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 2
    positions: int = 512


@dataclass(frozen=True, slots=True)
class VocabularyRecipe:
    """The joint SentencePiece model.

    Attributes:
        size: pieces.
        tags: pieces that mark sources of another style, e.g. `<d>`; never said when translating.
        texts: files of one language that the pieces are learnt from too; globs under the data root.
        sample: share of the lines of those files.
        file: a SentencePiece model to be used as it is, or `embedded`; empty to train one. Weights can only
            be trained further with the vocabulary they were trained with.
    """

    size: int = 8000
    tags: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sample: float = 1.0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Files of pairs, and what they are worth.

    Attributes:
        files: globs under the data root, or one of `BUNDLED`.
        weight: how often an epoch sees each pair; 0.3 is three epochs of ten.
        licence: of the text, for the model card.
        tag: piece put before the source side of these pairs; one of the vocabulary.
        note: what the text is, for the model card.
        columns: of Vietnamese and French, by the names in the first line or by number from 1. `vi` and `fr`
            are the first and second column where the first line is no header.
        machine: whether a machine translated one side: both sides must have the same numbers.
        captions: whether it is like what is held out: near-duplicates of that are dropped, not only copies.
        once: `vi` or `fr`: each text of this side is taken once, with one of its counterparts, by chance.
    """

    files: tuple[str, ...]
    weight: float
    licence: str
    tag: str = ""
    note: str = ""
    columns: tuple[str, ...] = ("vi", "fr")
    machine: bool = False
    captions: bool = False
    once: Literal["", "vi", "fr"] = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a pair must be like to be trained on; see `mt.train.translation.filters`.

    Attributes:
        longest_vi, longest_fr: characters of a side.
        ratio: one side has at most so many times the characters of the other; short pairs have more room.
        letters: least share of letters and spaces on the Vietnamese side.
        language: least probability at which a side that is in the wrong language is dropped; 0 for never.
        language_words: sides of fewer words are not asked for their language.
        near_duplicates: captions of this similarity (see `mt.corpora.duplicates`), on both sides, to
            captions of an earlier source or line are dropped; 0 for never.
        held_out: similarity to a held-out caption from which a caption is dropped.
        credits: `kept`, or `off` where both sides have one: the translator writes credits by rule.
    """

    longest_vi: int = 500
    longest_fr: int = 600
    ratio: float = 2.6
    letters: float = 0.7
    language: float = 0.98
    language_words: int = 5
    near_duplicates: float = 0.9
    held_out: float = 0.5
    credits: Literal["kept", "off"] = "kept"


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Shares of the source sides that are changed, one change each; see `mt.train.translation.augment`."""

    stripped: float = 0.04
    restored: float = 0.03
    partly: float = 0.02
    lost_d: float = 0.01
    capitals: float = 0.03
    lower: float = 0.02
    clipped: float = 0.02


@dataclass(frozen=True, slots=True)
class Training:
    """The run.

    Attributes:
        minutes, steps: how long; exactly one of them is given.
        batch_tokens: pieces of both sides in a batch, padding counted.
        learning_rate: the peak.
        warm_up_steps: steps until the peak is reached.
        dropout: share of every layer's output that is dropped.
        label_smoothing: share of the probability that is spread over all pieces.
        ema: weight of a step in the averaged weights.
        optimiser: `muon` (for matrices; the rest by AdamW) or `adamw`.
        hold: share of the run before the rate begins to fall (cosine).
        final_learning_rate: share of the peak where it ends.
        easy: first share of the run, on short pairs only.
        guide: weight of guided alignment; 0 for none.
        checkpoint_minutes, validation_minutes: between two of them.
        seed: of all chance.
    """

    minutes: float | None = None
    steps: int | None = None
    batch_tokens: int = 6144
    learning_rate: float = 9e-4
    warm_up_steps: int = 200
    dropout: float = 0.1
    label_smoothing: float = 0.1
    ema: float = 0.001
    optimiser: Literal["muon", "adamw"] = "muon"
    hold: float = 0.2
    final_learning_rate: float = 0.02
    easy: float = 0.0
    guide: float = 0.0
    checkpoint_minutes: float = 5.0
    validation_minutes: float = 15.0
    seed: int = 1


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
