"""`vifr evaluate`: scores of a model on the bundled captions, or of existing output against a reference."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from mt.caption import DIRECTIONS
from mt.cli import searching
from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.evaluation import Evaluation

_METRICS = ("BLEU", "chrF++", "chrF", "TER")

EXAMPLES = """examples:
  vifr evaluate                                      default model, bundled test captions, both directions
  vifr evaluate --direction vi-fr --model embedded --model helsinki        which of two models is better?
  vifr evaluate --hyp mine.fr --ref human.fr --src captions.vi             score a file, line by line
  vifr evaluate --report report.html                 a page with every caption, worst first
  vifr evaluate --save scored --json > scores.json   keep the texts, for the sacrebleu command
  vifr evaluate --qe translated.tsv --direction vi-fr > worst-first.tsv    which ones to look at first?
  vifr evaluate --model new --baseline scored --fail-if-worse              exit status 1 if it became worse"""


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
    models.add_argument(
        "--limit", type=searching.positive, metavar="N", help="only the first N captions of the split"
    )
    searching.add_arguments(models)
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
    files.add_argument(
        "--src", type=Path, metavar="FILE", help="what was translated, to count copied lines and to check"
    )
    parser.add_argument(
        "--strict",
        action="store_true",
        help="score nothing, exit status 1, where captions are doubled, or references look machine-made or "
        "displaced; else it is only said",
    )
    results = parser.add_argument_group("results")
    results.add_argument(
        "--report", type=Path, metavar="HTML", help="write a page: scores, weak spots, every caption"
    )
    results.add_argument(
        "--json", action="store_true", help="print JSON, with every domain, not tables (docs/evaluation.md)"
    )
    results.add_argument(
        "--baseline",
        type=Path,
        metavar="PATH",
        help="earlier translations to compare with: a file, one a line, or a folder that --save wrote",
    )
    results.add_argument(
        "--fail-if-worse",
        nargs="?",
        choices=_METRICS,
        const="chrF++",
        metavar="METRIC",
        help="exit status 1 if a system is significantly worse than the baseline, the first one, in chrF++ "
        f"or another of {', '.join(_METRICS)}",
    )
    parser.add_argument(
        "--qe",
        nargs="?",
        const="",
        metavar="PAIRS",
        help="no scores: rank translations without references, the worst first; of --hyp and --src, of a "
        "table PAIRS with sources and translations, or of a model on the bundled captions",
    )
    parser.add_argument(
        "--direction",
        choices=DIRECTIONS,
        help="default: both for models; for files it names the result and checks",
    )


def run(args: argparse.Namespace) -> int:
    """Print the scores; returns the exit status."""
    if args.qe is not None:
        from mt.cli.evaluate_qe import rank

        return rank(args)
    _check_usage(args)
    if args.report:
        from mt.files.output import check_output

        check_output(args.report)
    from mt.cli.evaluate_inputs import score_files, score_models

    warnings: list[str] = []

    def warn(line: str) -> None:
        warnings.append(line)
        _say(line)

    scored = list(score_files(args, warn) if args.hyp else score_models(args, warn))
    if args.report:
        from mt.cli.evaluate_report import write_report

        evaluations = write_report(args.report, scored, warnings)
    else:
        evaluations = [one.evaluation for one in scored]
    _print(evaluations, as_json=args.json)
    return _verdict(evaluations, args.fail_if_worse) if args.fail_if_worse else 0


def _check_usage(args: argparse.Namespace) -> None:
    if args.fail_if_worse and not args.baseline and len(args.hyp or args.model or ()) < 2:
        raise UsageError(
            "--fail-if-worse has nothing to compare with",
            remedy="add --baseline PATH, or give two systems, the baseline first",
        )
    if not args.hyp:
        for option in ("ref", "src"):
            if getattr(args, option):
                raise UsageError(f"--{option} goes with --hyp", remedy="add --hyp FILE, the translations")
        return
    if not args.ref:
        raise UsageError("--hyp needs a reference", remedy="add --ref FILE")
    for option in ("model", "split", "limit", "beam_size", "rerank", "save"):
        if getattr(args, option):
            raise UsageError(
                f"--{option.replace('_', '-')} and --hyp exclude each other",
                remedy="score a model or score files",
            )


def _print(evaluations: list[Evaluation], *, as_json: bool) -> None:
    from mt.evaluation.printing import as_json as tree
    from mt.evaluation.printing import render

    if as_json:
        print(json.dumps(tree(evaluations), ensure_ascii=False, indent=1))
    else:
        print(render(evaluations), end="")


def _verdict(evaluations: list[Evaluation], metric: str) -> int:
    """1 where a system is significantly worse than the baseline in this metric, raw text."""
    asked = [
        comparison
        for evaluation in evaluations
        for comparison in evaluation.comparisons
        if (comparison.metric, comparison.text) == (metric, "raw")
    ]
    worse = [comparison for comparison in asked if comparison.better == comparison.baseline]
    for comparison in worse:
        _say(
            f"{comparison.system} is significantly worse than {comparison.baseline}: {metric} "
            f"{comparison.baseline_value:.1f} → {comparison.system_value:.1f} "
            f"(p {comparison.p_value:.3f} and {comparison.p_randomised:.4f})"
        )
    if not worse:
        _say(f"no system is significantly worse than the baseline in {metric}")
    return 1 if worse else 0


def _say(line: str) -> None:
    print(f"vifr: {line}", file=sys.stderr)
