"""Makes a tiny real Marian model in exactly the file layout of Helsinki-NLP's opus-mt models.

Two SentencePiece models, one for each language, a vocab.json that joins them with `<pad>` last, and weights
that are trained for some seconds to translate the captions below, so that the model passes an honest
self-test.
"""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path
from typing import Any

from mt.models.selftest import PROBES

PAIRS = (
    *PROBES,
    ("Một bé gái cầm bó hoa.", "Une fillette tient un bouquet de fleurs."),
    ("Hai người đàn ông đi xe đạp.", "Deux hommes font du vélo."),
    ("Nông dân thu hoạch lúa.", "Des agriculteurs récoltent le riz."),
    ("Ngư dân kéo lưới trên biển.", "Des pêcheurs tirent un filet en mer."),
    ("Học sinh đọc sách trong thư viện.", "Des élèves lisent dans la bibliothèque."),
    ("Bác sĩ khám bệnh cho người già.", "Un médecin examine une personne âgée."),
    ("Cầu thủ ăn mừng bàn thắng.", "Les joueurs fêtent un but."),
    ("Chợ nổi Cái Răng buổi sáng.", "Le marché flottant de Cai Rang le matin."),
    ("Một con chó chạy trong công viên.", "Un chien court dans le parc."),
    ("Công nhân xây một cây cầu mới.", "Des ouvriers construisent un nouveau pont."),
    ("Đoàn tàu rời ga Huế.", "Le train quitte la gare de Hué."),
    ("Nghệ sĩ chơi đàn bầu.", "Un artiste joue du monocorde."),
    ("Trẻ em rước đèn Trung thu.", "Des enfants portent des lanternes à la mi-automne."),
    ("Lũ lụt ở miền Trung.", "Inondations dans le Centre."),
    ("Một phụ nữ bán phở.", "Une femme vend du pho."),
    ("Khách du lịch chụp ảnh vịnh Hạ Long.", "Des touristes photographient la baie d'Ha Long."),
    ("Chủ tịch nước tiếp Đại sứ Pháp.", "Le président reçoit l'ambassadeur de France."),
    ("Xe cứu hỏa đến hiện trường.", "Un camion de pompiers arrive sur les lieux."),
    ("Thợ gốm nặn bình ở Bát Tràng.", "Un potier façonne un vase à Bat Trang."),
    ("Mưa lớn làm ngập đường phố.", "De fortes pluies inondent les rues."),
    ("Lễ hội đua thuyền trên sông.", "Fête des courses de pirogues sur le fleuve."),
)
SOURCE = tuple(pair[0] for pair in PAIRS)


def write(folder: Path, *, steps: int = 130, width: int = 64) -> Path:
    """Write a vi-fr model into `folder`: config.json, generation_config.json, pytorch_model.bin and the rest.

    Args:
        folder: made if need be.
        steps: training steps over all pairs; 0 leaves the weights random.
        width: size of the model.
    """
    import torch
    from transformers import MarianConfig, MarianMTModel

    folder.mkdir(parents=True, exist_ok=True)
    for name, side in (("source.spm", 0), ("target.spm", 1)):
        (folder / name).write_bytes(_pieces([pair[side] for pair in PAIRS]))
    vocabulary = _vocabulary(folder)
    config = _config(len(vocabulary), width)
    pad = len(vocabulary) - 1
    generation = {
        "bad_words_ids": [[pad]],
        "bos_token_id": 0,
        "decoder_start_token_id": pad,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "max_length": 512,
        "num_beams": 4,
        "pad_token_id": pad,
    }
    for name, content in (
        ("vocab.json", vocabulary),
        ("config.json", {**config, "architectures": ["MarianMTModel"]}),
        ("generation_config.json", generation),
        ("tokenizer_config.json", {"source_lang": "vi", "target_lang": "fr"}),
    ):
        (folder / name).write_text(json.dumps(content, ensure_ascii=False, indent=2), encoding="utf-8")
    with torch.random.fork_rng():
        torch.manual_seed(1)
        model = MarianMTModel(MarianConfig(**config))
        _train(model, folder, vocabulary, steps)
    torch.save(model.state_dict(), folder / "pytorch_model.bin")
    return folder


