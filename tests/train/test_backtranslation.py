"""Captions into training pairs with the embedded model; a run that is killed goes on where it was."""

from __future__ import annotations

import lzma
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from mt.caption import LANGUAGES
from mt.cli.main import main
from mt.corpora import load
from mt.errors import UsageError
from mt.train.translation.backtranslation import Outcome, Plan, backtranslate
from mt.train.translation.filters import dropped
from mt.train.translation.overlap import HeldOut
from mt.train.translation.settings import Filters
from mt.translate import Options, Translator

CAPTIONS = [pair.vi for pair in load("captions", split="train")[:96]]
NOTHING = HeldOut.of({language: [] for language in LANGUAGES})


@pytest.fixture(scope="module")
def to_french() -> Translator:
    return Translator.load("vi-fr", model="embedded", options=Options(beam_size=1, retries=False, threads=1))


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "captions.vi.txt"
    path.write_text("\n".join(CAPTIONS) + "\n", encoding="utf-8")
    return path


def rows(path: Path) -> Iterator[list[str]]:
    with lzma.open(path, "rt", encoding="utf-8") as file:
        yield from (line.rstrip("\n").split("\t") for line in file)


def test_pairs_are_good_and_sure(to_french: Translator, texts: Path, tmp_path: Path) -> None:
    output, seen = tmp_path / "back.tsv.xz", []
    outcome = backtranslate(
        [texts], to_french, output, Plan(keep=0.5), held_out=NOTHING, progress=seen.append
    )
    header, *pairs = rows(output)
    assert header == ["vi", "fr", "score"]
    assert outcome.kept == len(pairs)
    assert outcome.kept + outcome.dropped.total() == len(CAPTIONS)  # no line is lost without a reason
    assert outcome.dropped["score"] == pytest.approx(outcome.kept, abs=1)
    assert seen == sorted(seen)
    assert seen[-1] == len(CAPTIONS)
    assert {vi for vi, _, _ in pairs} <= set(CAPTIONS)
    for vi, fr, score in pairs:
        assert not dropped(vi, fr, Filters(), machine=True)
        assert float(score) >= round(outcome.score, 4)
    assert [path.name for path in tmp_path.iterdir()] and not list(tmp_path.glob("*journal*"))


def test_what_is_no_text_or_held_out_is_left_out(to_french: Translator, tmp_path: Path) -> None:
    lines = [
        CAPTIONS[0],
        CAPTIONS[0].upper(),  # there twice
        "12/4/2026",
        "Le président de la République visite une école primaire à Lyon.",
        "từ " * 300,
        CAPTIONS[1],  # held out
        CAPTIONS[2].replace("ở", "tại") + " (Ảnh tư liệu)",  # like one that is held out
        CAPTIONS[3],
    ]
    path = tmp_path / "lines.vi.txt.xz"
    path.write_bytes(lzma.compress("\n".join(lines).encode()))
    held_out = HeldOut.of({"vi": CAPTIONS[1:3], "fr": []})
    output = tmp_path / "back.tsv.xz"
    outcome = backtranslate([path], to_french, output, Plan(keep=1), held_out=held_out)
    for reason in ("doubled", "too short", "language", "length", "held out"):
        assert outcome.dropped[reason] == 1, reason
    assert {vi for vi, _, _ in list(rows(output))[1:]} <= {CAPTIONS[0], CAPTIONS[3]}


KILLED = """
import os, signal, sys
from pathlib import Path
sys.path.insert(0, sys.argv[3])
from test_backtranslation import NOTHING, Options, Plan, Translator, backtranslate
def progress(line):
    if line > 80:
        os.kill(os.getpid(), signal.SIGKILL)
options = Options(beam_size=1, retries=False, threads=1)
translator = Translator.load("vi-fr", model="embedded", options=options)
backtranslate([Path(sys.argv[1])], translator, Path(sys.argv[2]), Plan(), held_out=NOTHING, progress=progress)
"""


