"""The language model can be trained again: a tiny one in seconds, the same from the same seed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random

import pytest

from mt.caption import Pair
from mt.corpora import Term, load
from mt.errors import CorpusError
from mt.text.language import ANSWERS, Detector
from mt.train.language import best_temperature, fit, held_out, main, quantised
from mt.train.language_examples import examples, names, read_other, runs, windows

PAIR = Pair(
    "c0-0001",
    "Thủ tướng Phạm Văn Lâm thăm Wellington, sáng 1/4. Ảnh: Lê Hà/TTXVN",
    "Le Premier ministre Pham Van Lam visite Wellington, le 1er avril. Photo : Le Ha/VNA",
)


def taught(captions: int) -> list[tuple[str, str]]:
    return list(examples(load("captions", split="train")[:captions], [], read_other()[:20], Random(1)))


@pytest.fixture(scope="module")
def tiny() -> Detector:
    return Detector(quantised(*fit(taught(200), buckets=1 << 12, epochs=2)))


@pytest.mark.parametrize("side", ["vi", "fr"])
def test_a_few_hundred_captions_separate_the_languages(tiny: Detector, side: str) -> None:
    texts = windows([pair.side(side) for pair in load("captions", split="dev")], 12, anywhere=True)
    assert sum(tiny.detect(text).language == side for text in texts) >= 0.95 * len(texts)


def test_the_same_seed_gives_the_same_model() -> None:
    first, second = (quantised(*fit(taught(40), buckets=1 << 10, epochs=1)) for _ in range(2))
    assert first == second


def test_temperature_makes_an_overconfident_model_modest() -> None:
    weights, constants = fit(taught(60), buckets=1 << 12, epochs=1)
    measured = held_out(load("captions", split="dev")[:20], [])
    calm = best_temperature(weights, constants, measured)
    assert best_temperature(1.5 * weights, 1.5 * constants, measured) == pytest.approx(1.5 * calm, abs=0.051)


def test_names_stand_on_both_sides() -> None:
    marks = names(PAIR)
    assert list(runs(PAIR.vi.split(), marks["vi"])) == [
        ["Phạm", "Văn", "Lâm"],
        ["Wellington,"],
        ["Lê", "Hà/TTXVN"],
    ]
    assert [" ".join(run) for run in runs(PAIR.fr.split(), marks["fr"])] == [
        "Pham Van Lam",
        "Wellington,",
        "Le Ha/VNA",
    ]


def test_examples_have_answers_and_names_are_unknown() -> None:
    term = Term("offices", "Thủ tướng", "Premier ministre")
    found = list(examples([PAIR], [term], read_other(), Random(1)))
    assert {answer for _, answer in found} == set(ANSWERS)
    assert all(answer == "unknown" for text, answer in found if text == "Wellington,")
    assert {answer for text, answer in found if "visite Wellington" in text} == {"fr"}


def test_held_out_captions_are_not_taught() -> None:
    others = [other for other in read_other() if other.kind == "caption"]
    without = list(examples([], [], [other for other in others if other.held_out], Random(1)))
    assert not without
    assert 0.1 < sum(other.held_out for other in others) / len(others) < 0.3


def test_windows() -> None:
    assert windows(["a b c d", "a b"], 3, anywhere=False) == ["a b c"]
    assert windows(["a b c d"] * 20, 3, anywhere=True, form=str.upper).count("B C D") in range(1, 20)


def test_a_damaged_line_is_named(tmp_path: Path) -> None:
    damaged = tmp_path / "other.tsv"
    damaged.write_text("# remark\nlanguage\tkind\ttext\nen\tcaption\tHello\nen\tHello\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"other\.tsv:4: 2 columns"):
        read_other(damaged)


def test_the_command_measures_and_writes(tmp_path: Path) -> None:
    out = tmp_path / "new" / "language.bin"
    done = subprocess.run(
        [sys.executable, "-m", "mt.train.language", "--captions", "40", "--epochs", "1", "--out", str(out)],
        check=True,
        capture_output=True,
        text=True,
    )
    assert done.stdout.startswith("read 40 pairs, 40 terms, 40 lines")
    assert "stripped, at start" in done.stdout and "wrote" in done.stdout
    assert Detector(out.read_bytes()).detect("The president met workers").language == "other"


def test_a_place_that_cannot_be_written_is_named_before_minutes_are_spent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    status = main(["--captions", "2", "--epochs", "1", "--out", str(tmp_path / "file" / "language.bin")])
    assert status == 1
    assert "choose another --out" in capsys.readouterr().err
