"""What an evaluation found: typed, frozen, and every number with the signature that says how it was made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mt.evaluation.details import Details
    from mt.evaluation.metrics import Measurement

LOWER_IS_BETTER = frozenset({"TER"})
SIGNIFICANT = 0.05
FEW = 10  # captions; below it a score says more about the captions than about the system


@dataclass(frozen=True, slots=True)
class Score:
    """One metric over all captions.

    Attributes:
        value: 0 to 100 (TER can be higher).
        mean: of the bootstrap resamples.
        low, high: 95 % percentile interval of the bootstrap resamples.
        signature: sacrebleu's; normalised text adds `typography:vifr-<version>`.
    """

    metric: str
    value: float
    mean: float
    low: float
    high: float
    signature: str

    def __str__(self) -> str:
        """The line of the sacrebleu command: `BLEU|nrefs:1|… = 31.2 (μ = 31.3 ± 1.1)`."""
        margin = 0.5 * (self.high - self.low)
        return f"{self.metric}|{self.signature} = {self.value:.1f} (μ = {self.mean:.1f} ± {margin:.1f})"

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "value": round(self.value, 4),
            "mean": round(self.mean, 4),
            "low": round(self.low, 4),
            "high": round(self.high, 4),
            "signature": self.signature,
        }


@dataclass(frozen=True, slots=True)
class DomainRow:
    """Scores of the captions of one domain: raw text, no interval, else with the signatures of the whole."""

    domain: str
    captions: int
    scores: Mapping[str, float]

    @property
    def few(self) -> bool:
        """Whether there are too few captions to compare this domain with others."""
        return self.captions < FEW

    def to_json(self) -> dict[str, Any]:
        scores = {metric: round(value, 4) for metric, value in self.scores.items()}
        return {"domain": self.domain, "captions": self.captions, "few": self.few, "scores": scores}


@dataclass(frozen=True, slots=True)
class SystemResult:
    """How one system did on one reference set.

    Attributes:
        name: label of the model, or the file its output was read from.
        settings: how the model was run, e.g. `{"beam_size": 4}`.
        hypotheses: its translations, one a caption.
        raw: scores of the text as it is; the same as the sacrebleu command gives.
        normalised: scores with the typography of both sides folded.
        domains: worst chrF++ first; empty where the domains are unknown.
        small_domains: the captions of all domains that have few, taken together.
        empty: hypotheses without text.
        copied: hypotheses that are their source, letter for letter.
        tokenised: hypotheses that end in ' .', as tokenised text does.
        measurements: the counts behind `raw`, for scores of other subsets.
    """

    name: str
    settings: Mapping[str, int | str]
    hypotheses: tuple[str, ...] = field(repr=False)
    raw: tuple[Score, ...]
    normalised: tuple[Score, ...]
    domains: tuple[DomainRow, ...]
    small_domains: DomainRow | None
    empty: int
    copied: int
    tokenised: int
    measurements: tuple[Measurement, ...] = field(repr=False, compare=False)

    def __str__(self) -> str:
        """The name, and the lines of the sacrebleu command: raw, then normalised."""
        return "\n".join((self.name, *map(str, self.raw), *map(str, self.normalised)))

    def score(self, metric: str, *, normalised: bool = False) -> Score:
        """The score by name, e.g. `chrF++`.

        Raises:
            KeyError: there is no such metric.
        """
        scores = {score.metric: score for score in (self.normalised if normalised else self.raw)}
        return scores[metric]

    def to_json(self) -> dict[str, Any]:
        return {
            "system": self.name,
            "settings": dict(self.settings),
            "raw": [score.to_json() for score in self.raw],
            "typography_normalised": [score.to_json() for score in self.normalised],
            "domains": [row.to_json() for row in self.domains],
            "empty": self.empty,
            "copied": self.copied,
            "tokenised": self.tokenised,
        }


@dataclass(frozen=True, slots=True)
class Comparison:
    """A system against the baseline in one metric, on the same captions.

    Attributes:
        text: `raw` or `normalised`.
        baseline, system: names.
        p_value: two-sided, paired bootstrap; see `mt.evaluation.significance`.
        p_randomised: two-sided, approximate randomisation.
    """

    metric: str
    text: str
    baseline: str
    system: str
    baseline_value: float
    system_value: float
    p_value: float
    p_randomised: float

    @property
    def difference(self) -> float:
        """System minus baseline; for TER, less is better."""
        return self.system_value - self.baseline_value

    @property
    def better(self) -> str:
        """Name of the better one, empty where chance explains the difference by either test (p >= 0.05)."""
        if max(self.p_value, self.p_randomised) >= SIGNIFICANT or self.difference == 0:
            return ""
        return self.system if (self.difference > 0) != (self.metric in LOWER_IS_BETTER) else self.baseline

    def __str__(self) -> str:
        verdict = f"{self.better} is better" if self.better else "no significant difference"
        return (
            f"{self.metric} {self.text}: {self.system} {self.system_value:.1f} against {self.baseline} "
            f"{self.baseline_value:.1f} ({self.difference:+.1f}, paired bootstrap p = {self.p_value:.3f}, "
            f"approximate randomisation p = {self.p_randomised:.4f}): {verdict}"
        )

    def to_json(self) -> dict[str, Any]:
        return {
            "metric": self.metric,
            "text": self.text,
            "baseline": self.baseline,
            "system": self.system,
            "baseline_value": round(self.baseline_value, 4),
            "system_value": round(self.system_value, 4),
            "difference": round(self.difference, 4),
            "p_value": round(self.p_value, 4),
            "p_randomised": round(self.p_randomised, 4),
            "better": self.better or None,
        }


@dataclass(frozen=True, slots=True)
class Evaluation:
    """One reference set and every system that was scored on it; the first system is the baseline.

    Attributes:
        reference_set: what the captions are, e.g. `bundled captions, test split`, or the reference file.
        direction: `vi-fr`, `fr-vi`, or empty when nobody has said.
        details: buckets, and what stands behind the numbers caption by caption; None when not asked for.
    """

    reference_set: str
    direction: str
    captions: int
    systems: tuple[SystemResult, ...]
    comparisons: tuple[Comparison, ...]
    details: Details | None = None

    def __str__(self) -> str:
        """All systems as the sacrebleu command prints them, and the comparisons."""
        return "\n".join((*map(str, self.systems), *map(str, self.comparisons)))

    def to_json(self) -> dict[str, Any]:
        """A tree of plain values, as `evaluation.schema.json` describes it; the texts are left out."""
        return {
            "reference_set": self.reference_set,
            "direction": self.direction or None,
            "captions": self.captions,
            "systems": [system.to_json() for system in self.systems],
            "comparisons": [comparison.to_json() for comparison in self.comparisons],
            "details": self.details.to_json() if self.details else None,
        }
