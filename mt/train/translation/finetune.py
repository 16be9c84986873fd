"""Fine-tuning: a model that exists learns from a desk's own pairs.

    outcome = finetune("embedded", "vi-fr", pairs, Path("ours"), Plan(), say=print)
    print(outcome.verdict)

Some of the pairs are kept aside (or given) as dev part: they are translated and scored before, and after
every epoch (of fifty steps or more); the best weights are the result. Tokenizer, vocabulary and layout of the
model stay as they are.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

import torch

from mt.caption import Pair
from mt.corpora.duplicates import near_duplicates
from mt.errors import InputError
from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.results import Comparison
from mt.models import Model
from mt.models.marian import MarianFolder, read_pieces
from mt.text.typography import for_model
from mt.text.unicode import repair
from mt.train.translation import validation
from mt.train.translation.base import marian_folder
from mt.train.translation.batches import Batches, Codec
from mt.train.translation.data import TrainingPair, without_credits
from mt.train.translation.folder import read_network, state_of, write_like
from mt.train.translation.session import Checks, Say, Session
from mt.train.translation.settings import Augmentation, Training
from mt.train.translation.weights import Weights, fastest_dtype

_DEV_SHARE = 10  # one pair of so many is kept aside
_MOST_DEV = 300
_LEAST = 8  # pairs on either side of the division
_NOTHING_CHANGED = Augmentation(**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """How to fine-tune.

    Attributes:
        epochs: at most.
        patience: scorings on the dev part in a row without a better chrF after which it ends sooner.
        learning_rate: the peak; small, so that what the model knows is not lost.
        batch_tokens: pieces of both sides in a batch, padding counted.
        dropout: share of every layer's output that is dropped.
        beam_size: of the translations scored before and after.
        near: similarity (see `mt.corpora.duplicates`) to a pair of the dev part; pairs as near are left out.
        device: `cpu` or `cuda`.
        seed: of all chance.
    """

    epochs: int = 10
    patience: int = 2
    learning_rate: float = 1e-4
    batch_tokens: int = 2048
    dropout: float = 0.1
    beam_size: int = 4
    near: float = 0.5
    device: str = "cpu"
    seed: int = 1

    def training(self, batches_an_epoch: int) -> Training:
        """The same in terms of the training loop."""
        return Training(
            steps=self.epochs * batches_an_epoch,
            batch_tokens=self.batch_tokens,
            learning_rate=self.learning_rate,
            warm_up_steps=min(100, batches_an_epoch),
            dropout=self.dropout,
            ema=0.02,  # the average looks back some fifty steps: runs are short
            optimiser="adamw",
            hold=0.0,
            seed=self.seed,
        )


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it.

    Attributes:
        model: the best int8 model, ready for `--model FOLDER`.
        marian: its weights in the layout of the base, for transformers.
        dev: pairs it was scored on.
        comparisons: after against before, raw text, with p-values.
    """

    model: Model
    marian: Path
    dev: int
    comparisons: tuple[Comparison, ...] = field(default=())

    @property
    def gained(self) -> bool:
        """Whether it is surely better than before in one metric, and surely worse in none."""
        better = any(c.better == c.system for c in self.comparisons)
        return better and all(c.better != c.baseline for c in self.comparisons)

    @property
    def verdict(self) -> str:
        """A line a metric: before, after, p-value, and what that means."""
        lines = []
        for c in self.comparisons:
            meaning = {"": "no sure difference", c.system: "better", c.baseline: "worse"}[c.better]
            values = f"{c.baseline_value:5.1f} before, {c.system_value:5.1f} after"
            lines.append(f"{c.metric:6} {values}  (p = {c.p_value:.3f}: {meaning})")
        return "\n".join(lines)


