"""Puts converted models into the cache: whole or not at all, also when two processes do it at once."""

from __future__ import annotations

import errno
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from mt.errors import OutputError


def publish(target: Path, fill: Callable[[Path], None], *, replace: bool = False) -> bool:
    """Make the folder `target`, complete, by `fill`, which is given an empty folder beside it to work in.

    Another process that does the same is waited for, and its result is taken. When `fill` raises, or the
    process is killed, `target` is left as it was; what a killed process left behind is removed by the next
    one.

    Args:
        target: the folder to make.
        fill: writes the content.
        replace: make it again though it exists.

    Returns:
        Whether `fill` was run; False when `target` was there.

    Raises OutputError when the cache cannot be written, and whatever `fill` raises.
    """
    import filelock

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = filelock.FileLock(target.parent / f".{target.name}.lock")
        with lock:
            if target.is_dir() and not replace:
                return False
            for leftover in target.parent.glob(f".{target.name}.*.part"):
                shutil.rmtree(leftover, ignore_errors=True)  # only the holder of the lock makes these
            part = Path(tempfile.mkdtemp(dir=target.parent, prefix=f".{target.name}.", suffix=".part"))
            try:
                fill(part)
                _exchange(part, target)
            finally:
                shutil.rmtree(part, ignore_errors=True)
            return True
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        remedy = "free some space" if full else "make it writable"
        raise OutputError(
            f"the model cannot be stored here ({error.strerror or error})",
            where=error.filename or target.parent,
            remedy=f"{remedy}, or set VIFR_CACHE to another folder",
        ) from error


def drop_others(target: Path) -> None:
    """Remove the other copies of the same model: `target` is called stem@revision, so are they."""
    for copy in target.parent.glob(f"{target.name.rpartition('@')[0]}@*"):
        if copy != target:
            shutil.rmtree(copy, ignore_errors=True)


def _exchange(part: Path, target: Path) -> None:
    part.chmod(0o755)  # mkdtemp makes it private, but a cache may be shared
    if target.exists():
        target.rename(
            part.with_suffix(".old.part")
        )  # a kill between the two renames loses nothing that is half
        part.rename(target)
        shutil.rmtree(part.with_suffix(".old.part"), ignore_errors=True)
    else:
        part.rename(target)
