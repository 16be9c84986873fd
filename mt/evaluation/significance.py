"""Paired bootstrap: is one system better than another, or were these captions kind to it?

Koehn, 'Statistical significance tests for machine translation evaluation' (EMNLP 2004), in the form of the
Moses script that sacrebleu follows (`sacrebleu --paired-bs`): p-values are equal to sacrebleu's, but for two
systems that score the same in every resample: sacrebleu gives 0.001, as if they surely differed; here p is 1.
"""

from __future__ import annotations

import numpy as np

from mt.evaluation.metrics import Measurement


def p_value(baseline: Measurement, system: Measurement) -> float:
    """How often chance alone gives a difference as large as the one seen, two-sided, 1/1001 to 1.

    Both measurements are of the same metric and the same captions; their resamples are paired.
    """
    if baseline.metric != system.metric or len(baseline.rows) != len(system.rows):
        raise ValueError("a paired test needs one metric and the same captions")
    seen = abs(baseline.value() - system.value())
    differences = np.abs(system.resamples - baseline.resamples)
    if not differences.any():
        return 1.0
    larger = int(np.sum(differences - differences.mean() > seen))
    return (larger + 1) / (len(differences) + 1)
