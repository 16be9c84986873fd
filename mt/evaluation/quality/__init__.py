"""Which translations to look at first, when there is no reference to compare them with.

Four signals are measured for each translation and put together with weights fitted on the dev split. How far
the order can be trusted is measured where there are references: as rank correlation with sentence chrF.
"""

from mt.evaluation.quality.combination import Combination, bundled
from mt.evaluation.quality.correlation import Correlation, correlation
from mt.evaluation.quality.ranking import Ranked, chrf, correlations, worst_first
from mt.evaluation.quality.signals import SIGNALS, Meter, Signals

__all__ = [
    "SIGNALS",
    "Combination",
    "Correlation",
    "Meter",
    "Ranked",
    "Signals",
    "bundled",
    "chrf",
    "correlation",
    "correlations",
    "worst_first",
]
