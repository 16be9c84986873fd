"""Where results go: standard output, a device, or a file that is put in place only when it is complete."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from mt.errors import OutputError, UsageError

Write = Callable[[bytes], None]


def check_output(path: Path) -> Path:
    """The file that a result for `path` goes to, symbolic links followed.

    Raises:
        OutputError: its folder does not exist, or it is itself a folder.
    """
    try:
        target = path.resolve()
        if target.is_dir():
            raise OutputError("is a folder", where=path, remedy="name a file")
        if not target.parent.is_dir():
            raise OutputError(
                "its folder does not exist", where=path, remedy=f"run: mkdir -p '{path.parent}'"
            )
    except OSError as error:
        raise _unwritable(path, error) from error
    return target


def is_replaceable(path: Path) -> bool:
    """Whether a result can be put in place of what is there; not so for `/dev/null` and named pipes."""
    return path.is_file() or not path.exists()


@contextlib.contextmanager
def claimed(path: Path) -> Iterator[None]:
    """Keeps a second run away from the same output file while this one lasts.

    Raises:
        UsageError: another run has it.
        OutputError: the folder cannot be written to.
    """
    import filelock

    lock = filelock.FileLock(beside(path, "lock"), timeout=0)
    try:
        lock.acquire()
    except filelock.Timeout as error:
        raise UsageError(
            "another run writes this file", where=path, remedy="wait for it, or use another -o"
        ) from error
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            Path(lock.lock_file).unlink()
        lock.release()


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Write]:
    """Collects a result in a temporary file beside `path` and puts it in place when the block ends well.

    Whoever reads `path` sees the old file or the whole new one, never a part; the rights of the old one stay.
    To be used inside `claimed`.

    Raises:
        OutputError: the disk is full, or the folder cannot be written to.
    """
    part = beside(path, "part")
    try:
        file = part.open("wb")
    except OSError as error:
        raise _unwritable(path, error) from error
    try:
        with file:
            yield _writing(file, path)
            try:
                file.flush()
                os.fsync(file.fileno())
                if path.exists():
                    part.chmod(path.stat().st_mode & 0o7777)
                part.replace(path)
            except OSError as error:
                raise _unwritable(path, error) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


@contextlib.contextmanager
def device(path: Path) -> Iterator[Write]:
    """Writes to something that is not a regular file: a named pipe, `/dev/null`."""
    try:
        with path.open("wb", buffering=0) as file:
            yield _writing(file, path)
    except OSError as error:
        raise _unwritable(path, error) from error


@contextlib.contextmanager
def standard_output() -> Iterator[Write]:
    """Writes to standard output and flushes after every row, so that what is done is never held back.

    Raises:
        BrokenPipeError: nobody reads it any more.
        OutputError: it cannot be written to, e.g. because the disk it is redirected to is full.
    """

    def write(data: bytes) -> None:
        try:
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            raise
        except OSError as error:
            # What the stream still holds would be flushed, and fail, once more at exit.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise _unwritable("standard output", error) from error

    yield write


def beside(path: Path, what: str) -> Path:
    """`folder/.result.txt.vifr-part`: a hidden file that belongs to `path`."""
    return path.with_name(f".{path.name}.vifr-{what}")


def _writing(file: BinaryIO, where: Path) -> Write:
    def write(data: bytes) -> None:
        try:
            file.write(data)
        except OSError as error:
            raise _unwritable(where, error) from error

    return write


def _unwritable(where: object, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(f"cannot be written: {reason}", where=where, remedy="choose another place with -o")
