"""Choosing among hypotheses by asking a model of the other direction for the source.

A small model likes what is often said, and may forget half the source over it. A model of the other direction
finds the source unlikely then. The sum of both, each a piece, is the noisy channel of Yee, Dauphin and Auli
(Simple and Effective Noisy Channel Modeling for Neural Machine Translation, EMNLP 2019), without their
language model.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from mt.models.model import Model
from mt.text.typography import for_model, typeset
from mt.translate.engine import Hypothesis
from mt.translate.prepare import Segment

# Of the other score, in the sum. On the dev split anything from .3 to 1 is as good, in both directions.
WEIGHT = 0.5


class Asked(Protocol):
    """An engine that says how likely texts are."""

    def encode(self, text: str) -> list[str]: ...
    def likelihoods_by_source(
        self, requests: Sequence[tuple[Sequence[Sequence[str]], str]]
    ) -> list[list[float]]: ...


class Reranker:
    """Sorts the hypotheses for a segment.

    Args:
        model: of the other direction.
        engine: runs it.
    """

    def __init__(self, model: Model, engine: Asked) -> None:
        self.model, self._engine = model, engine

    def ranked(
        self, segments: Sequence[Segment], hypotheses: Sequence[Sequence[Hypothesis]]
    ) -> list[list[Hypothesis]]:
        """For each segment its hypotheses, the best first. Their scores stay what they were."""
        likelihoods = self._engine.likelihoods_by_source(
            [
                ([self._engine.encode(self._as_source(one.text)) for one in some], segment.text)
                for segment, some in zip(segments, hypotheses, strict=True)
            ]
        )
        result = []
        for some, values in zip(hypotheses, likelihoods, strict=True):
            order = sorted(range(len(some)), key=lambda i: some[i].score + WEIGHT * values[i], reverse=True)
            result.append([some[i] for i in order])
        return result

    def _as_source(self, text: str) -> str:
        language = self.model.source
        return for_model(typeset(text, language), language, self.model.normalisation)
