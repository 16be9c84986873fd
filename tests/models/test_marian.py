"""Every defect of an opus-mt folder is one line that names the file."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest
import tiny_marian

from mt.errors import ModelDamaged
from mt.models import marian


class Hostile:
    """Pickled, it would make a folder when it is loaded."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self):
        return Path.mkdir, (self.target,)


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def lfs_pointer(path: Path) -> None:
    path.write_text("version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n")


def change_tensors(path: Path, change) -> None:
    import torch

    tensors = torch.load(path, weights_only=True)
    change(tensors)
    torch.save(tensors, path)


DEFECTS = {
    "no config": ("config.json", Path.unlink, "is missing"),
    "no source.spm": ("source.spm", Path.unlink, "is missing"),
    "no vocabulary": ("vocab.json", Path.unlink, "is missing"),
    "empty spm": ("target.spm", lambda path: path.write_bytes(b""), "is empty"),
    "pointer for weights": ("pytorch_model.bin", lfs_pointer, "is a Git LFS pointer"),
    "pointer for spm": ("source.spm", lfs_pointer, "is a Git LFS pointer"),
    "config cut": ("config.json", truncate, "is not JSON"),
    "config is a list": ("config.json", lambda path: path.write_text("[]"), "is not a JSON object"),
    "another model": ("config.json", lambda p: tiny_marian.edit_json(p, model_type="bart"), "'bart' model"),
    "no width": ("config.json", lambda p: tiny_marian.edit_json(p, d_model=None), "no valid 'd_model'"),
    "another's settings": ("config.json", lambda p: tiny_marian.edit_json(p, vifr="x"), "no valid 'vifr'"),
    "numbers that are lists": ("vocab.json", lambda path: path.write_text('{"a": []}'), "from 0 to 0"),
    "two vocabularies": (
        "config.json",
        lambda path: tiny_marian.edit_json(path, share_encoder_decoder_embeddings=False),
        "separate vocabularies",
    ),
    "generation settings cut": ("generation_config.json", truncate, "is not JSON"),
    "spm cut": ("source.spm", lambda path: path.write_bytes(b"\x0a\xff"), "is not a SentencePiece model"),
    "vocabulary without pad": (
        "vocab.json",
        lambda path: path.write_text('{"</s>": 0, "<unk>": 1}'),
        "has no <pad>",
    ),
    "vocabulary with a gap": (
        "vocab.json",
        lambda path: path.write_text('{"</s>": 0, "<pad>": 2}'),
        "from 0 to 1",
    ),
    "weights cut": ("pytorch_model.bin", truncate, "is cut, or holds something else"),
    "weights are text": ("pytorch_model.bin", lambda path: path.write_text("<html>"), "is cut, or holds"),
    "tensor missing": (
        "pytorch_model.bin",
        lambda path: change_tensors(path, lambda tensors: tensors.pop("model.decoder.layers.1.fc2.bias")),
        "lacks the tensor model.decoder.layers.1.fc2.bias",
    ),
    "tensor of another shape": (
        "pytorch_model.bin",
        lambda path: change_tensors(
            path, lambda t: t.update({"final_logits_bias": t["final_logits_bias"][0]})
        ),
        "has final_logits_bias of shape",
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_defect_is_one_line_with_the_file(tiny_marian_folder: Path, tmp_path: Path, defect: str) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "broken")
    name, damage, what = DEFECTS[defect]
    damage(folder / name)
    with pytest.raises(ModelDamaged) as caught:
        marian.check(folder)
    line = str(caught.value)
    assert str(folder / name) in line and what in line and "\n" not in line


@pytest.mark.parametrize("zipped", [True, False])
def test_a_pickle_with_code_is_refused_and_does_not_run(
    tiny_marian_folder: Path, tmp_path: Path, zipped: bool
) -> None:
    import torch

    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "hostile")
    made = tmp_path / "made by the pickle"
    weights = folder / "pytorch_model.bin"
    torch.save({"model.shared.weight": Hostile(made)}, weights, _use_new_zipfile_serialization=zipped)
    with pytest.raises(
        ModelDamaged, match=r"pytorch_model\.bin: is cut, or holds something else than weights"
    ):
        marian.check(folder)
    assert not made.exists()
    torch.load(weights, weights_only=False)
    assert made.exists(), "the pickle is harmless, so this test proves nothing"


def test_no_weights_at_all(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "empty", without=("pytorch_model.bin",))
    with pytest.raises(ModelDamaged, match=r"has neither model\.safetensors nor pytorch_model\.bin"):
        marian.check(folder)


@pytest.mark.parametrize(
    ("damage", "what"),
    [
        (lambda content: content[:-10], "bytes instead of"),
        (lambda content: content[:20], "is cut"),
        (lambda content: b"abc", "is not a safetensors file"),
        (lambda content: struct.pack("<Q", 2) + b"{}", "is not a safetensors file"),
    ],
)
def test_broken_safetensors(tiny_marian_folder: Path, tmp_path: Path, damage, what: str) -> None:
    folder = tiny_marian.with_safetensors(tiny_marian.copy(tiny_marian_folder, tmp_path / "broken"))
    file = folder / "model.safetensors"
    file.write_bytes(damage(file.read_bytes()))
    with pytest.raises(ModelDamaged, match=rf"model\.safetensors: .*{what}"):
        marian.check(folder)


def test_pieces_of_another_model(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "mixed")
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    named = {
        piece if piece in ("</s>", "<unk>", "<pad>") else f"@{piece}": i for piece, i in vocabulary.items()
    }
    (folder / "vocab.json").write_text(json.dumps(named), encoding="utf-8")
    with pytest.raises(ModelDamaged, match=r"source\.spm: belongs to another model"):
        marian.check(folder)


def test_what_is_read_off_a_sound_folder(tiny_marian_folder: Path, tmp_path: Path) -> None:
    checked = marian.check(tiny_marian_folder)
    assert (checked.source, checked.target, checked.normalisation) == ("vi", "fr", "moses")
    assert checked.max_source_pieces == 256
    assert checked.language_tag("fr") == ""
    bare = tiny_marian.copy(
        tiny_marian_folder, tmp_path / "bare", without=("generation_config.json", "tokenizer_config.json")
    )
    tiny_marian.edit_json(bare / "config.json", max_length=100)
    checked = marian.check(bare)
    assert (checked.source, checked.target, checked.max_source_pieces) == ("", "", 50)


def test_the_tag_of_a_model_with_several_targets(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "tagged")
    vocabulary = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    rare = next(piece for piece, number in vocabulary.items() if number == 5)
    renamed = {(">>fra<<" if piece == rare else piece): number for piece, number in vocabulary.items()}
    (folder / "vocab.json").write_text(json.dumps(renamed), encoding="utf-8")
    assert marian.check(folder).language_tag("fr") == ">>fra<<"
