"""Which memory a file is, by its suffix."""

from __future__ import annotations

from pathlib import Path

from mt.errors import UsageError
from mt.memory.memory import Memory

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})


def open_memory(path: Path) -> Memory:
    """The memory in a file, which is made where there is none: TMX or, for many captions, SQLite.

    Raises:
        UsageError: another suffix.
        InputError: the file is damaged; it is left as it is.
        OutputError: it cannot be made.
    """
    suffix = path.suffix.lower()
    if suffix == ".tmx":
        from mt.memory.tmx_memory import TmxMemory

        return TmxMemory(path)
    if suffix in DATABASES:
        from mt.memory.store import Store

        return Store(path)
    raise UsageError(
        "is no translation memory by its suffix", where=path, remedy="use .tmx, or .db, .sqlite for SQLite"
    )
