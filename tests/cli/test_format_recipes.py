"""The recipes of docs/formats.md and of the README, run as they stand there, on small files."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from mt.cli.main import main

DOCS = Path(__file__).parents[2] / "docs" / "formats.md"
VI = "Thủ tướng tiếp Đại sứ Pháp. Ảnh: Trí Dũng/TTXVN"
FILES = {
    "job.xlf": '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="vi" '
    f'target-language="fr" original="a" datatype="x"><body><trans-unit id="1"><source>{VI}</source></trans-unit>'
    "</body></file></xliff>",
    "page.html": f"<html><figure><img src=a.jpg><figcaption>{VI}</figcaption></figure></html>",
    "item.xml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><description xml:lang="vi">'
    f"{VI}</description></contentMeta></newsItem>",
    "item.json": json.dumps({"uri": "http://x.example/1", "language": "vi", "descriptions": [{"value": VI}]}),
    "messages.po": f'msgid ""\nmsgstr "Language: fr\\n"\n\nmsgid "{VI}"\nmsgstr ""\n',
    "memory.tmx": f'<tmx version="1.4"><header/><body><tu><tuv xml:lang="vi"><seg>{VI}</seg></tuv></tu></body></tmx>',
    "captions.tsv": f"id\tvi\n1\t{VI}\n",
    "captions.vi.txt": f"{VI}\n",
    "captions.fr.txt": "Le Premier ministre reçoit l’ambassadeur de France. Photo : Tri Dung/VNA\n",
}


def recipes() -> list[str]:
    """Those of docs/formats.md, then those of the README under its heading."""
    readme = (
        (DOCS.parents[1] / "README.md")
        .read_text("utf-8")
        .partition("\n## Files of translators and newsrooms\n")[2]
    )
    text = DOCS.read_text("utf-8") + readme.partition("\n## ")[0]
    blocks = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    return [line.split(" #")[0].strip() for block in blocks for line in block.splitlines() if line.strip()]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("desk")
    for name, content in FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    return folder


def test_recipes(desk: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """One after the other, for some need what others wrote."""
    pytest.importorskip("pyarrow")
    monkeypatch.setenv("PYTHONPATH", str(DOCS.parents[1]))
    monkeypatch.chdir(desk)
    found = recipes()
    assert len(found) > 10
    for recipe in found:
        if "<" in recipe:
            command = recipe.replace("vifr", f"{shlex.quote(sys.executable)} -m mt", 1)
            status = subprocess.run(["bash", "-c", command], capture_output=True).returncode
        else:
            status = main(shlex.split(recipe)[1:])
        assert status == (1 if " check " in recipe and capsys.readouterr().out else 0), recipe
    french = "Le Premier ministre reçoit l"
    for name in ("job-fr.xlf", "page-fr.html", "item-fr.xml", "item-fr.json", "messages-fr.po", "pairs.tsv"):
        assert french in (desk / name).read_text("utf-8")
    assert (desk / "out.xlf").read_bytes() == (desk / "job-fr.xlf").read_bytes()


def test_python(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    [code] = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    monkeypatch.chdir(desk)
    (desk / "pairs.tmx").write_text(FILES["memory.tmx"], encoding="utf-8")
    exec(code, {})
    assert (desk / "whole.tmx").read_text("utf-8").count("<tu>") == 0
