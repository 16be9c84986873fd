"""Earlier translations that new ones are compared with: a file, or a folder that `--save` wrote."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from mt.errors import EvaluationError, InputError, UsageError
from mt.evaluation import Output, ReferenceSet
from mt.evaluation.lines import check_counts, read_lines


def baseline_file(path: Path) -> Path:
    """The file, for `--hyp`.

    Raises:
        UsageError: it is a folder, of which nobody knows which file is meant.
    """
    if path.is_dir():
        raise UsageError("--baseline is a folder", where=path, remedy="with --hyp, name the file in it")
    return path


def needs_direction(path: Path, directions: Sequence[str]) -> None:
    """Raises UsageError where one file would have to hold both directions."""
    if len(directions) > 1 and not path.is_dir():
        raise UsageError(
            "--baseline is one file, and both directions are scored",
            where=path,
            remedy="add --direction, or name a folder that --save wrote",
        )


def baseline_of(path: Path, split: str, reference_set: ReferenceSet, warn: Callable[[str], object]) -> Output:
    """The earlier translations of these captions; of several systems in a folder the first.

    Raises:
        InputError: there are none.
        EvaluationError: they are of other captions.
    """
    if path.is_dir():
        _, target = reference_set.direction.split("-")
        stem = f"{split}.{reference_set.direction}"
        found = sorted(path.glob(f"{stem}.1-*.{target}"))
        kept = path / f"{stem}.reference.{target}"
        if not found or not kept.is_file():
            raise InputError(
                f"no {stem}.1-*.{target} with its reference",
                where=path,
                remedy=f"make it with --save {path} and --split {split}",
            )
        if tuple(read_lines(kept, warn=warn)) != tuple(map(str.rstrip, reference_set.references)):
            raise EvaluationError(
                "its references are not those of now",
                where=kept,
                remedy=f"score the baseline model again with --save {path}",
            )
        path = found[0]
    lines = read_lines(path, warn=warn)
    check_counts((reference_set.name, len(reference_set.references)), (str(path), len(lines)))
    return Output(str(path), tuple(lines))
