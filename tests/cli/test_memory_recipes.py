"""Every command of docs/memory-and-glossary.md, run in the order of the page."""

from __future__ import annotations

import csv
import json
import re
import shlex
from pathlib import Path

import pytest

from mt.cli.main import main

PAGE = Path(__file__).parents[2] / "docs" / "memory-and-glossary.md"
README = PAGE.parents[1] / "README.md"
BLOCKS = re.findall(r"^```(sh|python)\n(.*?)^```", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
COMMANDS = [line for kind, block in BLOCKS if kind == "sh" for line in block.splitlines()]

FILES = {
    "monday.tsv": "id\tcaption\n1\tTrẻ em thả diều bên sông. Ảnh: An/TTXVN\n2\tChợ hoa xuân ở Hà Nội.\n",
    "tuesday.tsv": "id\tcaption\n1\tTrẻ em thả diều bên sông. Ảnh: Bình\n2\tChợ hoa xuân ở Huế.\n",
    "corrected.tsv": "caption\ttranslation\nTrẻ em thả diều bên sông.\tDes enfants jouent au cerf-volant.\n",
    "terms-of-the-desk.tsv": "vi\tfr\nchợ hoa\tfoire aux fleurs\n",
    "pairs.tsv": "vi\tfr\nChợ ở Huế.\tUn marché à Hué.\n",
    "archive.tmx": '<?xml version="1.0"?><tmx version="1.4"><header/><body><tu><tuv xml:lang="vi">'
    '<seg>Chợ nổi.</seg></tuv><tuv xml:lang="fr"><seg>Le marché flottant.</seg></tuv></tu></body></tmx>',
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_page(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = {}
    for command in COMMANDS:
        _, *arguments = shlex.split(command)
        assert main(arguments) == 0, command
        said[command] = capsys.readouterr().out
    written = Path("monday-fr.tsv").read_text(encoding="utf-8").splitlines()
    first, second = csv.DictReader(written, delimiter="\t")
    assert first["memory"] == "" and "VNA" in first["translation"]

    [tuesday] = [out for command, out in said.items() if "tuesday" in command]
    kites, market = map(json.loads, tuesday.splitlines())
    if not first["flags"]:  # else the model was doubtful of what it said, and it was not kept
        assert kites["flags"] == ["memory:exact=machine"]
        assert "Binh" in kites["translation"] and "VNA" not in kites["translation"]
    if not second["flags"]:
        assert f"memory:fuzzy={market['memory']['score']}" in market["flags"]
        assert market["memory"]["origin"] == "machine"

    [lookup] = [out for command, out in said.items() if "bờ sông" in command]
    assert lookup.split("\t")[1:] == [
        "approved",
        "Trẻ em thả diều bên sông.",
        "Des enfants jouent au cerf-volant.\n",
    ]
    [stats] = [out for command, out in said.items() if "stats" in command]
    assert stats.splitlines()[1:] == ["approved\tboth\t-\t2"]
    exported = Path("desk-approved.tmx").read_text(encoding="utf-8")
    assert exported.count("<tu ") + exported.count("<tu>") == 2
    terms = Path("terms.tsv").read_text(encoding="utf-8")
    assert "foire aux fleurs" in terms or "glossary:missed=" in terms


def test_the_python_on_the_page(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    [code] = [block for kind, block in BLOCKS if kind == "python"]
    exec(compile(code, str(PAGE), "exec"), {})
    assert capsys.readouterr().out.strip()
    assert main(["memory", "lookup", "desk.db", "Trẻ em thả diều bên sông."]) in (0, 1)


def test_what_the_readme_shows_is_on_the_page() -> None:
    """So that it is run as well; the README says behind some commands what they do."""
    shown = [
        line.split("  #")[0].rstrip()
        for block in re.findall(r"^```sh\n(.*?)^```", README.read_text("utf-8"), re.MULTILINE | re.DOTALL)
        for line in block.splitlines()
        if re.search(r"--memory|--glossary|vifr memory", line)
    ]
    assert set(shown) <= set(COMMANDS)
