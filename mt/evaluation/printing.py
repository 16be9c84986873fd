"""Evaluations as text for people: 100 columns for up to three systems, every number with its signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from importlib.metadata import version
from string import ascii_uppercase
from typing import Any

from mt import __version__
from mt.caption import LANGUAGES
from mt.evaluation.results import (
    FEW,
    LOWER_IS_BETTER,
    SIGNIFICANT,
    Comparison,
    Evaluation,
    Score,
    SystemResult,
)

FORMAT = "vifr-evaluation-1"  # as in evaluation.schema.json

_LANGUAGE = dict(zip(LANGUAGES, ("Vietnamese", "French"), strict=True))


def render(evaluations: Sequence[Evaluation]) -> str:
    """All evaluations of one run and, once at the end, how their numbers were made."""
    lines = [line for evaluation in evaluations for line in _evaluation(evaluation)]
    return "\n".join((*lines, *_footer(evaluations))) + "\n"


def as_json(evaluations: Sequence[Evaluation]) -> dict[str, Any]:
    """All evaluations of one run and the versions that made them, as a tree of plain values."""
    return {
        "format": FORMAT,
        "vifr": __version__,
        "sacrebleu": version("sacrebleu"),
        "evaluations": [evaluation.to_json() for evaluation in evaluations],
    }


def _evaluation(evaluation: Evaluation) -> Iterator[str]:
    direction = " to ".join(_LANGUAGE[code] for code in evaluation.direction.split("-") if code)
    title = (direction, evaluation.reference_set, _count(evaluation.captions, "caption"))
    heading = " · ".join(filter(None, title))
    yield heading
    yield "─" * len(heading)
    letters = _letters(evaluation)
    for system in evaluation.systems:
        yield from _system(system, letters[system.name], evaluation.captions)
    for system in evaluation.systems[1:]:
        pairs = [comparison for comparison in evaluation.comparisons if comparison.system == system.name]
        yield from _comparisons(pairs, letters)
    if any(system.domains for system in evaluation.systems):
        yield from _domains(evaluation.systems, letters)


def _letters(evaluation: Evaluation) -> dict[str, str]:
    """A, B, … for the systems; nothing for a system that is alone."""
    names = [system.name for system in evaluation.systems]
    return {name: ascii_uppercase[i % 26] if len(names) > 1 else "" for i, name in enumerate(names)}


def _system(system: SystemResult, letter: str, captions: int) -> Iterator[str]:
    settings = ", ".join(f"{key.replace('_', ' ')} {value}" for key, value in system.settings.items())
    yield "  ".join(filter(None, (letter, system.name, settings and f"({settings})")))
    yield f"{'':8}{'raw':>8}   {'95 % interval':16}{'typography-normalised':>21}   95 % interval"
    for raw, plain in zip(system.raw, system.normalised, strict=True):
        note = "   lower is better" if raw.metric in LOWER_IS_BETTER else ""
        left = f"{raw.metric:8}{raw.value:8.1f}   {_interval(raw):16}"
        yield f"{left}{plain.value:21.1f}   {_interval(plain)}{note}"
    for count, remark in (
        (system.empty, "empty"),
        (system.copied, "the source itself"),
        (system.tokenised, "ending in ' .': tokenised text scores wrong, detokenise it first"),
    ):
        if count:
            yield f"{count} of {_count(captions, 'hypothesis', 'hypotheses')} {remark}"
    yield ""


def _interval(score: Score) -> str:
    return f"[{score.low:.1f}, {score.high:.1f}]"


def _comparisons(comparisons: Sequence[Comparison], letters: dict[str, str]) -> Iterator[str]:
    a, b = letters[comparisons[0].baseline], letters[comparisons[0].system]
    yield f"{b} against {a}, paired bootstrap and approximate randomisation"
    yield f"{'':20}{a:>8}{b:>8}{f'{b} - {a}':>9}{'p (bs)':>8}{'p (ar)':>8}"
    for comparison in comparisons:
        label = comparison.metric + (" normalised" if comparison.text == "normalised" else "")
        verdict = (
            f"{letters[comparison.better]} is better" if comparison.better else "no significant difference"
        )
        values = (
            f"{comparison.baseline_value:8.1f}{comparison.system_value:8.1f}{comparison.difference:+9.1f}"
        )
        yield f"{label:20}{values}{comparison.p_value:8.3f}{comparison.p_randomised:8.4f}   {verdict}"
    yield ""


def _domains(systems: Sequence[SystemResult], letters: dict[str, str]) -> Iterator[str]:
    """Worst first for the first system; domains of too few captions as one row."""
    large = [row.domain for row in systems[0].domains if not row.few]
    tables = [{row.domain: row for row in system.domains} for system in systems]
    shown = [(domain, [rows[domain] for rows in tables]) for domain in large]
    if rest := [system.small_domains for system in systems if system.small_domains]:
        shown.append((rest[0].domain, rest))
    width = max(len(label) for label, _ in shown)
    columns = [
        " ".join(filter(None, (letters[system.name], metric)))
        for system in systems
        for metric in system.domains[0].scores
    ]
    yield f"{'by domain, worst first':{width}}{'captions':>10}" + "".join(f"{name:>10}" for name in columns)
    for label, rows in shown:
        values = "".join(f"{value:10.1f}" for row in rows for value in row.scores.values())
        yield f"{label:{width}}{rows[0].captions:10}{values}"
    yield ""


def _footer(evaluations: Sequence[Evaluation]) -> Iterator[str]:
    systems = [system for evaluation in evaluations for system in evaluation.systems]
    signatures = {score.metric: score.signature for system in systems for score in system.raw}
    extra = systems[0].normalised[0].signature.removeprefix(systems[0].raw[0].signature)
    yield f"vifr {__version__}, sacrebleu {version('sacrebleu')}"
    for metric, signature in signatures.items():
        yield f"  {metric:7}{signature}"
    yield "typography-normalised: plain quotes, apostrophes, dashes and spaces, no space before ; : ! ? %,"
    yield f"  one placement of Vietnamese tones, on both sides; the signature continues {extra}"
    if any(evaluation.comparisons for evaluation in evaluations):
        yield f"p: two-sided; a difference counts as significant where both are below {SIGNIFICANT}"
    if any(system.domains for system in systems):
        yield "by domain: raw text, no bootstrap"
    if any(system.small_domains for system in systems):
        yield f"  domains of fewer than {FEW} captions in one row; --json has each"


def _count(number: int, one: str, many: str = "") -> str:
    return f"{number} {one if number == 1 else many or one + 's'}"
