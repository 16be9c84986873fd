"""The joint SentencePiece model of both languages, and its ids.

Trained so that its ids are those of opus-mt's vocab.json: `</s>` 0, `<unk>` 1, the pieces, `<pad>` last. What
no piece spells is spelt in bytes, so nothing is unknown (byte fallback).
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from mt.errors import InputError, ModelDamaged
from mt.files.output import check_output, claimed, replacing

PAD = "<pad>"
_BYTES = 256
_SAMPLE = 600_000  # lines that the pieces are learnt from
_LONGEST = 4000  # bytes of a line


def train_vocabulary(texts: Iterable[str], target: Path, *, size: int, tags: Sequence[str] = ()) -> None:
    """Learn `size` pieces from lines of both languages and write the SentencePiece model.

    Unigram language model (Kudo, Subword Regularization, ACL 2018), on normalised text; what is frequent in
    `texts` is frequent in the pieces, so give them as often as they weigh.

    Args:
        texts: normalised lines; read once.
        target: the file to write.
        size: pieces, the bytes and tags among them, `<pad>` not.
        tags: pieces of their own that mark a style, e.g. `<d>`.

    Raises:
        InputError: too little text for so many pieces.
        OutputError: the file cannot be written.
    """
    import sentencepiece

    output, model = check_output(target), io.BytesIO()
    try:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=_lines(texts),
            model_writer=model,
            model_type="unigram",
            vocab_size=size,
            character_coverage=0.9995,
            byte_fallback=True,
            normalization_rule_name="nmt_nfkc",
            user_defined_symbols=list(tags),
            eos_id=0,
            unk_id=1,
            bos_id=-1,
            pad_id=-1,
            input_sentence_size=_SAMPLE,
            shuffle_input_sentence=True,
            max_sentence_length=_LONGEST,
            num_threads=1,  # more are faster, but add up in another order each time
            minloglevel=2,
        )
    except RuntimeError as error:  # its messages are of several lines, and name its source files
        raise InputError(
            f"{size} pieces cannot be learnt from this text",
            where=target,
            remedy=f"give more text or a smaller vocabulary.size (at least {_BYTES + 100})",
        ) from error
    with claimed(output), replacing(output) as write:
        write(model.getvalue())


def read_vocabulary(path: Path) -> dict[str, int]:
    """Every piece of a SentencePiece model with its id, and `<pad>` behind them.

    Raises:
        ModelDamaged: it cannot be read, or its ids are not those of opus-mt.
    """
    import sentencepiece

    try:
        pieces = sentencepiece.SentencePieceProcessor(model_file=str(path))
    except (RuntimeError, OSError) as error:
        raise ModelDamaged("is not a SentencePiece model", where=path, remedy="train it again") from error
    if (pieces.eos_id(), pieces.unk_id()) != (0, 1):
        raise ModelDamaged(
            "has not </s> and <unk> as its first pieces", where=path, remedy="train it with vifr train"
        )
    vocabulary = {pieces.id_to_piece(number): number for number in range(pieces.vocab_size())}
    return vocabulary | {PAD: len(vocabulary)}


def _lines(texts: Iterable[str]) -> Iterator[str]:
    return (line for text in texts if (line := text.strip()))
