"""What an alignment consists of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Captions that say the same, or one that nothing on the other side says.

    Attributes:
        vi, fr: 0-based positions in the two lists, ascending; one of them empty for a caption left alone.
        score: probability that the link is right, 0–1; 0 for a caption left alone.
        reason: what speaks for it, in words.
    """

    vi: tuple[int, ...]
    fr: tuple[int, ...]
    score: float = 0.0
    reason: str = ""
