"""A model from a recipe: pairs, vocabulary, network, training, result, all in one folder.

What is there already is not made again, so a run that was stopped goes on where it was.
"""

from __future__ import annotations

import hashlib
import random
import shutil
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import torch
from torch import Tensor

from mt.corpora import load
from mt.errors import ModelDamaged
from mt.models import Model, location
from mt.models.marian import read_pieces
from mt.train.translation import validation
from mt.train.translation.base import marian_folder
from mt.train.translation.batches import Batches, Codec
from mt.train.translation.data import TrainingPair, prepare, read_prepared, write_prepared
from mt.train.translation.folder import read_network, shape_of, state_of, write_new
from mt.train.translation.growth import can_grow, grown
from mt.train.translation.lines import found, lines, stem
from mt.train.translation.links import Link, piece_links, read_links, write_links
from mt.train.translation.network import Network
from mt.train.translation.normalise import normalised
from mt.train.translation.recipe import Recipe
from mt.train.translation.session import Checks, Say, Session
from mt.train.translation.vocabulary import read_vocabulary, train_vocabulary
from mt.train.translation.weights import Weights, fastest_dtype

LONGEST = 110  # pieces of a sentence trained on; vifr splits what is longer
_MEASURED = 300  # dev captions at every validation


def train(
    recipe: Recipe,
    data_root: Path,
    folder: Path,
    *,
    base: str = "",
    device: torch.device,
    without_held_out: bool = False,
    say: Say = print,
) -> Path:
    """Train what the recipe says; returns the Marian folder of the averaged weights.

    Args:
        data_root: folder that the files of the recipe are relative to.
        folder: of the result and all that leads to it.
        base: a model to start from, as for `--model`; empty for fresh weights.

    Raises:
        InputError: a file of the recipe is missing or damaged, or `folder` holds another training.
        ModelError: the base cannot be used.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pairs = _pairs(recipe, data_root, folder, say, without_held_out=without_held_out)
    spm = _vocabulary(recipe, data_root, folder, pairs, say)
    vocabulary = read_vocabulary(spm)
    network = _network(recipe, base, folder, vocabulary)
    network.to(device)
    training = recipe.training
    weights = Weights(
        network, optimiser=training.optimiser, dtype=fastest_dtype(device), average=training.ema
    )
    pieces = read_pieces(spm)
    batches = Batches(
        pairs,
        recipe.direction,
        Codec(pieces, pieces, vocabulary, longest=LONGEST + 2),
        batch_tokens=training.batch_tokens,
        augmentation=recipe.augmentation,
        seed=training.seed,
        links=_links(recipe, pairs, spm, folder, say) if training.guide else None,
    )
    parameters = sum(tensor.numel() for tensor in weights.masters)
    say(f"{recipe.name}: {parameters / 1e6:.1f} million parameters, {len(pairs):,} pairs")
    dev = load("captions", split="dev")[:_MEASURED]

    def score(model: Model) -> validation.Scores:
        return validation.score(validation.translations(model, dev), dev, model.target)

    def export(state: dict[str, Tensor], path: Path) -> None:
        tensors = state_of(network, state)
        write_new(network, tensors, spm, path, direction=recipe.direction, longest=LONGEST)

    session = Session(
        folder,
        name=recipe.name,
        direction=recipe.direction,
        fingerprint=_fingerprint(recipe, pairs),
        say=say,
    )
    session.restore(weights, device)
    session.train(network, weights, batches, training, Checks(export, score), device=device)
    return folder / "marian"


def _pairs(
    recipe: Recipe, data_root: Path, folder: Path, say: Say, *, without_held_out: bool
) -> list[TrainingPair]:
    path = folder / "pairs.tsv.xz"
    if not path.exists():
        prepared = prepare(recipe, data_root, say=say, without_held_out=without_held_out)
        prepared.report.write(folder / "pairs.json")
        say(prepared.report.table())
        write_prepared(prepared, path)
    return read_prepared(path)


def _vocabulary(recipe: Recipe, data_root: Path, folder: Path, pairs: list[TrainingPair], say: Say) -> Path:
    target = folder / "joint.spm"
    wanted = recipe.vocabulary
    if target.exists():
        return target
    if wanted.file:
        given = location.EMBEDDED / "joint.spm" if wanted.file == "embedded" else data_root / wanted.file
        shutil.copyfile(given, target)
        return target
    say(f"learning {wanted.size} pieces")
    train_vocabulary(_texts(recipe, data_root, pairs), target, size=wanted.size, tags=wanted.tags)
    return target


def _texts(recipe: Recipe, data_root: Path, pairs: list[TrainingPair]) -> Iterator[str]:
    """What the pieces are learnt from: both sides of the pairs, and a sample of text of one language."""
    for pair in pairs:
        yield pair.vi
        yield pair.fr
    draw = random.Random(recipe.training.seed)
    for path in found(recipe.vocabulary.texts, data_root):
        language = "vi" if stem(path).endswith(".vi") else "fr"
        for line in lines(path):
            if draw.random() < recipe.vocabulary.sample:
                yield normalised(line, language)


def _network(recipe: Recipe, base: str, folder: Path, vocabulary: dict[str, int]) -> Network:
    torch.manual_seed(recipe.training.seed)
    if not base:
        return Network(recipe.model, len(vocabulary), dropout=recipe.training.dropout)
    source = marian_folder(base, recipe.direction, folder / "base")
    for fault, is_so in (
        ("has another vocabulary than the recipe", source.vocabulary != vocabulary),
        ("has another width or is larger than the recipe says", not can_grow(shape_of(source), recipe.model)),
    ):
        if is_so:
            raise ModelDamaged(fault, where=base, remedy="change the recipe")
    return grown(read_network(source, dropout=recipe.training.dropout), recipe.model)


def _links(recipe: Recipe, pairs: list[TrainingPair], spm: Path, folder: Path, say: Say) -> list[list[Link]]:
    """Of each pair, which source piece each target piece comes from."""
    path = folder / "links.xz"
    if path.exists():
        return list(read_links(path))
    pieces = read_pieces(spm)
    sides = {
        "vi": pieces.encode([pair.vi for pair in pairs], out_type=str),
        "fr": pieces.encode([pair.fr for pair in pairs], out_type=str),
    }
    source, target = ([side[:LONGEST] for side in sides[name]] for name in recipe.direction.split("-"))
    links = piece_links(source, target, say=say)
    write_links(links, path)
    return links


def _fingerprint(recipe: Recipe, pairs: list[TrainingPair]) -> str:
    settings = {key: value for key, value in asdict(recipe.training).items() if key not in _MAY_CHANGE}
    digest = hashlib.sha256(repr((recipe.direction, recipe.model, recipe.augmentation, settings)).encode())
    for pair in pairs:
        digest.update(f"{pair.weight}\t{pair.tag}\t{pair.vi}\t{pair.fr}\n".encode())
    return digest.hexdigest()


# A run may be made longer, or be looked at more often, after it began.
_MAY_CHANGE = ("minutes", "steps", "checkpoint_minutes", "validation_minutes")
