"""The training loop: a generator that makes a step each time it is asked for the next.

Whoever drives it decides when to save, to validate and to stop; see `session`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator
from dataclasses import dataclass

import torch

from mt.train.translation.batches import Batches
from mt.train.translation.loss import guide_loss, tied_cross_entropy
from mt.train.translation.network import Network
from mt.train.translation.settings import Training
from mt.train.translation.weights import Weights


@dataclass(frozen=True, slots=True)
class Position:
    """How far a training has come.

    Attributes:
        step: steps made.
        epoch: the epoch that is running, from 0.
        batch: batches of that epoch that are done.
        short: whether that epoch is one of short pairs.
        tokens: pieces of both sides seen.
        seconds: time spent, over all sittings.
    """

    step: int = 0
    epoch: int = 0
    batch: int = 0
    short: bool = False
    tokens: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Step:
    """One step that was made: where it led, mean losses of its batch in nats a piece, and its rate."""

    position: Position
    nll: float
    guide: float
    rate: float
    share: float


def steps(
    network: Network,
    weights: Weights,
    batches: Batches,
    training: Training,
    *,
    start: Position,
    device: torch.device,
) -> Iterator[Step]:
    """Train until the time or the steps of the recipe are used up.

    Two runs that start from the same state make the same steps, whatever happened between them, as long as
    the rate goes by steps; by time, it depends on the clock.
    """
    network.train()
    began = time.monotonic() - start.seconds
    step, tokens, epoch = start.step, start.tokens, start.epoch
    share = _share(training, step, start.seconds)
    short = start.short if start.batch else share < training.easy
    skip = start.batch
    while True:
        done = skip
        for batch in batches.epoch(epoch, short=short, skip=skip):
            share = _share(training, step, time.monotonic() - began)
            if share >= 1:
                return
            if short and share >= training.easy:
                break
            step, done, tokens = step + 1, done + 1, tokens + batch.tokens
            torch.manual_seed(training.seed * 1_000_003 + step)  # of dropout: it must not hang on the past
            there = batch.to(device)
            guided = training.guide > 0 and there.links is not None
            hidden = network(there.source, there.target, attention=guided)
            wanted = there.wanted.flatten()
            real = (wanted != network.pad).nonzero().squeeze(1)
            loss, nll = tied_cross_entropy(
                hidden.states.flatten(0, 1).index_select(0, real),
                network.embeddings,
                network.final_logits_bias,
                wanted.index_select(0, real),
                smoothing=training.label_smoothing,
            )
            guide = loss.new_zeros(())
            if guided and there.links is not None and hidden.attention is not None:
                guide = guide_loss(hidden.attention, there.links)
                loss = loss + training.guide * guide
            loss.backward()
            rate = training.learning_rate * factor(training, share, step)
            weights.step(rate, step)
            seconds = time.monotonic() - began
            position = Position(step, epoch, done, short, tokens, seconds)
            yield Step(position, float(nll.detach()), float(guide.detach()), rate, share)
        if not done:
            return  # no pairs at all
        epoch, skip, short = epoch + 1, 0, share < training.easy


def factor(training: Training, share: float, step: int) -> float:
    """The learning rate as a share of its peak: a linear warm-up, a plateau, half a cosine.

    Args:
        share: of the whole run that is over, 0 to 1.
        step: from 1.
    """
    warm = min(1.0, step / max(training.warm_up_steps, 1))
    falling = max(0.0, (share - training.hold) / max(1 - training.hold, 1e-9))
    low = training.final_learning_rate
    return warm * (low + (1 - low) * 0.5 * (1 + math.cos(math.pi * falling)))


def _share(training: Training, step: int, seconds: float) -> float:
    if training.steps is not None:
        return step / training.steps
    return seconds / (60 * (training.minutes or 1))
