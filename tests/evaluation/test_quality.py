"""Ranking without references: planted faults, correlations as scipy has them, fitted weights."""

from __future__ import annotations

import math
import random

import numpy as np
import pytest
from scipy.stats import kendalltau, spearmanr

from mt.caption import DIRECTIONS
from mt.corpora import load
from mt.evaluation.quality import (
    SIGNALS,
    Combination,
    Meter,
    Signals,
    bundled,
    chrf,
    correlation,
    correlations,
    worst_first,
)
from mt.models import resolve
from mt.translate import Options


def signals(round_trip: float, model: float | None = -1.0, problems: tuple[str, ...] = ()) -> Signals:
    return Signals(round_trip, model, -1.0, (), problems)


@pytest.fixture(scope="module")
def meter() -> Meter:
    models = resolve("embedded", "vi-fr"), resolve("embedded", "fr-vi")
    return Meter(*models, options=Options(beam_size=1, threads=1))


@pytest.fixture(scope="module")
def captions() -> tuple[list[str], list[str]]:
    pairs = [pair for pair in load("captions", split="dev") if 8 <= len(pair.vi.split()) <= 20][:24]
    return [pair.vi for pair in pairs], [pair.fr for pair in pairs]


def test_a_translation_of_another_caption_is_below_the_right_one(meter, captions) -> None:
    sources, right = captions
    wrong = [*right[7:], *right[:7]]
    combination = bundled("vi-fr")
    good = [combination.quality(one) for one in meter.measure(sources, right)]
    bad = [combination.quality(one) for one in meter.measure(sources, wrong)]
    assert sum(a > b for a, b in zip(good, bad, strict=True)) >= 0.95 * len(sources)
    assert np.median(bad) < np.median(good) - 1


def test_what_is_no_translation_comes_first_whatever_the_models_say(meter, captions) -> None:
    sources, right = captions[0][:6], list(captions[1][:6])
    right[1] = sources[1]
    right[2] = ""
    right[3] = "le le le le le le le le"
    measured = list(meter.measure(sources, right))
    assert [one.is_fatal for one in measured] == [False, True, True, True, False, False]
    assert measured[1].round_trip == 0  # the copy leads back to itself
    ids = [str(row) for row in range(6)]
    ranked = worst_first(ids, sources, right, measured, bundled("vi-fr"), direction="vi-fr")
    assert {one.id for one in ranked[:3]} == {"1", "2", "3"}
    assert [one.rank for one in ranked] == [1, 2, 3, 4, 5, 6]
    assert ranked[0].to_json()["findings"]


def test_signals_do_not_depend_on_neighbours(meter, captions) -> None:
    sources, right = captions
    together = list(meter.measure(sources[:8], right[:8]))
    (alone,) = meter.measure(sources[5:6], right[5:6])
    assert alone.round_trip == together[5].round_trip
    assert alone.model == pytest.approx(together[5].model, abs=0.02)
    assert alone.reverse == pytest.approx(together[5].reverse, abs=0.02)


def test_odd_captions_are_measured_too(meter) -> None:
    sources = ["", "Ảnh: TTXVN", "12/3", "Học sinh trồng cây. " * 60, "\udcff\x00 đ"]
    translations = ["", "Photo : VNA", "12/3", "Des élèves plantent des arbres. " * 60, ""]
    measured = list(meter.measure(sources, translations))
    assert measured[0].round_trip == 100 and not measured[0].is_fatal
    assert measured[1].model is None and measured[1].round_trip == 100
    assert all(math.isfinite(bundled("vi-fr").quality(one)) for one in measured)


def test_a_model_finds_its_own_translation_as_likely_as_it_said(meter) -> None:
    from mt.translate import Translator

    translator = Translator.load("vi-fr", model=meter.forward, options=Options(beam_size=1, threads=1))
    sources = ["Học sinh trồng cây trước cổng trường.", "Công nhân thu hoạch lúa."]
    translations = list(translator.translate(sources))
    for said, found in zip(translations, meter.measure(sources, [t.text for t in translations]), strict=True):
        assert found.model == pytest.approx(said.score, abs=0.05)


