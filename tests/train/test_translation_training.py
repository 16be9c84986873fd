"""Training on tiny real models: the function of transformers, exact resuming, fine-tuning that works."""

from __future__ import annotations

import itertools
import json
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_marian
import torch
from torch.nn import functional

from mt.caption import Pair
from mt.cli.main import main
from mt.errors import InputError
from mt.evaluation.results import Comparison
from mt.models import marian, resolve
from mt.train.translation.batches import Batches, Codec
from mt.train.translation.data import TrainingPair
from mt.train.translation.finetune import Outcome, divided
from mt.train.translation.folder import read_network, state_of, write_like
from mt.train.translation.growth import grown
from mt.train.translation.loop import Position, factor, steps
from mt.train.translation.loss import guide_loss, tied_cross_entropy
from mt.train.translation.network import Network
from mt.train.translation.settings import Augmentation, Shape, Training
from mt.train.translation.weights import Weights

WHO = {
    "Một bé gái": "Une fillette",
    "Hai người đàn ông": "Deux hommes",
    "Một phụ nữ": "Une femme",
    "Nông dân": "Des agriculteurs",
    "Ngư dân": "Des pêcheurs",
    "Học sinh": "Des élèves",
    "Bác sĩ": "Un médecin",
    "Công nhân": "Des ouvriers",
}
DOES = {
    "kéo lưới": "tirent un filet",
    "đọc sách": "lisent",
    "đi xe đạp": "font du vélo",
    "bán phở": "vendent du pho",
}
WHERE = {
    "trong thư viện": "dans la bibliothèque",
    "trên biển": "en mer",
    "trong công viên": "dans le parc",
    "ở miền Trung": "dans le Centre",
    "ở Bát Tràng": "à Bat Trang",
}
PAIRS = [
    Pair(str(k), f"{a} {b} {c}.", f"{WHO[a]} {DOES[b]} {WHERE[c]}.")
    for k, (a, b, c) in enumerate(itertools.product(WHO, DOES, WHERE))
]
NO_CHANGES = Augmentation(**dict.fromkeys(Augmentation.__dataclass_fields__, 0.0))


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_marian.write(tmp_path_factory.mktemp("tiny") / "opus-mt-vi-fr", steps=40)


def write_pairs(path: Path, pairs: Sequence[Pair]) -> Path:
    path.write_text("vi\tfr\n" + "".join(f"{p.vi}\t{p.fr}\n" for p in pairs), encoding="utf-8")
    return path


def tiny_batches(folder: marian.MarianFolder, **options: object) -> Batches:
    pieces = [marian.read_pieces(folder.path / name) for name in ("source.spm", "target.spm")]
    codec = Codec(*pieces, folder.vocabulary, longest=60)
    pairs = [TrainingPair(1.0, "", pair.vi, pair.fr, "") for pair in PAIRS]
    return Batches(pairs, "vi-fr", codec, batch_tokens=400, augmentation=NO_CHANGES, seed=3, **options)


def test_the_network_computes_what_transformers_does(tiny: Path) -> None:
    from transformers import MarianMTModel

    network = read_network(marian.check(tiny)).eval()
    theirs = MarianMTModel.from_pretrained(tiny, dtype=torch.float32).eval()
    batch = next(tiny_batches(marian.check(tiny)).epoch(0))
    with torch.no_grad():
        logits = network(batch.source, batch.target).states @ network.embeddings.t()
        expected = theirs(
            input_ids=batch.source,
            attention_mask=(batch.source != network.pad).long(),
            decoder_input_ids=batch.target,
        ).logits
    real = batch.wanted != network.pad
    assert torch.allclose(logits[real][:, :-1], expected[real][:, :-1], atol=1e-4)


@pytest.mark.parametrize("smoothing", [0.0, 0.1])
@pytest.mark.parametrize("has_bias", [False, True])
def test_the_loss_is_torchs(smoothing: float, has_bias: bool) -> None:
    draw = torch.Generator().manual_seed(1)
    states = torch.randn(150, 16, generator=draw, requires_grad=True)
    rows = torch.randn(40, 16, generator=draw, requires_grad=True)
    bias = torch.randn(1, 40, generator=draw) * has_bias
    targets = torch.randint(0, 39, (150,), generator=draw)
    loss, nll = tied_cross_entropy(states, rows, bias, targets, smoothing=smoothing)
    loss.backward()
    gradients = states.grad.clone(), rows.grad.clone()
    states.grad = rows.grad = None
    logits = (states @ rows.t() + bias)[:, :-1]  # <pad>, the last, is never a target
    expected = functional.cross_entropy(logits, targets, label_smoothing=smoothing)
    expected.backward()
    assert torch.allclose(loss, expected, atol=1e-5)
    assert torch.allclose(nll, functional.cross_entropy(logits, targets), atol=1e-5)
    assert torch.allclose(gradients[0], states.grad, atol=1e-6)
    assert torch.allclose(gradients[1], rows.grad, atol=1e-6)