def copy(folder: Path, target: Path, *, without: tuple[str, ...] = ()) -> Path:
    """A copy of a model folder to break or change, without some of its files."""
    return Path(shutil.copytree(folder, target, ignore=shutil.ignore_patterns(*without)))


def with_safetensors(folder: Path) -> Path:
    """Replace pytorch_model.bin by model.safetensors, without the tied copies, as transformers 5 saves it."""
    import torch
    from safetensors.torch import save_file

    tensors = torch.load(folder / "pytorch_model.bin", weights_only=True)
    tied = ("embed_tokens.weight", "lm_head.weight", "embed_positions.weight")
    save_file(
        {name: tensor for name, tensor in tensors.items() if not name.endswith(tied)},
        folder / "model.safetensors",
        metadata={"format": "pt"},
    )
    (folder / "pytorch_model.bin").unlink()
    return folder


def edit_json(path: Path, **changes: Any) -> None:
    """Change fields of a JSON file."""
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **changes}), encoding="utf-8")


def _pieces(sentences: list[str]) -> bytes:
    import sentencepiece

    model = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(sentences),
        model_writer=model,
        vocab_size=220,
        hard_vocab_limit=False,
        character_coverage=1.0,
        num_threads=1,
        minloglevel=2,
    )
    return model.getvalue()


def _vocabulary(folder: Path) -> dict[str, int]:
    import sentencepiece

    vocabulary = {"</s>": 0, "<unk>": 1}
    for name in ("source.spm", "target.spm"):
        model = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
        for number in range(model.get_piece_size()):
            if not model.is_control(number) and not model.is_unknown(number):
                vocabulary.setdefault(model.id_to_piece(number), len(vocabulary))
    return {**vocabulary, "<pad>": len(vocabulary)}


def _config(size: int, width: int) -> dict[str, Any]:
    return {
        "model_type": "marian",
        "vocab_size": size,
        "decoder_vocab_size": size,
        "d_model": width,
        "encoder_layers": 2,
        "decoder_layers": 2,
        "encoder_ffn_dim": 2 * width,
        "decoder_ffn_dim": 2 * width,
        "encoder_attention_heads": 4,
        "decoder_attention_heads": 4,
        "activation_function": "swish",
        "max_position_embeddings": 512,
        "scale_embedding": True,
        "share_encoder_decoder_embeddings": True,
        "static_position_embeddings": True,
        "dropout": 0.0,
        "bos_token_id": 0,
        "eos_token_id": 0,
        "forced_eos_token_id": 0,
        "pad_token_id": size - 1,
        "decoder_start_token_id": size - 1,
    }


def _train(model: Any, folder: Path, vocabulary: dict[str, int], steps: int) -> None:
    """Teach `model` the pairs by heart. The `<pad>` row stays zero, as in a model that comes from Marian."""
    import sentencepiece
    import torch

    pad = vocabulary["<pad>"]
    sides = []
    for name, side in (("source.spm", 0), ("target.spm", 1)):
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / name))
        rows = [
            [vocabulary[piece] for piece in pieces.encode(pair[side], out_type=str)] + [0] for pair in PAIRS
        ]
        longest = max(map(len, rows))
        sides.append(torch.tensor([row + [pad] * (longest - len(row)) for row in rows]))
    source, target = sides
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    optimiser = torch.optim.Adam((weight for weight in model.parameters() if weight.requires_grad), lr=3e-3)
    for _ in range(steps):
        output = model(
            input_ids=source, attention_mask=source != pad, labels=target.masked_fill(target == pad, -100)
        )
        optimiser.zero_grad()
        output.loss.backward()
        optimiser.step()
        with torch.no_grad():
            model.model.shared.weight[pad] = 0
    with torch.no_grad():
        model.model.shared.weight[pad] = 0
    torch.set_num_threads(threads)
