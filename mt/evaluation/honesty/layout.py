"""Files that are not one caption a line: tables with their ids and tabs, a side that is blank."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from mt.evaluation.honesty.doubt import Doubt

_MOST = 0.9  # of the lines
_ID = re.compile(r"[^\s]{1,40}")


def layout(references: Sequence[str], sources: Sequence[str]) -> Iterator[Doubt]:
    """Doubts of the kinds `table`, `ids` and `lines`."""
    sides = {"references": references, "sources": sources}
    for name, lines in sides.items():
        if lines and sum("\t" in line for line in lines) >= _MOST * len(lines):
            what = f"the {name} look like a table: tabs and all columns would be scored; keep the text alone"
            yield Doubt("table", what)
    yield from _ids(references, sources)
    for one, other in (("references", "sources"), ("sources", "references")):
        pairs = zip(sides[one], sides[other], strict=False)
        if rows := [row for row, (mine, yours) in enumerate(pairs) if yours.strip() and not mine.strip()]:
            yield Doubt("lines", f"{len(rows):,} of {len(sides[one]):,} {one} are blank", tuple(rows))


def _ids(references: Sequence[str], sources: Sequence[str]) -> Iterator[Doubt]:
    """Two tables that begin with ids: those of one line are the same."""
    pairs = [
        (mine.partition("\t")[0], yours.partition("\t")[0])
        for mine, yours in zip(references, sources, strict=False)
        if "\t" in mine and "\t" in yours
    ]
    ids = [(mine, yours) for mine, yours in pairs if _ID.fullmatch(mine) and _ID.fullmatch(yours)]
    if not pairs or len(ids) < _MOST * len(pairs) or len({mine for mine, _ in ids}) < _MOST * len(ids):
        return
    if rows := [row for row, (mine, yours) in enumerate(pairs) if mine != yours]:
        mine, yours = pairs[rows[0]]
        what = f"{len(rows):,} of {len(pairs):,} lines have two ids, first {mine} of {yours}"
        yield Doubt("ids", what, tuple(rows))
