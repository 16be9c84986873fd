"""What stands behind the scores: buckets, wins and losses, and every caption with what is wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from mt.caption import Pair
from mt.checks import KINDS, Finding, check_pair
from mt.evaluation.buckets import Bucket, Facet, bucket, facets, scored
from mt.evaluation.metrics import Scorer
from mt.evaluation.results import Evaluation, SystemResult
from mt.evaluation.run import Output, ReferenceSet
from mt.text.language import detect

Findings = Mapping[int, tuple[Finding, ...]]
"""Row number of a caption → what was found; captions without findings are not in it."""
_SURE = 0.9


@dataclass(frozen=True, slots=True)
class SystemDetails:
    """One system, caption by caption.

    Attributes:
        name: of the system.
        buckets: its scores by every facet.
        chrf: sentence chrF of every caption, 0 to 100.
        findings: of `vifr check` in its translations; empty where sources or direction are unknown.
        flags: of the translator.
    """

    name: str
    buckets: tuple[Bucket, ...]
    chrf: tuple[float, ...] = field(repr=False)
    findings: Findings = field(repr=False)
    flags: tuple[tuple[str, ...], ...] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        return {
            "system": self.name,
            "buckets": [bucket.to_json() for bucket in self.buckets],
            "findings": counted(self.findings),
            "chrf": [round(value, 2) for value in self.chrf],
        }


@dataclass(frozen=True, slots=True)
class Wins:
    """How often a system has a higher sentence chrF than the baseline in one bucket."""

    facet: str
    label: str
    baseline: str
    system: str
    wins: int
    ties: int
    losses: int

    def to_json(self) -> dict[str, Any]:
        return {
            "facet": self.facet,
            "bucket": self.label,
            "baseline": self.baseline,
            "system": self.system,
            "wins": self.wins,
            "ties": self.ties,
            "losses": self.losses,
        }


@dataclass(frozen=True, slots=True)
class Details:
    """What stands behind the scores of an evaluation.

    Attributes:
        reference_set: the captions; its direction is recognised from the texts where nobody has said it.
        facets: how the captions were sorted.
        systems: in the order of the evaluation.
        wins: of each system but the first, against it; the first row of each is over all captions.
        reference_findings: of `vifr check` in the references themselves; None where nothing was checked.
    """

    reference_set: ReferenceSet = field(repr=False)
    facets: tuple[Facet, ...] = field(repr=False)
    systems: tuple[SystemDetails, ...]
    wins: tuple[Wins, ...]
    reference_findings: Findings | None = field(repr=False)

    @property
    def checked(self) -> bool:
        """Whether translations could be checked against sources."""
        return self.reference_findings is not None

    def to_json(self) -> dict[str, Any]:
        reference = self.reference_findings
        return {
            "ids": list(self.reference_set.ids) or None,
            "systems": [system.to_json() for system in self.systems],
            "wins": [row.to_json() for row in self.wins],
            "reference_findings": None if reference is None else counted(reference),
        }


def add_details(
    evaluation: Evaluation,
    reference_set: ReferenceSet,
    outputs: Sequence[Output],
    *,
    progress: Callable[[int], object] = lambda captions: None,
) -> Evaluation:
    """The evaluation with its details.

    Args:
        evaluation: of these outputs on this reference set.
        progress: called with the number of texts checked since the last call; the sum is
            `(1 + len(outputs)) * len(reference_set.references)`, or 0 where nothing can be checked.
    """
    reference_set = replace(reference_set, direction=reference_set.direction or recognised(reference_set))
    sorted_into = facets(reference_set)
    checkable = bool(reference_set.direction and reference_set.sources)
    systems = tuple(
        SystemDetails(
            name=system.name,
            buckets=_buckets(system, output, reference_set, sorted_into),
            chrf=tuple(next(m for m in system.measurements if m.metric == "chrF").each()),
            findings=_findings(reference_set, system.hypotheses, progress) if checkable else {},
            flags=output.flags,
        )
        for system, output in zip(evaluation.systems, outputs, strict=True)
    )
    details = Details(
        reference_set=reference_set,
        facets=sorted_into,
        systems=systems,
        wins=tuple(chain.from_iterable(_wins(systems[0], other, sorted_into) for other in systems[1:])),
        reference_findings=_findings(reference_set, reference_set.references, progress)
        if checkable
        else None,
    )
    return replace(evaluation, details=details)


def recognised(reference_set: ReferenceSet) -> str:
    """The direction that the references are in, by the language of most of them; empty when unsure."""
    guesses = [detect(text) for text in reference_set.references[:200]]
    languages = Counter(guess.language for guess in guesses if guess.probability >= _SURE)
    vi, fr = languages["vi"], languages["fr"]
    if max(vi, fr) < 2 * min(vi, fr) + 1 or max(vi, fr) * 2 < len(guesses):
        return ""
    return "fr-vi" if vi > fr else "vi-fr"


def counted(findings: Findings) -> dict[str, int]:
    """Kind → number of captions that have a finding of it, from the worst kind."""
    kinds = Counter(kind for found in findings.values() for kind in {finding.kind for finding in found})
    return {kind: kinds[kind] for kind in KINDS if kinds[kind]}


def _findings(
    reference_set: ReferenceSet, translations: Sequence[str], progress: Callable[[int], object]
) -> Findings:
    """What `vifr check` says of these translations; a blank source with a blank translation is well."""
    to_french = reference_set.direction == "vi-fr"
    findings = {}
    for index, (source, text) in enumerate(zip(reference_set.sources, translations, strict=True)):
        progress(1)
        if not source.strip() and not text.strip():
            continue
        found = check_pair(Pair(str(index), *((source, text) if to_french else (text, source))))
        if found:
            findings[index] = tuple(sorted(found, key=lambda finding: finding.rank))
    return findings


def _buckets(
    system: SystemResult, output: Output, reference_set: ReferenceSet, sorted_into: Sequence[Facet]
) -> tuple[Bucket, ...]:
    found = [row for facet in sorted_into for row in scored(facet, system.measurements)]
    if output.from_stripped:
        again = Scorer().measure(output.from_stripped, reference_set.references)
        found.append(bucket("stripped", "sources as they are", system.measurements))
        found.append(bucket("stripped", "sources without diacritics", again))
    return tuple(found)


def _wins(baseline: SystemDetails, system: SystemDetails, sorted_into: Sequence[Facet]) -> list[Wins]:
    differences = [after - before for before, after in zip(baseline.chrf, system.chrf, strict=True)]

    def row(facet: str, label: str, captions: Sequence[int]) -> Wins:
        wins = sum(differences[i] > 0 for i in captions)
        losses = sum(differences[i] < 0 for i in captions)
        ties = len(captions) - wins - losses
        return Wins(facet, label, baseline.name, system.name, wins, ties, losses)

    rows = [row("", "all captions", range(len(differences)))]
    return rows + [row(f.name, label, captions) for f in sorted_into for label, captions in f.buckets.items()]
