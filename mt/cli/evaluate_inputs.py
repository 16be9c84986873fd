"""What `vifr evaluate` scores: files line by line, or what models make of the bundled captions."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mt.caption import DIRECTIONS
from mt.cli import searching
from mt.cli.evaluate_baseline import baseline_file, baseline_of, needs_direction
from mt.cli.evaluate_honesty import look_at_bundled, look_at_files
from mt.corpora import load
from mt.errors import OutputError, UsageError
from mt.evaluation import Evaluation, Output, ReferenceSet, evaluate
from mt.evaluation.lines import check_counts, read_lines, write_lines
from mt.models import Model, resolve

Warn = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Scored:
    """An evaluation, and the texts it is of."""

    reference_set: ReferenceSet
    outputs: Sequence[Output]
    evaluation: Evaluation


def score_files(args: argparse.Namespace, warn: Warn) -> Iterator[Scored]:
    """Every `--hyp` and the baseline against `--ref`, line by line.

    Raises:
        InputError: a file cannot be read.
        EvaluationError: one has more lines than another.
        UsageError: a file is named twice.
    """
    paths = [*([baseline_file(args.baseline)] if args.baseline else []), *args.hyp]
    _no_doubles([str(path) for path in paths])
    references = read_lines(args.ref, warn=warn)
    hypotheses = {str(path): read_lines(path, warn=warn) for path in paths}
    sources = read_lines(args.src, warn=warn) if args.src else []
    counts = {name: len(lines) for name, lines in hypotheses.items()}
    if args.src:
        counts[str(args.src)] = len(sources)
    reference_set = ReferenceSet(
        str(args.ref), tuple(references), sources=tuple(sources), direction=args.direction or ""
    )
    look_at_files(reference_set, hypotheses, warn, strict=args.strict)
    check_counts((str(args.ref), len(references)), *counts.items())
    yield _score(reference_set, [Output(name, tuple(lines)) for name, lines in hypotheses.items()])


def score_models(args: argparse.Namespace, warn: Warn) -> Iterator[Scored]:
    """Every `--model` on the bundled captions, in the directions they have."""
    split: Literal["test", "dev"] = args.split or "test"
    models = _resolve(args.model or ["auto"], args.direction)
    if args.baseline:
        needs_direction(args.baseline, list(models))
    pairs = load("captions", split=split)
    look_at_bundled(split, pairs[: args.limit], models, warn, strict=args.strict)
    if args.save:
        _make_folder(args.save)
    for direction, systems in models.items():
        reference_set = ReferenceSet.bundled(pairs, split, direction, args.limit)
        earlier = [baseline_of(args.baseline, split, reference_set, warn)] if args.baseline else []
        _no_doubles([*(output.name for output in earlier), *(model.label for model in systems)])
        outputs = [_translate(reference_set, model, args) for model in systems]
        if args.save:
            _save(args.save, split, reference_set, outputs)
        yield _score(reference_set, [*earlier, *outputs])


def _resolve(names: Sequence[str], direction: str | None) -> dict[str, list[Model]]:
    """The models for each direction; when none was asked for, the directions that all models translate."""
    found: dict[str, list[Model]] = {}
    refusals = []
    for candidate in [direction] if direction else DIRECTIONS:
        try:
            found[candidate] = [resolve(name, candidate) for name in names]
        except UsageError as error:
            refusals.append(error)
            continue
        _no_doubles([model.label for model in found[candidate]])
    if not found:
        raise refusals[0]
    for refusal in refusals:
        _say(f"only {', '.join(found)} is scored: {refusal.where} {refusal.what}")
    return found


def _no_doubles(systems: Sequence[str]) -> None:
    double = next((name for name in systems if systems.count(name) > 1), None)
    if double:
        raise UsageError(
            f"{double} would be compared with itself", remedy="name it once, or name another to compare"
        )


def _translate(reference_set: ReferenceSet, model: Model, args: argparse.Namespace) -> Output:
    """For a report also from sources without their diacritics."""
    from tqdm import tqdm

    from mt.evaluation.translating import translate
    from mt.translate import Options

    captions = len(reference_set.sources)
    stripped = bool(args.report)
    _say(f"{model.label} translates {captions} captions{', with and without diacritics' * stripped}")
    options = Options(**searching.chosen(args))
    total = captions * (1 + stripped)
    with tqdm(total=total, desc=model.direction, unit="caption", disable=None) as progress:
        return translate(reference_set, model, options=options, stripped=stripped, progress=progress.update)


def _score(reference_set: ReferenceSet, outputs: Sequence[Output]) -> Scored:
    from tqdm import tqdm

    rounds = 2 * len(outputs) * len(reference_set.references)
    with tqdm(total=rounds, desc="scoring", unit="caption", disable=None) as progress:
        evaluation = evaluate(reference_set, outputs, progress=progress.update)
    return Scored(reference_set, outputs, evaluation)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", where=folder) from None


def _save(folder: Path, split: str, reference_set: ReferenceSet, outputs: Sequence[Output]) -> None:
    """What is scored: `test.vi-fr.source.vi`, `test.vi-fr.reference.fr` and a file for each system."""
    source, target = reference_set.direction.split("-")
    stem = f"{split}.{reference_set.direction}"
    texts = {f"{stem}.source.{source}": reference_set.sources}
    texts[f"{stem}.reference.{target}"] = reference_set.references
    for number, output in enumerate(outputs, start=1):
        system = re.sub(r"[^\w.@-]+", "_", output.name)
        texts[f"{stem}.{number}-{system}.{target}"] = output.hypotheses
    for name, lines in texts.items():
        write_lines(folder / name, lines)
    _say(f"{', '.join(texts)} written to {folder}")


def _say(line: str) -> None:
    print(f"vifr: {line}", file=sys.stderr)