def finetune(
    base: str,
    direction: str,
    pairs: Sequence[Pair],
    folder: Path,
    plan: Plan,
    *,
    dev: Sequence[Pair] = (),
    say: Say = print,
) -> Outcome:
    """Train a model further on `pairs`; a run that was killed goes on where it was.

    Args:
        base: `embedded`, `helsinki`, a hub id in the cache, or a folder.
        direction: `vi-fr` or `fr-vi`.
        pairs: captions with their translations.
        folder: where the result and all that leads to it is written; see `session`.
        dev: pairs to measure with; a tenth of `pairs` when empty.

    Raises:
        InputError: too few pairs.
        ModelError: the base cannot be used.
    """
    train, dev = divided(pairs, dev, near=plan.near)
    say(f"{len(train)} pairs to learn from, {len(dev)} to measure with")
    source = marian_folder(base, direction, folder / "base")
    codec, tag = _codec(source, direction.split("-")[1])
    learnt = [_as_read(pair, source.normalisation, tag) for pair in train]
    network = read_network(source, dropout=plan.dropout)
    device = torch.device(plan.device)
    network.to(device)
    weights = Weights(network, optimiser="adamw", dtype=fastest_dtype(device), average=0.02)
    batches = Batches(
        learnt,
        direction,
        codec,
        batch_tokens=plan.batch_tokens,
        augmentation=_NOTHING_CHANGED,
        seed=plan.seed,
    )
    training = plan.training(sum(1 for _ in batches.epoch(0)))
    before_model = validation.converted(source.path, folder / "before", name="before", direction=direction)
    before = validation.translations(before_model, dev, beam_size=plan.beam_size)
    target = direction.split("-")[1]
    say(f"before: {validation.score(before, dev, target)}")

    def score(model: Model) -> validation.Scores:
        hypotheses = validation.translations(model, dev, beam_size=plan.beam_size)
        return validation.score(hypotheses, dev, target)

    def export(state: dict[str, torch.Tensor], path: Path) -> None:
        write_like(source, state_of(network, state), path)

    session = Session(
        folder,
        name=folder.name,
        direction=direction,
        fingerprint=_fingerprint(source, learnt, dev, plan),
        say=say,
    )
    session.restore(weights, device)
    checks = Checks(export, score, each_epoch=True, patience=plan.patience)
    session.train(network, weights, batches, training, checks, device=device)
    return _compared(session, before, dev, direction, plan)


def divided(
    pairs: Sequence[Pair], dev: Sequence[Pair], *, near: float = 0.5
) -> tuple[list[Pair], list[Pair]]:
    """Pairs to learn from and to measure with; by a hash of the texts, so always the same.

    Raises:
        InputError: fewer than eight on a side.
    """
    whole = list({(pair.vi, pair.fr): pair for pair in pairs}.values())
    if dev:
        train, aside = whole, list(dev)
    else:
        order = sorted(whole, key=lambda pair: zlib.crc32(f"{pair.vi}\t{pair.fr}".encode()))
        count = min(_MOST_DEV, len(order) // _DEV_SHARE)
        train, aside = order[count:], order[:count]
    alike: set[int] = set()
    for side in ("vi", "fr"):
        kept, learnt = [p.side(side) for p in aside], [p.side(side) for p in train]
        alike |= {j for _, j, _ in near_duplicates(kept, learnt, threshold=near)}
    train = [pair for i, pair in enumerate(train) if i not in alike]
    if len(train) < _LEAST or len(aside) < _LEAST:
        raise InputError(
            f"too few different pairs: {len(train)} to learn from and {len(aside)} to measure with",
            remedy=f"give {_LEAST * _DEV_SHARE} or more, or name the measured ones by --dev",
        )
    return train, aside


def _codec(folder: MarianFolder, target: str) -> tuple[Codec, str]:
    source, other = (read_pieces(folder.path / name) for name in ("source.spm", "target.spm"))
    longest = folder.max_source_pieces
    return Codec(source, other, folder.vocabulary, longest=longest), folder.language_tag(target)


def _as_read(pair: Pair, convention: str, tag: str) -> TrainingPair:
    """A pair in the form in which the model will be given captions, and give them back."""
    vi, fr = without_credits(*(repair(text)[0] for text in (pair.vi, pair.fr)))
    return TrainingPair(1.0, tag, for_model(vi, "vi", convention), for_model(fr, "fr", convention), "pairs")


def _fingerprint(source: MarianFolder, pairs: Iterable[TrainingPair], dev: Iterable[Pair], plan: Plan) -> str:
    digest = hashlib.sha256(repr((source.config, asdict(plan))).encode())
    for pair in pairs:
        digest.update(f"{pair.vi}\t{pair.fr}\n".encode())
    for held in dev:
        digest.update(f"{held.id}\t{held.vi}\n".encode())
    return digest.hexdigest()


def _compared(
    session: Session, before: Sequence[str], dev: Sequence[Pair], direction: str, plan: Plan
) -> Outcome:
    """Before against after, on the dev part."""
    model = session.best()
    after = validation.translations(model, dev, beam_size=plan.beam_size)
    references = ReferenceSet.of_pairs("dev part", list(dev), direction)
    found = evaluate(references, [Output("before", tuple(before)), Output("after", tuple(after))])
    comparisons = tuple(c for c in found.comparisons if c.text == "raw" and c.metric in ("BLEU", "chrF"))
    return Outcome(model, session.folder / "best-marian", len(dev), comparisons)