def test_guided_attention_costs_nothing_where_it_is_right() -> None:
    right = torch.eye(3)[None]
    assert guide_loss(right, torch.tensor([[0, 1, -1]])) == pytest.approx(0, abs=1e-5)
    assert guide_loss(right, torch.tensor([[1, 0, -1]])) > 5
    assert guide_loss(right, torch.full((1, 3), -1)) == 0


@pytest.mark.parametrize("optimiser", ["muon", "adamw"])
def test_it_learns_and_goes_on_exactly_where_it_was(optimiser: str, tiny: Path, tmp_path: Path) -> None:
    folder = marian.check(tiny)
    training = Training(steps=24, batch_tokens=400, warm_up_steps=4, learning_rate=3e-3, optimiser=optimiser)

    def sitting(
        start: Position, until: int, state: dict[str, object] | None
    ) -> tuple[Weights, Position, list[float]]:
        network = read_network(folder, dropout=training.dropout)
        weights = Weights(network, optimiser=optimiser, dtype=torch.float32, average=0.01)
        if state:
            weights.restore(state)
        losses, position = [], start
        for step in steps(
            network, weights, tiny_batches(folder), training, start=start, device=torch.device("cpu")
        ):
            losses.append(step.nll)
            position = step.position
            if position.step == until:
                break
        return weights, position, losses

    whole, _, losses = sitting(Position(), 24, None)
    half, position, _ = sitting(Position(), 11, None)
    torch.save(half.state(), tmp_path / "state.pt")
    state = torch.load(tmp_path / "state.pt", weights_only=True)
    rest, position, _ = sitting(position, 24, state)
    assert position.step == 24
    assert sum(losses[-5:]) < 0.8 * sum(losses[:5])
    for one, other in zip(whole.masters + whole.average, rest.masters + rest.average, strict=True):
        assert torch.equal(one, other)


def test_the_rate_rises_holds_and_falls() -> None:
    training = Training(steps=100, warm_up_steps=10, hold=0.5, final_learning_rate=0.1)
    rates = [factor(training, step / 100, step) for step in range(1, 101)]
    assert rates[:10] == pytest.approx([k / 10 for k in range(1, 11)])
    assert set(rates[10:50]) == {1.0}
    assert rates[50:] == sorted(rates[50:], reverse=True)
    assert rates[-1] == pytest.approx(0.1)


def test_batches_hold_every_pair_and_are_the_same_again(tiny: Path) -> None:
    folder = marian.check(tiny)
    first, again = (list(tiny_batches(folder).epoch(0)) for _ in range(2))
    assert all(torch.equal(a.source, b.source) for a, b in zip(first, again, strict=True))
    assert sum(len(batch.source) for batch in first) == len(PAIRS)
    assert all(batch.source.numel() + batch.wanted.numel() <= 400 for batch in first)
    skipped = list(tiny_batches(folder).epoch(0, skip=3))
    assert torch.equal(skipped[0].source, first[3].source)
    other = list(tiny_batches(folder).epoch(1))
    assert not all(a.source.shape == b.source.shape for a, b in zip(first, other, strict=False))


def test_links_follow_the_pieces(tiny: Path) -> None:
    links = [[(0, 1)] for _ in PAIRS]
    batch = next(tiny_batches(marian.check(tiny), links=links).epoch(0))
    assert batch.links is not None
    assert (batch.links[:, 1] == 0).all()
    assert (batch.links[:, 0] == -1).all()


def test_what_is_written_is_what_was_learnt(tiny: Path, tmp_path: Path) -> None:
    folder = marian.check(tiny)
    network = read_network(folder)
    weights = dict(network.named_parameters())
    with torch.no_grad():
        weights["model.encoder.layers.0.fc1.bias"] += 0.5
    write_like(folder, state_of(network, weights), tmp_path / "out")
    again = read_network(marian.check(tmp_path / "out"))
    assert all(torch.equal(a, b) for a, b in zip(network.parameters(), again.parameters(), strict=True))
    assert (tmp_path / "out" / folder.weights.name).is_file()


