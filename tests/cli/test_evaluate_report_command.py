"""`vifr evaluate --report`, `--baseline` and `--fail-if-worse` as they are used."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt.cli.main import main

REFERENCES = (
    "Le Premier ministre reçoit une délégation d’entreprises japonaises, le 12 novembre. Photo : VNA",
    "« C’est une fête pour tout le village », dit l’aîné des potiers.",
    "Des pêcheurs déchargent 1 615 tonnes de thon ; la saison a commencé tôt.",
    "Les élèves de l'école primaire plantent des arbres devant l’école.",
    "Vue aérienne du pont de Hàm Rông, à l’aube. (Photo : Minh Khôi/VNA)",
    "Une infirmière vaccine une fillette de quatre ans à l’hôpital central de Huê.",
) * 4
SOURCES = (
    "Thủ tướng tiếp đoàn doanh nghiệp Nhật Bản, ngày 12/11. Ảnh: TTXVN",
    "“Đây là ngày hội của cả làng”, cụ thợ gốm cao tuổi nhất nói.",
    "Ngư dân bốc dỡ 1.615 tấn cá ngừ; mùa cá đến sớm.",
    "Học sinh trường tiểu học trồng cây trước cổng trường.",
    "Cầu Hàm Rồng nhìn từ trên cao lúc bình minh. (Ảnh: Minh Khôi/TTXVN)",
    "Điều dưỡng tiêm vắc-xin cho bé gái bốn tuổi tại Bệnh viện Trung ương Huế.",
) * 4
GOOD = tuple(text.replace("’", "'") for text in REFERENCES)
WORSE = tuple(" ".join(text.split()[::-1][2:]) for text in REFERENCES)


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    """A working folder with good.txt, worse.txt, ref.txt and src.txt."""
    monkeypatch.chdir(tmp_path)
    for name, lines in (("good", GOOD), ("worse", WORSE), ("ref", REFERENCES), ("src", SOURCES)):
        (tmp_path / f"{name}.txt").write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return tmp_path


def test_a_report_of_files(folder, capsys) -> None:
    command = ["evaluate", "--hyp", "good.txt", "--ref", "ref.txt", "--src", "src.txt"]
    assert main([*command, "--report", "out.html", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "report written to out.html (0." in err
    page = (folder / "out.html").read_text(encoding="utf-8")
    assert "<h1>Vietnamese to French</h1>" in page  # nobody said so: recognised
    assert page.count('class="card"') == 24
    (evaluation,) = json.loads(out)["evaluations"]
    assert evaluation["direction"] is None
    assert len(evaluation["details"]["systems"][0]["chrf"]) == 24
    assert sorted(path.name for path in folder.iterdir()) == [
        "good.txt", "out.html", "ref.txt", "src.txt", "worse.txt",
    ]  # fmt: skip


def test_a_report_of_a_model_in_both_directions(folder, capsys) -> None:
    assert (
        main(["evaluate", "--model", "embedded", "--limit", "4", "--beam-size", "1", "--report", "r.html"])
        == 0
    )
    assert "translates 4 captions, with and without diacritics" in capsys.readouterr().err
    page = (folder / "r.html").read_text(encoding="utf-8")
    assert "Vietnamese to French and French to Vietnamese" in page
    assert page.count("sources without diacritics") >= 2 and page.count('class="card"') == 8
    assert "embedded-vi-fr@" in page and "beam size 1" in page


def test_a_report_that_cannot_be_written_stops_it_before_the_work(folder, capsys) -> None:
    assert main(["evaluate", "--model", "embedded", "--limit", "1", "--report", "no/r.html"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("vifr: no/r.html: its folder does not exist") and err.count("\n") == 1


def test_a_worse_system_fails(folder, capsys) -> None:
    command = ["evaluate", "--ref", "ref.txt", "--baseline", "good.txt", "--fail-if-worse"]
    assert main([*command, "--hyp", "worse.txt"]) == 1
    err = capsys.readouterr().err
    assert err.startswith("vifr: worse.txt is significantly worse than good.txt: chrF++ 9")
    assert main([*command[:-2], "worse.txt", "--fail-if-worse", "BLEU", "--hyp", "good.txt"]) == 0
    assert capsys.readouterr().err == "vifr: no system is significantly worse than the baseline in BLEU\n"


def test_for_ter_less_is_better(folder, capsys) -> None:
    command = ["evaluate", "--ref", "ref.txt", "--fail-if-worse", "TER"]
    assert main([*command, "--hyp", "good.txt", "--hyp", "worse.txt"]) == 1
    assert main([*command, "--hyp", "worse.txt", "--hyp", "good.txt"]) == 0


def test_without_being_asked_a_worse_system_is_no_failure(folder) -> None:
    assert main(["evaluate", "--ref", "ref.txt", "--baseline", "good.txt", "--hyp", "worse.txt"]) == 0


def test_a_model_against_its_kept_translations(folder, capsys) -> None:
    command = ["evaluate", "--model", "embedded", "--limit", "5", "--beam-size", "1"]
    assert main([*command, "--save", "kept"]) == 0
    capsys.readouterr()
    assert main([*command, "--baseline", "kept", "--fail-if-worse", "--json"]) == 0
    for evaluation in json.loads(capsys.readouterr().out)["evaluations"]:
        assert {row["p_randomised"] for row in evaluation["comparisons"]} == {1.0}
    reference = folder / "kept/test.vi-fr.reference.fr"
    reference.write_text("autre\n" * 5, encoding="utf-8")
    assert main([*command, "--baseline", "kept"]) == 1
    assert "kept/test.vi-fr.reference.fr: its references are not those of now" in capsys.readouterr().err


WRONG_USE = (
    ("--hyp good.txt --ref ref.txt --fail-if-worse", 2, "has nothing to compare with"),
    ("--model embedded --limit 1 --baseline good.txt", 2, "both directions are scored"),
    ("--hyp good.txt --ref ref.txt --baseline good.txt", 2, "compared with itself"),
    ("--hyp good.txt --ref ref.txt --baseline .", 2, "--baseline is a folder"),
    ("--hyp good.txt --ref ref.txt --baseline no.txt", 1, "cannot be read"),
    ("--model embedded --direction vi-fr --limit 1 --baseline good.txt", 1, "they must match line by line"),
    ("--model embedded --direction vi-fr --limit 1 --baseline .", 1, "no test.vi-fr.1-*.fr"),
)


@pytest.mark.parametrize(("arguments", "status", "said"), WRONG_USE)
def test_what_does_not_fit_is_one_line(folder, capsys, arguments: str, status: int, said: str) -> None:
    assert main(["evaluate", *arguments.split()]) == status
    out, err = capsys.readouterr()
    assert out == "" and said in err and err.count("\n") == 1
