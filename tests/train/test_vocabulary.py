"""Pieces learnt from a few captions: ids as opus-mt's, nothing unknown, tags whole."""

from __future__ import annotations

from pathlib import Path

import pytest
import sentencepiece

from mt.corpora import load
from mt.errors import InputError, ModelDamaged
from mt.models.location import EMBEDDED
from mt.train.translation.vocabulary import read_vocabulary, train_vocabulary

TEXTS = [text for pair in load("captions", split="train")[:400] for text in (pair.vi, pair.fr)]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("vocabulary") / "joint.spm"
    train_vocabulary(TEXTS, path, size=1000, tags=["<d>", "<b>"])
    return path


def test_ids_are_in_the_order_of_opus_mt(model: Path) -> None:
    vocabulary = read_vocabulary(model)
    assert list(vocabulary.values()) == list(range(1001))
    assert (vocabulary["</s>"], vocabulary["<unk>"], vocabulary["<pad>"]) == (0, 1, 1000)
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    text = "Ngư dân kéo lưới ở Lý Sơn"
    assert [vocabulary[piece] for piece in pieces.encode(text, out_type=str)] == pieces.encode(text)


def test_tags_are_whole_and_nothing_is_unknown(model: Path) -> None:
    pieces = sentencepiece.SentencePieceProcessor(model_file=str(model))
    assert pieces.encode("<d>", out_type=str)[-1] == "<d>"
    strange = "日本 ☃ Ủ"
    assert pieces.unk_id() not in pieces.encode(strange)
    assert pieces.decode(pieces.encode(strange)) == strange


def test_the_same_text_gives_the_same_pieces(model: Path, tmp_path: Path) -> None:
    train_vocabulary(TEXTS, tmp_path / "again.spm", size=1000, tags=["<d>", "<b>"])
    assert read_vocabulary(tmp_path / "again.spm") == read_vocabulary(model)


def test_too_little_text(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="5000 pieces cannot be learnt"):
        train_vocabulary(["Hà Nội"], tmp_path / "joint.spm", size=5000)
    assert not list(tmp_path.iterdir())


def test_the_embedded_pieces() -> None:
    vocabulary = read_vocabulary(EMBEDDED / "joint.spm")
    assert len(vocabulary) == 8001
    assert {"<d>", "<b>"} <= vocabulary.keys()


def test_no_pieces(tmp_path: Path) -> None:
    (tmp_path / "joint.spm").write_bytes(b"no model")
    with pytest.raises(ModelDamaged, match="not a SentencePiece model"):
        read_vocabulary(tmp_path / "joint.spm")
