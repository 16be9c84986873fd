"""Where models are on this machine. Environment variables are read at every call, not at import."""

from __future__ import annotations

import os
import re
from pathlib import Path

from mt.caption import DIRECTIONS
from mt.errors import UsageError

EMBEDDED = Path(__file__).parent / "embedded"
HELSINKI = {direction: f"Helsinki-NLP/opus-mt-{direction}" for direction in DIRECTIONS}

_HUB_ID = re.compile(r"[A-Za-z0-9][\w.-]*/[A-Za-z0-9][\w.-]*")
_COMMIT = re.compile(r"[0-9a-f]{40}")


def check_direction(direction: str) -> None:
    """Raises UsageError unless `direction` is `vi-fr` or `fr-vi`."""
    if direction not in DIRECTIONS:
        raise UsageError(f"there is no direction {direction!r}", remedy=f"use {' or '.join(DIRECTIONS)}")


def is_hub_id(name: str) -> bool:
    """Whether `name` has the form of a hub id, `org/name`."""
    return _HUB_ID.fullmatch(name) is not None


def cache() -> Path:
    """Folder of the converted models: `models` below `VIFR_CACHE`, or below the cache folder of the user."""
    if chosen := os.environ.get("VIFR_CACHE"):
        return Path(chosen).expanduser() / "models"
    from platformdirs import user_cache_path

    return user_cache_path("vifr", appauthor=False) / "models"


def hub_cache() -> Path:
    """Folder where huggingface_hub keeps what it downloads, by the same variables it reads itself."""
    if chosen := os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE"):
        return Path(os.path.expandvars(chosen)).expanduser()
    if home := os.environ.get("HF_HOME"):
        return Path(os.path.expandvars(home)).expanduser() / "hub"
    return Path(os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser() / "huggingface" / "hub"


def hub_snapshot(hub_id: str) -> Path | None:
    """Snapshot of the main branch of `hub_id` in the cache of the hub, by the layout it has; else None."""
    repository = hub_cache() / f"models--{hub_id.replace('/', '--')}"
    try:
        commit = (repository / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    snapshot = repository / "snapshots" / commit
    return snapshot if _COMMIT.fullmatch(commit) and snapshot.is_dir() else None


def converted(stem: str) -> Path | None:
    """The newest converted copy called `stem`@… in our cache; else None.

    Making a new one removes the older; two are there only while that happens, or when a process died before
    it.
    """
    copies = [copy / "vifr.json" for copy in cache().glob(f"{stem}@*") if (copy / "vifr.json").is_file()]
    return max(copies, key=lambda file: file.stat().st_mtime_ns).parent if copies else None


def hub_stem(hub_id: str) -> str:
    """First part of the name of every converted copy of `hub_id`; the second is the commit."""
    return hub_id.replace("/", "--")
