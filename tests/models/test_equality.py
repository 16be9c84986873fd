"""Our CTranslate2 path and transformers' `generate` write the same tokens with the same weights.

The weights are the embedded vi-fr model's, exported as a Marian folder and converted back as float32, so
that both compute the same numbers.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

import pytest

from mt.corpora import load
from mt.models import folder, marian, resolve
from mt.models.convert import convert
from mt.models.marian_export import export
from mt.models.model import Model

LIMIT = 120  # pieces of an output; the last of them is an end that transformers forces
SENTENCES = 300


@pytest.fixture(scope="module")
def captions() -> list[str]:
    """Vietnamese test captions, none longer than a model is ever given."""
    return [pair.vi for pair in load("captions", split="test") if len(pair.vi) < 200][:SENTENCES]


@pytest.fixture(scope="module")
def marian_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(resolve("embedded", "vi-fr"), tmp_path_factory.mktemp("equality") / "marian")


@pytest.fixture(scope="module")
def model(marian_folder: Path) -> Model:
    target = marian_folder.with_name("ctranslate2")
    target.mkdir()
    convert(marian.check(marian_folder), target, name="float32", direction="vi-fr", quantization="float32")
    return folder.open_own(target, origin="folder")


@pytest.fixture(scope="module")
def reference(marian_folder: Path) -> tuple[Any, Any]:
    """transformers' tokenizer and model, loaded without a missing or an unexpected tensor."""
    import torch
    from transformers import MarianMTModel, MarianTokenizer

    torch.set_num_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = MarianTokenizer.from_pretrained(marian_folder)
    weights, info = MarianMTModel.from_pretrained(marian_folder, output_loading_info=True)
    assert not info["missing_keys"] and not info["unexpected_keys"] and not info["mismatched_keys"]
    return tokenizer, weights.eval()


@pytest.fixture(scope="module")
def sources(model: Model, captions: list[str]) -> list[list[str]]:
    pieces = marian.read_pieces(model.source_spm)
    return [model.source_tokens(pieces.encode(caption, out_type=str)) for caption in captions]


def ours(model: Model, sources: list[list[str]], **settings: Any) -> list[tuple[list[str], float]]:
    import ctranslate2

    translator = ctranslate2.Translator(str(model.path), inter_threads=1, intra_threads=1)
    results = translator.translate_batch(
        sources,
        max_batch_size=32,
        max_input_length=0,
        max_decoding_length=LIMIT - 1,
        return_scores=True,
        **settings,
    )
    return [(result.hypotheses[0], result.scores[0]) for result in results]


def theirs(reference: tuple[Any, Any], captions: list[str], **settings: Any) -> list[tuple[list[str], float]]:
    import torch

    tokenizer, weights = reference
    special = {tokenizer.pad_token_id, tokenizer.eos_token_id}
    order = sorted(range(len(captions)), key=lambda index: len(captions[index]))
    results: list[tuple[list[str], float]] = [([], 0.0)] * len(captions)
    for start in range(0, len(order), 20):
        batch = order[start : start + 20]
        encoded = tokenizer([captions[index] for index in batch], return_tensors="pt", padding=True)
        with torch.no_grad():
            found = weights.generate(
                **encoded, max_length=LIMIT + 1, return_dict_in_generate=True, output_scores=True, **settings
            )
        scores = found.sequences_scores.tolist() if settings["num_beams"] > 1 else [0.0] * len(batch)
        for index, row, score in zip(batch, found.sequences.tolist(), scores, strict=True):
            ids = [number for number in row if number not in special]
            results[index] = (tokenizer.convert_ids_to_tokens(ids), score)
    return results


def test_the_pieces_are_those_of_the_tokenizer(
    reference: tuple[Any, Any], captions: list[str], sources: list[list[str]]
) -> None:
    tokenizer, _ = reference
    assert len(captions) == SENTENCES
    assert [tokenizer.convert_tokens_to_ids(source) for source in sources] == tokenizer(captions)["input_ids"]


@pytest.mark.slow
def test_greedy_search_writes_the_same_tokens(
    model: Model, reference: tuple[Any, Any], captions: list[str], sources: list[list[str]]
) -> None:
    expected = theirs(reference, captions, num_beams=1)
    found = ours(model, sources, beam_size=1)
    differ = [
        (caption, mine, other)
        for caption, (mine, _), (other, _) in zip(captions, found, expected, strict=True)
        if mine != other
    ]
    # Where the model cannot decide between two tokens, the last digit of a float32 does.
    assert len(differ) <= 3
    for caption, mine, other in differ:
        assert lead(reference, caption, mine, other) < 1e-3


def lead(reference: tuple[Any, Any], caption: str, mine: list[str], other: list[str]) -> float:
    """Between the two tokens at which outputs part: how much likelier the one is, as a log-probability."""
    import torch

    tokenizer, weights = reference
    same = next(i for i, (a, b) in enumerate(zip([*mine, "</s>"], [*other, "</s>"], strict=False)) if a != b)
    start = [tokenizer.pad_token_id, *tokenizer.convert_tokens_to_ids(mine[:same])]
    with torch.no_grad():
        encoded = tokenizer([caption], return_tensors="pt")
        logits = weights(**encoded, decoder_input_ids=torch.tensor([start])).logits[0, -1]
    a, b = (tokenizer.convert_tokens_to_ids([*tokens, "</s>"][same]) for tokens in (mine, other))
    return abs(float(logits[a] - logits[b]))


@pytest.mark.slow
def test_beam_search_writes_the_same_tokens_with_the_same_scores(
    model: Model, reference: tuple[Any, Any], captions: list[str], sources: list[list[str]]
) -> None:
    """Beam 4, both ending when four hypotheses are complete: `early_stopping` there is `patience=1` here."""
    expected = theirs(reference, captions, num_beams=4, early_stopping=True)
    found = ours(model, sources, beam_size=4, patience=1)
    assert [tokens for tokens, _ in found] == [tokens for tokens, _ in expected]
    assert [score for _, score in found] == pytest.approx([score for _, score in expected], abs=1e-4)


@pytest.mark.slow
def test_where_the_stop_rules_differ_the_outputs_are_as_likely(
    model: Model, reference: tuple[Any, Any], captions: list[str], sources: list[list[str]]
) -> None:
    """Equality has an end where opus-mt's own stop rule begins.

    That rule, `early_stopping=False`, ends when the likeliest open hypothesis is, at its length so far,
    no better than the worst of four complete ones. CTranslate2 has no such rule; `patience=1.5`, with
    which vifr translates, waits for six complete ones. So the outputs cannot all be equal, and now the one,
    now the other search finds the likelier one; on average they are within a hundredth of a nat a piece.
    """
    expected = theirs(reference, captions[:60], num_beams=4, early_stopping=False)
    found = ours(model, sources[:60], beam_size=4, patience=1.5)
    equal = sum(mine == other for (mine, _), (other, _) in zip(found, expected, strict=True))
    assert equal >= 45
    lost = [other - mine for (_, mine), (_, other) in zip(found, expected, strict=True)]
    assert sum(lost) / len(lost) < 0.01
