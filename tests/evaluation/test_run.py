"""An evaluation holds both scores, the domains and the comparison, and prints and serialises them."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from mt.caption import Pair
from mt.errors import EvaluationError
from mt.evaluation import Evaluation, Output, ReferenceSet, evaluate
from mt.evaluation.metrics import METRICS
from mt.evaluation.printing import as_json, render

TYPOGRAPHY = {
    "fr": (
        "« C’est l’heure », dit-il : 3,5 % de hausse… – Photo\u00a0: VNA",
        "\"C'est l'heure\", dit-il: 3,5% de hausse... - Photo: VNA",
    ),
    "vi": ("“Khoẻ” – dòng chữ trên hoà hiệu…", '"Khỏe" - dòng chữ trên hòa hiệu...'),
}


@pytest.mark.parametrize(("reference", "hypothesis"), TYPOGRAPHY.values(), ids=TYPOGRAPHY.keys())
def test_typography_alone_costs_nothing_when_normalised(reference: str, hypothesis: str) -> None:
    evaluation = evaluate(ReferenceSet("typography", (reference,) * 3), [Output("system", (hypothesis,) * 3)])
    raw, normalised = (
        {score.metric: score.value for score in scores}
        for scores in (evaluation.systems[0].raw, evaluation.systems[0].normalised)
    )
    assert raw["BLEU"] < 60 and raw["TER"] > 20
    assert normalised == pytest.approx({"BLEU": 100, "chrF++": 100, "chrF": 100, "TER": 0})


def test_a_normalised_score_says_so_in_its_signature(references, spoil) -> None:
    system = evaluate(ReferenceSet("captions", references), [Output("system", spoil(references, 1))]).systems[
        0
    ]
    for raw, normalised in zip(system.raw, system.normalised, strict=True):
        assert normalised.signature.startswith(raw.signature + "|typography:vifr-")


@pytest.fixture(scope="module")
def evaluation(references, spoil) -> Evaluation:
    """Two systems; domains of 12, 12, 9 and 3 captions, of which the second is the hardest."""
    domains = ("easy",) * 12 + ("hard",) * 12 + ("small",) * 9 + ("tiny",) * 3
    worse = spoil(references, 1)
    better = tuple(
        hypothesis if domain == "hard" else reference
        for hypothesis, reference, domain in zip(worse, references, domains, strict=True)
    )
    return evaluate(
        ReferenceSet("captions", references, sources=references, domains=domains, direction="vi-fr"),
        [Output("good@1", better, {"beam_size": 4}), Output("bad@1", worse, {"beam_size": 4})],
    )


def test_domains_worst_first_and_the_small_ones_together(evaluation, references) -> None:
    good, bad = evaluation.systems
    assert good.domains[0].domain == "hard"
    assert {(row.domain, row.captions, row.few) for row in good.domains} == {
        ("easy", 12, False),
        ("hard", 12, False),
        ("small", 9, True),
        ("tiny", 3, True),
    }
    assert good.small_domains and bad.small_domains
    assert (good.small_domains.domain, good.small_domains.captions) == ("2 smaller domains", 12)
    alone = evaluate(
        ReferenceSet("captions", references[24:]), [Output("bad@1", bad.hypotheses[24:])]
    ).systems[0]
    values = {score.metric: score.value for score in alone.raw}
    assert bad.small_domains.scores == {"BLEU": values["BLEU"], "chrF++": values["chrF++"]}


def test_the_better_system_is_named_in_every_metric(evaluation) -> None:
    assert len(evaluation.comparisons) == 2 * len(METRICS)
    for comparison in evaluation.comparisons:
        assert comparison.baseline == "good@1" and comparison.system == "bad@1"
        assert (comparison.difference > 0) == (comparison.metric == "TER")
        assert comparison.p_value < 0.05 and comparison.better == "good@1"


def test_chance_names_nobody(references, spoil) -> None:
    outputs = [Output("one", spoil(references, 1)), Output("two", spoil(references, 1))]
    comparisons = evaluate(ReferenceSet("captions", references), outputs).comparisons
    assert {(comparison.p_value, comparison.better) for comparison in comparisons} == {(1.0, "")}


def test_empty_copied_and_tokenised_hypotheses_are_counted() -> None:
    references = ("un", "deux", "trois", "quatre", "")
    sources = ("một", "hai", "ba", "bốn", "")
    hypotheses = ("", "hai", "trois .", "bốn", "")
    evaluation = evaluate(
        ReferenceSet("captions", references, sources=sources), [Output("system", hypotheses)]
    )
    system = evaluation.systems[0]
    assert (system.empty, system.copied, system.tokenised) == (2, 2, 1)
    text = render([evaluation])
    assert "2 of 5 hypotheses empty\n" in text
    assert "2 of 5 hypotheses the source itself\n" in text
    assert "1 of 5 hypotheses ending in ' .'" in text


def test_the_text_fits_and_every_number_has_its_signature(evaluation) -> None:
    text = render([evaluation])
    assert max(map(len, text.splitlines())) <= 100
    assert "Vietnamese to French · captions · 36 captions" in text
    assert "A  good@1  (beam size 4)" in text and "B  bad@1  (beam size 4)" in text
    for system in evaluation.systems:
        for score in system.raw:
            assert f"{score.metric:7}{score.signature}" in text
            assert f"{score.value:.1f}   [{score.low:.1f}, {score.high:.1f}]" in text
    assert "A is better" in text
    assert "2 smaller domains" in text and "tiny" not in text


def test_json_is_plain_and_complete(evaluation) -> None:
    document = json.loads(json.dumps(as_json([evaluation]), ensure_ascii=False))
    (found,) = document["evaluations"]
    assert document["sacrebleu"] and document["vifr"]
    assert (found["direction"], found["captions"]) == ("vi-fr", 36)
    assert [system["system"] for system in found["systems"]] == ["good@1", "bad@1"]
    for system in found["systems"]:
        for score in (*system["raw"], *system["typography_normalised"]):
            assert score["low"] <= score["value"] <= score["high"]
            assert "version:" in score["signature"]
        assert {row["domain"] for row in system["domains"]} == {"easy", "hard", "small", "tiny"}
    assert all(comparison["better"] == "good@1" for comparison in found["comparisons"])


def test_a_reference_set_is_one_side_of_pairs() -> None:
    pairs = [Pair("1", "Xin chào", "Bonjour", "society")]
    fr_vi = ReferenceSet.of_pairs("one", pairs, "fr-vi")
    assert (fr_vi.sources, fr_vi.references, fr_vi.domains) == (("Bonjour",), ("Xin chào",), ("society",))


def test_what_does_not_fit_together_is_refused() -> None:
    with pytest.raises(EvaluationError, match="system: the number of hypotheses is 1, that of captions 2"):
        evaluate(ReferenceSet("captions", ("un", "deux")), [Output("system", ("un",))])
    with pytest.raises(EvaluationError, match="captions: two outputs have the same name"):
        evaluate(ReferenceSet("captions", ("un",)), [Output("system", ("un",)), Output("system", ("une",))])
    with pytest.raises(EvaluationError, match="nothing: no captions to score"):
        evaluate(ReferenceSet("nothing", ()), [Output("system", ())])


def test_importing_loads_no_engine() -> None:
    check = (
        "import sys, mt.evaluation; "
        "sys.exit(bool({'torch', 'transformers', 'ctranslate2'} & set(sys.modules)))"
    )
    subprocess.run([sys.executable, "-c", check], check=True)
    check = "import sys, mt.cli.evaluate; sys.exit(bool({'sacrebleu', 'numpy', 'tqdm'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", check], check=True)
