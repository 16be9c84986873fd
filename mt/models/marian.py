"""Checks a folder in the layout of opus-mt, file by file, before anything is loaded from it.

transformers itself is of little help there: a missing source.spm gives a TypeError, a missing tensor is
filled with random numbers and only logged, a Git LFS pointer is an UnpicklingError.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mt.errors import ModelDamaged
from mt.models.manifest import NORMALISATIONS
from mt.models.marian_weights import check_weights

WEIGHTS = ("model.safetensors", "pytorch_model.bin")  # in the order transformers prefers them
REQUIRED = ("config.json", "source.spm", "target.spm", "vocab.json")
OPTIONAL = ("generation_config.json", "tokenizer_config.json")

_LFS = b"version https://git-lfs"
_CODES = {"vi": ("vi", "vie"), "fr": ("fr", "fra", "fre")}
_REMEDY = "copy the folder again"


@dataclass(frozen=True, slots=True)
class MarianFolder:
    """A folder that has passed `check`.

    Attributes:
        path: the folder.
        weights: its model.safetensors or pytorch_model.bin.
        config: content of config.json.
        vocabulary: content of vocab.json, piece to id; `<pad>` is the last.
        source: language by tokenizer_config.json; `vi`, `fr`, another code, or empty when it does not say.
        target: likewise.
        max_source_pieces: how many pieces of a sentence may be given to it.
        normalisation: what its training text went through, `moses`, or `vifr` for our own models.
    """

    path: Path
    weights: Path
    config: dict[str, Any]
    vocabulary: dict[str, int]
    source: str
    target: str
    max_source_pieces: int
    normalisation: str

    def language_tag(self, target: str) -> str:
        """`>>vie<<` where the vocabulary has such a tag for the target language, else empty.

        opus-mt models of several target languages need it before every source.
        """
        tags = (f">>{code}<<" for code in _CODES.get(target, ()))
        return next((tag for tag in tags if tag in self.vocabulary), "")


def is_marian(folder: Path) -> bool:
    """Whether `folder` is meant to be a Marian model, whole or not: it has weights or a vocab.json."""
    return any((folder / name).exists() for name in (*WEIGHTS, "vocab.json"))


def check(folder: Path) -> MarianFolder:
    """Check every file of an opus-mt folder; raises ModelDamaged for the first defect, in one line.

    Raises MissingExtra when pytorch_model.bin can only be looked into with torch and torch is not installed.
    """
    for name in REQUIRED:
        _check_file(folder / name)
    weights = next((folder / name for name in WEIGHTS if (folder / name).exists()), None)
    if weights is None:
        raise ModelDamaged(f"has neither {' nor '.join(WEIGHTS)}", where=folder, remedy=_REMEDY)
    _check_file(weights)
    config = _check_config(folder / "config.json")
    vocabulary = _check_vocabulary(folder / "vocab.json", config)
    for name in ("source.spm", "target.spm"):
        _check_pieces(folder / name, vocabulary)
    settings, languages = (read_json(folder / name) if (folder / name).exists() else {} for name in OPTIONAL)
    check_weights(weights, config)
    own = config.get("vifr", {})
    return MarianFolder(
        path=folder,
        weights=weights,
        config=config,
        vocabulary=vocabulary,
        source=language(languages.get("source_lang")),
        target=language(languages.get("target_lang")),
        max_source_pieces=own.get("max_source_pieces", _half_the_positions(config, settings)),
        normalisation=own.get("normalisation", "moses"),
    )


def _half_the_positions(config: dict[str, Any], settings: dict[str, Any]) -> int:
    """256 for opus-mt.

    Source and target have 512 positions each. Half of them for the source leaves the translation twice its
    length, which is more than Vietnamese and French ever differ by.
    """
    stated = (config.get("max_position_embeddings"), settings.get("max_length"), config.get("max_length"))
    return min((limit for limit in stated if isinstance(limit, int) and limit > 1), default=512) // 2


def language(code: object) -> str:
    """`vi` or `fr` for the two- and three-letter codes of these, another code as it is, empty for no code."""
    return next(
        (short for short, codes in _CODES.items() if code in codes), code if isinstance(code, str) else ""
    )


def read_json(path: Path) -> dict[str, Any]:
    """A JSON object from a file; raises ModelDamaged."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelDamaged(f"cannot be read ({error.strerror})", where=path, remedy=_REMEDY) from error
    except ValueError as error:
        raise ModelDamaged(f"is not JSON ({error})", where=path, remedy=_REMEDY) from error
    if not isinstance(content, dict):
        raise ModelDamaged("is not a JSON object", where=path, remedy=_REMEDY)
    return content


