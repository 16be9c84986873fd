"""Batches for the training loop: pairs drawn by weight, augmented, cut into pieces, grouped by length.

Everything is decided by the seed and the number of the epoch, so that a run that was killed finds the very
batches it would have seen.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from mt.train.translation.augment import augmented
from mt.train.translation.data import TrainingPair
from mt.train.translation.settings import Augmentation

END, UNKNOWN = 0, 1
_SHORT = 45  # characters of a short pair, the longer side

Link = tuple[int, int]  # pieces of the source and of the target


@dataclass(frozen=True, slots=True)
class Batch:
    """One step's worth of pairs.

    Attributes:
        source: pairs × pieces, filled up with `<pad>`.
        target: pairs × pieces, `<pad>` first: what the decoder is given.
        wanted: pairs × pieces: what it should answer.
        links: pairs × target pieces: the source piece each is linked with, -1 for none; None without links.
        tokens: pieces of both sides, `<pad>` not counted.
    """

    source: Tensor
    target: Tensor
    wanted: Tensor
    links: Tensor | None
    tokens: int

    def to(self, device: torch.device) -> Batch:
        """The same on another device."""
        links = None if self.links is None else self.links.to(device)
        return Batch(
            self.source.to(device), self.target.to(device), self.wanted.to(device), links, self.tokens
        )


class Codec:
    """Text to ids: SentencePiece for either side, one vocabulary for both, as in opus-mt.

    Args:
        source: SentencePieceProcessor of the source.
        target: of the target; may be the same.
        vocabulary: piece to id; `<pad>` is the last.
        longest: pieces of a side, the end included; what is longer is cut in training.
    """

    def __init__(self, source: Any, target: Any, vocabulary: Mapping[str, int], *, longest: int) -> None:
        self._source, self._target, self._vocabulary, self._longest = source, target, vocabulary, longest
        self.pad = len(vocabulary) - 1

    def sources(self, texts: Sequence[str], tags: Sequence[str]) -> list[list[int]]:
        """Ids of each text, its tag before them where it has one."""
        ids = self._ids(self._source, texts)
        return [
            [self._vocabulary[tag], *sequence] if tag else sequence
            for tag, sequence in zip(tags, ids, strict=True)
        ]

    def targets(self, texts: Sequence[str]) -> list[list[int]]:
        """Ids of each text."""
        return self._ids(self._target, texts)

    def _ids(self, pieces: Any, texts: Sequence[str]) -> list[list[int]]:
        known, last = self._vocabulary, self._longest - 1
        return [
            [*[known.get(piece, UNKNOWN) for piece in sequence[:last]], END]
            for sequence in pieces.encode(list(texts), out_type=str)
        ]


class Batches:
    """All batches of a training, epoch after epoch.

    Args:
        pairs: what to learn; a pair of weight 2.5 comes two or three times an epoch.
        direction: `vi-fr` or `fr-vi`.
        codec: text to ids.
        batch_tokens: pieces of both sides in a batch at most, `<pad>` counted.
        augmentation: how often sources are changed, and how.
        seed: of every choice.
        links: of each pair, for guided alignment; of its pieces as they are without augmentation.
    """

    def __init__(
        self,
        pairs: Sequence[TrainingPair],
        direction: str,
        codec: Codec,
        *,
        batch_tokens: int,
        augmentation: Augmentation,
        seed: int,
        links: Sequence[Sequence[Link]] | None = None,
    ) -> None:
        self._pairs, self._codec, self._links = pairs, codec, links
        self._source_language, self._target_language = direction.split("-")
        self._batch_tokens, self._augmentation, self._seed = batch_tokens, augmentation, seed

    def epoch(self, number: int, *, short: bool = False, skip: int = 0) -> Iterator[Batch]:
        """The batches of an epoch, in order.

        Args:
            number: of the epoch, from 0.
            short: short pairs only, which teach a fresh model what attention is for.
            skip: batches that were seen already.
        """
        draw = random.Random(f"{self._seed} {number} {short}")
        examples = self._drawn(draw, short=short)
        groups = self._grouped(examples, draw)
        for group in groups[skip:]:
            yield self._batch([examples[i] for i in group])

    def _drawn(self, draw: random.Random, *, short: bool) -> list[_Example]:
        texts: list[tuple[str, str, str, int]] = []
        for row, pair in enumerate(self._pairs):
            source, target = (pair.vi, pair.fr) if self._source_language == "vi" else (pair.fr, pair.vi)
            if short and max(len(source), len(target)) > _SHORT:
                continue
            for _ in range(int(pair.weight) + (draw.random() < pair.weight % 1)):
                text, changed = augmented(source, self._source_language, draw, self._augmentation)
                texts.append((text, target, pair.tag, -1 if changed else row))
        sources = self._codec.sources([t[0] for t in texts], [t[2] for t in texts])
        targets = self._codec.targets([t[1] for t in texts])
        return [
            _Example(source, target, row, bool(tag))
            for source, target, (_, _, tag, row) in zip(sources, targets, texts, strict=True)
        ]

    def _grouped(self, examples: Sequence[_Example], draw: random.Random) -> list[list[int]]:
        """Examples of like lengths together, the groups in random order."""
        order = list(range(len(examples)))
        draw.shuffle(order)
        order.sort(key=lambda i: (len(examples[i].source) // 2, len(examples[i].target) // 2))
        groups: list[list[int]] = [[]]
        widest = tallest = 0
        for i in order:
            source, target = len(examples[i].source), len(examples[i].target)
            wider, taller = max(widest, source), max(tallest, target)
            if groups[-1] and (len(groups[-1]) + 1) * (wider + taller) > self._batch_tokens:
                groups.append([])
                wider, taller = source, target
            groups[-1].append(i)
            widest, tallest = wider, taller
        draw.shuffle(groups)
        return groups if order else []

    def _batch(self, examples: Sequence[_Example]) -> Batch:
        pad = self._codec.pad
        source = _filled([example.source for example in examples], pad)
        wanted = _filled([example.target for example in examples], pad)
        start = torch.full((len(examples), 1), pad)
        tokens = sum(len(example.source) + len(example.target) for example in examples)
        return Batch(
            source,
            torch.cat([start, wanted[:, :-1]], 1),
            wanted,
            self._linked(examples, source, wanted),
            tokens,
        )

    def _linked(self, examples: Sequence[_Example], source: Tensor, wanted: Tensor) -> Tensor | None:
        if self._links is None:
            return None
        linked = torch.full_like(wanted, -1)
        for k, example in enumerate(examples):
            for i, j in self._links[example.row] if example.row >= 0 else ():
                if i + example.tagged < len(example.source) and j < len(example.target):
                    linked[k, j] = i + example.tagged
        return linked


@dataclass(frozen=True, slots=True)
class _Example:
    """Ids of both sides; the row of its links, -1 when its source was changed; whether it has a tag."""

    source: list[int]
    target: list[int]
    row: int
    tagged: bool


def _filled(sequences: Sequence[list[int]], pad: int) -> Tensor:
    longest = max(map(len, sequences))
    return torch.tensor([[*sequence, *[pad] * (longest - len(sequence))] for sequence in sequences])
