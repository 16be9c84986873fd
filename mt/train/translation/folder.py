"""A network out of a Marian folder, and a Marian folder out of a network."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from mt.errors import ModelDamaged, OutputError
from mt.models import marian_layout
from mt.models.marian import MarianFolder
from mt.train.translation.network import ACTIVATIONS, Network, sinusoids
from mt.train.translation.settings import Shape

_COPIED = (
    "config.json",
    "generation_config.json",
    "tokenizer_config.json",
    "vocab.json",
    "source.spm",
    "target.spm",
)
_TIED = ("model.encoder.embed_tokens.weight", "model.decoder.embed_tokens.weight", "lm_head.weight")


def read_network(folder: MarianFolder, *, dropout: float = 0.0) -> Network:
    """The network in a checked Marian folder, float32.

    Raises:
        ModelDamaged: the folder describes a network that is not opus-mt's kind.
    """
    network = Network(
        shape_of(folder),
        folder.config["vocab_size"],
        dropout=dropout,
        activation=folder.config.get("activation_function", "swish"),
        scale_embedding=bool(folder.config.get("scale_embedding", True)),
    )
    tensors = _tensors(folder.weights)
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            parameter.copy_(tensors[name])
        network.start.copy_(tensors["model.shared.weight"][-1])
        network.final_logits_bias.copy_(tensors["final_logits_bias"])
    return network


def shape_of(folder: MarianFolder) -> Shape:
    """Width, layers and heads by config.json; raises ModelDamaged for what `Network` has no place for."""
    config = folder.config
    same = ("ffn_dim", "attention_heads")
    differ = next((key for key in same if config[f"encoder_{key}"] != config[f"decoder_{key}"]), "")
    activation = config.get("activation_function", "swish")
    if differ or activation not in ACTIVATIONS or config.get("normalize_before"):
        what = f"has different {differ} on its sides" if differ else "is not a post-norm Marian transformer"
        raise ModelDamaged(f"{what}, which cannot be trained here", where=folder.path)
    return Shape(
        width=config["d_model"],
        feed_forward=config["encoder_ffn_dim"],
        heads=config["encoder_attention_heads"],
        encoder_layers=config["encoder_layers"],
        decoder_layers=config["decoder_layers"],
        positions=config.get("max_position_embeddings", 512),
    )


def state_of(network: Network, weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Every tensor a Marian folder holds, by transformers' names, float32.

    Args:
        weights: name to tensor for each parameter of `network`, e.g. their average.
    """
    state = {name: tensor.detach().float().contiguous() for name, tensor in weights.items()}
    embeddings = state["model.shared.weight"].clone()
    embeddings[-1] = network.start.float().cpu()
    state["model.shared.weight"] = embeddings
    state["final_logits_bias"] = network.final_logits_bias.float().cpu().clone()
    for side in ("encoder", "decoder"):
        positions = sinusoids(network.shape.positions, network.shape.width)
        state[f"model.{side}.embed_positions.weight"] = positions
    return state


def write_like(base: MarianFolder, state: Mapping[str, Tensor], target: Path) -> None:
    """Write a Marian folder that differs from `base` in its weights only, in the same kind of file."""
    with _writing(target):
        for name in _COPIED:
            if (base.path / name).is_file():
                shutil.copyfile(base.path / name, target / name)
        _write_weights(state, target / base.weights.name)


def write_new(
    network: Network, state: Mapping[str, Tensor], spm: Path, target: Path, *, direction: str, longest: int
) -> None:
    """Write a Marian folder of our own: one SentencePiece model for both sides.

    Args:
        spm: the joint SentencePiece model, its ids those of the network.
        longest: source pieces that the network was trained on at most.
    """
    from mt.train.translation.vocabulary import read_vocabulary

    shape = network.shape
    config: dict[str, Any] = marian_layout.config(
        width=shape.width,
        feed_forward=(shape.feed_forward, shape.feed_forward),
        layers=(shape.encoder_layers, shape.decoder_layers),
        heads=(shape.heads, shape.heads),
        positions=shape.positions,
        vocabulary_size=network.vocabulary_size,
    )
    config["vifr"] = {"normalisation": "vifr", "max_source_pieces": longest}
    source, language = direction.split("-")
    with _writing(target):
        pieces = sorted(read_vocabulary(spm).items(), key=lambda item: item[1])
        marian_layout.write_json_files(
            target, config, [piece for piece, _ in pieces], source=source, target=language
        )
        shutil.copyfile(spm, target / "source.spm")
        shutil.copyfile(spm, target / "target.spm")
        _write_weights(state, target / "model.safetensors")


@contextlib.contextmanager
def _writing(target: Path) -> Iterator[None]:
    """Makes the folder; turns what the system says against writing into one line."""
    try:
        target.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", where=error.filename or target) from error


def _tensors(path: Path) -> dict[str, Tensor]:
    """What the file holds; `mt.models.marian.check` has been through it before."""
    if path.suffix == ".safetensors":
        from safetensors.torch import load_file

        loaded: dict[str, Tensor] = load_file(path)
        return loaded
    loaded = torch.load(path, map_location="cpu", weights_only=True)
    return loaded


def _write_weights(state: Mapping[str, Tensor], path: Path) -> None:
    if path.suffix == ".safetensors":
        from safetensors.torch import save_file

        save_file(dict(state), path, metadata={"format": "pt"})
        return
    # save_pretrained of transformers 5 writes safetensors only; opus-mt's file holds the tied copies as well.
    tied = {name: state["model.shared.weight"] for name in _TIED}
    torch.save({**state, **tied}, path)
