"""Running a model: pieces in, hypotheses out, by CTranslate2.

Sentences are run in groups of exactly the same number of pieces. That needs no padding, which is as fast as
mixed batches and makes the result of a sentence independent of its neighbours: with int8 weights the
scores are equal to the last bit whether a sentence is translated alone or among thousands.
"""

from __future__ import annotations

import math
import os
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

from mt.errors import ModelDamaged, UsageError
from mt.models.model import Model

END = "</s>"


@dataclass(frozen=True, slots=True)
class Decoding:
    """How hypotheses are searched for.

    Attributes:
        beam_size: hypotheses kept at each step; 1 is greedy search.
        nbest: hypotheses returned, at most `beam_size`.
        repetition_penalty: above 1, pieces that were said before become less likely.
        no_repeat_ngram: above 0, no run of this many pieces is said twice.
        sampling: above 1, each piece is drawn from this many of the most probable, instead of a search.
    """

    beam_size: int = 4
    nbest: int = 1
    repetition_penalty: float = 1.0
    no_repeat_ngram: int = 0
    sampling: int = 1


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """One output of the model.

    Attributes:
        text: the output as text, not yet typeset.
        score: mean log-probability a piece, the end included.
        pieces: the output as SentencePiece pieces.
        complete: whether the model ended it; False when it ran into the length limit.
    """

    text: str
    score: float
    pieces: tuple[str, ...]
    complete: bool


class Engine(Protocol):
    """Anything that turns pieces into hypotheses: CTranslate2 here, transformers in `reference`."""

    def encode(self, text: str) -> list[str]:
        """The text as source pieces, without the end."""

    def unknown(self, pieces: Iterable[str]) -> str:
        """The characters among the pieces that the model does not know."""

    def translate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        """For each source, its `nbest` hypotheses, best first; `progress` hears how many are done."""


def length_limit(source_pieces: int) -> int:
    """The most pieces a translation may have: twice the source and some, whatever else is in the batch."""
    return 2 * source_pieces + 32


