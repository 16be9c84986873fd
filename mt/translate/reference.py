"""The same model run by transformers: slower, but the implementation everybody compares with.

Used to check that the CTranslate2 engine says the same, and by the benchmark. Reads a Marian folder in
opus-mt layout, which `vifr models export` writes for any model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from mt.errors import MissingExtra
from mt.translate.engine import END, Decoding, Hypothesis, length_limit


class TransformersEngine:
    """`MarianMTModel.generate` behind the interface of the other engine.

    Args:
        folder: Marian folder in opus-mt layout.
        batch_size: sentences in a batch; padded to the longest.

    Raises:
        MissingExtra: torch or transformers is not installed.
    """

    def __init__(self, folder: Path, *, batch_size: int = 32) -> None:
        try:
            import torch
            from transformers import MarianMTModel, MarianTokenizer
        except ImportError as error:
            raise MissingExtra(
                error.name or "torch", extra="helsinki", purpose="the transformers engine"
            ) from error
        self._torch, self._batch_size = torch, batch_size
        self._tokenizer: Any = MarianTokenizer.from_pretrained(folder)
        self._model: Any = MarianMTModel.from_pretrained(folder, dtype=torch.float32).eval()

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._tokenizer.tokenize(text)
        return pieces

    def unknown(self, pieces: Iterable[str]) -> str:
        known = self._tokenizer.get_vocab()
        return "".join(piece for piece in pieces if piece not in known).replace("▁", "")

    def translate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        order = sorted(range(len(sources)), key=lambda index: len(sources[index]))
        hypotheses: list[list[Hypothesis]] = [[] for _ in sources]
        for start in range(0, len(order), self._batch_size):
            batch = order[start : start + self._batch_size]
            for index, found in zip(
                batch, self._generate([sources[i] for i in batch], decoding), strict=True
            ):
                hypotheses[index] = found
            if progress:
                progress(len(batch))
        return hypotheses

    def _generate(self, batch: list[Sequence[str]], decoding: Decoding) -> list[list[Hypothesis]]:
        torch, tokenizer = self._torch, self._tokenizer
        ids = [tokenizer.convert_tokens_to_ids([*pieces, END]) for pieces in batch]
        longest = max(map(len, ids))
        pad, end = tokenizer.pad_token_id, tokenizer.eos_token_id
        returned = min(decoding.nbest, decoding.beam_size)
        with torch.inference_mode():
            output = self._model.generate(
                input_ids=torch.tensor([row + [pad] * (longest - len(row)) for row in ids]),
                attention_mask=torch.tensor([[1] * len(row) + [0] * (longest - len(row)) for row in ids]),
                num_beams=decoding.beam_size,
                num_return_sequences=returned,
                do_sample=False,
                max_length=length_limit(longest) + 1,
                repetition_penalty=decoding.repetition_penalty,
                no_repeat_ngram_size=decoding.no_repeat_ngram,
                return_dict_in_generate=True,
                output_scores=True,
            )
        scores = getattr(output, "sequences_scores", None)
        rows = []
        for number, sequence in enumerate(output.sequences.tolist()):
            body = sequence[1:]
            complete = end in body
            body = body[: body.index(end)] if complete else [i for i in body if i != pad]
            text = tokenizer.decode(body, use_source_tokenizer=False)
            score = float(scores[number]) if scores is not None else float("nan")
            rows.append(Hypothesis(text, score, tuple(tokenizer.convert_ids_to_tokens(body)), complete))
        return [rows[i : i + returned] for i in range(0, len(rows), returned)]
