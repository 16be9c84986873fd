"""Training on another device: everything is moved there, and it learns the same as on the processor."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import elsewhere
import pytest
import tiny_marian
import torch

from mt.models import marian
from mt.train.translation.batches import Batches, Codec
from mt.train.translation.data import TrainingPair
from mt.train.translation.folder import read_network, state_of, write_like
from mt.train.translation.growth import grown
from mt.train.translation.loop import Position, steps
from mt.train.translation.settings import Augmentation, Training
from mt.train.translation.weights import Weights

PAIRS = [
    TrainingPair(1.0, "", "Nông dân đi xe đạp.", "Des agriculteurs font du vélo.", ""),
    TrainingPair(1.0, "", "Học sinh đọc sách trong thư viện.", "Des élèves lisent dans la bibliothèque.", ""),
    TrainingPair(1.0, "", "Ngư dân kéo lưới trên biển.", "Des pêcheurs tirent un filet en mer.", ""),
    TrainingPair(1.0, "", "Một phụ nữ bán phở.", "Une femme vend du pho.", ""),
]
NO_CHANGES = Augmentation(**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0))
CPU = torch.device("cpu")


class _UnfusedAdamW(torch.optim.AdamW):
    """torch has the fused kernel for devices it can compute on only."""

    def __init__(self, *args: object, fused: bool, **kwargs: object) -> None:
        assert fused
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def unfused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(torch.optim, "AdamW", _UnfusedAdamW)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> marian.MarianFolder:
    return marian.check(tiny_marian.write(tmp_path_factory.mktemp("tiny") / "opus-mt-vi-fr", steps=40))


def trained(
    folder: marian.MarianFolder, training: Training, device: torch.device, *, larger: bool = False
) -> tuple[list[float], dict[str, torch.Tensor]]:
    """The losses of some steps, and the averaged weights after them, exported and read again."""
    network = read_network(folder, dropout=training.dropout)
    if larger:
        network = grown(network, replace(network.shape, encoder_layers=network.shape.encoder_layers + 1))
    network.to(device)
    weights = Weights(network, optimiser=training.optimiser, dtype=torch.float32, average=training.ema)
    pieces = [marian.read_pieces(folder.path / name) for name in ("source.spm", "target.spm")]
    batches = Batches(
        PAIRS,
        "vi-fr",
        Codec(*pieces, folder.vocabulary, longest=60),
        batch_tokens=80,
        augmentation=NO_CHANGES,
        seed=3,
        links=[[(0, 0), (1, 2), (2, 1)]] * len(PAIRS),
    )
    made = list(steps(network, weights, batches, training, start=Position(), device=device))
    weights.restore(weights.state())
    return [step.nll + step.guide for step in made], state_of(network, weights.averaged())


@pytest.mark.parametrize("optimiser", ["muon", "adamw"])
@pytest.mark.parametrize("larger", [False, True])
def test_it_learns_the_same_elsewhere(
    optimiser: str, larger: bool, tiny: marian.MarianFolder, tmp_path: Path
) -> None:
    training = Training(
        steps=5, optimiser=optimiser, learning_rate=3e-3, warm_up_steps=1, dropout=0, guide=0.5
    )
    losses, here = trained(tiny, training, CPU, larger=larger)
    with elsewhere.Elsewhere():
        losses_there, there = trained(tiny, training, elsewhere.DEVICE, larger=larger)
    assert losses_there == pytest.approx(losses, rel=1e-5)
    assert losses[-1] < losses[0]
    assert here.keys() == there.keys()
    for name, tensor in there.items():
        assert type(tensor) is torch.Tensor and tensor.device == CPU, name
        assert torch.allclose(tensor, here[name], atol=1e-5), name
    if not larger:
        write_like(tiny, there, tmp_path / "out")
        assert read_network(marian.check(tmp_path / "out")).shape == read_network(tiny).shape


def test_dropout_is_drawn_elsewhere(tiny: marian.MarianFolder) -> None:
    training = Training(steps=3, learning_rate=1e-3, warm_up_steps=1, dropout=0.3)
    with elsewhere.Elsewhere():
        losses, _ = trained(tiny, training, elsewhere.DEVICE)
    assert len(losses) == 3


def test_the_stand_in_refuses_what_a_device_refuses() -> None:
    with elsewhere.Elsewhere():
        there = torch.ones(3, device=elsewhere.DEVICE)
        assert (there + 1).sum().item() == 6
        with pytest.raises(RuntimeError, match="two devices"):
            there + torch.ones(3)
