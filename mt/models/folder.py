"""A CTranslate2 folder on disk as a `Model`, with or without our manifest."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from mt.caption import DIRECTIONS
from mt.errors import ModelDamaged, UsageError
from mt.models import manifest
from mt.models.ct2_weights import open_weights
from mt.models.marian import language, read_json
from mt.models.model import Model

_PIECES = (("source.spm", "target.spm"), ("sentencepiece.model", "sentencepiece.model"))
OTHER_FILES = (
    *manifest.VOCABULARIES,
    "source.spm",
    "target.spm",
    "sentencepiece.model",
    "tokenizer_config.json",
    manifest.NAME,
)


def is_ctranslate2(folder: Path) -> bool:
    """Whether `folder` is meant to be a CTranslate2 model, whole or not."""
    return any((folder / name).exists() for name in ("model.bin", manifest.NAME, *manifest.VOCABULARIES))


def open_folder(folder: Path, *, name: str, origin: str, direction: str, revision: str = "") -> Model:
    """The CTranslate2 model in `folder`; its files are looked at, not loaded.

    Args:
        folder: the folder.
        name: what the model is called.
        origin: `embedded`, `hub` or `folder`.
        direction: the direction that is wanted.
        revision: commit of the hub; by default what the manifest says, else a hash of model.bin.

    Raises ModelDamaged when a file is missing or of a wrong size, UsageError for another direction.
    """
    if (folder / manifest.NAME).exists():
        model = replace(open_own(folder, origin=origin), name=name)
        if model.direction != direction:
            raise _other_direction(folder, model.direction, direction)
        return model
    config = _config(folder)
    weights = open_weights(folder / "model.bin")
    check_direction_of(folder, direction)
    source_spm, target_spm = _pieces(folder)
    positions = weights.shape("encoder/position_encodings/encodings")
    source, target = direction.split("-")
    return Model(
        name=name,
        source=source,
        target=target,
        path=folder,
        source_spm=source_spm,
        target_spm=target_spm,
        revision=revision or manifest.file_sha256(folder / "model.bin")[:12],
        normalisation="moses",
        max_source_pieces=positions[0] // 2 if positions else 256,  # half, as for Marian folders
        origin=origin,
        source_end=_source_end(config),
    )


def open_own(folder: Path, *, origin: str) -> Model:
    """The model in a folder that has our manifest; raises ModelDamaged."""
    content = manifest.read(folder)
    manifest.check_sizes(folder, content)
    return Model(
        name=content.name,
        source=content.source,
        target=content.target,
        path=folder,
        source_spm=(folder / content.source_spm).resolve(),
        target_spm=(folder / content.target_spm).resolve(),
        revision=content.revision,
        normalisation=content.normalisation,
        max_source_pieces=content.max_source_pieces,
        origin=origin,
        source_prefix=content.source_prefix,
        source_end=_source_end(_config(folder)),
    )


def check_direction_of(folder: Path, direction: str) -> None:
    """Raises UsageError when `stated_direction` is another one."""
    stated = stated_direction(folder)
    if stated and stated != direction:
        raise _other_direction(folder, stated, direction)


def stated_direction(folder: Path) -> str:
    """Direction of a folder by its tokenizer_config.json, else by its name; empty when neither says."""
    if (folder / "tokenizer_config.json").is_file():
        content = read_json(folder / "tokenizer_config.json")
        source, target = language(content.get("source_lang")), language(content.get("target_lang"))
        if source and target:
            return f"{source}-{target}"
    named = re.findall("|".join(DIRECTIONS), folder.name)
    return named[-1] if named else ""


def _other_direction(folder: Path, stated: str, wanted: str) -> UsageError:
    return UsageError(f"translates {stated}, not {wanted}", where=folder, remedy="name another model")


def _config(folder: Path) -> dict[str, object]:
    for file in ("model.bin", "config.json"):
        if not (folder / file).is_file():
            raise ModelDamaged("is missing", where=folder / file, remedy="copy the folder again")
    if not any((folder / file).is_file() for file in manifest.VOCABULARIES):
        raise ModelDamaged(
            "is missing", where=folder / manifest.VOCABULARIES[0], remedy="copy the folder again"
        )
    return read_json(folder / "config.json")


def _source_end(config: dict[str, object]) -> str:
    return "" if config.get("add_source_eos") else str(config.get("eos_token") or "</s>")


def _pieces(folder: Path) -> tuple[Path, Path]:
    for source, target in _PIECES:
        if (folder / source).is_file() and (folder / target).is_file():
            return folder / source, folder / target
    missing = next(name for name in _PIECES[0] if not (folder / name).is_file())
    raise ModelDamaged(
        "is missing", where=folder / missing, remedy="copy it from the model this folder was converted from"
    )
