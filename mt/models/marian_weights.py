"""Checks the tensors of a Marian model against its config.json, without loading the weights.

The shapes are in the header of model.safetensors; pytorch_model.bin is opened by torch with
`weights_only=True`, which builds tensors and refuses everything else, so no code in the file can run.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from mt.errors import MissingExtra, ModelDamaged

Shapes = Mapping[str, tuple[int, ...]]
_REMEDY = "copy or download the file again"


def check_weights(path: Path, config: Mapping[str, Any]) -> None:
    """Raises ModelDamaged for the first tensor that is missing or has another shape than config.json says.

    Args:
        path: model.safetensors or pytorch_model.bin.
        config: content of config.json.
    """
    shapes = _safetensors_shapes(path) if path.suffix == ".safetensors" else _pytorch_shapes(path)
    for name, shape in expected_shapes(config):
        if name not in shapes:
            raise ModelDamaged(f"lacks the tensor {name}", where=path, remedy=_REMEDY)
        if shapes[name] != shape:
            what = f"has {name} of shape {shapes[name]}, but config.json says {shape}"
            raise ModelDamaged(what, where=path, remedy=_REMEDY)


def expected_shapes(config: Mapping[str, Any]) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Name and shape of every tensor a Marian model cannot do without.

    The tied copies of the embeddings and the sinusoidal positions are not among them: they may be left out.
    """
    width, vocabulary = config["d_model"], config["vocab_size"]
    yield "final_logits_bias", (1, vocabulary)
    yield "model.shared.weight", (vocabulary, width)
    for side, attentions in (("encoder", ("self_attn",)), ("decoder", ("self_attn", "encoder_attn"))):
        inner = config[f"{side}_ffn_dim"]
        for layer in range(config[f"{side}_layers"]):
            prefix = f"model.{side}.layers.{layer}"
            for attention in attentions:
                for projection in ("q_proj", "k_proj", "v_proj", "out_proj"):
                    yield f"{prefix}.{attention}.{projection}.weight", (width, width)
                    yield f"{prefix}.{attention}.{projection}.bias", (width,)
            for norm in (*(f"{attention}_layer_norm" for attention in attentions), "final_layer_norm"):
                yield f"{prefix}.{norm}.weight", (width,)
                yield f"{prefix}.{norm}.bias", (width,)
            for name, rows, columns in (("fc1", inner, width), ("fc2", width, inner)):
                yield f"{prefix}.{name}.weight", (rows, columns)
                yield f"{prefix}.{name}.bias", (rows,)


def _safetensors_shapes(path: Path) -> Shapes:
    size = path.stat().st_size
    try:
        with path.open("rb") as file:
            (length,) = struct.unpack("<Q", file.read(8))
            if length > size - 8:
                raise ModelDamaged("is cut", where=path, remedy=_REMEDY)
            header = json.loads(file.read(length))
        header.pop("__metadata__", None)
        end = max(entry["data_offsets"][1] for entry in header.values())
        shapes = {name: tuple(entry["shape"]) for name, entry in header.items()}
    except (struct.error, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelDamaged("is not a safetensors file", where=path, remedy=_REMEDY) from error
    if 8 + length + end != size:
        what = f"has {size} bytes instead of the {8 + length + end} its header says"
        raise ModelDamaged(what, where=path, remedy=_REMEDY)
    return shapes


def _pytorch_shapes(path: Path) -> Shapes:
    try:
        import torch
    except ImportError as error:
        raise MissingExtra("torch", extra="helsinki", purpose=f"reading {path.name}") from error

    with path.open("rb") as file:
        zipped = file.read(2) == b"PK"  # many opus-mt files are older than torch's zip format
    try:
        tensors = torch.load(path, map_location="cpu", weights_only=True, mmap=zipped)
    except Exception as error:  # torch has no common class for what a broken file may raise
        what = "is cut, or holds something else than weights and was not opened"
        raise ModelDamaged(what, where=path, remedy=_REMEDY) from error
    if not isinstance(tensors, dict) or not all(
        isinstance(tensor, torch.Tensor) for tensor in tensors.values()
    ):
        raise ModelDamaged("does not hold tensors by name", where=path, remedy=_REMEDY)
    return {str(name): tuple(tensor.shape) for name, tensor in tensors.items()}
