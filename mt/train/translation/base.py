"""The model a training starts from, as a Marian folder with float32 weights."""

from __future__ import annotations

import shutil
from pathlib import Path

from mt.errors import ModelNotFound
from mt.models import folder, location, marian, marian_export, resolve
from mt.models.marian import MarianFolder


def marian_folder(name: str, direction: str, scratch: Path) -> MarianFolder:
    """The Marian folder of a model.

    A model that is here for CTranslate2 only (the embedded ones, converted folders) is exported into
    `scratch` first: its int8 weights times their scales.

    Args:
        name: `embedded`, `helsinki`, a hub id in the cache, or a folder, as for `--model`.
        direction: `vi-fr` or `fr-vi`.
        scratch: a folder to write to; what is there is replaced.

    Raises ModelNotFound, ModelDamaged, MissingExtra, OutputError, or UsageError for a wrong direction.
    """
    location.check_direction(direction)
    path = Path(name).expanduser()
    if name != "embedded" and path.is_dir() and marian.is_marian(path):
        folder.check_direction_of(path, direction)
        return marian.check(path)
    hub_id = location.HELSINKI[direction] if name == "helsinki" else name
    if not path.is_dir() and location.is_hub_id(hub_id):
        snapshot = location.hub_snapshot(hub_id)
        if snapshot is not None and marian.is_marian(snapshot):
            folder.check_direction_of(snapshot, direction)
            return marian.check(snapshot)
    if name == "auto":
        raise ModelNotFound("cannot be trained", where=name, remedy="say which: embedded, helsinki, a folder")
    model = resolve(name, direction)
    shutil.rmtree(scratch, ignore_errors=True)
    return marian.check(marian_export.export(model, scratch))
