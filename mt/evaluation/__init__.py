"""Score translations: BLEU, chrF++, chrF and TER with signatures, intervals, paired tests, by domain."""

from mt.evaluation.results import Comparison, DomainRow, Evaluation, Score, SystemResult
from mt.evaluation.run import Output, ReferenceSet, evaluate

__all__ = [
    "Comparison",
    "DomainRow",
    "Evaluation",
    "Output",
    "ReferenceSet",
    "Score",
    "SystemResult",
    "evaluate",
]
