"""Buckets, wins and findings add up to the captions they are of."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mt.caption import Pair
from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.buckets import facets
from mt.evaluation.details import add_details, counted, recognised
from mt.evaluation.results import Evaluation
from mt.text.unicode import strip_diacritics

PAIRS = (
    Pair("a", "Ngư dân kéo lưới ngày 14/11. Ảnh: Trí Dũng/TTXVN", "Des pêcheurs tirent le filet, le 14 novembre. Photo : Tri Dung/VNA", "society", "caption"),  # noqa: E501
    Pair("b", "Chợ nổi Cái Răng buổi sớm mai đông khách.", "Le marché flottant de Cai Rang attire du monde à l'aube.", "culture", "headline"),  # noqa: E501
    Pair("c", "Học sinh trồng cây trước cổng trường học.", "Des élèves plantent des arbres devant l'école.", "society", "caption"),  # noqa: E501
    Pair("d", "Nong dan thu hoach lua tren canh dong lang", "Des paysans moissonnent le riz dans les champs du village.", "society", "lead"),  # noqa: E501
)  # fmt: skip
GOOD = tuple(pair.fr for pair in PAIRS)
BAD = (
    "Des pêcheurs tirent le filet, le 15 novembre. Photo : Tri Dung/VNA",
    "Le marché de Cai Rang attire du monde à l'aube et à l'aube et à l'aube et à l'aube.",
    GOOD[2],
    "",
)


@pytest.fixture(scope="module")
def detailed() -> Evaluation:
    reference_set = ReferenceSet.of_pairs("four", PAIRS, "vi-fr")
    outputs = [
        Output("good", GOOD, from_stripped=BAD),
        Output("bad", BAD, flags=(("retried:loop",),) + 3 * ((),)),
    ]
    return add_details(evaluate(reference_set, outputs), reference_set, outputs)


def test_every_facet_has_every_caption_once() -> None:
    found = facets(ReferenceSet.of_pairs("four", PAIRS, "vi-fr"))
    assert [facet.name for facet in found] == ["domain", "kind", "credit", "diacritics"]  # all are short
    for facet in found:
        assert sorted(i for members in facet.buckets.values() for i in members) == [0, 1, 2, 3]
    assert found[2].buckets == {"with credit": [0], "without credit": [1, 2, 3]}
    assert found[3].buckets["source lost diacritics"] == [3]


def test_what_is_not_known_is_no_facet() -> None:
    assert facets(ReferenceSet("texts", GOOD)) == ()


def test_a_bucket_scores_as_its_captions_alone(detailed) -> None:
    bucket = next(b for b in detailed.details.systems[1].buckets if b.label == "society")
    chosen = [0, 2, 3]
    alone = evaluate(
        ReferenceSet("society", tuple(GOOD[i] for i in chosen)),
        [Output("bad", tuple(BAD[i] for i in chosen))],
    )
    assert bucket.captions == 3 and bucket.few
    assert bucket.score("chrF++") == alone.systems[0].score("chrF++")


def test_translations_from_stripped_sources_are_a_bucket_of_their_own(detailed) -> None:
    good, bad = detailed.details.systems
    stripped = {b.label: b.score("chrF++").value for b in good.buckets if b.facet == "stripped"}
    assert stripped["sources as they are"] == pytest.approx(100)
    assert stripped["sources without diacritics"] == detailed.systems[1].score("chrF++").value
    assert not [b for b in bad.buckets if b.facet == "stripped"]


def test_wins_ties_and_losses_add_up(detailed) -> None:
    first, *buckets = detailed.details.wins
    assert (first.wins, first.ties, first.losses) == (0, 1, 3)
    for facet in {row.facet for row in buckets}:
        rows = [row for row in buckets if row.facet == facet]
        assert sum(row.wins + row.ties + row.losses for row in rows) == 4
        assert sum(row.losses for row in rows) == 3


def test_findings_of_translations_and_of_references(detailed) -> None:
    good, bad = detailed.details.systems
    assert counted(bad.findings) == {"empty": 1, "repetition": 1, "date": 1}
    assert {index: found[0].kind for index, found in bad.findings.items()} == {
        0: "date",
        1: "repetition",
        3: "empty",
    }
    assert counted(good.findings) == counted(detailed.details.reference_findings) == {"diacritics": 1}
    assert bad.flags[0] == ("retried:loop",)


def test_without_sources_nothing_is_checked() -> None:
    reference_set = ReferenceSet("texts", GOOD)
    outputs = [Output("bad", BAD)]
    details = add_details(evaluate(reference_set, outputs), reference_set, outputs).details
    assert details and not details.checked and details.systems[0].findings == {}


@pytest.mark.parametrize(
    ("references", "direction"),
    [
        (GOOD, "vi-fr"),
        (tuple(pair.vi for pair in PAIRS), "fr-vi"),
        (tuple(strip_diacritics(pair.vi) for pair in PAIRS), "fr-vi"),
        (("The minister opens the conference in Hanoi this morning.",) * 3, ""),
        (("", "12"), ""),
    ],
)
def test_the_direction_is_recognised_by_the_references(references: tuple[str, ...], direction: str) -> None:
    assert recognised(ReferenceSet("texts", references)) == direction


def test_the_direction_that_is_said_is_kept() -> None:
    reference_set = replace(ReferenceSet("texts", GOOD), direction="fr-vi")
    outputs = [Output("good", GOOD)]
    details = add_details(evaluate(reference_set, outputs), reference_set, outputs).details
    assert details and details.reference_set.direction == "fr-vi"
