"""Choosing among hypotheses with the model of the other direction."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest

from mt import Options, Translator, VifrError
from mt.cli.main import main
from mt.corpora import load
from mt.models import resolve
from mt.translate.engine import CTranslate2Engine, Hypothesis
from mt.translate.prepare import Segment
from mt.translate.rerank import WEIGHT, Reranker

SOME = [pair.vi for pair in load("captions", split="dev")[:12]]
ENOUGH = Options(beam_size=4, nbest=4, threads=1, rerank="embedded")


def hypothesis(text: str, score: float) -> Hypothesis:
    return Hypothesis(text, score, tuple(text.split()), True)


@pytest.fixture(scope="module")
def engine() -> CTranslate2Engine:
    return CTranslate2Engine(resolve("embedded", "fr-vi"), threads=1)


@pytest.fixture(scope="module")
def reranker(engine: CTranslate2Engine) -> Reranker:
    return Reranker(resolve("embedded", "fr-vi"), engine)


def test_half_a_translation_loses_to_a_whole_one(reranker: Reranker) -> None:
    source = "Bộ trưởng làm việc với đoàn công tác tại Hà Nội."
    half, whole = "Le ministre à Hanoï.", "Le ministre travaille avec la délégation à Hanoï."
    for given in ([half, whole], [whole, half]):
        [ranked] = reranker.ranked([Segment(source, ())], [[hypothesis(text, -0.5) for text in given]])
        assert [one.text for one in ranked] == [whole, half]


def test_a_score_that_is_much_better_still_wins(reranker: Reranker) -> None:
    source = "Bộ trưởng làm việc với đoàn công tác tại Hà Nội."
    given = [hypothesis("Le ministre à Hanoï.", -0.1), hypothesis("Le ministre travaille à Hanoï.", -50.0)]
    [ranked] = reranker.ranked([Segment(source, ())], [given])
    assert ranked == given


def test_the_order_is_that_of_the_sum(reranker: Reranker, engine: CTranslate2Engine) -> None:
    translator = Translator.load("vi-fr", model="embedded", options=Options(nbest=4, threads=1))
    for translation in translator.translate(SOME[:4]):
        texts = [translation.text, *(other.text for other in translation.alternatives)]
        source = translation.source.text
        given = [hypothesis(text, -0.1 * n) for n, text in enumerate(texts)]
        [ranked] = reranker.ranked([Segment(source, ())], [given])
        backs = engine.likelihoods([engine.encode(one.text) for one in ranked], [source] * len(ranked))
        sums = [one.score + WEIGHT * back for one, back in zip(ranked, backs, strict=True)]
        assert all(a >= b - 0.02 for a, b in pairwise(sums))


def test_an_empty_hypothesis_comes_last(reranker: Reranker) -> None:
    given = [hypothesis("", -0.1), hypothesis("Le ministre à Hanoï.", -3.0)]
    [ranked, nothing] = reranker.ranked([Segment("Bộ trưởng tại Hà Nội.", ())] * 2, [given, given[:1]])
    assert [one.text for one in ranked] == ["Le ministre à Hanoï.", ""]
    assert nothing == given[:1]


def test_scores_by_source_are_those_of_each_alone(engine: CTranslate2Engine) -> None:
    def pieces(*texts: str) -> list[list[str]]:
        return [engine.encode(text) for text in texts]

    requests: Sequence[tuple[list[list[str]], str]] = [
        (pieces("Des élèves plantent des arbres.", "", "Des élèves."), "Học sinh trồng cây."),
        (pieces("Le ministre à Hanoï."), "Bộ trưởng tại Hà Nội."),
    ]
    together = engine.likelihoods_by_source(requests)
    assert together == [engine.likelihoods_by_source([request])[0] for request in requests]
    assert together[0][1] == -math.inf
    assert together[0][0] > together[0][2]
    [alone] = engine.likelihoods(pieces("Le ministre à Hanoï."), ["Bộ trưởng tại Hà Nội."])
    assert together[1][0] == pytest.approx(alone, abs=1e-4)


def test_the_translator_chooses_from_its_beam_whatever_stands_around() -> None:
    plain = Translator.load("vi-fr", model="embedded", options=Options(nbest=4, threads=1))
    chosen = list(Translator.load("vi-fr", model="embedded", options=ENOUGH).translate(SOME))
    for before, now in zip(plain.translate(SOME), chosen, strict=True):
        if not any(flag.startswith(("retried", "doubtful")) for flag in (*before.flags, *now.flags)):
            beam = {before.text, *(other.text for other in before.alternatives)}
            assert beam == {now.text, *(other.text for other in now.alternatives)}
    one = Options(beam_size=4, threads=1, rerank="embedded")
    for translation in chosen[:4]:
        [alone] = Translator.load("vi-fr", model="embedded", options=one).translate([translation.source])
        assert (alone.text, alone.score, alone.alternatives) == (translation.text, translation.score, ())


def test_a_beam_of_one_leaves_nothing_to_choose() -> None:
    with pytest.raises(VifrError, match="nothing to choose"):
        Options(beam_size=1, rerank="embedded")


def test_from_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "captions.txt"
    path.write_text("\n".join(SOME[:3]) + "\n", encoding="utf-8")
    words = ["--model", "embedded", "--threads", "1", "--quiet", "--rerank"]
    assert main(["translate", *words, str(path)]) == 0
    options = Options(beam_size=8, threads=1, rerank="embedded")
    expected = Translator.load("vi-fr", model="embedded", options=options).translate(SOME[:3])
    assert capsys.readouterr().out.splitlines() == [translation.text for translation in expected]
    assert main(["translate", *words, "--beam-size", "1", str(path)]) == 2
    assert "nothing to choose" in capsys.readouterr().err
    scored = ["evaluate", "--model", "embedded", "--direction", "vi-fr", "--limit", "3", "--rerank", "--json"]
    assert main(scored) == 0
    [evaluation] = json.loads(capsys.readouterr().out)["evaluations"]
    [system] = evaluation["systems"]
    assert system["settings"] == {
        "beam_size": 8,
        "reranked_by": resolve("embedded", "fr-vi").label,
    }
