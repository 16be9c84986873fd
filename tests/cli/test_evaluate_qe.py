"""`vifr evaluate --qe` and the warnings before scores, from the outside."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt.cli.main import main
from mt.corpora import load

PAIRS = (
    ("a", "Học sinh trồng cây trước cổng trường.", "Des élèves plantent des arbres devant l'école."),
    ("b", "Công nhân thu hoạch lúa ở An Giang.", "Công nhân thu hoạch lúa ở An Giang."),
    ("c", "Một người bán hoa ở chợ.", "Une fleuriste au marché."),
    ("d", "Thủ tướng tiếp đoàn Nhật Bản.", "Le chat dort sur le toit."),
)
QE = ("--model", "embedded", "--beam-size", "1")


@pytest.fixture
def folder(tmp_path, monkeypatch) -> Path:
    monkeypatch.chdir(tmp_path)
    rows = ["id\tvi\tfr", *("\t".join(pair) for pair in PAIRS)]
    (tmp_path / "pairs.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    keys = [json.dumps({"vi": vi, "translation": fr}) for _, vi, fr in PAIRS]
    (tmp_path / "pairs.jsonl").write_text("\n".join(keys) + "\n", encoding="utf-8")
    for name, column in (("src.vi", 1), ("hyp.fr", 2)):
        text = "".join(f"{pair[column]}\n" for pair in PAIRS)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_pairs_of_a_table_come_worst_first(folder, capsys) -> None:
    assert main(["evaluate", "--qe", "pairs.tsv", "--direction", "vi-fr", *QE]) == 0
    out, err = capsys.readouterr()
    header, *rows = [line.split("\t") for line in out.splitlines()]
    assert header[:4] == ["rank", "id", "direction", "quality"] and header[-2:] == ["source", "translation"]
    assert [row[0] for row in rows] == ["1", "2", "3", "4"]
    assert [row[1] for row in rows][:2] == ["b", "d"] and {row[1] for row in rows[2:]} == {"a", "c"}
    assert dict(zip(header, rows[0], strict=True))["findings"].startswith("copied")
    assert "no translations, on top: 1 (" in err
    assert "rank correlation with sentence chrF on the bundled test split" in err


def test_json_lines_in_and_out(folder, capsys) -> None:
    assert main(["evaluate", "--qe", "pairs.jsonl", "--direction", "vi-fr", "--json", *QE]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["id"] for row in rows][:2] == ["2", "4"]
    assert rows[0]["findings"][0] == "copied" and rows[0]["chrf"] is None
    assert rows[0]["source"] == rows[0]["translation"] == PAIRS[1][1]


def test_plain_texts_with_a_reference_are_correlated(folder, capsys) -> None:
    arguments = ["--qe", "--src", "src.vi", "--hyp", "hyp.fr", "--ref", "hyp.fr", *QE]
    assert main(["evaluate", *arguments]) == 0
    out, err = capsys.readouterr()
    assert "\tchrf\tsource\t" in out.splitlines()[0] and "\tvi-fr\t" in out
    assert "rank correlation with sentence chrF, hyp.fr (4 captions)" in err


def test_a_model_on_the_bundled_captions(folder, capsys) -> None:
    assert main(["evaluate", "--qe", "--limit", "12", "--direction", "fr-vi", "--split", "dev", *QE]) == 0
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 13
    ids = {line.split("\t")[1] for line in out.splitlines()[1:]}
    assert ids == {pair.id for pair in load("captions", split="dev")[:12]}
    for name in ("order", "no credit", "round_trip", "model", "reverse", "findings"):
        assert f"\n  {name:12}" in err
    assert "%" not in err.replace("95 %", "")


WRONG = (
    "--qe pairs.tsv",
    "--qe pairs.tsv --direction vi-fr --split dev",
    "--qe src.vi --direction vi-fr",
    "--qe --hyp hyp.fr",
    "--qe --src src.vi",
    "--qe --model embedded --model helsinki",
    "--qe --report page.html",
)


@pytest.mark.parametrize("arguments", WRONG)
def test_wrong_use_is_one_line_and_status_2(folder, capsys, arguments: str) -> None:
    assert main(["evaluate", *arguments.split()]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("vifr: ") and err.count("\n") == 1


def test_files_that_cannot_be_ranked_are_one_line(folder, capsys) -> None:
    (folder / "short.fr").write_text("un\n", encoding="utf-8")
    (folder / "none.tsv").write_text("vi\tfr\n", encoding="utf-8")
    (folder / "other.tsv").write_text("vi\tde\nChào\tHallo\n", encoding="utf-8")
    for arguments, status in (
        ("--qe --src src.vi --hyp short.fr", 1),
        ("--qe none.tsv --direction vi-fr", 1),
        ("--qe missing.tsv --direction vi-fr", 1),
        ("--qe other.tsv --direction vi-fr", 2),
    ):
        assert main(["evaluate", *arguments.split()]) == status
        out, err = capsys.readouterr()
        assert out == "" and err.startswith("vifr: ") and err.count("\n") == 1


@pytest.fixture
def displaced(folder) -> Path:
    """150 captions; a line of the references was lost."""
    pairs = load("captions", split="dev")[:150]
    (folder / "many.vi").write_text("".join(f"{pair.vi}\n" for pair in pairs), encoding="utf-8")
    for name, kept in (("many.fr", pairs), ("lost.fr", pairs[:40] + pairs[41:] + pairs[:1])):
        (folder / name).write_text("".join(f"{pair.fr}\n" for pair in kept), encoding="utf-8")
    return folder


def test_a_lost_line_is_told_before_any_score(displaced, capsys) -> None:
    files = ["--src", "many.vi", "--hyp", "many.fr", "--ref", "lost.fr"]
    assert main(["evaluate", *files]) == 0
    out, err = capsys.readouterr()
    assert "vifr: lost.fr: 110 of 150" in err and "references seem to stand 1 line above their sources" in err
    assert out.startswith("lost.fr · 150 captions\n")
    assert main(["evaluate", *files, "--strict"]) == 1
    out, err = capsys.readouterr()
    assert out == "" and err.splitlines()[-1].startswith("vifr: lost.fr: nothing is scored: ")


def test_files_of_other_lengths_are_told_where_they_part(displaced, capsys) -> None:
    lines = (displaced / "many.fr").read_text(encoding="utf-8").splitlines(keepends=True)
    (displaced / "short.fr").write_text("".join(lines[:70] + lines[71:]), encoding="utf-8")
    assert main(["evaluate", "--src", "many.vi", "--hyp", "many.fr", "--ref", "short.fr"]) == 1
    first, second, last = capsys.readouterr().err.splitlines()
    assert "above their sources, from about line 7" in first
    assert "above what many.fr says, from about line 7" in second
    assert last.endswith("they must match line by line")


def test_bundled_captions_raise_no_warning(folder, capsys) -> None:
    assert main(["evaluate", "--limit", "3", "--direction", "vi-fr", "--strict", *QE]) == 0
    assert "warning" not in capsys.readouterr().err
