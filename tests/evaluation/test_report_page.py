"""The page holds everything that was found, is well formed, and stays small."""

from __future__ import annotations

import platform
import re
from collections.abc import Sequence
from html.parser import HTMLParser

import pytest

from mt.caption import Pair
from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.details import add_details
from mt.evaluation.provenance import provenance
from mt.evaluation.report import report
from mt.evaluation.results import Evaluation

PAIRS = tuple(
    Pair(
        f"c-{number}",
        f"Ngư dân <Vũng Tàu> & {number} tấn cá. Ảnh: Trí Dũng/TTXVN",
        f"Des pêcheurs de <Vung Tau> & {number} tonnes de poisson. Photo : Tri Dung/VNA",
        domain="economy" if number % 2 else "sea & sport",
        kind="caption" if number % 3 else "lead",
    )
    for number in range(2, 14)
)
GOOD = tuple(pair.fr for pair in PAIRS)
BAD = tuple(
    "" if n == 3 else pair.fr.replace("pêcheurs", "marins").replace("7", "8") for n, pair in enumerate(PAIRS)
)


def evaluation(
    *systems: Sequence[str], pairs: Sequence[Pair] = PAIRS, direction: str = "vi-fr"
) -> Evaluation:
    reference_set = ReferenceSet.of_pairs("twelve <captions>", pairs, direction)
    outputs = [Output(f"system-{n}<x>", tuple(texts)) for n, texts in enumerate(systems)]
    return add_details(evaluate(reference_set, outputs), reference_set, outputs)


@pytest.fixture(scope="module")
def one() -> str:
    return "".join(report([evaluation(BAD)], warnings=["2 references look <odd>"]))


@pytest.fixture(scope="module")
def two() -> str:
    return "".join(report([evaluation(GOOD, BAD)]))


class Reader(HTMLParser):
    """Text, ids and links of a page whose elements close in order."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text, self.ids, self.links = "", list[str](), list[str]()
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input"}:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            if name == "href":
                self.links.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("page", ("one", "two"))
def test_the_page_is_well_formed_and_its_anchors_lead_somewhere(page: str, request) -> None:
    read = Reader(request.getfixturevalue(page))
    assert len(set(read.ids)) == len(read.ids)
    assert {link.removeprefix("#") for link in read.links if link.startswith("#")} <= set(read.ids)
    assert not [link for link in read.links if not link.startswith(("#", "data:"))]


def test_every_caption_is_there_with_all_its_texts(one: str) -> None:
    text = Reader(one).text
    for pair, hypothesis in zip(PAIRS, BAD, strict=True):
        for shown in (pair.id, pair.vi, pair.fr, hypothesis):
            assert shown in text
    assert "All 12, worst first by sentence chrF." in text
    assert "2 references look <odd>" in text


def test_the_worst_come_first(one: str) -> None:
    values = [float(value) for value in re.findall(r'data-value="([\d.]+)"', one)]
    assert values == sorted(values) and values[0] == 0 and len(values) == 12


def test_headline_signatures_and_provenance(one: str) -> None:
    for expected in (
        "nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:",
        "typography:vifr-",
        *provenance().values(),
        "1 of 12 hypotheses: empty.",
        "By domain",
        "By kind of text",
    ):
        assert expected in one


def test_findings_of_check_stand_beside_the_caption_and_in_the_table(one: str) -> None:
    assert '<li class="error"><b>amount</b>' in one
    assert re.search(r'<th scope="row">amount</th><td class="number">1</td><td class="number">0</td>', one)
    assert 'data-finding="any amount"' in one
    assert "</b> there is no French</li>" in one


def test_systems_stand_side_by_side(two: str) -> None:
    assert "B against A" in two and "A is better" in two
    assert "Where they differ most" in two
    assert two.count('class="systems whole"') == 12 + 10  # of which those that differ most are there twice
    assert "captions on which B is better than A, the same, worse" in two
    assert "missing: " in two


def test_words_that_differ_are_marked_by_elements(one: str) -> None:
    assert "<ins>marins</ins>" in one and "<del>pêcheurs</del>" in one


def test_over_the_budget_the_worst_are_kept_and_it_is_said() -> None:
    small = "".join(report([evaluation(BAD)], budget=5_000))
    kept = small.count('class="card"')
    assert 0 < kept < 12
    assert f"The worst {kept} of 12 captions" in small and f"The other {12 - kept}, chrF" in small
    assert len("".join(report([evaluation(BAD)])).encode()) - len(small.encode()) > 3_000


def test_both_directions_are_on_one_page() -> None:
    back = tuple(pair.vi for pair in PAIRS)
    markup = "".join(report([evaluation(BAD), evaluation(back, direction="fr-vi")]))
    read = Reader(markup)
    assert len(set(read.ids)) == len(read.ids)
    assert "<h1>Vietnamese to French and French to Vietnamese</h1>" in markup
    assert "vi → fr: scores" in read.text and "fr → vi: captions" in read.text


def test_texts_of_which_nothing_is_known_have_a_page() -> None:
    reference_set = ReferenceSet("texts", ("un", "deux"))
    outputs = [Output("system", ("un", ""))]
    found = add_details(evaluate(reference_set, outputs), reference_set, outputs)
    text = Reader("".join(report([found]))).text
    assert "line 2" in text and "Nothing was checked" in text and "cannot be told apart" in text


def test_a_report_needs_details() -> None:
    bare = evaluate(ReferenceSet("texts", ("un",)), [Output("system", ("un",))])
    with pytest.raises(ValueError, match="details"):
        report([bare])


def test_the_machine_is_described_and_not_named() -> None:
    told = provenance()
    assert re.search(r", \d+ cores?$", told["processor"])
    assert platform.node() not in " ".join(told.values())
