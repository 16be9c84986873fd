"""A photo on the disk, replaced by its changed copy: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from mt.errors import InputError, OutputError, VifrError
from mt.files.output import beside, claimed

BACKUP_SUFFIX = "_original"
"""As exiftool names its backups, so that `exiftool -restore_original` brings them back."""

Check = Callable[[BinaryIO], None]
Put = Callable[[Iterable[bytes], Check], None]


@contextlib.contextmanager
def replaced(
    path: Path, *, backup: bool = False, keep_times: bool = False, rehearsal: bool = False
) -> Iterator[tuple[BinaryIO, str, Put]]:
    """Opens a photo; gives the file, its name, and what puts new content in its place.

    The new content goes into a hidden file beside the photo, is read back by a check, given owner, rights and
    extended attributes of the photo, flushed to the disk, and renamed. A crash at any time leaves the photo
    as it was or as it is to be. Symbolic links are followed, read-only files left alone.

    Raises:
        InputError: the photo cannot be read.
        OutputError: it is read-only, the disk is full, or it was changed by somebody else in between.
    """
    try:
        target = path.resolve(strict=True)
        _refuse_read_only(target)
        with contextlib.ExitStack() as stack:
            if not rehearsal:
                stack.enter_context(claimed(target))
            file = stack.enter_context(target.open("rb"))
            before = os.fstat(file.fileno())

            def put(blocks: Iterable[bytes], check: Check) -> None:
                _put(target, before, blocks, check, backup=backup, keep_times=keep_times)

            yield file, str(path), put
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path) from error


def _refuse_read_only(target: Path) -> None:
    """Rights count, even for the administrator and where renaming would get around them."""
    writable = target.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if not writable or not os.access(target, os.W_OK):
        raise OutputError("is read-only", where=target, remedy="make it writable: chmod u+w")
    if not os.access(target.parent, os.W_OK):
        raise OutputError("its folder is read-only", where=target, remedy="make it writable: chmod u+w")


def _put(
    target: Path,
    before: os.stat_result,
    blocks: Iterable[bytes],
    check: Check,
    *,
    backup: bool,
    keep_times: bool,
) -> None:
    part = beside(target, "part")
    try:
        with contextlib.suppress(FileNotFoundError):  # of a run that was killed
            part.unlink()
        with part.open("x+b") as new:
            for block in blocks:
                new.write(block)
            new.flush()
            check(new)
            _dress(target, before, new, part, keep_times=keep_times)
            os.fsync(new.fileno())
        now = target.stat()
        if (now.st_ino, now.st_size, now.st_mtime_ns) != (before.st_ino, before.st_size, before.st_mtime_ns):
            raise OutputError("was changed by somebody else meanwhile", where=target, remedy="run it again")
        if backup:
            _keep(target)
        part.replace(target)
        _sync_folder(target.parent)
    except VifrError:
        raise
    except OSError as error:
        raise OutputError(
            f"cannot be written: {error.strerror or error}", where=target, remedy="the photo is as it was"
        ) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink()


def _dress(target: Path, before: os.stat_result, new: BinaryIO, part: Path, *, keep_times: bool) -> None:
    """Owner, rights, extended attributes and, if wanted, times of the photo."""
    made = os.fstat(new.fileno())
    if (made.st_uid, made.st_gid) != (before.st_uid, before.st_gid):
        with contextlib.suppress(OSError, AttributeError):
            os.chown(part, before.st_uid, before.st_gid)
    shutil.copystat(target, part)
    if not keep_times:
        os.utime(part)


def _keep(target: Path) -> None:
    """The photo under a second name, by a link where the file system has them."""
    kept = target.with_name(target.name + BACKUP_SUFFIX)
    if kept.exists():
        return
    try:
        kept.hardlink_to(target)
    except OSError:
        part = beside(kept, "part")
        try:
            shutil.copy2(target, part)
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            part.replace(kept)
        finally:
            with contextlib.suppress(OSError):
                part.unlink()


def _sync_folder(folder: Path) -> None:
    """So that the new name survives a power cut; not every system can."""
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
