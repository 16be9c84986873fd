"""One training from its first step to its last, over as many sittings as it takes.

Everything is in one folder:

    state.pt        weights, optimisers and position, every few minutes; a killed run goes on from here
    metrics.jsonl   loss, rate, speed and scores
    curve.png       the same, drawn
    marian/         the averaged weights for transformers, and to train further
    int8/           the same for vifr
    best-int8/      the int8 model with the best dev chrF so far, and its weights in best-marian/
"""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor

from mt.errors import InputError, OutputError
from mt.models import Model
from mt.models.folder import open_folder
from mt.train.translation import curve
from mt.train.translation.batches import Batches
from mt.train.translation.loop import Position, Step, steps
from mt.train.translation.network import Network
from mt.train.translation.settings import Training
from mt.train.translation.validation import Scores, converted
from mt.train.translation.weights import Weights

Say = Callable[[str], None]
Export = Callable[[dict[str, Tensor], Path], None]
_REPORT_SECONDS = 60
_LEAST_STEPS = 50  # between scorings by epochs: each takes seconds
_FORGETTING = 0.99  # of the running means that are reported, a step


@dataclass(frozen=True, slots=True)
class Checks:
    """When and how a training is looked at.

    Attributes:
        export: writes averaged weights as a Marian folder.
        score: of the int8 model made from it; None where there is nothing to score on.
        each_epoch: score after every epoch, or fifty steps where epochs are shorter, not by the clock.
        patience: scorings without a better chrF after which the training stops; 0 for never.
    """

    export: Export
    score: Callable[[Model], Scores] | None = None
    each_epoch: bool = False
    patience: int = 0


class Session:
    """A training in a folder.

    Args:
        folder: where everything goes; made if need be.
        name: of the model, e.g. that of its recipe.
        direction: `vi-fr` or `fr-vi`.
        fingerprint: of everything that must be the same when it is resumed.
        say: is told how it goes, a line at a time.
    """

    def __init__(self, folder: Path, *, name: str, direction: str, fingerprint: str, say: Say) -> None:
        self.folder, self._name, self._direction = folder, name, direction
        self._fingerprint, self._say = fingerprint, say
        self._position, self._best, self._stale = Position(), -1.0, 0
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(f"cannot be made: {error.strerror}", where=folder) from error

    @property
    def _state(self) -> Path:
        return self.folder / "state.pt"

    def restore(self, weights: Weights, device: torch.device) -> bool:
        """Take up what a former sitting left; False when there is nothing.

        Raises:
            InputError: the state is damaged, or of a training with other settings.
        """
        if not self._state.exists():
            return False
        try:
            state = torch.load(self._state, map_location=device, weights_only=True)
            if state["fingerprint"] != self._fingerprint:
                raise InputError(
                    "is of a training with other data or settings",
                    where=self._state,
                    remedy="name another --out, or remove it",
                )
            weights.restore(state["weights"])
            self._position = Position(**state["position"])
            self._best, self._stale = state["best"], state["stale"]
        except (OSError, RuntimeError, ValueError, KeyError, EOFError, TypeError) as error:
            what = f"cannot be resumed from ({error})"
            raise InputError(what, where=self._state, remedy="remove it and start again") from error
        self._say(f"resumed after step {self._position.step}")
        return True

    def best(self) -> Model:
        """The int8 model with the best dev chrF, or the last one where nothing was scored."""
        path = self.folder / "best-int8"
        if not path.is_dir():
            path = self.folder / "int8"
        return open_folder(path, name=self._name, origin="folder", direction=self._direction)

    def train(
        self,
        network: Network,
        weights: Weights,
        batches: Batches,
        training: Training,
        checks: Checks,
        *,
        device: torch.device,
    ) -> Position:
        """Train to the end; returns how far it came. What it wrote is described at the top."""
        self._metrics = curve.Metrics(self.folder / "metrics.jsonl", step=self._position.step)
        report = _Report(self._position)
        saved = scored = time.monotonic()
        epoch = self._position.epoch
        for step in steps(network, weights, batches, training, start=self._position, device=device):
            report.add(step)
            ended_epoch, epoch, self._position = (
                step.position.epoch > epoch,
                step.position.epoch,
                step.position,
            )
            now = time.monotonic()
            if report.is_due(now):
                self._say(report.line(step, now))
                self._metrics.add(report.row(step.position))
            due = now - scored > 60 * training.validation_minutes
            if checks.each_epoch:
                due = ended_epoch and step.position.step - report.scored >= _LEAST_STEPS
            if checks.score and due:
                scored, report.scored = now, step.position.step
                if self._check(weights, network, checks, report.row(step.position)):
                    break
            if now - saved > 60 * training.checkpoint_minutes:
                saved = now
                self._save(weights)
        else:
            if self._position.step > report.scored:
                self._check(weights, network, checks, report.row(self._position))
        self._save(weights)
        curve.draw(self.folder / "metrics.jsonl", self.folder / "curve.png", title=self._name)
        return self._position

    def _check(self, weights: Weights, network: Network, checks: Checks, row: dict[str, float]) -> bool:
        """Export, score and keep the best; whether it is time to stop."""
        marian = self.folder / "marian"
        part = marian.with_name("marian.new")
        shutil.rmtree(part, ignore_errors=True)
        checks.export(weights.averaged(), part)
        shutil.rmtree(marian, ignore_errors=True)
        part.rename(marian)
        model = converted(marian, self.folder / "int8", name=self._name, direction=self._direction)
        if not checks.score:
            return False
        scores = checks.score(model)
        network.train()
        self._say(f"step {self._position.step}: {scores}")
        self._metrics.add({**row, "bleu": round(scores.bleu, 3), "chrf": round(scores.chrf, 3)})
        curve.draw(self.folder / "metrics.jsonl", self.folder / "curve.png", title=self._name)
        if scores.chrf > self._best:
            self._best, self._stale = scores.chrf, 0
            for kind in ("int8", "marian"):
                best = self.folder / f"best-{kind}"
                shutil.rmtree(best, ignore_errors=True)
                shutil.copytree(self.folder / kind, best)
            return False
        self._stale += 1
        return 0 < checks.patience <= self._stale

    def _save(self, weights: Weights) -> None:
        part = self._state.with_name("state.pt.new")
        content = {
            "fingerprint": self._fingerprint,
            "weights": weights.state(),
            "position": asdict(self._position),
            "best": self._best,
            "stale": self._stale,
        }
        try:
            with part.open("wb") as file:
                torch.save(content, file)
                file.flush()
                os.fsync(file.fileno())
            part.replace(self._state)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=part) from error


