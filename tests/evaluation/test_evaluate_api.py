"""`mt.evaluate`: one call, results that print like sacrebleu's, JSON as the schema says."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import mt
from mt.errors import EvaluationError, UsageError
from mt.evaluation.printing import as_json

REFERENCES = ("Le pont à l'aube.", "Des élèves plantent des arbres.", "Le marché flottant de Cai Rang.")
SOURCES = ("Cây cầu lúc bình minh.", "Học sinh trồng cây trong vườn.", "Chợ nổi Cái Răng.")
HYPOTHESES = ("Le pont à l'aube", "Des élèves plantent un arbre.", "Le marché de Cai Rang.")


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    text = files("mt.evaluation").joinpath("evaluation.schema.json").read_text(encoding="utf-8")
    schema = json.loads(text)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(closed(schema))


def closed(schema: Any) -> Any:
    """The schema with every object closed: a key that is not documented must not be there."""
    if isinstance(schema, dict):
        inner = {key: closed(value) for key, value in schema.items()}
        if "properties" in schema and schema.get("type") == "object":
            inner.setdefault("additionalProperties", False)
        return inner
    return [closed(value) for value in schema] if isinstance(schema, list) else schema


def test_texts_are_scored_in_one_call() -> None:
    result = mt.evaluate(HYPOTHESES, REFERENCES)
    assert result.captions == 3 and result.systems[0].name == "hypotheses"
    assert 60 < result.systems[0].score("chrF++").value < 100
    with pytest.raises(KeyError):
        result.systems[0].score("METEOR")


def test_a_result_prints_as_sacrebleu_does() -> None:
    result = mt.evaluate({"old": HYPOTHESES, "new": REFERENCES}, REFERENCES)
    name, bleu, *_ = str(result).splitlines()
    assert name == "old"
    assert bleu.startswith("BLEU|nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:")
    assert " (μ = " in bleu and " ± " in bleu
    assert "chrF++ raw: new 100.0 against old " in str(result)


def test_json_is_as_documented(validator) -> None:
    for result in (
        mt.evaluate(HYPOTHESES, REFERENCES),
        mt.evaluate({"old": HYPOTHESES, "new": REFERENCES}, REFERENCES, sources=SOURCES, details=True),
        mt.evaluate(HYPOTHESES, REFERENCES, details=True),
    ):
        document = json.loads(json.dumps(as_json([result])))
        validator.validate(document)


def test_json_that_is_not_as_documented_is_noticed(validator) -> None:
    document = as_json([mt.evaluate(HYPOTHESES, REFERENCES)])
    assert validator.is_valid(document)
    assert not validator.is_valid(document | {"more": 1})
    document["evaluations"][0]["systems"][0]["raw"][0].pop("signature")
    assert not validator.is_valid(document)


def test_a_model_is_scored_on_the_bundled_captions(validator) -> None:
    options = mt.Options(beam_size=1)
    result = mt.evaluate(model="embedded", direction="vi-fr", limit=8, options=options, details=True)
    validator.validate(as_json([result]))
    assert result.captions == 8 and result.reference_set.startswith(
        "bundled captions, test split (first 8 of"
    )
    assert result.systems[0].settings == {"beam_size": 1}
    assert result.details
    assert {b.label for b in result.details.systems[0].buckets if b.facet == "stripped"} == {
        "sources as they are",
        "sources without diacritics",
    }
    assert result.details.reference_set.ids[0] and len(result.details.systems[0].flags) == 8


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        ({}, UsageError),
        ({"hypotheses": HYPOTHESES}, UsageError),
        ({"hypotheses": HYPOTHESES, "model": "embedded"}, UsageError),
        ({"model": "embedded"}, UsageError),
        ({"model": "embedded", "direction": "vi-fr", "references": REFERENCES}, UsageError),
        ({"model": "embedded", "direction": "vi-fr", "limit": 0}, UsageError),
        ({"hypotheses": HYPOTHESES, "references": REFERENCES[:2]}, EvaluationError),
        ({"hypotheses": HYPOTHESES, "references": REFERENCES, "sources": SOURCES[:2]}, EvaluationError),
    ],
)
def test_what_does_not_fit_is_said(arguments: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        mt.evaluate(**arguments)
