"""Lines of training files, which are large and mostly compressed: .xz, .gz or plain UTF-8."""

from __future__ import annotations

import gzip
import lzma
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO

from mt.errors import InputError


def _opened(path: Path) -> IO[str]:
    if path.suffix == ".xz":
        return lzma.open(path, "rt", encoding="utf-8-sig", newline="\n")
    if path.suffix == ".gz":
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="\n")
    return path.open(encoding="utf-8-sig", newline="\n")


def found(patterns: Iterable[str], root: Path) -> list[Path]:
    """The files that globs under `root` name, each once, in order; an absolute glob stands for itself.

    Raises:
        InputError: one of them names no file.
    """
    files: dict[Path, None] = {}
    for pattern in patterns:
        base, rest = root, pattern
        if Path(pattern).is_absolute():
            base = Path(Path(pattern).anchor)
            rest = str(Path(pattern).relative_to(base))
        matches = [path for path in sorted(base.glob(rest)) if path.is_file()] if rest else []
        if not matches:
            raise InputError(f"no file {pattern}", where=root, remedy="check --data-root and the recipe")
        files |= dict.fromkeys(matches)
    return list(files)


def lines(path: Path) -> Iterator[str]:
    """The lines of a file without their ends; a line ends at a line feed and nowhere else.

    Raises:
        InputError: it cannot be read, or is not UTF-8.
    """
    try:
        with _opened(path) as file:
            for line in file:
                yield line.removesuffix("\n").removesuffix("\r")
    except UnicodeDecodeError as error:
        raise InputError("is not UTF-8", where=path, remedy="convert it with iconv") from error
    except (OSError, EOFError, lzma.LZMAError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"cannot be read: {reason}", where=path, remedy="check the file") from error


def stem(path: Path) -> str:
    """`press-captions` for `press-captions.tsv.xz`; `flores.vi` for `flores.vi.gz`."""
    name = path.name.removesuffix(".xz").removesuffix(".gz")
    return name.removesuffix(".tsv").removesuffix(".txt")
