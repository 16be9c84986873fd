"""The nouns that every part of vifr passes on: a caption, a pair of captions, a translation."""

from __future__ import annotations

from dataclasses import dataclass

LANGUAGES = ("vi", "fr")
DIRECTIONS = ("vi-fr", "fr-vi")


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption as it was found.

    Attributes:
        text: the caption, exactly as read.
        id: what the reader or the corpus calls it; empty when it has no name.
        language: `vi`, `fr`, or empty when nobody has said.
    """

    text: str
    id: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A Vietnamese caption and the French one that says the same."""

    id: str
    vi: str
    fr: str
    domain: str = ""
    kind: str = ""

    def side(self, language: str) -> str:
        """The text in `vi` or `fr`."""
        if language not in LANGUAGES:
            raise ValueError(f"a pair has the sides vi and fr, not {language!r}")
        return self.vi if language == "vi" else self.fr


@dataclass(frozen=True, slots=True)
class Alternative:
    """Another hypothesis of the model for the same caption, with its score."""

    text: str
    score: float


@dataclass(frozen=True, slots=True)
class Offer:
    """What a translation memory has for a caption that is like this one.

    Attributes:
        text: its translation.
        source: the caption there.
        score: how like they are, in per cent; see `mt.memory`.
        origin: `approved` by a person, or `machine`.
    """

    text: str
    source: str
    score: int
    origin: str


@dataclass(frozen=True, slots=True)
class Translation:
    """What became of one caption. Every caption that goes in comes out as exactly one of these.

    Attributes:
        source: the caption that went in, untouched.
        text: the translation, or the caption itself where `flags` says it was passed through.
        direction: `vi-fr` or `fr-vi`.
        flags: what was repaired, split, retried or is doubtful; see `mt.translate.flags`.
        score: mean log-probability a piece of the hypothesis (0 is certain); None where no model ran.
        alternatives: the other hypotheses, best first, when n-best was asked for.
        model: name and revision of the model, e.g. `embedded-vi-fr@3f2a91c04d7e`.
        offer: what the translation memory has instead, where there is one and it has not this caption itself.
    """

    source: Caption
    text: str
    direction: str
    flags: tuple[str, ...] = ()
    score: float | None = None
    alternatives: tuple[Alternative, ...] = ()
    model: str = ""
    offer: Offer | None = None