class CTranslate2Engine:
    """The engine that vifr translates with.

    Args:
        model: which model.
        threads: sentences translated at the same time; 0 is one for every core this process may use.
        batch_tokens: source pieces in a batch.

    Raises:
        ModelDamaged: a file of the model is missing or broken.
    """

    def __init__(self, model: Model, *, threads: int = 0, batch_tokens: int = 1024) -> None:
        import ctranslate2
        import sentencepiece

        if threads < 0 or batch_tokens < 1:
            raise UsageError("threads cannot be below 0, nor batch tokens below 1")
        self._model, self._batch_tokens = model, batch_tokens
        try:
            self._source = sentencepiece.SentencePieceProcessor(model_file=str(model.source_spm))
            self._target = (
                self._source
                if model.target_spm == model.source_spm
                else sentencepiece.SentencePieceProcessor(model_file=str(model.target_spm))
            )
            self._translator: Any = ctranslate2.Translator(
                str(model.path), device="cpu", inter_threads=threads or _cores(), intra_threads=1
            )
        except (RuntimeError, OSError, ValueError, IndexError) as error:
            raise ModelDamaged(
                f"the model cannot be loaded ({error})", where=model.path, remedy="run: vifr models doctor"
            ) from error
        self._unknown_id = self._source.unk_id()

    def encode(self, text: str) -> list[str]:
        pieces: list[str] = self._source.encode(text, out_type=str)
        return pieces

    def unknown(self, pieces: Iterable[str]) -> str:
        unknown, in_bytes = [], []
        for piece in pieces:
            number = self._source.piece_to_id(piece)
            if number == self._unknown_id:
                unknown.append(piece)
            elif self._source.is_byte(number):
                in_bytes.append(piece)
        # A rare Latin letter, Ủ for one, is spelt in bytes as well, and models learn to read it so.
        foreign = [c for c in self._source.decode(in_bytes) if not _is_latin(c)] if in_bytes else []
        return "".join([*unknown, *foreign]).replace("▁", "").strip()

    def translate(
        self,
        sources: Sequence[Sequence[str]],
        decoding: Decoding,
        *,
        progress: Callable[[int], object] | None = None,
    ) -> list[list[Hypothesis]]:
        groups: dict[int, list[int]] = defaultdict(list)
        for index, source in enumerate(sources):
            groups[len(source)].append(index)
        running = [
            (
                indexes,
                self._submit([self._model.source_tokens(sources[i]) for i in indexes], length, decoding),
            )
            for length, indexes in sorted(groups.items(), reverse=True)
        ]
        hypotheses: list[list[Hypothesis]] = [[] for _ in sources]
        for indexes, results in running:
            for index, result in zip(indexes, results, strict=True):
                hypotheses[index] = self._hypotheses(result.result())
                if progress:
                    progress(1)
        return hypotheses

    def encode_target(self, text: str) -> list[str]:
        """A text as pieces of the target side, without the end."""
        pieces: list[str] = self._target.encode(text, out_type=str)
        return pieces

    def log_probabilities(
        self, requests: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]]
    ) -> list[list[list[float]]]:
        """For each source and each of its targets, the log-probability of every piece after those before it.

        What a source gives does not depend on the other sources.
        """
        running = [
            self._translator.score_batch(
                [self._model.source_tokens(source)] * len(targets),
                [list(target) for target in targets],
                max_input_length=0,
                asynchronous=True,
            )
            for source, targets in requests
        ]
        return [
            [
                result.result().log_probs[: len(target)]
                for target, result in zip(targets, results, strict=True)
            ]
            for (_, targets), results in zip(requests, running, strict=True)
        ]

    def complete(
        self, requests: Sequence[tuple[Sequence[str], Sequence[Sequence[str]]]], decoding: Decoding
    ) -> list[list[Hypothesis]]:
        """For each source and each beginning of a target, the best hypothesis that begins so.

        The score is that of the pieces behind the beginning, divided by the number of all.
        """
        running = [
            self._translator.translate_batch(
                [self._model.source_tokens(source)] * len(prefixes),
                target_prefix=[list(prefix) for prefix in prefixes],
                asynchronous=True,
                beam_size=decoding.beam_size,
                patience=1.5 if decoding.beam_size > 1 else 1,
                max_input_length=0,
                max_decoding_length=length_limit(len(source)),
                return_scores=True,
                return_end_token=True,
            )
            for source, prefixes in requests
        ]
        return [[self._hypotheses(result.result())[0] for result in results] for results in running]

    def likelihoods(self, sources: Sequence[Sequence[str]], targets: Sequence[str]) -> list[float]:
        """Mean log-probability a piece, the end included, of each target text given its source.

        Args:
            sources: as pieces, without the end.
            targets: as texts in the form that the model writes.
        """
        pieces = [self._target.encode(text, out_type=str) for text in targets]
        order = sorted(range(len(sources)), key=lambda i: len(sources[i]) + len(pieces[i]))
        results = self._translator.score_batch(
            [self._model.source_tokens(sources[i]) for i in order],
            [pieces[i] for i in order],
            max_batch_size=self._batch_tokens,
            batch_type="tokens",
            max_input_length=0,
        )
        scores = [0.0] * len(sources)
        for i, result in zip(order, results, strict=True):
            scores[i] = sum(result.log_probs) / len(result.log_probs)
        return scores

    def likelihoods_by_source(
        self, requests: Sequence[tuple[Sequence[Sequence[str]], str]]
    ) -> list[list[float]]:
        """For each list of sources and their one target text, its mean log-probability a piece given each.

        What a request gives does not depend on the other requests; minus infinity for an empty source.
        """
        running = []
        for sources, target in requests:
            pieces = self.encode_target(target)
            asked = [self._model.source_tokens(source) for source in sources if source]
            running.append(
                self._translator.score_batch(
                    asked, [pieces] * len(asked), max_input_length=0, asynchronous=True
                )
            )
        found = []
        for (sources, _), results in zip(requests, running, strict=True):
            values = (sum(r.log_probs) / len(r.log_probs) for r in (result.result() for result in results))
            found.append([next(values) if source else -math.inf for source in sources])
        return found

    def _submit(self, batch: list[list[str]], length: int, decoding: Decoding) -> list[Any]:
        results: list[Any] = self._translator.translate_batch(
            batch,
            max_batch_size=max(self._batch_tokens, length + 2),
            batch_type="tokens",
            asynchronous=True,
            beam_size=decoding.beam_size,
            num_hypotheses=min(decoding.nbest, decoding.beam_size),
            # Searching on after the first have ended finds slightly better hypotheses; with 2, dev chrF is
            # .01 higher for a twentieth more time.
            patience=1.5 if decoding.beam_size > 1 else 1,
            repetition_penalty=decoding.repetition_penalty,
            no_repeat_ngram_size=decoding.no_repeat_ngram,
            sampling_topk=decoding.sampling,
            max_input_length=0,
            max_decoding_length=length_limit(length),
            return_scores=True,
            return_end_token=True,
        )
        return results

    def _hypotheses(self, result: Any) -> list[Hypothesis]:
        found = []
        for pieces, score in zip(result.hypotheses, result.scores, strict=True):
            complete = bool(pieces) and pieces[-1] == END
            body = pieces[:-1] if complete else pieces
            found.append(Hypothesis(self._target.decode(body), float(score), tuple(body), complete))
        return found


def second_attempt(decoding: Decoding, *, may_repeat: bool) -> Decoding:
    """The settings of a second attempt: all of a wider beam, and repetition only where it is harmless."""
    beam = max(6, decoding.beam_size)
    wider = replace(decoding, beam_size=beam, nbest=beam, sampling=1)
    return wider if may_repeat else replace(wider, repetition_penalty=1.3, no_repeat_ngram=3)


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN ")


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
