"""What docs/evaluation.md tells people to run does what it says."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

from mt.cli.main import main

DOCUMENT = (Path(__file__).parents[2] / "docs" / "evaluation.md").read_text(encoding="utf-8")


def test_the_recipe_for_continuous_integration(tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.chdir(tmp_path)
    recipe = DOCUMENT.split("## In continuous integration")[1]
    block = re.search(r"```sh\n(.*?)```", recipe, re.DOTALL)
    assert block
    commands = [shlex.split(line, comments=True) for line in block[1].splitlines()]
    assert len(commands) == 2
    workflow = re.search(r"- run: (vifr evaluate .*)", recipe)
    assert workflow and shlex.split(workflow[1]) == commands[1]
    for command in commands:
        words = ["embedded" if word == "our-model" else word for word in command[1:]]
        assert main([*words, "--limit", "3", "--beam-size", "1"]) == 0
    assert "no system is significantly worse than the baseline in chrF++" in capsys.readouterr().err
    assert (tmp_path / "report.html").stat().st_size > 10_000


def test_the_python_example() -> None:
    block = re.search(r"```python\n(.*?)```", DOCUMENT, re.DOTALL)
    assert block
    texts = ["Le pont à l'aube.", "Des élèves plantent des arbres."]
    names = {
        "old": ["Le pont.", "Des élèves."],
        "new": texts,
        "references": texts,
        "sources": ["Cầu.", "Học sinh."],
    }
    model = 'mt.evaluate(model="embedded", direction="vi-fr")'
    assert model in block[1]
    exec(block[1].replace(model, model.replace(")", ", limit=2)")), names)
    assert names["result"].systems[1].score("BLEU").value == pytest.approx(100)  # type: ignore[attr-defined]