def test_a_fresh_network_starts_from_zero_for_pad() -> None:
    network = Network(Shape(width=32, feed_forward=64, heads=4, encoder_layers=1, decoder_layers=1), 50)
    state = state_of(network, dict(network.named_parameters()))
    assert not state["model.shared.weight"][-1].any()


@pytest.mark.parametrize(
    "larger",
    [
        {"feed_forward": 192},
        {"encoder_layers": 4},
        {"decoder_layers": 5},
        {"feed_forward": 160, "encoder_layers": 5, "decoder_layers": 3},
    ],
    ids=str,
)
def test_a_grown_network_says_what_it_said_before_and_learns_with_all_it_has(
    larger: dict[str, int], tiny: Path
) -> None:
    small = read_network(marian.check(tiny)).eval()
    large = grown(small, replace(small.shape, **larger)).eval()
    batch = next(tiny_batches(marian.check(tiny)).epoch(0))
    states = [network(batch.source, batch.target).states for network in (small, large)]
    assert torch.allclose(*states, atol=1e-4)
    before = [p.detach().clone() for p in large.parameters()]
    weights = Weights(large.train(), optimiser="muon", dtype=torch.float32, average=0.01)
    for number in (1, 2):  # what reads for a silent output hears nothing of the first
        loss, _ = tied_cross_entropy(
            large(batch.source, batch.target).states.flatten(0, 1),
            large.embeddings,
            large.final_logits_bias,
            batch.wanted.flatten(),
            smoothing=0.0,
        )
        loss.backward()
        weights.step(1e-3, number)
    assert all(not torch.equal(a, b) for a, b in zip(before, large.parameters(), strict=True))


def test_a_network_cannot_shrink(tiny: Path) -> None:
    network = read_network(marian.check(tiny))
    for smaller in ({"width": 16}, {"feed_forward": 8}, {"encoder_layers": 1}):
        with pytest.raises(ValueError, match="cannot grow"):
            grown(network, replace(network.shape, **smaller))


@pytest.mark.filterwarnings("ignore:Recommended. pip install sacremoses")
def test_fine_tuning_helps_with_captions_it_has_not_seen(
    tiny: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    held_out = PAIRS[::7]
    learnt = [pair for pair in PAIRS if pair not in held_out]
    out = tmp_path / "ours"
    arguments = ["train", "--from", str(tiny), "--direction", "vi-fr", "--out", str(out)]
    arguments += ["--pairs", str(write_pairs(tmp_path / "pairs.tsv", learnt)), "--near-duplicates", "1"]
    arguments += ["--dev", str(write_pairs(tmp_path / "dev.tsv", held_out)), "--learning-rate", "3e-3"]
    assert main([*arguments, "--epochs", "75"]) == 0
    said = capsys.readouterr()
    assert "chrF" in said.out and "better" in said.out
    assert "not surely better" not in said.err
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    scored = [row["chrf"] for row in rows if "chrf" in row]
    assert rows[-1]["nll"] < 0.5 * rows[0]["nll"]
    assert max(scored) > scored[0] + 10
    _same_as_transformers(out, [pair.vi for pair in held_out])


def _same_as_transformers(out: Path, captions: list[str]) -> None:
    """The fine-tuned folder, loaded by transformers, says token by token what `vifr` says."""
    from transformers import MarianMTModel

    from mt.models import resolve
    from mt.translate import Options, Translator
    from mt.translate.reference import TransformersEngine

    assert (
        MarianMTModel.from_pretrained(out / "best-marian", dtype=torch.float32).config.model_type == "marian"
    )
    model = resolve(str(out / "best-marian"), "vi-fr", say=lambda line: None)
    ours = Translator.load("vi-fr", model=model, options=Options(beam_size=1))
    theirs = Translator(model, TransformersEngine(out / "best-marian"), Options(beam_size=1))
    assert [t.text for t in ours.translate(captions)] == [t.text for t in theirs.translate(captions)]


def test_pairs_like_the_measured_ones_are_not_learnt() -> None:
    captions = [f"Chợ nổi số {k} đón khách ngày {k}" for k in range(3)]
    dev = [Pair(str(k), text, f"Marché {k}") for k, text in enumerate(captions * 4)]
    with pytest.raises(InputError, match="too few different pairs"):
        divided(dev, dev)
    train, aside = divided(PAIRS, [replace(pair, fr=f"{pair.fr} oui") for pair in PAIRS[:10]], near=1.0)
    assert len(aside) == 10
    assert not {pair.vi for pair in aside} & {pair.vi for pair in train}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--out", "x"], "either a recipe or --pairs"),
        (["vi-fr", "--out", "x"], "a recipe needs --data"),
        (["nothing", "--data", ".", "--out", "x"], "there is no such recipe"),
        (["--pairs", "p.tsv", "--out", "x"], "--from MODEL"),
        (["--pairs", "p.tsv", "--from", "embedded", "--out", "x"], "--direction"),
        (["vi-fr", "--data", ".", "--out", "x", "--device", "tpu"], "no device 'tpu'"),
    ],
)
def test_wrong_use_is_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", *arguments]) in (1, 2)
    error = capsys.readouterr().err
    assert said in error and error.count("\n") == 1


