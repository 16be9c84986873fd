"""What `vifr evaluate` says of a reference set before it scores anything."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mt.errors import EvaluationError

if TYPE_CHECKING:
    from mt.caption import Pair
    from mt.evaluation import ReferenceSet
    from mt.evaluation.honesty import Doubt


def look_at_files(
    reference_set: ReferenceSet, hypotheses: Mapping[str, Sequence[str]], *, strict: bool
) -> list[Doubt]:
    """Warn of everything that speaks against scores of these files; called before their lines are counted.

    Args:
        hypotheses: the lines of each file, by its name.

    Raises:
        EvaluationError: there is something, and `strict` says to stop for it.
    """
    from mt.corpora import load
    from mt.evaluation.honesty import inspect, inspect_output

    doubts = inspect(
        reference_set.references,
        reference_set.sources,
        direction=reference_set.direction,
        trained_on=load("captions", split="train"),
    )
    for name, lines in hypotheses.items():
        doubts += inspect_output(reference_set.references, lines, name)
    return _told(doubts, reference_set.name, strict)


def look_at_bundled(split: str, pairs: Sequence[Pair], directions: Iterable[str], *, strict: bool) -> None:
    """The same for captions of a bundled split."""
    from mt.evaluation.honesty import inspect_bundled

    _told(inspect_bundled(split, pairs, list(directions)), f"bundled {split} split", strict)


def _told(doubts: list[Doubt], where: str, strict: bool) -> list[Doubt]:
    for doubt in doubts:
        print(f"vifr: warning: {where}: {doubt}", file=sys.stderr)
    if doubts and strict:
        raise EvaluationError(
            f"nothing is scored: {len(doubts)} warning{'s' if len(doubts) > 1 else ''}",
            where=where,
            remedy="put it right, or leave --strict out",
        )
    return doubts
