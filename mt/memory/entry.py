"""What a memory holds: pairs of captions without their credits, and where each came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from mt.caption import LANGUAGES
from mt.text import credit
from mt.text.typography import normalise
from mt.text.unicode import repair

APPROVED, MACHINE = ORIGINS = ("approved", "machine")


@dataclass(frozen=True, slots=True)
class Entry:
    """A Vietnamese caption and a French one that stand for one another.

    Attributes:
        vi: the Vietnamese caption, without its credit.
        fr: the French one.
        origin: `approved` by a person, or `machine`.
        direction: of the translation, where it is known; always of one by a machine.
        model: which model made it; empty where none did.
        date: when, in UTC: `2026-11-28T14:16:35Z`; empty where nobody knows.
        note: what people wrote about it.
    """

    vi: str
    fr: str
    origin: str = APPROVED
    direction: str = ""
    model: str = ""
    date: str = ""
    note: str = ""

    @property
    def is_approved(self) -> bool:
        return self.origin == APPROVED

    def side(self, language: str) -> str:
        """The text in `vi` or `fr`."""
        return self.vi if language == "vi" else self.fr


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that is like a caption.

    Attributes:
        entry: the entry.
        score: 100 where the captions are the same but for typography, else the share of their characters
            that needs no change, in per cent, rounded down.
        direction: `vi-fr` or `fr-vi`, as it was asked.
    """

    entry: Entry
    score: int
    direction: str

    @property
    def source(self) -> str:
        return self.entry.side(self.direction[:2])

    @property
    def text(self) -> str:
        """What the entry offers as the translation."""
        return self.entry.side(self.direction[3:])


def key(text: str) -> str:
    """The form in which captions are the same: as the translator repairs and normalises them.

    Capitals, digits and final stops count; quotes, dashes, spaces and the place of tone marks do not.
    """
    return normalise(repair(text)[0])


def without_credits(vi: str, fr: str) -> tuple[str, str]:
    """A pair without its credits, which are written by rule; as it is where only one side has one."""
    sides = [" ".join(text.split()) for text in (vi, fr)]
    found = [credit.find(text, language) for text, language in zip(sides, LANGUAGES, strict=True)]
    bodies = [one.caption.strip() for one in found if one]
    return (bodies[0], bodies[1]) if len(bodies) == 2 and all(bodies) else (sides[0], sides[1])


def now() -> str:
    """The present, as `Entry.date` has it."""
    return stamp(datetime.now(UTC))


def stamp(moment: datetime) -> str:
    """A moment as `Entry.date` has it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(date: str) -> datetime | None:
    """The moment of an `Entry.date`; None of an empty one."""
    return datetime.fromisoformat(date) if date else None
