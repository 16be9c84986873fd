"""Reading CTranslate2's weights, and the way back to a Marian folder."""

from __future__ import annotations

import json
from pathlib import Path

import numpy
import pytest

from mt.errors import ModelDamaged, OutputError
from mt.models import folder, marian, resolve
from mt.models.convert import convert
from mt.models.ct2_weights import open_weights
from mt.models.marian_export import export
from mt.models.model import Model


def converted(source: Path, target: Path, quantization: str) -> Model:
    target.mkdir()
    convert(marian.check(source), target, name="tiny", direction="vi-fr", quantization=quantization)
    return folder.open_own(target, origin="folder")


def test_float32_weights_come_back_to_the_bit(tiny_marian_folder: Path, tmp_path: Path) -> None:
    import torch
    from safetensors.torch import load_file

    original = torch.load(tiny_marian_folder / "pytorch_model.bin", weights_only=True)
    back = export(converted(tiny_marian_folder, tmp_path / "ctranslate2", "float32"), tmp_path / "back")
    tensors = load_file(back / "model.safetensors")
    tied = {name for name in original if name.endswith(("embed_tokens.weight", "lm_head.weight"))}
    assert set(tensors) == set(original) - tied
    assert all(torch.equal(tensors[name], original[name]) for name in tensors)
    assert json.loads((back / "vocab.json").read_text()) == json.loads(
        (tiny_marian_folder / "vocab.json").read_text()
    )


@pytest.mark.parametrize("direction", ["vi-fr", "fr-vi"])
def test_the_embedded_model_goes_out_and_comes_back_the_same(direction: str, tmp_path: Path) -> None:
    """int8 times scale, quantised again, is the same int8; the folder says how to prepare text for it."""
    embedded = resolve("embedded", direction)
    back = resolve(str(export(embedded, tmp_path / "marian")), direction, say=lambda line: None)
    assert (back.normalisation, back.max_source_pieces) == (
        embedded.normalisation,
        embedded.max_source_pieces,
    )
    first, second = (open_weights(model.path / "model.bin") for model in (embedded, back))
    assert first.aliases == second.aliases and set(first.variables) == set(second.variables)
    for name in first.variables:
        if not name.endswith("_scale"):
            assert numpy.allclose(first.read(name), second.read(name), rtol=1e-5, atol=1e-7), name


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(OutputError, match="is not empty; name a new folder"):
        export(resolve("embedded", "vi-fr"), tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


@pytest.mark.parametrize("kept", [0, 3, 10, 1000])
def test_a_cut_weights_file_is_refused(tmp_path: Path, kept: int) -> None:
    cut = tmp_path / "model.bin"
    cut.write_bytes((resolve("embedded", "vi-fr").path / "model.bin").read_bytes()[:kept])
    with pytest.raises(ModelDamaged, match=r"model\.bin: is cut"):
        open_weights(cut)


def test_what_is_no_weights_file(tmp_path: Path) -> None:
    with pytest.raises(ModelDamaged, match="cannot be read"):
        open_weights(tmp_path / "absent")
    (tmp_path / "text").write_text("<!doctype html>")
    with pytest.raises(ModelDamaged, match="is not a CTranslate2 model of binary version 6"):
        open_weights(tmp_path / "text")
    weights = open_weights(resolve("embedded", "vi-fr").path / "model.bin")
    assert weights.shape("no such variable") is None
    with pytest.raises(ModelDamaged, match="has no variable no such variable"):
        weights.read("no such variable")


def test_the_layout_is_that_of_opus_mt(tiny_marian_folder: Path, tmp_path: Path) -> None:
    model = resolve(str(tiny_marian_folder), "vi-fr", say=lambda line: None)
    back = export(model, tmp_path / "back")
    names = {path.name for path in tiny_marian_folder.iterdir()}
    assert {path.name for path in back.iterdir()} == names - {"pytorch_model.bin"} | {"model.safetensors"}
    assert marian.check(back).config["d_model"] == 64
