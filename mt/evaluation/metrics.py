"""BLEU, chrF++, chrF and TER: a typed layer on sacrebleu that measures every caption once.

All four are functions of counts that add up over captions. The counts are extracted once, a row a
caption; the score of the corpus, of a domain and of each bootstrap resample is then a sum of rows. This is
what sacrebleu does inside one metric; here the rows are kept, because TER takes about 10 ms a caption and
is wanted for raw and normalised text, for resamples and for paired tests.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
from sacrebleu.metrics.base import Metric
from sacrebleu.metrics.bleu import BLEU
from sacrebleu.metrics.chrf import CHRF
from sacrebleu.metrics.ter import TER

from mt.evaluation.results import Score

RESAMPLES = 1000
SEED = 12345  # sacrebleu's own, so that the sacrebleu command draws the same resamples
_BATCH = 16

METRICS: dict[str, Callable[[], Metric]] = {
    # force: sacrebleu's remark on tokenised text would come once a batch; SystemResult.tokenised counts it
    "BLEU": lambda: BLEU(force=True),
    "chrF++": lambda: CHRF(word_order=2),
    "chrF": CHRF,
    "TER": TER,
}


@dataclass(frozen=True, eq=False)
class Measurement:
    """What one metric saw in the captions of one system.

    Attributes:
        metric: a key of `METRICS`.
        rows: sacrebleu's sufficient statistics, (captions, counts).
        resamples: the score of each of the `RESAMPLES` bootstrap resamples of the captions. Two measurements
            of as many captions are resampled alike, so that their resamples are paired.
        signature: sacrebleu's, bootstrap included.
    """

    metric: str
    rows: npt.NDArray[np.float64]
    resamples: npt.NDArray[np.float64]
    signature: str
    _scorer: Metric

    def value(self, captions: Sequence[int] | None = None) -> float:
        """The score of all captions, or of those with the given row numbers."""
        rows = self.rows if captions is None else self.rows[list(captions)]
        return self.of_counts(rows.sum(axis=0))

    def of_counts(self, counts: npt.NDArray[np.float64]) -> float:
        """The score of captions whose counts add up to these."""
        return float(self._scorer._compute_score_from_stats(counts.tolist()).score)

    def each(self) -> list[float]:
        """The score of every caption by itself."""
        return [self.of_counts(row) for row in self.rows]

    def part(self, captions: Sequence[int]) -> Measurement:
        """What the metric saw in these captions alone, with resamples of its own."""
        rows = self.rows[list(captions)]
        return Measurement(self.metric, rows, _resampled(self._scorer, rows), self.signature, self._scorer)

    def score(self) -> Score:
        """The score of all captions with the 95 % percentile interval of its resamples.

        The bounds are the ones whose half distance sacrebleu prints after `±`.
        """
        ordered = np.sort(self.resamples)
        cut = len(ordered) // 40
        return Score(
            metric=self.metric,
            value=self.value(),
            mean=float(ordered.mean()),
            low=float(ordered[cut]),
            high=float(ordered[-cut - 1]),
            signature=self.signature,
        )


class Scorer:
    """The four metrics, with a memory of every (hypothesis, reference) they have measured.

    Typography changes few captions and two systems agree on many: those are not measured again.
    """

    def __init__(self) -> None:
        self._metrics = {name: make() for name, make in METRICS.items()}
        self._widths: dict[str, int] = {}
        # The counts of all metrics in a row. They are whole numbers, small enough for single precision;
        # as lists of Python's numbers they would take five times the memory.
        self._seen: dict[tuple[str, str], array[float]] = {}

    def measure(
        self,
        hypotheses: Sequence[str],
        references: Sequence[str],
        *,
        label: str = "",
        progress: Callable[[int], object] = lambda captions: None,
    ) -> tuple[Measurement, ...]:
        """Measure hypotheses against as many references with every metric of `METRICS`.

        Args:
            label: added to the signatures as a last field, for text that is not as the system wrote it.
            progress: called with the number of captions done since the last call.
        """
        pairs = list(zip(hypotheses, references, strict=True))
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            self._extract([pair for pair in dict.fromkeys(batch) if pair not in self._seen])
            progress(len(batch))
        counts = np.array([self._seen[pair] for pair in pairs], dtype=np.float32)
        ends = np.cumsum(list(self._widths.values()))[:-1]
        return tuple(
            self._measurement(name, rows.astype(np.float64), label)
            for name, rows in zip(self._metrics, np.split(counts, ends, axis=1), strict=True)
        )

    def _extract(self, pairs: Sequence[tuple[str, str]]) -> None:
        if not pairs:
            return
        hypotheses, references = zip(*pairs, strict=True)
        statistics = [
            metric._extract_corpus_statistics(hypotheses, [references]) for metric in self._metrics.values()
        ]
        self._widths = {name: len(rows[0]) for name, rows in zip(self._metrics, statistics, strict=True)}
        for pair, *counts in zip(pairs, *statistics, strict=True):
            self._seen[pair] = array("f", chain.from_iterable(counts))

    def _measurement(self, name: str, rows: npt.NDArray[np.float64], label: str) -> Measurement:
        metric = self._metrics[name]
        signature = metric.get_signature()
        signature.update("bs", RESAMPLES)
        signature.update("seed", SEED)
        text = "|".join(filter(None, (signature.format(), label)))
        return Measurement(name, rows, _resampled(metric, rows), text, metric)


def _resampled(metric: Metric, rows: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """The scores of all resamples; in single precision, as sacrebleu does, to come out the same to a bit."""
    scores = [
        metric._compute_score_from_stats(list((times @ rows).astype(np.float32))).score
        for times in _bootstrap(len(rows))
    ]
    return np.array(scores, dtype=np.float64)


def _bootstrap(captions: int) -> Iterator[npt.NDArray[np.float64]]:
    """How many times each caption is drawn, for each resample: sacrebleu's draws, one at a time."""
    generator = np.random.default_rng(SEED)
    for _ in range(RESAMPLES):
        draw = generator.choice(captions, size=captions, replace=True)
        yield np.bincount(draw, minlength=captions).astype(np.float64)
