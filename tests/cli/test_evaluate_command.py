"""`vifr evaluate` from the outside: what it prints, where, and with which exit status."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mt.cli.main import main
from mt.evaluation.lines import read_lines
from mt.models.location import EMBEDDED

REFERENCES = (
    "Le Premier ministre reçoit une délégation d’entreprises japonaises. Photo : VNA",
    "« Une fête pour tout le village », dit l’aîné des potiers.",
    "Des pêcheurs déchargent 1 615 tonnes de thon ; la saison commence tôt.",
)
HYPOTHESES = (
    "Le Premier ministre reçoit une délégation d'entreprises du Japon. Photo: VNA",
    "",
    "Des pêcheurs déchargent 1 615 tonnes de thon; la saison commence tôt.",
)
SOURCES = (
    "Thủ tướng tiếp đoàn doanh nghiệp Nhật Bản. Ảnh: TTXVN",
    "“Ngày hội của cả làng”, cụ thợ gốm cao tuổi nhất nói.",
    "Ngư dân bốc dỡ 1.615 tấn cá ngừ; mùa cá đến sớm.",
)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A working folder with hyp.txt, ref.txt, src.txt and perfect.txt."""
    monkeypatch.chdir(tmp_path)
    for name, lines in (
        ("hyp.txt", HYPOTHESES),
        ("ref.txt", REFERENCES),
        ("src.txt", SOURCES),
        ("perfect.txt", REFERENCES),
    ):
        (tmp_path / name).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return tmp_path


def scores(capsys: pytest.CaptureFixture[str], *arguments: str) -> list[dict[str, Any]]:
    assert main(["evaluate", *arguments, "--json"]) == 0
    evaluations: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["evaluations"]
    return evaluations


def test_files_are_scored_raw_and_normalised(folder, capsys) -> None:
    assert main(["evaluate", "--hyp", "hyp.txt", "--ref", "ref.txt", "--src", "src.txt"]) == 0
    out, err = capsys.readouterr()
    assert err == ""
    assert out.startswith("ref.txt · 3 captions\n")
    assert "1 of 3 hypotheses empty" in out
    assert "nrefs:1|bs:1000|seed:12345|case:mixed|eff:no|tok:13a|smooth:exp|version:" in out
    (evaluation,) = scores(capsys, "--hyp", "hyp.txt", "--ref", "ref.txt", "--direction", "vi-fr")
    system = evaluation["systems"][0]
    assert evaluation["direction"] == "vi-fr" and system["system"] == "hyp.txt"
    assert system["raw"][0]["value"] < system["typography_normalised"][0]["value"] < 100


def test_two_files_are_compared(folder, capsys) -> None:
    arguments = ["--hyp", "perfect.txt", "--hyp", "hyp.txt", "--ref", "ref.txt"]
    assert main(["evaluate", *arguments]) == 0
    assert "B against A, paired bootstrap" in capsys.readouterr().out
    (evaluation,) = scores(capsys, *arguments)
    bleu = evaluation["comparisons"][0]
    assert (bleu["baseline"], bleu["system"], bleu["metric"]) == ("perfect.txt", "hyp.txt", "BLEU")
    assert bleu["baseline_value"] == 100 and bleu["difference"] < 0 < bleu["p_value"] < 1


