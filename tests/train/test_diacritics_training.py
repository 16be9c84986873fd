"""Training a restorer on the bundled captions: it learns, and the same text gives the same model."""

from __future__ import annotations

from pathlib import Path

import pytest

from mt.corpora import load
from mt.text.diacritics import restoration
from mt.text.diacritics_model import Model, read
from mt.text.unicode import strip_diacritics
from mt.train.diacritics import main
from mt.train.diacritics_text import Text, cleaned


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("diacritics")
    text = folder / "captions.txt"
    captions = [pair.vi for pair in load("captions", split="train")[:3000]]
    text.write_text("\n".join(captions), encoding="utf-8")
    for name in ("first.bin", "second.bin"):
        assert train(text, folder / name) == 0
    return folder


def train(text: Path, out: Path, *options: str) -> int:
    return main(["--language", "vi", "--megabytes", "1", "--out", str(out), *options, str(text)])


def test_the_same_text_gives_the_same_model(trained: Path) -> None:
    assert (trained / "first.bin").read_bytes() == (trained / "second.bin").read_bytes()


def test_it_restores_captions_it_has_not_seen(trained: Path) -> None:
    model = read(trained / "first.bin")
    words = right = 0
    for pair in load("captions", split="dev")[:100]:
        restored = restoration(strip_diacritics(pair.vi), "vi", model=model).text
        pairs = list(zip(pair.vi.split(), restored.split(), strict=True))
        words += len(pairs)
        right += sum(a == b for a, b in pairs)
    assert right > 0.75 * words


@pytest.mark.parametrize("cut", [0, 10, 5000])
def test_a_cut_model_is_refused(trained: Path, cut: int) -> None:
    with pytest.raises(ValueError, match="diacritics model"):
        Model((trained / "first.bin").read_bytes()[:cut])


def test_lines_without_diacritics_are_left_out() -> None:
    assert cleaned("Thu tuong tiep Dai su Phap", "vi") == ""
    assert cleaned("Thủ tướng tiếp Đại sứ Pháp", "vi") == "Thủ tướng tiếp Đại sứ Pháp"
    assert cleaned("Khánh Hoà", "vi") == "Khánh Hòa"
    assert cleaned("Le ministre visite", "fr") == "Le ministre visite"


def test_lines_stand_apart() -> None:
    text = Text.of(["Hà Nội", "Huế."])
    assert [text.surfaces[number] for number in text.ids] == [
        "",
        "",
        "",
        "Hà",
        "Nội",
        "",
        "",
        "",
        "Huế",
        ".",
        "",
        "",
        "",
    ]


def test_a_text_that_is_missing_or_too_small_gives_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert train(tmp_path / "none.txt", tmp_path / "out.bin") == 1
    small = tmp_path / "small.txt"
    small.write_text("Hà Nội\n" * 5, encoding="utf-8")
    assert train(small, tmp_path / "out.bin") == 1
    missing, too_small = (line for line in capsys.readouterr().err.splitlines() if line.startswith("vifr: "))
    assert "none.txt" in missing
    assert "too little text" in too_small
    assert not (tmp_path / "out.bin").exists()
