"""Which column or key of a file holds the captions, and what the added ones may be called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from mt.caption import LANGUAGES
from mt.errors import UsageError
from mt.files.row import Added

USUAL = ("caption", "text", "source")
_SHOWN = 12


class NoColumn(UsageError):
    """No column or key fits; `columns` lists those that there are, for callers without `--column`."""

    def __init__(self, what: str, columns: Sequence[str], *, where: str) -> None:
        self.columns = listed(columns)
        super().__init__(what, where=where, remedy=f"choose with --column from: {self.columns}")


def choose(columns: Sequence[str], *, wanted: str, language: str, where: str, kind: str = "column") -> int:
    """The place of the captions among `columns`.

    `wanted` where it is given; else the column named as the language (`vi`, `fr`); else `caption`, `text`
    or `source`. Capitals make no difference where exactly one column fits.

    Raises:
        NoColumn: no such column; the columns there are, are listed.
        UsageError: two of them, or a first line that names none.
    """
    languages = [language] if language else [name for name in LANGUAGES if _places(columns, name)]
    if not wanted and len(languages) > 1:
        raise UsageError(
            f"{kind}s vi and fr", where=where, remedy="say which to translate: --from vi or --from fr"
        )
    for name in [wanted] if wanted else [*languages, *USUAL]:
        places = _places(columns, name)
        if len(places) == 1:
            return places[0]
        if places:
            raise UsageError(
                f"{len(places)} {kind}s are called {name!r}", where=where, remedy="rename one of them"
            )
    missing = f"no {kind} {wanted!r}" if wanted else f"no {kind} called {', '.join([*languages, *USUAL])}"
    if not any(column.strip() for column in columns):
        raise UsageError(missing, where=where, remedy="the first line must name the columns")
    raise NoColumn(missing, columns, where=where)


def refuse_collision(
    columns: Sequence[str], added: Sequence[str], *, where: str, kind: str = "column"
) -> None:
    """Raise UsageError where a column that would be added is there already: nothing is overwritten."""
    taken = [name for name in added if name in columns]
    if taken:
        raise UsageError(
            f"has a {kind} {taken[0]!r} already",
            where=where,
            remedy="name the new ones with --into, e.g. --into new",
        )


def added_names(added: Added, output_format: str) -> tuple[str, ...]:
    """The names that a writer of this format adds to every row."""
    offer = (added.memory,) if added.memory else ()
    if output_format == "jsonl":
        return (added.translation, added.flags, added.score, added.model, added.alternatives, *offer)
    return () if output_format == "txt" else (added.translation, added.flags, *offer)


def unique(columns: Sequence[str]) -> list[str]:
    """Column names fit to be keys: `['id', '', 'id']` → `['id', 'column_2', 'id_2']`."""
    names: list[str] = []
    for place, column in enumerate(columns, start=1):
        base = name = column or f"column_{place}"
        copies = 1
        while name in names:
            copies += 1
            name = f"{base}_{copies}"
        names.append(name)
    return names


def _places(columns: Sequence[str], name: str) -> list[int]:
    exact = [place for place, column in enumerate(columns) if column == name]
    folded = name.strip().casefold()
    return exact or [place for place, column in enumerate(columns) if column.strip().casefold() == folded]


def listed(columns: Sequence[str]) -> str:
    """The names as a message shows them: the first ones, shortened, without control characters."""
    clean = ("".join(char if char.isprintable() else "\ufffd" for char in column) for column in columns)
    shown = [name if len(name) <= 40 else name[:39] + "…" for name in islice(clean, _SHOWN)]
    rest = len(columns) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")