def test_lines_that_do_not_match_stop_it(folder, capsys) -> None:
    (folder / "short.txt").write_text("un\ndeux\n", encoding="utf-8")
    for option in ("--hyp", "--src"):
        arguments = ["--ref", "ref.txt", *(["--hyp", "hyp.txt"] if option == "--src" else [])]
        assert main(["evaluate", *arguments, option, "short.txt"]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err == "vifr: short.txt has 2 lines and ref.txt 3; they must match line by line\n"


def test_a_byte_order_mark_and_windows_line_ends_change_no_score(folder, capsys) -> None:
    windows = "\ufeff" + "".join(f"{line}\r\n" for line in HYPOTHESES)
    (folder / "windows.txt").write_bytes(windows.encode("utf-8"))
    assert main(["evaluate", "--hyp", "windows.txt", "--ref", "ref.txt", "--json"]) == 0
    out, err = capsys.readouterr()
    assert err == "vifr: windows.txt: byte order mark removed before scoring\n"
    (plain,) = scores(capsys, "--hyp", "hyp.txt", "--ref", "ref.txt")
    assert json.loads(out)["evaluations"][0]["systems"][0]["raw"] == plain["systems"][0]["raw"]


def test_a_file_that_cannot_be_read_is_one_line(folder, capsys) -> None:
    (folder / "latin.txt").write_bytes("une fête\n".encode("latin-1"))
    for name in ("latin.txt", "missing.txt", "."):
        assert main(["evaluate", "--hyp", name, "--ref", "ref.txt"]) == 1
        out, err = capsys.readouterr()
        assert out == "" and err.startswith(f"vifr: {name}") and err.count("\n") == 1


WRONG_USE = (
    "--hyp hyp.txt",
    "--ref ref.txt",
    "--src src.txt",
    "--hyp hyp.txt --hyp hyp.txt --ref ref.txt",
    "--hyp hyp.txt --ref ref.txt --model embedded",
    "--hyp hyp.txt --ref ref.txt --split dev",
    "--hyp hyp.txt --ref ref.txt --save out",
    "--model embedded --model embedded --limit 2",
)


@pytest.mark.parametrize("arguments", WRONG_USE)
def test_wrong_use_is_one_line_and_status_2(folder, capsys, arguments: str) -> None:
    assert main(["evaluate", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("vifr: ") and err.count("\n") == 1


@pytest.mark.parametrize("arguments", ("--split train", "--limit 0", "--limit x", "--direction fr-en"))
def test_a_wrong_value_is_status_2(capsys, arguments: str) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(["evaluate", *arguments.split()])
    assert stopped.value.code == 2
    assert f"argument {arguments.split()[0]}: invalid" in capsys.readouterr().err


def test_a_model_is_scored_in_both_directions_and_its_texts_kept(folder, capsys) -> None:
    command = ["evaluate", "--model", "embedded", "--limit", "6", "--beam-size", "1", "--save", "kept"]
    assert main([*command, "--json"]) == 0
    out, err = capsys.readouterr()
    assert "translates 6 captions" in err and "written to kept" in err
    evaluations = json.loads(out)["evaluations"]
    assert [evaluation["direction"] for evaluation in evaluations] == ["vi-fr", "fr-vi"]
    for evaluation in evaluations:
        direction = evaluation["direction"]
        source, target = direction.split("-")
        assert evaluation["reference_set"].startswith("bundled captions, test split (first 6 of ")
        assert sum(row["captions"] for row in evaluation["systems"][0]["domains"]) == 6
        assert evaluation["systems"][0]["settings"] == {"beam_size": 1}
        stem = f"kept/test.{direction}"
        hypothesis = f"{stem}.1-{evaluation['systems'][0]['system']}.{target}"
        assert len(read_lines(Path(f"{stem}.source.{source}"), warn=pytest.fail)) == 6
        (again,) = scores(capsys, "--hyp", hypothesis, "--ref", f"{stem}.reference.{target}")
        assert again["systems"][0]["raw"] == evaluation["systems"][0]["raw"]


def test_two_models_are_compared_in_the_direction_they_share(folder, capsys) -> None:
    shutil.copytree(EMBEDDED, folder / "mine")
    models = ["--model", "embedded", "--model", "mine/vi-fr"]
    assert main(["evaluate", *models, "--split", "dev", "--limit", "3", "--beam-size", "1"]) == 0
    out, err = capsys.readouterr()
    assert "vifr: only vi-fr is scored: mine/vi-fr translates vi-fr, not fr-vi\n" in err
    assert out.startswith("Vietnamese to French · bundled captions, dev split (first 3 of ")
    assert "French to Vietnamese" not in out
    assert out.count("no significant difference") == 8


def test_a_model_of_the_other_direction_is_wrong_use(folder, capsys) -> None:
    shutil.copytree(EMBEDDED, folder / "mine")
    assert main(["evaluate", "--model", "mine/vi-fr", "--direction", "fr-vi", "--limit", "1"]) == 2
    assert "translates vi-fr, not fr-vi" in capsys.readouterr().err


def test_a_folder_for_the_texts_that_cannot_be_made_stops_it_before_the_work(folder, capsys) -> None:
    assert main(["evaluate", "--model", "embedded", "--limit", "1", "--save", "hyp.txt"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err == "vifr: hyp.txt: cannot be made: File exists\n"


def test_the_script_is_the_command(folder) -> None:
    checkout = Path(__file__).parents[2]
    command = [sys.executable, str(checkout / "scripts/evaluate.py"), "--hyp", "hyp.txt", "--ref", "ref.txt"]
    environment = os.environ | {"PYTHONPATH": str(checkout)}
    done = subprocess.run(command, env=environment, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ref.txt · 3 captions\n")
