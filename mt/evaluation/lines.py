"""Text files of one caption a line, counted as `wc -l` and the sacrebleu command count them."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Sequence
from pathlib import Path

from mt.errors import EvaluationError, InputError, OutputError


def read_lines(path: Path, *, warn: Callable[[str], object]) -> list[str]:
    """The lines of a UTF-8 file, split at line feeds only, without the white space at their ends.

    A line separator (U+2028) or a next-line character inside a caption does not break it. A byte order mark
    is removed and `warn` is told: the sacrebleu command would score it as a letter.

    Raises:
        InputError: the file is missing, empty, not UTF-8.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"cannot be read: {error.strerror}", where=path) from None
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in data:
        raise InputError("UTF-16, or not text", where=path, remedy="save it as UTF-8")
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
        warn(f"{path}: byte order mark removed before scoring")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"not UTF-8 (byte 0x{data[error.start]:02X})", where=f"{path}:{line}", remedy="save it as UTF-8"
        ) from None
    if not text:
        raise InputError("the file is empty", where=path)
    return [line.rstrip() for line in text.removesuffix("\n").split("\n")]


def check_counts(reference: tuple[str, int], *others: tuple[str, int]) -> None:
    """Every file, as (name, number of lines), must have as many lines as the reference.

    Raises:
        EvaluationError: names the first that has not, and both counts.
    """
    name, lines = reference
    for other, count in others:
        if count != lines:
            raise EvaluationError(
                f"{other} has {count} {'line' if count == 1 else 'lines'} and {name} {lines}",
                remedy="they must match line by line",
            )


def write_lines(path: Path, lines: Sequence[str]) -> None:
    """One line a caption, UTF-8, line feeds.

    Raises:
        OutputError: the file cannot be written.
    """
    try:
        path.write_bytes("".join(f"{line}\n" for line in lines).encode("utf-8"))
    except OSError as error:
        raise OutputError(f"cannot be written: {error.strerror}", where=path) from None