RECIPE = """
name = "tiny"
direction = "vi-fr"
[model]
width = 32
feed_forward = 64
encoder_layers = 1
decoder_layers = 1
[vocabulary]
size = 356
[training]
steps = 60
batch_tokens = 400
checkpoint_minutes = 0.0005
validation_minutes = 100
[[sources]]
files = ["pairs.tsv"]
weight = 1
licence = "CC0"
"""


def test_a_killed_training_ends_as_if_it_had_not_been(tmp_path: Path) -> None:
    write_pairs(tmp_path / "pairs.tsv", PAIRS)
    (tmp_path / "tiny.toml").write_text(RECIPE, encoding="utf-8")

    def command(out: str) -> list[str]:
        arguments = [
            "train",
            str(tmp_path / "tiny.toml"),
            "--data",
            str(tmp_path),
            "--out",
            str(tmp_path / out),
        ]
        return [sys.executable, "-m", "mt", *arguments]

    with subprocess.Popen(command("killed"), stderr=subprocess.DEVNULL) as process:
        while not (tmp_path / "killed" / "state.pt").exists() and process.poll() is None:
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)
    states = []
    for out in ("killed", "whole"):
        subprocess.run(command(out), check=True, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
        states.append(torch.load(tmp_path / out / "state.pt", weights_only=True))
    killed, whole = states
    assert killed["position"]["step"] == whole["position"]["step"] == 60
    for one, other in zip(killed["weights"]["average"], whole["weights"]["average"], strict=True):
        assert torch.equal(one, other)


def test_a_recipe_may_ask_for_more_than_its_base_has_but_not_for_less(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_pairs(tmp_path / "pairs.tsv", PAIRS)
    small = RECIPE.replace("steps = 60", "steps = 4")
    large = small.replace("encoder_layers = 1", "encoder_layers = 2").replace("= 64", "= 80")
    large = large.replace("size = 356", 'size = 356\nfile = "small/joint.spm"')
    smaller = large.replace("feed_forward = 80", "feed_forward = 48")
    for name, recipe in (("small", small), ("large", large), ("smaller", smaller)):
        (tmp_path / f"{name}.toml").write_text(recipe, encoding="utf-8")

    def train(name: str, *base: str) -> int:
        words = [str(tmp_path / f"{name}.toml"), "--data", str(tmp_path), "--out", str(tmp_path / name)]
        return main(["train", *words, *base])

    assert train("small") == 0
    base = ["--from", str(tmp_path / "small" / "marian")]
    assert train("large", *base) == 0
    config = marian.check(tmp_path / "large" / "marian").config
    assert (config["encoder_layers"], config["decoder_layers"], config["encoder_ffn_dim"]) == (2, 1, 80)
    capsys.readouterr()
    assert train("smaller", *base) == 1
    assert "is larger than the recipe says" in capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("bleu", "chrf", "gained"),
    [
        ((30.0, 31.0, 0.01), (50.0, 51.0, 0.01), True),
        ((30.0, 30.1, 0.4), (50.0, 51.0, 0.01), True),
        ((30.0, 30.1, 0.4), (50.0, 50.1, 0.4), False),
        ((30.0, 31.0, 0.01), (50.0, 49.0, 0.01), False),
    ],
)
def test_what_is_not_surely_better_is_not_called_a_gain(
    bleu: tuple[float, float, float], chrf: tuple[float, float, float], gained: bool
) -> None:
    comparisons = tuple(
        Comparison(metric, "raw", "before", "after", before, after, p, p)
        for metric, (before, after, p) in (("BLEU", bleu), ("chrF", chrf))
    )
    assert Outcome(resolve("embedded", "vi-fr"), Path(), 9, comparisons).gained == gained
