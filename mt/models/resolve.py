"""From the name a user gives to the model on this machine. Never opens a connection."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from mt.caption import DIRECTIONS
from mt.errors import ModelDamaged, ModelError, ModelNotFound, VifrError
from mt.models import convert, folder, location, marian, store
from mt.models.model import Model

Say = Callable[[str], None]
_FOLDER = "folder-"


def on_stderr(line: str) -> None:
    """Say a line to the user of the command line."""
    print(f"vifr: {line}", file=sys.stderr)


def resolve(name: str, direction: str, *, say: Say = on_stderr) -> Model:
    """The model `name` for `direction`, ready to be loaded.

    Args:
        name: `auto` (Helsinki-NLP's if it is on this machine, else the embedded one), `embedded`,
            `helsinki`, a hub id `org/name`, or a folder; a folder of that name is preferred to a hub id.
        direction: `vi-fr` or `fr-vi`.
        say: is told what takes time or was left aside, in a line each.

    A Marian folder, or a snapshot in the hub's cache, is converted the first time and found again later.
    Raises ModelNotFound, ModelDamaged, MissingExtra, OutputError, or UsageError for a wrong direction.
    """
    location.check_direction(direction)
    if name == "auto":
        return _auto(direction, say)
    if name == "embedded":
        return _embedded(direction)
    if name == "helsinki":
        return _from_hub(location.HELSINKI[direction], direction, say, pull="helsinki")
    if path := _existing_folder(name):
        return _from_folder(path, name, direction, say)
    if location.is_hub_id(name):
        return _from_hub(name, direction, say, pull=name)
    raise ModelNotFound(
        "is neither a folder nor a model",
        where=name,
        remedy="use auto, embedded, helsinki, a hub id or a folder",
    )


def installed() -> list[Model]:
    """Every model that can be loaded as it is: embedded, pulled, and converted from folders.

    Damaged ones are left out here; `vifr models doctor` names them.
    """
    return [model for _, model in find_all() if isinstance(model, Model)]


def find_all() -> list[tuple[Path, Model | ModelError]]:
    """Every model folder of ours on this machine, with its model or with what is wrong with it."""
    places = [(location.EMBEDDED / direction, "embedded") for direction in DIRECTIONS]
    for path in sorted(location.cache().glob("[!.]*@*")):
        places.append((path, "folder" if path.name.startswith(_FOLDER) else "hub"))
    return [(path, _look(path, origin)) for path, origin in places]


def _convert_once(path: Path, copy: str, *, name: str, direction: str, say: Say, revision: str = "") -> Path:
    """The folder `copy` (stem@revision) in our cache: `path` for CTranslate2, made if it is not there yet."""
    target = location.cache() / copy
    if target.is_dir():
        return target
    folder.check_direction_of(path, direction)
    checked = marian.check(path)
    say(f"converting {name} for CTranslate2, once")

    def fill(part: Path) -> None:
        convert.convert(checked, part, name=name, direction=direction, revision=revision)

    store.publish(target, fill)
    store.drop_others(target)
    return target


def _existing_folder(name: str) -> Path | None:
    try:
        path = Path(name).expanduser()
        return path if name and path.is_dir() else None
    except (OSError, RuntimeError):  # too long for a path, not to be looked into, the home of nobody
        return None


def _look(path: Path, origin: str) -> Model | ModelError:
    try:
        return folder.open_own(path, origin=origin)
    except ModelError as error:
        return error


def _embedded(direction: str) -> Model:
    path = location.EMBEDDED / direction
    return folder.open_folder(path, name="embedded", origin="embedded", direction=direction)


def _auto(direction: str, say: Say) -> Model:
    hub_id = location.HELSINKI[direction]
    snapshot = location.hub_snapshot(hub_id) if convert.can_convert() else None
    if snapshot or location.converted(location.hub_stem(hub_id)):
        try:
            return _from_hub(hub_id, direction, say, pull="helsinki")
        except VifrError as error:
            say(f"{error}; taking the embedded model")
    return _embedded(direction)


def _from_hub(hub_id: str, direction: str, say: Say, *, pull: str) -> Model:
    copy = location.converted(location.hub_stem(hub_id))
    if copy is None:
        snapshot = location.hub_snapshot(hub_id)
        if snapshot is None:
            raise ModelNotFound(
                "is not on this machine", where=hub_id, remedy=f"run: vifr models pull {pull}"
            )
        if folder.is_ctranslate2(snapshot):
            return folder.open_folder(
                snapshot, name=hub_id, origin="hub", direction=direction, revision=snapshot.name
            )
        commit = snapshot.name
        stem = f"{location.hub_stem(hub_id)}@{commit[:12]}"
        copy = _convert_once(snapshot, stem, name=hub_id, direction=direction, say=say, revision=commit)
    return folder.open_folder(copy, name=hub_id, origin="hub", direction=direction)


def _from_folder(path: Path, name: str, direction: str, say: Say) -> Model:
    if not folder.is_ctranslate2(path):
        if not marian.is_marian(path):
            raise ModelDamaged(
                f"holds neither a Marian model ({', '.join(marian.REQUIRED)}, weights) nor a CTranslate2 one",
                where=path,
            )
        path = _convert_once(path, _copy_name(path, direction), name=name, direction=direction, say=say)
    return folder.open_folder(path, name=name, origin="folder", direction=direction)


def _copy_name(path: Path, direction: str) -> str:
    """What the converted copy of a folder is called: where the folder is, @, size and time of its files.

    So a folder that has changed is converted again, and one that has not is found without reading it.
    """
    where = hashlib.sha256(f"{path.resolve()}\n{direction}".encode()).hexdigest()[:12]
    files = sorted((file.name, file.stat()) for file in path.iterdir() if file.is_file())
    content = "\n".join(f"{name}\t{stat.st_size}\t{stat.st_mtime_ns}" for name, stat in files)
    return f"{_FOLDER}{where}@{hashlib.sha256(content.encode()).hexdigest()[:12]}"
