"""Every variant of an opus-mt folder becomes the same CTranslate2 model, and says what transformers says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
import tiny_marian

from mt.errors import MissingExtra
from mt.models import folder, marian
from mt.models.convert import convert
from mt.models.model import Model


def converted(source: Path, target: Path, quantization: str = "float32") -> Model:
    target.mkdir()
    convert(marian.check(source), target, name="tiny", direction="vi-fr", quantization=quantization)
    return folder.open_own(target, origin="folder")


def pieces(path: Path, texts: tuple[str, ...]) -> list[list[str]]:
    model = marian.read_pieces(path)
    return [model.encode(text, out_type=str) for text in texts]


def outputs(model: Model, texts: tuple[str, ...], beam_size: int) -> list[list[str]]:
    import ctranslate2

    translator = ctranslate2.Translator(str(model.path), inter_threads=1, intra_threads=1)
    results = translator.translate_batch(
        [model.source_tokens(source) for source in pieces(model.source_spm, texts)],
        beam_size=beam_size,
        max_decoding_length=60,
    )
    return [result.hypotheses[0] for result in results]


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def reference_outputs(path: Path, texts: tuple[str, ...], beam_size: int) -> list[list[str]]:
    """What transformers' generate writes, with CTranslate2's rule of when a beam search is over."""
    import warnings

    import torch
    from transformers import MarianMTModel, MarianTokenizer

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tokenizer = MarianTokenizer.from_pretrained(path)
    model = MarianMTModel.from_pretrained(path, dtype=torch.float32)
    encoded = tokenizer(list(texts), return_tensors="pt", padding=True)
    rows = model.generate(
        **encoded,
        num_beams=beam_size,
        max_length=62,
        early_stopping=beam_size > 1,
        bad_words_ids=[[tokenizer.pad_token_id]],
        renormalize_logits=True,
    ).tolist()
    special = {tokenizer.pad_token_id, tokenizer.eos_token_id}
    return [
        tokenizer.convert_ids_to_tokens([number for number in row if number not in special]) for row in rows
    ]


def no_generation_settings(path: Path) -> None:
    (path / "generation_config.json").unlink()


def safetensors(path: Path) -> None:
    tiny_marian.with_safetensors(path)


def change(path: Path, to_tensors, **how) -> None:
    import torch

    tensors = torch.load(path / "pytorch_model.bin", weights_only=True)
    torch.save(to_tensors(tensors), path / "pytorch_model.bin", **how)


def old_format(path: Path) -> None:
    change(path, lambda tensors: tensors, _use_new_zipfile_serialization=False)


def without_copies(path: Path) -> None:
    tied = ("embed_tokens.weight", "lm_head.weight", "embed_positions.weight")
    change(
        path, lambda tensors: {name: tensor for name, tensor in tensors.items() if not name.endswith(tied)}
    )


VARIANTS = [no_generation_settings, safetensors, old_format, without_copies]


@pytest.mark.parametrize("variant", VARIANTS, ids=lambda variant: variant.__name__)
def test_a_variant_of_the_layout_gives_the_same_weights(
    tiny_marian_folder: Path, tmp_path: Path, variant
) -> None:
    plain = converted(tiny_marian_folder, tmp_path / "plain", "int8")
    other = tiny_marian.copy(tiny_marian_folder, tmp_path / "variant")
    variant(other)
    assert converted(other, tmp_path / "converted", "int8").revision == plain.revision


def test_half_precision_weights_are_read_as_float32(tiny_marian_folder: Path, tmp_path: Path) -> None:
    half = tiny_marian.copy(tiny_marian_folder, tmp_path / "half")
    change(half, lambda tensors: {name: tensor.half() for name, tensor in tensors.items()})
    model = converted(half, tmp_path / "converted")
    assert outputs(model, tiny_marian.SOURCE, 1) == reference_outputs(half, tiny_marian.SOURCE, 1)


@pytest.mark.parametrize("beam_size", [1, 4])
def test_the_output_is_that_of_transformers(tiny_marian_folder: Path, tmp_path: Path, beam_size: int) -> None:
    texts = (*tiny_marian.SOURCE, "Hai con chó đọc sách ở Huế 2026 ☂.", "Một bác sĩ bán hoa trên sông")
    model = converted(tiny_marian_folder, tmp_path / "converted")
    assert outputs(model, texts, beam_size) == reference_outputs(tiny_marian_folder, texts, beam_size)


@pytest.mark.parametrize("beam_size", [1, 4])
def test_so_it_is_when_the_pad_row_is_not_zero(
    tiny_marian_folder: Path, tmp_path: Path, beam_size: int
) -> None:
    """Fine-tuning through tied embeddings moves the row that transformers starts the decoder from."""
    tuned = tiny_marian.copy(tiny_marian_folder, tmp_path / "tuned")

    def with_start_row(tensors):
        import torch

        row = 0.3 * torch.sin(torch.arange(64.0))
        for name, tensor in tensors.items():
            if name.endswith(("shared.weight", "embed_tokens.weight", "lm_head.weight")):
                tensor[-1] = row
        return tensors

    change(tuned, with_start_row)
    expected = reference_outputs(tuned, tiny_marian.SOURCE, beam_size)
    assert expected != reference_outputs(tiny_marian_folder, tiny_marian.SOURCE, beam_size)
    assert outputs(converted(tuned, tmp_path / "converted"), tiny_marian.SOURCE, beam_size) == expected


def test_nothing_is_said(tiny_marian_folder: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    converted(tiny_marian_folder, tmp_path / "converted")
    assert capfd.readouterr() == ("", "")


def test_without_torch_one_line_says_what_to_install(
    tiny_marian_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "torch", None)  # how Python marks a module that cannot be imported
    with pytest.raises(MissingExtra, match=r"needs torch.*pip install 'vifr\[helsinki\]'"):
        marian.check(tiny_marian_folder)
