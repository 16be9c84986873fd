"""`mt.evaluate`: scores in one call, for texts in memory or for a model on the bundled captions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from mt.errors import EvaluationError, UsageError
from mt.evaluation.results import Evaluation
from mt.evaluation.run import Output, ReferenceSet
from mt.evaluation.run import evaluate as score
from mt.models import Model
from mt.translate import Options


def evaluate(
    hypotheses: Sequence[str] | Mapping[str, Sequence[str]] | None = None,
    references: Sequence[str] | None = None,
    *,
    sources: Sequence[str] = (),
    model: str | Model | Sequence[str | Model] | None = None,
    direction: str = "",
    split: Literal["test", "dev"] = "test",
    limit: int | None = None,
    options: Options | None = None,
    details: bool = False,
    name: str = "references",
) -> Evaluation:
    """Score translations against references, or a model on the bundled captions.

    >>> import mt
    >>> result = mt.evaluate(["Le pont à l'aube."], ["Le pont, à l'aube."])
    >>> print(result.systems[0].score("chrF++"))
    >>> print(mt.evaluate(model="embedded", direction="vi-fr", limit=50))

    Args:
        hypotheses: translations of one system, or system name → its translations; the first is the baseline.
        references: one for each translation.
        sources: what was translated, to count copies and to check.
        model: instead of hypotheses: a model as in `--model`, or several; the first is the baseline.
        direction: `vi-fr` or `fr-vi`; models need it, for texts it names the result and checks.
        split, limit: which bundled captions a model translates.
        options: how a model translates.
        details: add buckets, wins and losses, sentence chrF and findings; see `mt.evaluation.details`.
        name: what the references are, in the result.

    Returns:
        A typed result that prints as sacrebleu does, and whose `to_json()` is described by
        `mt/evaluation/evaluation.schema.json`.

    Raises:
        UsageError: neither hypotheses nor a model, or both, or a model without direction.
        EvaluationError: no captions, or another number of hypotheses or sources than of references.
    """
    if (hypotheses is None) == (model is None):
        raise UsageError("evaluate needs either hypotheses or a model", remedy="give one of the two")
    if model is not None:
        if references is not None or sources:
            raise UsageError(
                "a model is scored on the bundled captions",
                remedy="translate yours with mt.Translator and give hypotheses and references",
            )
        reference_set = _bundled(direction, split, limit)
        models = [model] if isinstance(model, str | Model) else list(model)
        outputs = _translated(reference_set, models, options, stripped=details)
    else:
        assert hypotheses is not None
        if references is None:
            raise UsageError("hypotheses need references", remedy="give one for each")
        if sources and len(sources) != len(references):
            raise EvaluationError(
                f"the number of sources is {len(sources)}, that of references {len(references)}",
                where=name,
                remedy="give one for each",
            )
        reference_set = ReferenceSet(name, tuple(references), sources=tuple(sources), direction=direction)
        systems = hypotheses if isinstance(hypotheses, Mapping) else {"hypotheses": hypotheses}
        outputs = [Output(system, tuple(texts)) for system, texts in systems.items()]
    evaluation = score(reference_set, outputs)
    if not details:
        return evaluation
    from mt.evaluation.details import add_details

    return add_details(evaluation, reference_set, outputs)


def _bundled(direction: str, split: Literal["test", "dev"], limit: int | None) -> ReferenceSet:
    from mt.corpora import load
    from mt.models.location import check_direction

    check_direction(direction)
    if limit is not None and limit < 1:
        raise UsageError(f"a limit of {limit} captions leaves none", remedy="give a positive number")
    pairs = load("captions", split=split)
    return ReferenceSet.bundled(pairs, split, direction, limit)


def _translated(
    reference_set: ReferenceSet, models: Sequence[str | Model], options: Options | None, *, stripped: bool
) -> list[Output]:
    from mt.evaluation.translating import translate

    return [translate(reference_set, model, options=options, stripped=stripped) for model in models]