@pytest.mark.parametrize("ties", [False, True])
def test_correlations_are_those_of_scipy(ties: bool) -> None:
    chance = random.Random(3)
    trusted = [chance.random() for _ in range(60)]
    values = [value + chance.random() for value in trusted]
    if ties:
        values, trusted = [round(v, 1) for v in values], [round(t, 1) for t in trusted]
    found = correlation("x", values, trusted)
    assert found.spearman == pytest.approx(spearmanr(values, trusted).statistic)
    assert found.kendall == pytest.approx(kendalltau(values, trusted).statistic)
    for value, (low, high) in (
        (found.spearman, found.spearman_interval),
        (found.kendall, found.kendall_interval),
    ):
        assert low < value < high and high - low < 0.6
    assert found == correlation("x", values, trusted)


def test_the_interval_of_kendall_is_that_of_resampled_captions() -> None:
    chance = random.Random(5)
    x = [chance.randrange(6) for _ in range(40)]
    y = [value + chance.randrange(6) for value in x]
    low, high = correlation("x", x, y).kendall_interval
    generator = np.random.default_rng(1)
    taus = []
    for _ in range(400):
        drawn = generator.integers(40, size=40)
        taus.append(kendalltau(np.array(x)[drawn], np.array(y)[drawn]).statistic)
    assert (low, high) == pytest.approx(np.percentile(taus, (2.5, 97.5)), abs=0.06)


def test_nothing_to_compare_is_no_correlation() -> None:
    same = correlation("x", [1.0, 1.0, 1.0], [1.0, 2.0, 3.0])
    assert math.isnan(same.spearman) and math.isnan(same.kendall)
    assert same.to_json()["spearman"] is None and same.to_json()["kendall_interval"] == [None, None]
    assert math.isnan(correlation("x", [1.0], [2.0]).kendall)
    assert math.isnan(correlation("x", [], []).spearman)
    with pytest.raises(ValueError, match="2 values and 1"):
        correlation("x", [1.0, 2.0], [1.0])


def test_many_captions_are_compared_in_full() -> None:
    chance = random.Random(1)
    trusted = [chance.random() for _ in range(1_500)]
    values = [value + 2 * chance.random() for value in trusted]
    found = correlation("x", values, trusted)
    assert found.items == 1_500 and found.spearman == pytest.approx(spearmanr(values, trusted).statistic)
    assert found.spearman_interval[0] < found.spearman < found.spearman_interval[1]


def test_weights_are_fitted_and_never_negative() -> None:
    chance = random.Random(2)
    trusted = [chance.uniform(10, 90) for _ in range(200)]
    measured = [signals(t + chance.gauss(0, 5), -t / 50 + chance.gauss(0, 0.2)) for t in trusted]
    fitted = Combination.fit(measured, trusted, ["a", "b"])
    weights = dict(zip(SIGNALS, fitted.weights, strict=True))
    assert weights["round_trip"] > 0.9 and weights["model"] == 0  # it was planted the wrong way round
    qualities = [fitted.quality(one) for one in measured]
    assert np.mean(qualities) == pytest.approx(0, abs=1e-9) and np.std(qualities) == pytest.approx(1)
    assert Combination.from_json(fitted.to_json()).weights == pytest.approx(fitted.weights, abs=1e-4)
    assert fitted.quality(signals(50, None)) == pytest.approx(fitted.quality(signals(50, fitted.middles[1])))


@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_bundled_weights_say_how_far_they_can_be_trusted(direction: str) -> None:
    combination = bundled(direction)
    assert len(combination.models) == 2 and min(combination.weights) >= 0
    rows = {row["signal"]: row for row in combination.measured}
    assert set(rows) == {"order", "no credit", *SIGNALS}
    low, high = rows["order"]["spearman_interval"]
    assert low <= rows["order"]["spearman"] <= high and rows["order"]["captions"] == 659
    assert rows["order"]["spearman"] >= max(rows[name]["spearman"] for name in SIGNALS)


def test_correlations_of_a_ranking_follow_its_references() -> None:
    measured = [signals(10.0 * k, -1.0) for k in range(8)]
    texts = [f"caption {k}" for k in range(8)]
    ranked = worst_first(
        texts, texts, texts, measured, bundled("vi-fr"), direction="vi-fr", chrf=[float(k) for k in range(8)]
    )
    found = {row.name: row for row in correlations(ranked)}
    assert [found["order"].spearman, found["round_trip"].kendall] == pytest.approx([1, 1])
    assert math.isnan(found["model"].spearman)


def test_sentence_chrf_is_that_of_sacrebleu() -> None:
    assert chrf(["abc def", "x"], ["abc def", "y"]) == [100.0, 0.0]
