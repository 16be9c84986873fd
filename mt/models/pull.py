"""Downloads a model from the hub, checks it, converts it, tests it, and only then puts it into the cache."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from pathlib import Path

from mt.errors import MissingExtra, ModelDamaged, UsageError
from mt.models import convert, folder, hub, location, manifest, marian, selftest, store
from mt.models.model import Model
from mt.models.resolve import Say, on_stderr


def pull(
    hub_id: str, *, direction: str = "", revision: str = "main", force: bool = False, say: Say = on_stderr
) -> Model:
    """Bring `hub_id` onto this machine; returns it ready to be loaded.

    The files land in the hub's own cache, so that other programs find them and a broken-off download keeps
    what is whole. The converted model lands in ours, complete and tested or not at all.

    Args:
        hub_id: `org/name`.
        direction: `vi-fr` or `fr-vi`; needed only where the model does not say it.
        revision: branch, tag or commit.
        force: download and convert again though it is here.
        say: is told each step, in a line.

    Raises DownloadError, ModelDamaged, MissingExtra, OutputError, UsageError.
    """
    if not location.is_hub_id(hub_id):
        raise UsageError("is not a hub id", where=hub_id, remedy="write helsinki or org/name")
    listing = hub.list_files(hub_id, revision)
    wanted = _wanted(listing.files)
    ready_made = "model.bin" in wanted
    if not ready_made and not convert.can_convert():
        raise MissingExtra("torch and transformers", extra="helsinki", purpose=f"converting {hub_id}")
    target = location.cache() / f"{location.hub_stem(hub_id)}@{listing.commit[:12]}"
    if target.is_dir() and not force:
        say(f"{hub_id} is up to date")
        return folder.open_own(target, origin="hub")
    say(f"downloading {hub_id}, {sum(listing.files[name].size for name in wanted) / 1e6:.0f} MB")
    snapshot = hub.download(listing, wanted, force=force)
    direction = _direction(hub_id, snapshot, direction)
    if not ready_made:
        checked = marian.check(snapshot)
        say(f"converting {hub_id} for CTranslate2, once")

    def fill(part: Path) -> None:
        if ready_made:
            _take(snapshot, wanted, part, hub_id=hub_id, direction=direction, commit=listing.commit)
        else:
            convert.convert(checked, part, name=hub_id, direction=direction, revision=listing.commit)
        _check(folder.open_own(part, origin="hub"))

    if not store.publish(target, fill, replace=force):
        os.utime(target / "vifr.json")  # another process made it; the newest is the one that counts
    store.drop_others(target)
    return folder.open_own(target, origin="hub")


def _take(
    snapshot: Path, names: Iterable[str], part: Path, *, hub_id: str, direction: str, commit: str
) -> None:
    """Copy a model that is for CTranslate2 already, and write our manifest beside it."""
    for name in names:
        shutil.copyfile(snapshot / name, part / name)
    model = folder.open_folder(part, name=hub_id, origin="hub", direction=direction)
    manifest.write(
        part,
        manifest.Manifest(
            name=hub_id,
            source=model.source,
            target=model.target,
            source_spm=model.source_spm.name,
            target_spm=model.target_spm.name,
            normalisation=model.normalisation,
            max_source_pieces=model.max_source_pieces,
            source_prefix=model.source_prefix,
            revision=commit,
        ),
    )


def _check(model: Model) -> None:
    result = selftest.run(model)
    if not result.passed:
        what = f"the model fails its self-test: {'; '.join(result.reasons)}"
        raise ModelDamaged(what, where=model.name, remedy="it was not installed; try another revision")


def _wanted(files: Iterable[str]) -> list[str]:
    """The files to download: of a CTranslate2 folder, else of a Marian one with weights in one format."""
    present = set(files)
    if "model.bin" in present:
        ctranslate2 = ("model.bin", "config.json", *folder.OTHER_FILES)
        return [name for name in ctranslate2 if name in present]
    weights = [name for name in marian.WEIGHTS if name in present][:1]
    return [name for name in (*marian.REQUIRED, *marian.OPTIONAL) if name in present] + weights


def _direction(hub_id: str, snapshot: Path, wanted: str) -> str:
    named = [direction for direction in location.HELSINKI if direction in hub_id]
    found = folder.stated_direction(snapshot) or (named[-1] if named else "") or wanted
    if not found:
        raise UsageError("does not say its direction", where=hub_id, remedy="add --direction vi-fr or fr-vi")
    location.check_direction(found)
    if wanted and found != wanted:
        raise UsageError(f"translates {found}, not {wanted}", where=hub_id)
    return found