class _Report:
    """Running means of what the steps said, and the line that tells a user."""

    def __init__(self, start: Position) -> None:
        self._nll = self._guide = self._rate = 0.0
        self._weight = 0.0
        self._last, self._said = start, time.monotonic()
        self.scored = start.step

    def add(self, step: Step) -> None:
        self._weight = _FORGETTING * self._weight + 1 - _FORGETTING
        self._nll += (1 - _FORGETTING) * (step.nll - self._nll)
        self._guide += (1 - _FORGETTING) * (step.guide - self._guide)
        self._rate = step.rate

    def is_due(self, now: float) -> bool:
        return now - self._said >= _REPORT_SECONDS

    def line(self, step: Step, now: float) -> str:
        position = step.position
        speed = (position.tokens - self._last.tokens) / max(position.seconds - self._last.seconds, 1e-9)
        left = position.seconds * (1 - step.share) / max(step.share, 1e-9)
        self._last, self._said = position, now
        return (
            f"{position.seconds / 60:.0f} min, {left / 60:.0f} left; step {position.step}, "
            f"epoch {position.epoch}; loss {self._nll / self._weight:.3f}; rate {step.rate:.1e}; "
            f"{speed:,.0f} tokens/s; "
            f"{position.tokens / 1e6:.1f} million"
        )

    def row(self, position: Position) -> dict[str, float]:
        return {
            "step": position.step,
            "tokens": position.tokens,
            "seconds": round(position.seconds, 1),
            "nll": round(self._nll / max(self._weight, 1e-9), 4),
            "guide": round(self._guide / max(self._weight, 1e-9), 4),
            "rate": self._rate,
        }
