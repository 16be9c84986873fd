"""CTranslate2 folder in, Marian folder in the layout of opus-mt out: the way back from `convert`.

The embedded models are shipped for CTranslate2 only. Exported, transformers can load the very same weights
(int8 times scale, as float32) to be compared with, or to be trained further.
"""

from __future__ import annotations

import json
import math
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mt.errors import MissingExtra, ModelDamaged, OutputError
from mt.models import marian_layout
from mt.models.ct2_weights import WeightsFile, open_weights
from mt.models.model import Model

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Tensors = dict[str, NDArray[np.float32]]

_ACTIVATIONS = (
    "relu",
    "gelu_new",
    "swish",
    "gelu",
    "quick_gelu",
)  # by ctranslate2.specs.common_spec.Activation


def export(model: Model, target: Path) -> Path:
    """Write `model` into the new or empty folder `target` as a Marian folder; returns `target`.

    Writes config.json, generation_config.json, model.safetensors, source.spm, target.spm, vocab.json and
    tokenizer_config.json. Raises MissingExtra without safetensors, ModelDamaged for a model that is not one
    Marian can be, OutputError when `target` cannot be written or is not empty.
    """
    try:
        from safetensors.numpy import save
    except ImportError as error:
        raise MissingExtra("safetensors", extra="helsinki", purpose="exporting weights") from error

    weights = open_weights(model.path / "model.bin")
    vocabulary = _vocabulary(model.path)
    config = _config(weights, vocabulary)
    config["vifr"] = {"normalisation": model.normalisation, "max_source_pieces": model.max_source_pieces}
    tensors = dict(_tensors(weights, config))
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            raise OutputError("is not empty", where=target, remedy="name a new folder")
        (target / "model.safetensors").write_bytes(save(tensors, metadata={"format": "pt"}))
        shutil.copyfile(model.source_spm, target / "source.spm")
        shutil.copyfile(model.target_spm, target / "target.spm")
        marian_layout.write_json_files(target, config, vocabulary, source=model.source, target=model.target)
    except OSError as error:
        raise OutputError(f"cannot be written ({error.strerror})", where=error.filename or target) from error
    return target


def _vocabulary(folder: Path) -> list[str]:
    path = folder / "shared_vocabulary.json"
    try:
        pieces = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelDamaged("cannot be read: Marian needs one shared vocabulary", where=path) from error
    return pieces if pieces[-1] == "<pad>" else [*pieces, "<pad>"]


def _config(weights: WeightsFile, vocabulary: list[str]) -> dict[str, Any]:
    """config.json, with everything that can be read off the shapes read off them."""
    if weights.specification != "TransformerSpec" or weights.read("encoder/pre_norm"):
        raise ModelDamaged("is not a Marian model", where=weights.path)
    embeddings = weights.shape("decoder/embeddings/weight")
    positions = weights.shape("decoder/position_encodings/encodings")
    if not embeddings or not positions or len(vocabulary) - embeddings[0] not in (0, 1):
        raise ModelDamaged("lacks embeddings or positions that fit its vocabulary", where=weights.path)
    inner = [weights.shape(f"{side}/layer_0/ffn/linear_0/weight") for side in ("encoder", "decoder")]
    scale = float(weights.read("encoder/scale_embeddings"))
    return marian_layout.config(
        width=embeddings[1],
        feed_forward=(inner[0][0] if inner[0] else 0, inner[1][0] if inner[1] else 0),
        layers=(len(list(_layers(weights, "encoder"))), len(list(_layers(weights, "decoder")))),
        heads=(int(weights.read("encoder/num_heads")), int(weights.read("decoder/num_heads"))),
        positions=positions[0],
        vocabulary_size=len(vocabulary),
        activation=_ACTIVATIONS[int(weights.read("encoder/activation"))],
        scale_embedding=math.isclose(scale, math.sqrt(embeddings[1])),
    )


def _layers(weights: WeightsFile, side: str) -> Iterator[str]:
    layer = 0
    while weights.shape(f"{side}/layer_{layer}/ffn/linear_0/weight"):
        yield f"{side}/layer_{layer}"
        layer += 1


def _tensors(weights: WeightsFile, config: dict[str, Any]) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """transformers' tensors out of CTranslate2's variables.

    Every row of the vocabulary that CTranslate2 has not (`<pad>`) becomes zero, as in opus-mt.
    """
    import numpy as np

    size, width = config["vocab_size"], config["d_model"]
    shared = weights.read("decoder/embeddings/weight")
    yield "model.shared.weight", np.concatenate([shared, np.zeros((size - len(shared), width), np.float32)])
    bias = np.zeros((1, size), np.float32)
    if weights.shape("decoder/projection/bias"):
        stored = weights.read("decoder/projection/bias")
        bias[0, : len(stored)] = stored
    yield "final_logits_bias", bias
    for side in ("encoder", "decoder"):
        yield (
            f"model.{side}.embed_positions.weight",
            weights.read(f"{side}/position_encodings/encodings").copy(),
        )
        for number, layer in enumerate(_layers(weights, side)):
            yield from _layer_tensors(weights, layer, f"model.{side}.layers.{number}")


def _layer_tensors(weights: WeightsFile, layer: str, name: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    """One layer; CTranslate2 joins query, key and value of self-attention, key and value of the other."""
    attentions = {
        "self_attention": ("self_attn", (("q_proj", "k_proj", "v_proj"), ("out_proj",))),
        "attention": ("encoder_attn", (("q_proj",), ("k_proj", "v_proj"), ("out_proj",))),
    }
    for attention, (marian, linears) in attentions.items():
        if not weights.shape(f"{layer}/{attention}/layer_norm/gamma"):
            continue
        for number, projections in enumerate(linears):
            for part in ("weight", "bias"):
                rows = weights.read(f"{layer}/{attention}/linear_{number}/{part}")
                parts = rows.reshape(len(projections), -1, *rows.shape[1:])
                for projection, tensor in zip(projections, parts, strict=True):
                    yield f"{name}.{marian}.{projection}.{part}", tensor.copy()
        yield from _norm(weights, f"{layer}/{attention}/layer_norm", f"{name}.{marian}_layer_norm")
    for number, linear in enumerate(("fc1", "fc2")):
        for part in ("weight", "bias"):
            yield f"{name}.{linear}.{part}", weights.read(f"{layer}/ffn/linear_{number}/{part}")
    yield from _norm(weights, f"{layer}/ffn/layer_norm", f"{name}.final_layer_norm")


def _norm(weights: WeightsFile, norm: str, name: str) -> Iterator[tuple[str, NDArray[np.float32]]]:
    yield f"{name}.weight", weights.read(f"{norm}/gamma")
    yield f"{name}.bias", weights.read(f"{norm}/beta")
