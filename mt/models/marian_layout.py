"""The JSON files of a Marian folder in the layout of opus-mt: what transformers needs beside the weights."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

_END = 0


def config(
    *,
    width: int,
    feed_forward: tuple[int, int],
    layers: tuple[int, int],
    heads: tuple[int, int],
    positions: int,
    vocabulary_size: int,
    activation: str = "swish",
    scale_embedding: bool = True,
) -> dict[str, Any]:
    """config.json of a Marian transformer; pairs are of encoder and decoder.

    `</s>` has the id 0 and `<pad>`, which starts the decoder, the last one, as in opus-mt.
    """
    pad = vocabulary_size - 1
    content: dict[str, Any] = {
        "architectures": ["MarianMTModel"],
        "model_type": "marian",
        "activation_function": activation,
        "d_model": width,
        "vocab_size": vocabulary_size,
        "decoder_vocab_size": vocabulary_size,
        "max_position_embeddings": positions,
        "scale_embedding": scale_embedding,
        "share_encoder_decoder_embeddings": True,
        "static_position_embeddings": True,
        "tie_word_embeddings": True,
        "is_encoder_decoder": True,
        "dropout": 0.1,
        "bos_token_id": _END,
        "eos_token_id": _END,
        "forced_eos_token_id": _END,
        "pad_token_id": pad,
        "decoder_start_token_id": pad,
        "dtype": "float32",
    }
    for place, side in enumerate(("encoder", "decoder")):
        content[f"{side}_layers"] = layers[place]
        content[f"{side}_ffn_dim"] = feed_forward[place]
        content[f"{side}_attention_heads"] = heads[place]
    content["num_hidden_layers"] = layers[0]
    return content


def write_json_files(
    folder: Path, content: Mapping[str, Any], vocabulary: Sequence[str], *, source: str, target: str
) -> None:
    """Write config.json, generation_config.json, vocab.json and tokenizer_config.json into `folder`.

    Args:
        content: as `config` gives it, with more keys if need be.
        vocabulary: the pieces by id.
        source: language, `vi` or `fr`.
        target: likewise.
    """
    pad = content["pad_token_id"]
    ids = ("bos_token_id", "eos_token_id", "forced_eos_token_id", "pad_token_id", "decoder_start_token_id")
    generation = {
        **{name: content[name] for name in ids},
        "bad_words_ids": [[pad]],
        "max_length": content["max_position_embeddings"],
        "num_beams": 4,
        "renormalize_logits": True,  # <pad> must not have a share of the probabilities
    }
    tokenizer = {
        "source_lang": source,
        "target_lang": target,
        "model_max_length": content["max_position_embeddings"],
        "separate_vocabs": False,
    }
    for name, value in (
        ("config.json", content),
        ("generation_config.json", generation),
        ("vocab.json", {piece: number for number, piece in enumerate(vocabulary)}),
        ("tokenizer_config.json", tokenizer),
    ):
        text = json.dumps(value, ensure_ascii=False, indent=2)
        (folder / name).write_text(text + "\n", encoding="utf-8")
