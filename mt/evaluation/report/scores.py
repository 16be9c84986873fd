"""The sections of numbers: headline scores, tests between systems, and how all of it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import ascii_uppercase

from mt.evaluation.results import LOWER_IS_BETTER, SIGNIFICANT, Comparison, Evaluation, Score, SystemResult
from mt.evaluation.significance import TRIALS
from mt.webpage import Cell, Figure, Html, element, figures, join, table
from mt.webpage.skeleton import disclosure, paragraph


def headline(evaluation: Evaluation) -> Iterator[Html]:
    """Every system with its scores, raw and normalised, and their signatures."""
    several = len(evaluation.systems) > 1
    for number, system in enumerate(evaluation.systems):
        letter = element("span", f"{ascii_uppercase[number]} ", class_=f"series s{number}") if several else ""
        yield element("h3", letter, element("code", system.name))
        yield figures(
            Figure(score.metric + _direction(score), f"{score.value:.1f}", _interval(score))
            for score in system.raw
        )
        yield from _remarks(system, evaluation.captions)
    yield table(
        "Raw, as the sacrebleu command scores it, and with the typography of both sides made plain",
        ["metric", *(["system"] if several else []), "raw", "typography-normalised"],
        list(_rows(evaluation)),
    )
    yield disclosure(
        "Signatures",
        table("How each number was made", ["metric", "raw", "normalised"], list(_signatures(evaluation))),
    )


def _rows(evaluation: Evaluation) -> Iterator[list[str | Cell]]:
    several = len(evaluation.systems) > 1
    for place, first in enumerate(evaluation.systems[0].raw):
        for number, system in enumerate(evaluation.systems):
            letter = [Cell(ascii_uppercase[number], f"series s{number}")] if several else []
            scores = (system.raw[place], system.normalised[place])
            yield [first.metric + _direction(first), *letter, *map(_with_interval, scores)]


def _with_interval(score: Score) -> Cell:
    return Cell([f"{score.value:.1f} ", element("small", _interval(score))], "value")


def _signatures(evaluation: Evaluation) -> Iterator[list[Html | str]]:
    system = evaluation.systems[0]
    for raw, plain in zip(system.raw, system.normalised, strict=True):
        extra = plain.signature.removeprefix(raw.signature)
        yield [raw.metric, element("code", raw.signature), element("code", f"…{extra}")]


def _remarks(system: SystemResult, captions: int) -> Iterator[Html]:
    remarks = [
        (system.empty, "empty"),
        (system.copied, "the source itself, letter for letter"),
        (system.tokenised, "ending in “ .”: tokenised text scores wrong, detokenise it first"),
    ]
    for count, remark in remarks:
        if count:
            yield paragraph(f"{count:,} of {captions:,} hypotheses: {remark}.")


def comparisons(evaluation: Evaluation) -> Iterator[Html]:
    """Both tests for every system against the first."""
    for number, system in enumerate(evaluation.systems[1:], 1):
        rows = [row for row in evaluation.comparisons if row.system == system.name]
        a, b = ascii_uppercase[0], ascii_uppercase[number]
        yield table(
            f"{b} against {a}",
            ["metric", "text", a, b, f"{b} − {a}", "p, bootstrap", "p, randomisation", "verdict"],
            [_tested(row, {row.baseline: a, row.system: b}) for row in rows],
            numeric=range(2, 7),
        )
    yield paragraph(
        "Both tests are paired and two-sided: bootstrap with 1,000 resamples (Koehn 2004), approximate "
        f"randomisation with {TRIALS:,} trials (Riezler and Maxwell 2005), as sacreBLEU does them. "
        f"A system is called better where both give p < {SIGNIFICANT}.",
    )


def _tested(row: Comparison, letters: Mapping[str, str]) -> list[str | Html]:
    verdict: str | Html = "no significant difference"
    if row.better:
        verdict = element("b", f"{letters[row.better]} is better")
    return [
        row.metric + (" (less is better)" if row.metric in LOWER_IS_BETTER else ""),
        row.text,
        f"{row.baseline_value:.1f}",
        f"{row.system_value:.1f}",
        f"{row.difference:+.1f}".replace("-", "−"),
        f"{row.p_value:.3f}",
        f"{row.p_randomised:.4f}",
        verdict,
    ]


def how(evaluations: Sequence[Evaluation], made_with: Mapping[str, str]) -> Iterator[Html]:
    """Models, settings, versions, date and machine; how to read the numbers."""
    rows = [
        [
            element("code", system.name),
            evaluation.direction or "–",
            ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in system.settings.items()) or "–",
        ]
        for evaluation in evaluations
        for system in evaluation.systems
    ]
    yield table("What was scored", ["model and revision, or file", "direction", "settings"], rows)
    yield table("What it was scored with", ["", ""], [[name, value] for name, value in made_with.items()])
    yield paragraph(
        "Typography-normalised: plain quotes, apostrophes, dashes and spaces, no space before ; : ! ? %, one "
        "placement of Vietnamese tones, on both sides. Intervals: 95 % of 1,000 bootstrap resamples of the "
        "captions. They say how much the choice of captions matters, not whether references are right."
    )


def _interval(score: Score) -> str:
    return f"[{score.low:.1f}, {score.high:.1f}]"


def _direction(score: Score) -> str:
    return " (less is better)" if score.metric in LOWER_IS_BETTER else ""


def notes(lines: Sequence[str]) -> Html:
    """What a reader must know before the scores."""
    return element("ul", (element("li", line) for line in lines)) if lines else join()
