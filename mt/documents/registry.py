"""Which structured format a file is in: by its suffix, and where that says little, by its beginning."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import cast

from mt.documents.document import Format, Sniffed

NAMES = ("xliff", "tmx", "po", "html", "ninjs", "newsml", "parquet")
"""Formats that are translated in place; Parquet is a table, and read as such (`ParquetDocument`)."""

_MODULES = {"html": "page"}
_SUFFIXES = {
    ".xlf": "xliff", ".xliff": "xliff", ".sdlxliff": "xliff", ".mqxliff": "xliff", ".mxliff": "xliff",
    ".tmx": "tmx",
    ".po": "po", ".pot": "po",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".parquet": "parquet",
}  # fmt: skip
AMBIGUOUS = {".xml": ("xliff", "tmx", "newsml"), ".json": ("ninjs",)}
"""Suffixes of all kinds of files, and the formats that they may stand for; what is in them tells."""

_HEAD = 1 << 16


def load(name: str) -> Format:
    """The module of a format."""
    return cast(Format, importlib.import_module(f"mt.documents.{_MODULES.get(name, name)}"))


def format_of(path: Path) -> str:
    """The name of the format of a file; empty where it is none of them."""
    suffix = path.suffix.lower()
    if suffix not in AMBIGUOUS:
        return _SUFFIXES.get(suffix, "")
    try:
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""
    return next((name for name in AMBIGUOUS[suffix] if cast(Sniffed, load(name)).sniff(head)), "")


def format_named(suffix: str) -> str:
    """The format of a file that is to be written, by its suffix alone; empty where it is none of them."""
    return _SUFFIXES.get(suffix.lower(), "")
