"""What a fact is: a piece of a caption that the other language must say too."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact as one side of a pair states it.

    Attributes:
        kind: `number`, `date`, `weekday`, `time`, `score`, `amount` or `position`.
        text: as written.
        start: offset of its first character.
        readings: what it can mean; facts that share a reading say the same.
    """

    kind: str
    text: str
    start: int
    readings: frozenset[str]

    @property
    def end(self) -> int:
        return self.start + len(self.text)
