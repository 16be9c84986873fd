"""What a check finds in a pair: its kind, how bad it is, and where it stands on both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

# From the worst to the slightest; findings are shown in this order.
KINDS = {
    "empty": "error",
    "language": "error",
    "copied": "error",
    "untranslated": "error",
    "repetition": "error",
    "length": "error",
    "number": "error",
    "date": "error",
    "time": "error",
    "score": "error",
    "amount": "error",
    "position": "error",
    "name": "error",
    "credit": "error",
    "diacritics": "warning",
    "glossary": "warning",
    "duplicate": "warning",
    "typography": "note",
}
_RANK = {kind: rank for rank, kind in enumerate(KINDS)}


class HasSpan(Protocol):
    """Whatever stands somewhere in a text."""

    @property
    def text(self) -> str: ...
    @property
    def start(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of one side, and the offset of its first character."""

    text: str
    start: int

    @classmethod
    def of(cls, found: HasSpan | None) -> Span | None:
        """The span of a fact or a name; None for None."""
        return cls(found.text, found.start) if found else None

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, or looks wrong, with one pair.

    Attributes:
        id: of the pair.
        kind: one of `KINDS`.
        vi: what it is about on the Vietnamese side; None where that side has nothing.
        fr: the same for the French side.
        message: what is wrong, in a few words.
    """

    id: str
    kind: str
    vi: Span | None
    fr: Span | None
    message: str

    @property
    def severity(self) -> str:
        """`error`: the sides do not say the same; `warning`: look at it; `note`: how it is written."""
        return KINDS[self.kind]

    @property
    def rank(self) -> int:
        """0 for the worst kind."""
        return _RANK[self.kind]
