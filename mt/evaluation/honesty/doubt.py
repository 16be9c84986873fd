"""One reason not to trust scores on a reference set."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Doubt:
    """What is wrong, and where.

    Attributes:
        kind: `sealed`, `ids`, `table`, `lines`, `copied`, `language`, `unaccented`, `fragment`, `credit`,
            `duplicate`, `overlap` or `same`.
        what: in words, with the count.
        rows: the captions it is about, from 0; empty where it is about the whole.
        names: what the captions are called; empty where a caption is called by its line.
    """

    kind: str
    what: str
    rows: tuple[int, ...] = ()
    names: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.rows:
            return self.what
        if self.names:
            return f"{self.what} ({_listed(self.names)})"
        plural = "s" if len(self.rows) > 1 else ""
        return f"{self.what} (line{plural} {_listed([str(row + 1) for row in self.rows])})"

    def to_json(self) -> dict[str, object]:
        """A tree of plain values; lines count from 1."""
        lines = [row + 1 for row in self.rows]
        return {"kind": self.kind, "what": self.what, "lines": lines, "ids": list(self.names)}


def _listed(items: Sequence[str]) -> str:
    rest = len(items) - _SHOWN
    return ", ".join(items[:_SHOWN]) + (f" and {rest:,} more" if rest > 0 else "")
