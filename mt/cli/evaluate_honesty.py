"""What `vifr evaluate` says of a reference set before it scores anything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from mt.errors import EvaluationError

if TYPE_CHECKING:
    from mt.caption import Pair
    from mt.evaluation import ReferenceSet
    from mt.evaluation.honesty import Doubt

Warn = Callable[[str], object]


def look_at_files(
    reference_set: ReferenceSet, hypotheses: Mapping[str, Sequence[str]], warn: Warn, *, strict: bool
) -> None:
    """Warn of everything that speaks against scores of these files.

    Files of different lengths cannot be scored; of these it is only said from where on they differ.

    Args:
        hypotheses: the lines of each file, by its name.

    Raises:
        EvaluationError: there is something, and `strict` says to stop for it.
    """
    from mt.corpora import load
    from mt.evaluation.honesty import displaced, inspect, inspect_output

    references, sources = reference_set.references, reference_set.sources
    doubts = []
    if sources and len(sources) != len(references):
        doubts += displaced(sources, references)
    others = {name: lines for name, lines in hypotheses.items() if len(lines) != len(references)}
    for name, lines in others.items():
        doubts += displaced(lines, references, system=name)
    if not others and (not sources or len(sources) == len(references)):
        doubts += inspect(
            references,
            sources,
            direction=reference_set.direction,
            trained_on=load("captions", split="train"),
        )
        for name, lines in hypotheses.items():
            doubts += inspect_output(references, lines, name)
    _tell(doubts, reference_set.name, warn, strict)


def look_at_bundled(
    split: str, pairs: Sequence[Pair], directions: Iterable[str], warn: Warn, *, strict: bool
) -> None:
    """The same for captions of a bundled split."""
    from mt.evaluation.honesty import inspect_bundled

    _tell(inspect_bundled(split, pairs, list(directions)), f"bundled {split} split", warn, strict)


def _tell(doubts: Sequence[Doubt], where: str, warn: Warn, strict: bool) -> None:
    for doubt in doubts:
        warn(f"{where}: {doubt}")
    if doubts and strict:
        raise EvaluationError(
            f"nothing is scored: {len(doubts)} warning{'s' if len(doubts) > 1 else ''} above",
            where=where,
            remedy="put it right, or leave --strict out",
        )
