"""`--report`: the details of what was scored, and the page they are written to."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from mt.cli.evaluate_inputs import Scored
from mt.evaluation import Evaluation
from mt.evaluation.details import add_details
from mt.evaluation.report import report
from mt.files.output import Write, check_output, claimed, device, is_replaceable, replacing


def write_report(path: Path, scored: Sequence[Scored], warnings: Sequence[str]) -> list[Evaluation]:
    """Write the page; returns the evaluations with their details.

    Raises:
        OutputError: it cannot be written.
    """
    from tqdm import tqdm

    total = sum((1 + len(one.outputs)) * one.evaluation.captions for one in scored)
    with tqdm(total=total, desc="checking", unit="caption", disable=None) as progress:
        evaluations = [
            add_details(one.evaluation, one.reference_set, one.outputs, progress=progress.update)
            for one in scored
        ]
    target = check_output(path)
    size = 0
    if is_replaceable(target):
        with claimed(target), replacing(target) as write:
            size = _write(write, evaluations, warnings)
    else:
        with device(target) as write:
            size = _write(write, evaluations, warnings)
    print(f"vifr: report written to {path} ({size / 1e6:.1f} MB)", file=sys.stderr)
    return evaluations


def _write(write: Write, evaluations: Sequence[Evaluation], warnings: Sequence[str]) -> int:
    size = 0
    for piece in report(evaluations, warnings=warnings):
        data = piece.encode("utf-8")
        write(data)
        size += len(data)
    return size
