"""The self-test passes what is sane, and says what is wrong with what is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import tiny_marian

from mt.models import Model, resolve, selftest


@pytest.fixture
def model(tiny_marian_folder: Path) -> Model:
    return resolve(str(tiny_marian_folder), "vi-fr", say=lambda line: None)


@pytest.mark.parametrize("direction", ["vi-fr", "fr-vi"])
def test_the_embedded_models_pass(direction: str) -> None:
    result = selftest.run(resolve("embedded", direction))
    assert result.passed, result.reasons
    assert len(set(result.outputs)) > 1


def test_random_weights_fail(tmp_path: Path) -> None:
    model = resolve(str(tiny_marian.write(tmp_path / "random", steps=0)), "vi-fr", say=lambda line: None)
    assert not selftest.run(model).passed


def test_a_changed_byte_in_the_weights(model: Model) -> None:
    weights = model.path / "model.bin"
    content = bytearray(weights.read_bytes())
    content[-1000] ^= 1
    weights.write_bytes(bytes(content))
    result = selftest.run(model)
    assert len(result.reasons) == 1 and "model.bin: has changed since it was written" in result.reasons[0]


def test_pieces_of_the_other_language(model: Model) -> None:
    swapped = replace(model, source_spm=model.target_spm, target_spm=model.source_spm)
    assert any("source.spm does not give" in reason for reason in selftest.run(swapped).reasons)
    assert any("does not know" in reason for reason in selftest.run(swapped).reasons)


def test_weights_that_ctranslate2_refuses(model: Model) -> None:
    (model.path / "vifr.json").unlink()
    (model.path / "model.bin").write_bytes(b"\0" * 100)
    (reason,) = selftest.run(model).reasons
    assert "CTranslate2 cannot run it" in reason


WRONG = [
    ([], "", "became nothing"),
    (["▁a"] * 30, "a a a", "did not come to an end in 30 pieces"),
    (["▁x", *"abababab"], "xabababab", "became a loop of 'ab'"),
    (["▁Chợ", "</s>"], "Chợ nổi", "came back untranslated"),
]


@pytest.mark.parametrize(("pieces", "output", "what"), WRONG)
def test_what_is_wrong_with_an_output(pieces: list[str], output: str, what: str) -> None:
    assert selftest._wrong("Chợ nổi", output, pieces, 30) == [what]


@pytest.mark.parametrize("pieces", [["▁très", "▁très", "▁très", "▁bon"], list("abcabc"), [*"1 000 000"]])
def test_what_is_no_loop(pieces: list[str]) -> None:
    assert selftest._wrong("x", "sound", pieces, 30) == []
