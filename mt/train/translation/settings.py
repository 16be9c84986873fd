"""What a recipe can say, and what it says where it says nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

BUNDLED = ("corpora:captions", "corpora:glossary")
"""Sources that come with the package: the train split of the captions, the glossary."""


@dataclass(frozen=True, slots=True)
class Shape:
    """The size of a Marian transformer.

    Attributes:
        width: of embeddings and layers.
        feed_forward: inner width of the feed-forward blocks.
        heads: of every attention.
        encoder_layers, decoder_layers: how many.
        positions: pieces that it can read, and say.
    """

    width: int = 256
    feed_forward: int = 1024
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 2
    positions: int = 512


@dataclass(frozen=True, slots=True)
class VocabularyRecipe:
    """The joint SentencePiece model.

    Attributes:
        size: pieces.
        tags: pieces that mark sources of another style, e.g. `<d>`; never said when translating.
        texts: files of one language that the pieces are learnt from too; globs under the data root.
        sample: share of the lines of those files.
        file: a SentencePiece model to be used as it is, or `embedded`; empty to train one. Weights can only
            be trained further with the vocabulary they were trained with.
    """

    size: int = 8000
    tags: tuple[str, ...] = ()
    texts: tuple[str, ...] = ()
    sample: float = 1.0
    file: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """Files of pairs, and what they are worth.

    Attributes:
        files: globs under the data root, or one of `BUNDLED`.
        weight: how often an epoch sees each pair; 0.3 is three epochs of ten.
        licence: of the text, for the model card.
        tag: piece put before the source side of these pairs; one of the vocabulary.
        note: what the text is, for the model card.
        columns: of Vietnamese and French, by the names in the first line or by number from 1. `vi` and `fr`
            are the first and second column where the first line is no header.
        machine: whether a machine translated one side: both sides must have the same numbers.
        captions: whether it is like what is held out: near-duplicates of that are dropped, not only copies.
        once: `vi` or `fr`: each text of this side is taken once, with one of its counterparts, by chance.
    """

    files: tuple[str, ...]
    weight: float
    licence: str
    tag: str = ""
    note: str = ""
    columns: tuple[str, ...] = ("vi", "fr")
    machine: bool = False
    captions: bool = False
    once: Literal["", "vi", "fr"] = ""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a pair must be like to be trained on; see `mt.train.translation.filters`.

    Attributes:
        longest_vi, longest_fr: characters of a side.
        ratio: one side has at most so many times the characters of the other; short pairs have more room.
        letters: least share of letters and spaces on the Vietnamese side.
        language: least probability at which a side that is in the wrong language is dropped; 0 for never.
        language_words: sides of fewer words are not asked for their language.
        near_duplicates: captions of this similarity (see `mt.corpora.duplicates`), on both sides, to
            captions of an earlier source or line are dropped; 0 for never.
        held_out: similarity to a held-out caption from which a caption is dropped.
        credits: `kept`, or `off` where both sides have one: the translator writes credits by rule.
    """

    longest_vi: int = 500
    longest_fr: int = 600
    ratio: float = 2.6
    letters: float = 0.7
    language: float = 0.98
    language_words: int = 5
    near_duplicates: float = 0.9
    held_out: float = 0.5
    credits: Literal["kept", "off"] = "kept"


@dataclass(frozen=True, slots=True)
class Augmentation:
    """Shares of the source sides that are changed, one change each; see `mt.train.translation.augment`."""

    stripped: float = 0.04
    restored: float = 0.03
    partly: float = 0.02
    lost_d: float = 0.01
    capitals: float = 0.03
    lower: float = 0.02
    clipped: float = 0.02


@dataclass(frozen=True, slots=True)
class Training:
    """The run.

    Attributes:
        minutes, steps: how long; exactly one of them is given.
        batch_tokens: pieces of both sides in a batch, padding counted.
        learning_rate: the peak.
        warm_up_steps: steps until the peak is reached.
        dropout: share of every layer's output that is dropped.
        label_smoothing: share of the probability that is spread over all pieces.
        ema: weight of a step in the averaged weights.
        optimiser: `muon` (for matrices; the rest by AdamW) or `adamw`.
        hold: share of the run before the rate begins to fall (cosine).
        final_learning_rate: share of the peak where it ends.
        easy: first share of the run, on short pairs only.
        guide: weight of guided alignment; 0 for none.
        checkpoint_minutes, validation_minutes: between two of them.
        seed: of all chance.
    """

    minutes: float | None = None
    steps: int | None = None
    batch_tokens: int = 6144
    learning_rate: float = 9e-4
    warm_up_steps: int = 200
    dropout: float = 0.1
    label_smoothing: float = 0.1
    ema: float = 0.001
    optimiser: Literal["muon", "adamw"] = "muon"
    hold: float = 0.2
    final_learning_rate: float = 0.02
    easy: float = 0.0
    guide: float = 0.0
    checkpoint_minutes: float = 5.0
    validation_minutes: float = 15.0
    seed: int = 1
