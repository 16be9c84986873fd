"""Terms of a glossary are put where they belong, by the real model; what cannot be kept is flagged."""

from __future__ import annotations

import pytest

from mt import Options, Translator
from mt.errors import UsageError
from mt.models import resolve
from mt.text.glossary import Glossary
from mt.translate import terms as keeping
from mt.translate.engine import CTranslate2Engine, Decoding
from mt.translate.prepare import Segment
from mt.translate.terms import TermKeeper

# Terms that no model says by itself.
VI = Glossary([("chợ hoa", "bazar floral", ""), ("Hà Nội", "Thang Long", ""), ("học sinh", "pupille", "")])
FR = Glossary([("hội hoa", "marché aux fleurs", ""), ("Thăng Long", "Hanoï", ""), ("trò nhỏ", "élève", "")])
SENTENCES = {
    "vi-fr": (VI, ["Người dân đi chợ hoa xuân ở Hà Nội.", "Học sinh trồng cây ở sân trường."]),
    "fr-vi": (FR, ["Le marché aux fleurs de Hanoï.", "Des élèves plantent un arbre dans la cour."]),
}


@pytest.fixture(scope="module", params=list(SENTENCES))
def direction(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def engine(direction: str) -> CTranslate2Engine:
    return CTranslate2Engine(resolve("embedded", direction), threads=1)


def keeper(engine: CTranslate2Engine, direction: str, margin: float) -> TermKeeper:
    return TermKeeper(
        SENTENCES[direction][0],
        engine,
        put_right=lambda segment, hypothesis: hypothesis,
        accepts=lambda segment, hypothesis: True,
        source=direction[:2],
        decoding=Decoding(),
        margin=margin,
    )


def segments(engine: CTranslate2Engine, direction: str) -> list[Segment]:
    return [Segment(text, tuple(engine.encode(text))) for text in SENTENCES[direction][1]]


def test_terms_are_said_where_any_price_is_paid(engine: CTranslate2Engine, direction: str) -> None:
    parts = segments(engine, direction)
    first = [found[0] for found in engine.translate([part.pieces for part in parts], Decoding())]
    kept = keeper(engine, direction, margin=100).keep(parts, first)
    glossary, texts = SENTENCES[direction]
    gained = 0
    for text, one, before in zip(texts, kept, first, strict=True):
        missed = glossary.missed(text, before.text, direction[:2])
        assert list(one.missed) == glossary.missed(text, one.hypothesis.text, direction[:2])
        assert (len(one.missed) < len(missed)) == (one.hypothesis.text != before.text)
        gained += len(missed) - len(one.missed)
        for term in set(missed) - set(one.missed):
            assert one.hypothesis.text.lower().count(term.forms[0].lower()) == 1
    assert gained >= 2


def test_at_no_price_nothing_changes_and_all_is_told(engine: CTranslate2Engine, direction: str) -> None:
    parts = segments(engine, direction)
    first = [found[0] for found in engine.translate([part.pieces for part in parts], Decoding())]
    kept = keeper(engine, direction, margin=-100).keep(parts, first)
    assert [one.hypothesis for one in kept] == first
    assert any(one.missed for one in kept)


def test_the_score_is_that_of_the_whole(engine: CTranslate2Engine, direction: str) -> None:
    part = segments(engine, direction)[0]
    [[whole]] = engine.translate([part.pieces], Decoding())
    beginning = list(whole.pieces[:3])
    [[rest]] = engine.complete([(part.pieces, [beginning])], Decoding())
    [[spent]] = engine.log_probabilities([(part.pieces, [beginning])])
    score = rest.score + sum(spent) / (len(rest.pieces) + 1)
    assert rest.pieces[:3] == whole.pieces[:3]
    assert score == pytest.approx(whole.score, abs=0.15)


def test_flags_of_the_translator(direction: str, monkeypatch: pytest.MonkeyPatch) -> None:
    glossary, texts = SENTENCES[direction]
    plain = list(Translator.load(direction, model="embedded").translate(texts))
    options = Options(glossary=glossary)
    for margin in (100.0, -100.0):
        monkeypatch.setattr(keeping, "MARGIN", margin)
        found = list(Translator.load(direction, model="embedded", options=options).translate(texts))
        for before, after, text in zip(plain, found, texts, strict=True):
            missed = {term.text for term in glossary.missed(text, after.text, direction[:2])}
            assert {f[16:] for f in after.flags if f.startswith("glossary:missed=")} == missed
            assert ("retried:glossary" in after.flags) == (before.text != after.text)
            assert margin > 0 or before.text == after.text


def test_alone_and_among_others_the_same(direction: str) -> None:
    glossary, texts = SENTENCES[direction]
    translator = Translator.load(direction, model="embedded", options=Options(glossary=glossary))
    together = [one.text for one in translator.translate(texts)]
    alone = [
        next(Translator.load(direction, model="embedded", options=Options(glossary=glossary)).translate([t]))
        for t in texts
    ]
    assert together == [one.text for one in alone]


def test_an_engine_that_cannot_is_refused() -> None:
    class Plain:
        encode = unknown = translate = None

    with pytest.raises(UsageError, match="cannot keep the terms"):
        Translator(resolve("embedded", "vi-fr"), Plain(), Options(glossary=VI))  # type: ignore[arg-type]
