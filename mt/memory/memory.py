"""What every memory can do, whichever file it is in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol, Self

from mt.memory.entry import Entry, Match

LEAST = 75
"""The least score, in per cent, at which an entry is offered."""


class Changes(NamedTuple):
    """What adding entries did to a memory."""

    added: int = 0
    replaced: int = 0
    known: int = 0


class Memory(Protocol):
    """A translation memory; to be used by one thread, while other processes may use the same file.

    A machine translation is found only in the direction it was made in, and not by the process that made it:
    what a run says does not depend on what it has said before.
    """

    def exact(self, text: str, direction: str, *, model: str = "") -> Entry | None:
        """The entry for this caption: the newest approved one, else what this model made of it, else None."""

    def fuzzy(self, text: str, direction: str, *, least: int = LEAST, most: int = 1) -> list[Match]:
        """The entries most like this caption, best first, at least `least` per cent."""

    def add(self, entries: Iterable[Entry]) -> Changes:
        """Add entries.

        An approved one takes the place of what machines made of its captions. What a machine made takes the
        place of what one made before; it is not added where there is an approved one.
        """

    def entries(self) -> Iterator[Entry]:
        """All of it, the oldest first."""

    def close(self) -> None:
        """Put in place what was added."""

    def __enter__(self) -> Self: ...

    def __exit__(self, *exception: object) -> None: ...
