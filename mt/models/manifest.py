"""`vifr.json`: what a CTranslate2 folder of ours is, and the hashes of its files.

Sizes are compared at every load, because that costs nothing; hashes after a pull and by `vifr models doctor`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from mt.errors import ModelDamaged

NAME = "vifr.json"
FORMAT = 1
NORMALISATIONS = ("vifr", "moses")
VOCABULARIES = ("shared_vocabulary.json", "source_vocabulary.json", "target_vocabulary.json")

_REQUIRED = ("name", "source", "target", "source_spm", "target_spm", "normalisation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The content of `vifr.json`; paths are relative to its folder, `sha256` and `size` are keyed by them.

    `revision` may be left empty when writing: it becomes the first 12 digits of the hash of model.bin.
    """

    name: str
    source: str
    target: str
    source_spm: str
    target_spm: str
    normalisation: str
    max_source_pieces: int
    source_prefix: str = ""
    revision: str = ""
    licence: str = ""
    sha256: Mapping[str, str] = field(default_factory=dict)
    size: Mapping[str, int] = field(default_factory=dict)


def read(folder: Path) -> Manifest:
    """The manifest in `folder`; raises ModelDamaged when it is missing or is not one of ours."""
    path = folder / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ModelDamaged(f"cannot be read ({error.strerror})", where=path) from error
    except ValueError as error:
        raise ModelDamaged(f"is not JSON ({error})", where=path) from error
    if not isinstance(content, dict) or content.get("format") != FORMAT:
        raise ModelDamaged(f"is not a model manifest of format {FORMAT}", where=path, remedy="update vifr")
    known = {name: value for name, value in content.items() if name in Manifest.__dataclass_fields__}
    try:
        manifest = Manifest(**known)
    except TypeError as error:
        raise ModelDamaged(f"lacks a field ({error})", where=path) from error
    _check_fields(manifest, path)
    return manifest


def write(folder: Path, manifest: Manifest) -> Manifest:
    """Write `manifest` into `folder` with sizes and hashes of the files as they are now; returns it so."""
    names = ["model.bin", "config.json", *(name for name in VOCABULARIES if (folder / name).is_file())]
    names += sorted({manifest.source_spm, manifest.target_spm})
    sha256 = {name: file_sha256(folder / name) for name in names}
    size = {name: (folder / name).stat().st_size for name in names}
    values: dict[str, Any] = {
        **asdict(manifest),
        "revision": manifest.revision or sha256["model.bin"][:12],
        "sha256": sha256,
        "size": size,
    }
    text = json.dumps({"format": FORMAT, **values}, ensure_ascii=False, indent=1)
    (folder / NAME).write_text(text + "\n", encoding="utf-8")
    return Manifest(**values)


def check_sizes(folder: Path, manifest: Manifest) -> None:
    """Raises ModelDamaged for the first file that is missing or has not the size the manifest says."""
    for name in manifest.sha256:
        path = folder / name
        if not path.is_file():
            raise ModelDamaged("is missing", where=path, remedy=_REMEDY)
        if name in manifest.size and path.stat().st_size != manifest.size[name]:
            what = f"has {path.stat().st_size} bytes instead of {manifest.size[name]}"
            raise ModelDamaged(what, where=path, remedy=_REMEDY)


def check_hashes(folder: Path, manifest: Manifest) -> None:
    """Raises ModelDamaged for the first file whose SHA-256 is not the one in the manifest."""
    check_sizes(folder, manifest)
    for name, expected in manifest.sha256.items():
        if file_sha256(folder / name) != expected:
            raise ModelDamaged("has changed since it was written", where=folder / name, remedy=_REMEDY)


def file_sha256(path: Path) -> str:
    """SHA-256 of a file in hex, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def _check_fields(manifest: Manifest, path: Path) -> None:
    for name in _REQUIRED:
        if not isinstance(getattr(manifest, name), str) or not getattr(manifest, name):
            raise ModelDamaged(f"has no valid {name!r}", where=path)
    if manifest.normalisation not in NORMALISATIONS:
        raise ModelDamaged(f"has the unknown normalisation {manifest.normalisation!r}", where=path)
    if not isinstance(manifest.max_source_pieces, int) or manifest.max_source_pieces < 1:
        raise ModelDamaged("has no valid 'max_source_pieces'", where=path)
    if not isinstance(manifest.sha256, dict) or not isinstance(manifest.size, dict):
        raise ModelDamaged("has no valid 'sha256' or 'size'", where=path)


_REMEDY = "delete that folder and get the model again (vifr models pull, or reinstall vifr)"
