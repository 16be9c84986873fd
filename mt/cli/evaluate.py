"""`vifr evaluate`: scores of a model on the bundled captions, or of existing output against a reference."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from mt.caption import DIRECTIONS
from mt.errors import OutputError, UsageError

if TYPE_CHECKING:
    from mt.evaluation import Evaluation, Output, ReferenceSet
    from mt.models import Model

EXAMPLES = """examples:
  vifr evaluate                                      default model, bundled test captions, both directions
  vifr evaluate --direction vi-fr --model embedded --model helsinki        which of two models is better?
  vifr evaluate --hyp mine.fr --ref human.fr --src captions.vi             score a file, line by line
  vifr evaluate --save scored --json > scores.json   keep the texts, for the sacrebleu command"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.epilog = EXAMPLES
    models = parser.add_argument_group("score models on the bundled captions")
    models.add_argument(
        "--model",
        action="append",
        metavar="M",
        help="auto (default), embedded, helsinki, a hub id or a folder; twice for a paired comparison, "
        "the first is the baseline",
    )
    # Scores on captions a model was trained on say nothing about its translations: train is not offered.
    models.add_argument("--split", choices=("test", "dev"), help="which captions (default: test)")
    models.add_argument("--limit", type=_positive, metavar="N", help="only the first N captions of the split")
    models.add_argument("--beam-size", type=_positive, metavar="N", help="beam of the search (default: 4)")
    models.add_argument(
        "--save",
        type=Path,
        metavar="DIR",
        help="write sources, references and translations, a caption a line",
    )
    files = parser.add_argument_group("score existing output")
    files.add_argument(
        "--hyp",
        type=Path,
        action="append",
        metavar="FILE",
        help="translations, one a line; twice for a paired comparison",
    )
    files.add_argument("--ref", type=Path, metavar="FILE", help="reference translations")
    files.add_argument("--src", type=Path, metavar="FILE", help="what was translated, to count copied lines")
    parser.add_argument(
        "--direction",
        choices=DIRECTIONS,
        help="default: both for models; for files it only names the result",
    )
    parser.add_argument("--json", action="store_true", help="print JSON, with every domain, not tables")


def run(args: argparse.Namespace) -> int:
    """Print the scores; returns the exit status."""
    _check_usage(args)
    evaluations = [_score_files(args)] if args.hyp else _score_models(args)
    from mt.evaluation.printing import as_json, render

    if args.json:
        print(json.dumps(as_json(evaluations), ensure_ascii=False, indent=1))
    else:
        print(render(evaluations), end="")
    return 0


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_positive.__name__ = "positive number"  # argparse: "invalid positive number value: '0'"


def _check_usage(args: argparse.Namespace) -> None:
    if not args.hyp:
        for option in ("ref", "src"):
            if getattr(args, option):
                raise UsageError(f"--{option} goes with --hyp", remedy="add --hyp FILE, the translations")
        return
    if not args.ref:
        raise UsageError("--hyp needs a reference", remedy="add --ref FILE")
    for option in ("model", "split", "limit", "beam_size", "save"):
        if getattr(args, option):
            raise UsageError(
                f"--{option.replace('_', '-')} and --hyp exclude each other",
                remedy="score a model or score files",
            )


def _score_files(args: argparse.Namespace) -> Evaluation:
    from mt.evaluation import Output, ReferenceSet
    from mt.evaluation.lines import check_counts, read_lines

    _no_doubles([str(path) for path in args.hyp])
    references = read_lines(args.ref, warn=_say)
    hypotheses = {str(path): read_lines(path, warn=_say) for path in args.hyp}
    sources = read_lines(args.src, warn=_say) if args.src else []
    counts = {name: len(lines) for name, lines in hypotheses.items()}
    if args.src:
        counts[str(args.src)] = len(sources)
    check_counts((str(args.ref), len(references)), *counts.items())
    reference_set = ReferenceSet(
        str(args.ref), tuple(references), sources=tuple(sources), direction=args.direction or ""
    )
    outputs = [Output(name, tuple(lines)) for name, lines in hypotheses.items()]
    return _score(reference_set, outputs)


def _score_models(args: argparse.Namespace) -> list[Evaluation]:
    from mt.corpora import load
    from mt.evaluation import ReferenceSet

    split: Literal["test", "dev"] = args.split or "test"
    models = _resolve(args.model or ["auto"], args.direction)
    pairs = load("captions", split=split)
    name = f"bundled captions, {split} split"
    if args.limit and args.limit < len(pairs):
        name += f" (first {args.limit} of {len(pairs)})"
        pairs = pairs[: args.limit]
    if args.save:
        _make_folder(args.save)
    evaluations = []
    for direction, systems in models.items():
        reference_set = ReferenceSet.of_pairs(name, pairs, direction)
        outputs = [_translate(reference_set, model, args.beam_size) for model in systems]
        if args.save:
            _save(args.save, split, reference_set, outputs)
        evaluations.append(_score(reference_set, outputs))
    return evaluations


def _resolve(names: Sequence[str], direction: str | None) -> dict[str, list[Model]]:
    """The models for each direction; when none was asked for, the directions that all models translate."""
    from mt.models import resolve

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


def _translate(reference_set: ReferenceSet, model: Model, beam_size: int | None) -> Output:
    from tqdm import tqdm

    from mt.evaluation import Output
    from mt.translate import Options, Translator

    options = Options(beam_size=beam_size) if beam_size else Options()
    captions = len(reference_set.sources)
    _say(f"{model.label} translates {captions} captions")
    translator = Translator.load(model.direction, model=model, options=options)
    translations = translator.translate(reference_set.sources)
    with tqdm(translations, total=captions, desc=model.direction, unit="caption", disable=None) as progress:
        hypotheses = tuple(" ".join(translation.text.split("\n")).rstrip() for translation in progress)
    return Output(model.label, hypotheses, {"beam_size": options.beam_size})


def _score(reference_set: ReferenceSet, outputs: Sequence[Output]) -> Evaluation:
    from tqdm import tqdm

    from mt.evaluation import evaluate

    rounds = 2 * len(outputs) * len(reference_set.references)
    with tqdm(total=rounds, desc="scoring", unit="caption", disable=None) as progress:
        return evaluate(reference_set, outputs, progress=progress.update)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(f"cannot be made: {error.strerror}", where=folder) from None


def _save(folder: Path, split: str, reference_set: ReferenceSet, outputs: Sequence[Output]) -> None:
    """What is scored: `test.vi-fr.source.vi`, `test.vi-fr.reference.fr` and a file for each system."""
    from mt.evaluation.lines import write_lines

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
