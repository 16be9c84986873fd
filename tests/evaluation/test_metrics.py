"""The numbers are sacrebleu's: compared with what its command prints for the same files, digit by digit."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from mt.evaluation.lines import write_lines
from mt.evaluation.metrics import METRICS, Scorer
from mt.evaluation.significance import p_randomised, p_value

SACREBLEU_NAME = {"BLEU": "BLEU", "chrF++": "chrF2++", "chrF": "chrF2", "TER": "TER"}


def sacrebleu(folder: Path, reference: tuple[str, ...], *systems: tuple[str, ...], options: str) -> str:
    """What the sacrebleu command prints for these texts."""
    write_lines(folder / "ref.txt", reference)
    names = [f"system-{number}.txt" for number in range(len(systems))]
    for name, hypotheses in zip(names, systems, strict=True):
        write_lines(folder / name, hypotheses)
    command = [sys.executable, "-m", "sacrebleu", "ref.txt", "-i", *names, "-q", "-nc", *options.split()]
    environment = {key: value for key, value in os.environ.items() if not key.startswith("SACREBLEU")}
    environment |= {"SACREBLEU": str(folder), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=True)
    return done.stdout.decode("utf-8")


def scores_by_command(
    folder: Path, reference: tuple[str, ...], hypotheses: tuple[str, ...]
) -> dict[str, dict[str, Any]]:
    several = sacrebleu(folder, reference, hypotheses, options="-m bleu chrf ter --confidence -w 2 -f json")
    one = sacrebleu(
        folder, reference, hypotheses, options="-m chrf --chrf-word-order 2 --confidence -w 2 -f json"
    )
    return {score["name"]: score for score in [*json.loads(several), json.loads(one)]}


def test_scores_intervals_and_signatures_are_those_of_the_command(tmp_path, references, spoil) -> None:
    hypotheses = spoil(references, 1)
    theirs = scores_by_command(tmp_path, references, hypotheses)
    for measurement in Scorer().measure(hypotheses, references):
        ours = measurement.score()
        expected = theirs[SACREBLEU_NAME[ours.metric]]
        assert f"{ours.value:.2f}" == f"{expected['score']:.2f}"
        assert f"{ours.mean:.2f}" == f"{expected['confidence_mean']:.2f}"
        assert f"{(ours.high - ours.low) / 2:.2f}" == f"{expected['confidence_var']:.2f}"
        assert ours.signature == expected["signature"]


def test_p_values_are_those_of_the_command(tmp_path, references, spoil) -> None:
    baseline, system = spoil(references, 1), spoil(references, 2)
    scorer = Scorer()
    ours = {
        before.metric: f"{p_value(before, after):.4f}"
        for before, after in zip(
            scorer.measure(baseline, references), scorer.measure(system, references), strict=True
        )
    }
    several = sacrebleu(
        tmp_path, references, baseline, system, options="-m bleu chrf ter --paired-bs -w 2 -f text"
    )
    one = sacrebleu(
        tmp_path, references, baseline, system, options="-m chrf --chrf-word-order 2 --paired-bs -f text"
    )
    assert re.findall(r"\(p = (\S+)\)", several) == [ours["BLEU"], ours["chrF"], ours["TER"]]
    assert re.findall(r"\(p = (\S+)\)", one) == [ours["chrF++"]]


def test_a_line_reads_as_the_command_prints_it(tmp_path, references, spoil) -> None:
    hypotheses = spoil(references, 3)
    printed = sacrebleu(tmp_path, references, hypotheses, options="-m ter --confidence -f text").strip()
    ter = Scorer().measure(hypotheses, references)[list(METRICS).index("TER")]
    assert str(ter.score()) == printed


def test_a_subset_scores_as_if_it_were_alone(references, spoil) -> None:
    hypotheses = spoil(references, 1)
    chosen = [0, 3, 4, 9, 20]
    scorer = Scorer()
    whole = scorer.measure(hypotheses, references)
    alone = scorer.measure([hypotheses[i] for i in chosen], [references[i] for i in chosen])
    for part, expected in zip(whole, alone, strict=True):
        assert part.value(chosen) == expected.value() != part.value()


def test_what_was_measured_before_changes_nothing(references, spoil) -> None:
    used = Scorer()
    used.measure(spoil(references, 1), references)
    for again, fresh in zip(
        used.measure(spoil(references, 2), references),
        Scorer().measure(spoil(references, 2), references),
        strict=True,
    ):
        assert np.array_equal(again.rows, fresh.rows)
        assert np.array_equal(again.resamples, fresh.resamples)


def test_perfect_and_empty_translations(references) -> None:
    def values(hypotheses: tuple[str, ...]) -> dict[str, float]:
        return {m.metric: round(m.value(), 6) for m in Scorer().measure(hypotheses, references)}

    assert values(references) == {"BLEU": 100, "chrF++": 100, "chrF": 100, "TER": 0}
    assert values(("",) * len(references)) == {"BLEU": 0, "chrF++": 0, "chrF": 0, "TER": 100}


def test_progress_counts_every_caption(references, spoil) -> None:
    seen: list[int] = []
    Scorer().measure(spoil(references, 1), references, progress=seen.append)
    assert sum(seen) == len(references)


def test_a_system_does_not_differ_from_itself(references, spoil) -> None:
    scorer = Scorer()
    hypotheses = spoil(references, 1)
    for one, other in zip(
        scorer.measure(hypotheses, references), scorer.measure(hypotheses, references), strict=True
    ):
        assert p_value(one, other) == 1.0


def test_a_paired_test_of_two_metrics_is_refused(references) -> None:
    bleu, chrf, *_ = Scorer().measure(references, references)
    with pytest.raises(ValueError, match="one metric"):
        p_value(bleu, chrf)


def test_randomisation_gives_the_p_values_of_the_command(tmp_path, references, spoil) -> None:
    baseline, system = spoil(references, 1), spoil(references, 2)
    scorer = Scorer()
    ours = {
        before.metric: f"{p_randomised(before, after):.4f}"
        for before, after in zip(
            scorer.measure(baseline, references), scorer.measure(system, references), strict=True
        )
    }
    several = sacrebleu(
        tmp_path, references, baseline, system, options="-m bleu chrf ter --paired-ar -w 2 -f text"
    )
    one = sacrebleu(
        tmp_path, references, baseline, system, options="-m chrf --chrf-word-order 2 --paired-ar -f text"
    )
    assert re.findall(r"\(p = (\S+)\)", several) == [ours["BLEU"], ours["chrF"], ours["TER"]]
    assert re.findall(r"\(p = (\S+)\)", one) == [ours["chrF++"]]


def test_two_equal_systems_are_told_apart_by_sacrebleu_and_not_by_us(tmp_path, references, spoil) -> None:
    """The reason for our own p-values where nothing differs: this must fail when sacrebleu is mended."""
    same = spoil(references, 1)
    for option, theirs in (("--paired-bs", "0.0010"), ("--paired-ar", "0.0001")):
        printed = sacrebleu(tmp_path, references, same, same, options=f"-m bleu {option} -w 2 -f text")
        assert f"(p = {theirs})" in printed
    scorer = Scorer()
    for one, other in zip(scorer.measure(same, references), scorer.measure(same, references), strict=True):
        assert p_value(one, other) == p_randomised(one, other) == 1.0


def test_scores_of_single_captions_are_those_of_sacrebleu(references, spoil) -> None:
    hypotheses = spoil(references, 1)
    for measurement in Scorer().measure(hypotheses, references):
        if measurement.metric != "BLEU":  # of which sacrebleu has another formula for single sentences
            metric = METRICS[measurement.metric]()
            expected = [
                metric.sentence_score(h, [r]).score for h, r in zip(hypotheses, references, strict=True)
            ]
            assert measurement.each() == pytest.approx(expected)


def test_a_part_has_the_interval_it_would_have_alone(references, spoil) -> None:
    hypotheses = spoil(references, 1)
    chosen = [0, 3, 4, 9, 20, 21, 22, 30]
    scorer = Scorer()
    whole = scorer.measure(hypotheses, references)
    alone = scorer.measure([hypotheses[i] for i in chosen], [references[i] for i in chosen])
    for part, expected in zip(whole, alone, strict=True):
        assert part.part(chosen).score() == expected.score()
