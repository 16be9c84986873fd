"""Score what systems made of a reference set."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from mt import __version__
from mt.caption import Pair
from mt.errors import EvaluationError
from mt.evaluation.metrics import Measurement, Scorer
from mt.evaluation.results import FEW, Comparison, DomainRow, Evaluation, SystemResult
from mt.evaluation.significance import p_randomised, p_value
from mt.text.typography import normalise

DOMAIN_METRICS = ("BLEU", "chrF++")
NORMALISED = f"typography:vifr-{__version__}"


@dataclass(frozen=True, slots=True)
class ReferenceSet:
    """References and what goes with them, caption by caption.

    Attributes:
        name: what a reader of the result is told it is.
        references: the human translations.
        sources: the captions they translate; empty when unknown.
        domains: one a caption; empty when unknown.
        direction: `vi-fr`, `fr-vi`, or empty when nobody has said.
        kinds: what the captions are (`caption`, `lead`, …), one a caption; empty when unknown.
        ids: one a caption; empty when they are known by their number only.
    """

    name: str
    references: tuple[str, ...]
    sources: tuple[str, ...] = ()
    domains: tuple[str, ...] = ()
    direction: str = ""
    kinds: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()

    @classmethod
    def of_pairs(cls, name: str, pairs: Sequence[Pair], direction: str) -> ReferenceSet:
        """The set that asks for the translation of one side of each pair into the other."""
        source, target = direction.split("-")
        return cls(
            name=name,
            references=tuple(pair.side(target) for pair in pairs),
            sources=tuple(pair.side(source) for pair in pairs),
            domains=tuple(pair.domain for pair in pairs),
            direction=direction,
            kinds=tuple(pair.kind for pair in pairs),
            ids=tuple(pair.id for pair in pairs),
        )

    @classmethod
    def bundled(
        cls, pairs: Sequence[Pair], split: str, direction: str, limit: int | None = None
    ) -> ReferenceSet:
        """The set of a split of the bundled captions, or of its first `limit`, and says which."""
        name = f"bundled captions, {split} split"
        if limit and limit < len(pairs):
            name += f" (first {limit} of {len(pairs)})"
            pairs = pairs[:limit]
        return cls.of_pairs(name, pairs, direction)


@dataclass(frozen=True, slots=True)
class Output:
    """The translations of one system, one a caption of the reference set, in its order.

    Attributes:
        settings: how the model was run.
        flags: what the translator says of each translation, see `mt.translate.flags`; empty when unknown.
        from_stripped: its translations of the same sources without their diacritics; empty when not made.
    """

    name: str
    hypotheses: tuple[str, ...]
    settings: Mapping[str, int | str] = field(default_factory=dict)
    flags: tuple[tuple[str, ...], ...] = ()
    from_stripped: tuple[str, ...] = ()


def evaluate(
    reference_set: ReferenceSet,
    outputs: Sequence[Output],
    *,
    progress: Callable[[int], object] = lambda captions: None,
) -> Evaluation:
    """Score each output, raw and typography-normalised; compare each with the first, the baseline.

    Args:
        progress: called with the number of captions scored since the last call; each output is scored
            twice, so the sum is `2 * len(outputs) * len(reference_set.references)`.

    Raises:
        EvaluationError: no captions, an output with another number of them, or two outputs of one name.
    """
    captions = len(reference_set.references)
    if not captions:
        raise EvaluationError("no captions to score", where=reference_set.name)
    if len({output.name for output in outputs}) < len(outputs):
        raise EvaluationError("two outputs have the same name", where=reference_set.name, remedy="rename one")
    for output in outputs:
        if len(output.hypotheses) != captions:
            raise EvaluationError(
                f"the number of hypotheses is {len(output.hypotheses)}, that of captions {captions}",
                where=output.name,
                remedy="give one for each",
            )
    scorer = Scorer()
    plain_references = tuple(map(normalise, reference_set.references))
    results, raws, plains = [], [], []
    for output in outputs:
        raw = scorer.measure(output.hypotheses, reference_set.references, progress=progress)
        plain = scorer.measure(
            tuple(map(normalise, output.hypotheses)), plain_references, label=NORMALISED, progress=progress
        )
        results.append(_result(reference_set, output, raw, plain))
        raws.append(raw)
        plains.append(plain)
    return Evaluation(
        reference_set=reference_set.name,
        direction=reference_set.direction,
        captions=captions,
        systems=tuple(results),
        comparisons=(*_compare("raw", outputs, raws), *_compare("normalised", outputs, plains)),
    )


def _result(
    reference_set: ReferenceSet, output: Output, raw: tuple[Measurement, ...], plain: tuple[Measurement, ...]
) -> SystemResult:
    domains, small_domains = _by_domain(reference_set.domains, raw)
    return SystemResult(
        name=output.name,
        settings=output.settings,
        hypotheses=output.hypotheses,
        raw=tuple(measurement.score() for measurement in raw),
        normalised=tuple(measurement.score() for measurement in plain),
        domains=domains,
        small_domains=small_domains,
        empty=sum(not hypothesis.strip() for hypothesis in output.hypotheses),
        copied=sum(
            hypothesis == source.rstrip() != ""
            for hypothesis, source in zip(output.hypotheses, reference_set.sources, strict=False)
        ),
        tokenised=sum(hypothesis.endswith(" .") for hypothesis in output.hypotheses),
        measurements=raw,
    )


def _by_domain(
    domains: Sequence[str], measurements: Sequence[Measurement]
) -> tuple[tuple[DomainRow, ...], DomainRow | None]:
    """A row for each domain, worst chrF++ first, and one row for all that have few captions."""
    members: dict[str, list[int]] = defaultdict(list)
    for index, domain in enumerate(domains):
        members[domain].append(index)

    def row(label: str, captions: Sequence[int]) -> DomainRow:
        values = {m.metric: m.value(captions) for m in measurements if m.metric in DOMAIN_METRICS}
        return DomainRow(label, len(captions), values)

    rows = [row(domain, captions) for domain, captions in members.items()]
    rows.sort(key=lambda row: (row.scores["chrF++"], row.domain))
    small = [domain for domain, captions in members.items() if len(captions) < FEW]
    pooled = [index for domain in small for index in members[domain]]
    return tuple(rows), row(f"{len(small)} smaller domains", pooled) if small else None


def _compare(
    text: str, outputs: Sequence[Output], measurements: Sequence[tuple[Measurement, ...]]
) -> list[Comparison]:
    baseline, *others = zip(outputs, measurements, strict=True)
    return [
        Comparison(
            metric=before.metric,
            text=text,
            baseline=baseline[0].name,
            system=output.name,
            baseline_value=before.value(),
            system_value=after.value(),
            p_value=p_value(before, after),
            p_randomised=p_randomised(before, after),
        )
        for output, measured in others
        for before, after in zip(baseline[1], measured, strict=True)
    ]