def test_a_killed_run_goes_on(to_french: Translator, texts: Path, tmp_path: Path) -> None:
    output, whole = tmp_path / "back.tsv.xz", tmp_path / "whole.tsv.xz"
    arguments = [sys.executable, "-c", KILLED, texts, output, Path(__file__).parent]
    assert subprocess.run(arguments, check=False).returncode == -9
    assert not output.exists()
    with pytest.raises(UsageError, match=r"stopped after .* rows; continue with --resume"):
        backtranslate([texts], to_french, output, Plan(), held_out=NOTHING)
    journal = output.with_name("back.tsv.xz.vifr-journal")
    journal.write_bytes(journal.read_bytes()[:-7])  # torn
    translated: list[int] = []
    first = count_translated(to_french, translated)
    again = backtranslate([texts], first, output, Plan(), held_out=NOTHING, resume=True)
    assert 0 < len(translated) < len(CAPTIONS)
    assert again == run(to_french, texts, whole)
    assert list(rows(output)) == list(rows(whole))


def run(translator: Translator, texts: Path, output: Path) -> Outcome:
    return backtranslate([texts], translator, output, Plan(), held_out=NOTHING)


def count_translated(translator: Translator, seen: list[int]) -> Translator:
    class Counting(Translator):
        def translate(self, captions, *, progress=None):  # type: ignore[no-untyped-def,override]
            def counted():  # type: ignore[no-untyped-def]
                for caption in captions:
                    seen.append(1)
                    yield caption

            return super().translate(counted(), progress=progress)

    return Counting(translator.model, translator._engine, translator.options)


def test_the_way_back_is_asked(to_french: Translator, texts: Path, tmp_path: Path) -> None:
    texts.write_text("\n".join(CAPTIONS[:40]), encoding="utf-8")
    back = Translator.load("fr-vi", model="embedded", options=Options(beam_size=1, retries=False, threads=1))
    output = tmp_path / "back.tsv.xz"
    outcome = backtranslate(
        [texts], to_french, output, Plan(keep=1, least_chrf=60), held_out=NOTHING, back=back
    )
    header, *pairs = rows(output)
    assert header == ["vi", "fr", "score", "round_trip"]
    assert pairs
    assert all(float(pair[3]) >= 60 for pair in pairs)
    assert outcome.dropped["way back"] > 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["none.txt", "--to", "fr", "-o", "x.tsv.xz"], "none.txt: no such file"),
        (["{texts}", "--to", "fr", "-o", "x.txt"], "name it .tsv.xz"),
        (["{texts}", "--to", "fr", "-o", "x.tsv.xz", "--keep", "0"], "--keep 0.0 is not above 0"),
        (["{texts}", "--to", "fr", "-o", "x.tsv.xz", "--held-out", "none/*"], "none/* are missing"),
        (
            ["{texts}", "--to", "fr", "-o", "x.tsv.xz", "--sample", "5", "--beam-size", "4"],
            "sampling goes with a beam size of 1",
        ),
    ],
)
def test_wrong_use_is_one_line(
    arguments: list[str], said: str, texts: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = main(["backtranslate", *(argument.format(texts=texts) for argument in arguments)])
    out, err = capsys.readouterr()
    assert status in (1, 2)
    assert said in err
    assert err.count("\n") == 1
    assert not out


def test_the_command(
    texts: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "held.vi").write_text(CAPTIONS[0] + "\n", encoding="utf-8")
    texts.write_text("\n".join(CAPTIONS[:20]), encoding="utf-8")
    arguments = [str(texts), "--to", "fr", "-o", "b.tsv.xz", "--model", "embedded", "--sample", "3"]
    arguments += ["--held-out", "held.*"]
    assert main(["backtranslate", *arguments]) == 0
    out, err = capsys.readouterr()
    assert not out
    assert "pairs with a score of" in err
    assert "held out 1" in err
    assert CAPTIONS[0] not in {row[0] for row in rows(tmp_path / "b.tsv.xz")}
