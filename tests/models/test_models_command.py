"""`vifr models`: the table, the doctor, the export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt.cli.main import main
from mt.models import marian, resolve


def test_the_table_has_a_line_for_every_model(
    tiny_marian_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = resolve(str(tiny_marian_folder), "vi-fr", say=lambda line: None)
    assert main(["models"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["name", "direction", "size", "revision", "where"]
    assert [line.split()[:2] for line in lines[1:]] == [
        ["embedded", "vi-fr"],
        ["embedded", "fr-vi"],
        [str(tiny_marian_folder), "vi-fr"],
    ]
    assert lines[3].split()[-2:] == [model.revision, str(model.path)]


def test_json_is_one_model_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "--json"]) == 0
    records = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [(record["name"], record["direction"]) for record in records] == [
        ("embedded", "vi-fr"),
        ("embedded", "fr-vi"),
    ]
    assert all(record["bytes"] > 0 and Path(record["path"]).is_dir() for record in records)


def test_the_doctor_says_ok_or_what_is_wrong(
    tiny_marian_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    model = resolve(str(tiny_marian_folder), "vi-fr", say=lambda line: None)
    assert main(["models", "doctor"]) == 0
    said = capsys.readouterr().out
    assert f"ok     {model.label}" in said and "ctranslate2 " in said and "transformers " in said
    (model.path / "source.spm").unlink()
    assert main(["models", "doctor"]) == 1
    assert f"wrong  {model.path / 'source.spm'}: is missing" in capsys.readouterr().out
    assert main(["models"]) == 1
    assert f"vifr: {model.path / 'source.spm'}: is missing" in capsys.readouterr().err


def test_export_names_the_folder_it_made(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "marian"
    assert main(["models", "export", "embedded", "--direction", "vi-fr", "--to", str(target)]) == 0
    assert capsys.readouterr().out == f"{target}\n"
    assert marian.check(target).source == "vi"
    assert main(["models", "export", "embedded", "--direction", "vi-fr", "--to", str(target)]) == 1
    assert capsys.readouterr().err == f"vifr: {target}: is not empty; name a new folder\n"


def test_pull_without_a_hub_is_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["models", "pull", "org/name"]) == 1
    captured = capsys.readouterr()
    assert captured.out == "" and captured.err.startswith(
        "vifr: org/name: http://127.0.0.1:9 cannot be reached"
    )
    assert captured.err.count("\n") == 1
