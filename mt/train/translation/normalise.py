"""The form in which our own models read and write text.

One function for training and for translating: what a model has not seen in training it must not be given, and
the other way round. `mt.translate.prepare` goes the same way, with the credit taken off in between.
"""

from __future__ import annotations

from mt.text.typography import for_model
from mt.text.unicode import repair

CONVENTION = "vifr"


def normalised(text: str, language: str) -> str:
    """The text repaired (NFC, look-alikes, invisible characters), in plain typography, tone marks settled.

    Args:
        language: `vi` or `fr`.
    """
    return for_model(repair(text)[0], language, CONVENTION)
