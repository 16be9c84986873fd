"""Is one system better than another, or were these captions kind to it? Two paired tests, both sacrebleu's.

Paired bootstrap: Koehn, 'Statistical significance tests for machine translation evaluation' (EMNLP 2004), in
the form of the Moses script that sacrebleu follows (`sacrebleu --paired-bs`). Approximate randomisation:
Riezler and Maxwell, 'On some pitfalls in automatic evaluation and significance testing for MT' (2005),
`sacrebleu --paired-ar`. sacrebleu draws all its trials at once, 10,000 times the captions; here they are
drawn a few at a time from the same generator, so that 100,000 captions fit into memory.

p-values are equal to sacrebleu's, but for two systems that never differ: sacrebleu gives 0.001 and 0.0001, as
if they surely differed; here p is 1.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from mt.evaluation.metrics import SEED, Measurement

TRIALS = 10_000  # sacrebleu's own
_AT_A_TIME = 32  # the generator makes 32 coins of one number: with other blocks they would fall otherwise


def p_value(baseline: Measurement, system: Measurement) -> float:
    """How often chance alone gives a difference as large as the one seen, by paired bootstrap.

    Both measurements are of the same metric and the same captions; their resamples are paired.

    Returns:
        Two-sided, 1/1001 to 1.
    """
    seen = _seen(baseline, system)
    differences = np.abs(system.resamples - baseline.resamples)
    if not differences.any():
        return 1.0
    return _share(differences - differences.mean(), seen)


def p_randomised(baseline: Measurement, system: Measurement) -> float:
    """How often a difference as large comes about when the systems swap translations by the toss of a coin.

    Returns:
        Two-sided, 1/10001 to 1.
    """
    seen = _seen(baseline, system)
    if np.array_equal(baseline.rows, system.rows):
        return 1.0
    together = baseline.rows.sum(axis=0) + system.rows.sum(axis=0)
    difference = baseline.rows - system.rows
    theirs = system.rows.sum(axis=0)
    trials = np.empty(TRIALS)
    at = 0
    for coins in _coins(len(baseline.rows)):
        for counts in coins @ difference + theirs:  # of one shuffled system; the other has the rest
            trials[at] = abs(baseline.of_counts(counts) - baseline.of_counts(together - counts))
            at += 1
    return _share(trials, seen)


def _seen(baseline: Measurement, system: Measurement) -> float:
    if baseline.metric != system.metric or len(baseline.rows) != len(system.rows):
        raise ValueError("a paired test needs one metric and the same captions")
    return abs(baseline.value() - system.value())


def _share(differences: npt.NDArray[np.float64], seen: float) -> float:
    return (int(np.sum(differences > seen)) + 1) / (len(differences) + 1)


def _coins(captions: int) -> Iterator[npt.NDArray[np.float64]]:
    """For each trial and caption 1 or 0, a block of trials at a time."""
    generator = np.random.default_rng(SEED)
    for start in range(0, TRIALS, _AT_A_TIME):
        size = (min(_AT_A_TIME, TRIALS - start), captions)
        yield generator.integers(2, size=size, dtype=bool).astype(np.float64)