def read_pieces(path: Path) -> Any:
    """The SentencePiece model in a file; raises ModelDamaged."""
    import sentencepiece

    try:
        return sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (OSError, RuntimeError) as error:
        raise ModelDamaged("is not a SentencePiece model", where=path, remedy=_REMEDY) from error


def _check_file(path: Path) -> None:
    if not path.is_file():
        raise ModelDamaged("is missing", where=path, remedy=_REMEDY)
    try:
        with path.open("rb") as file:
            start = file.read(len(_LFS))
    except OSError as error:
        raise ModelDamaged(f"cannot be read ({error.strerror})", where=path, remedy=_REMEDY) from error
    if not start:
        raise ModelDamaged("is empty", where=path, remedy=_REMEDY)
    if start == _LFS:
        what = "is a Git LFS pointer, not the file itself"
        raise ModelDamaged(what, where=path, remedy="run: git lfs pull, or vifr models pull")


def _check_config(path: Path) -> dict[str, Any]:
    config = read_json(path)
    if config.get("model_type") != "marian":
        raise ModelDamaged(f"describes a {config.get('model_type')!r} model, not 'marian'", where=path)
    if not config.get("share_encoder_decoder_embeddings", True):
        raise ModelDamaged(
            "has separate vocabularies for source and target, which vifr cannot convert", where=path
        )
    sizes = (
        "d_model",
        "encoder_layers",
        "decoder_layers",
        "encoder_ffn_dim",
        "decoder_ffn_dim",
        "vocab_size",
    )
    for name in sizes:
        if not isinstance(config.get(name), int) or config[name] < 1:
            raise ModelDamaged(f"has no valid {name!r}", where=path)
    own = config.get("vifr", {})  # written by mt.models.marian_export; transformers keeps it when it saves
    if not isinstance(own, dict) or own.get("normalisation", "moses") not in NORMALISATIONS:
        raise ModelDamaged("has no valid 'vifr'", where=path)
    if not isinstance(own.get("max_source_pieces", 1), int):
        raise ModelDamaged("has no valid 'max_source_pieces'", where=path)
    return config


def _check_vocabulary(path: Path, config: dict[str, Any]) -> dict[str, int]:
    vocabulary = read_json(path)
    size = len(vocabulary)
    if sorted(map(str, vocabulary.values())) != sorted(map(str, range(size))):
        raise ModelDamaged(f"does not number its {size} pieces from 0 to {size - 1}", where=path)
    for token in ("</s>", "<unk>", "<pad>"):
        if token not in vocabulary:
            raise ModelDamaged(f"has no {token}", where=path)
    if size != config["vocab_size"]:
        what = f"has {size} pieces, but config.json says {config['vocab_size']}"
        raise ModelDamaged(what, where=path, remedy=_REMEDY)
    if vocabulary["<pad>"] != size - 1:
        raise ModelDamaged("does not have <pad> as its last piece, as opus-mt has", where=path)
    if config.get("decoder_start_token_id", size - 1) != size - 1:
        raise ModelDamaged(
            "does not start the decoder with <pad>, as opus-mt does", where=path.with_name("config.json")
        )
    return vocabulary


def _check_pieces(path: Path, vocabulary: dict[str, int]) -> None:
    model = read_pieces(path)
    size = model.get_piece_size()
    known = sum(model.id_to_piece(number) in vocabulary for number in range(size))
    # Not all of them: opus-mt leaves pieces out that its training data never used.
    if known < size / 2:
        what = f"belongs to another model: vocab.json knows {known} of its {size} pieces"
        raise ModelDamaged(what, where=path, remedy=_REMEDY)
