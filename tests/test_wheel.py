"""The wheel: built, put into an empty environment outside the checkout, and used there."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(out)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    [built] = out.glob("vifr-*.whl")
    return built


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel, and the dependencies from where these tests run."""
    home = tmp_path_factory.mktemp("empty")
    venv.create(home, with_pip=False, symlinks=True)
    site = next((home / "lib").glob("python*/site-packages"))
    zipfile.ZipFile(wheel).extractall(site)
    # Dependencies come last on the path, so that nothing of the checkout can stand in for the wheel.
    (site / "dependencies.pth").write_text(sysconfig.get_paths()["purelib"] + "\n")
    return home / "bin" / "python"


def run(python: Path, *arguments: str, cwd: Path, text: str = "") -> str:
    done = subprocess.run(
        [python, "-P", *arguments] if sys.version_info >= (3, 11) else [python, *arguments],
        cwd=cwd,
        input=text,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return done.stdout


def test_holds_models_and_corpora_and_nothing_else_of_the_checkout(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for needed in (
        "mt/py.typed",
        "mt/evaluation/evaluation.schema.json",
        "mt/models/embedded/joint.spm",
        "mt/models/embedded/vi-fr/model.bin",
        "mt/models/embedded/fr-vi/model.bin",
        "mt/align/data/knowledge.npz",
        "mt/text/data/diacritics-fr.bin",
        "mt/text/data/diacritics-vi.bin",
        "mt/text/data/language.bin",
        "mt/text/data/names.tsv",
        "mt/text/data/vietnamese-names.txt",
        "mt/text/house_style.toml",
        "mt/evaluation/data/quality.json",
        "mt/webpage/filter.js",
        "mt/webpage/style.css",
        "mt/corpora/data/captions/test.tsv",
        "mt/corpora/data/lists/dev/01-same-set.gold.txt",
        "mt/corpora/data/pages/dev/viaduc.txt",
        "mt/corpora/data/README.md",
    ):
        assert needed in names
    assert {name.split("/")[0] for name in names} == {"mt", wheel.name.split("-py3")[0] + ".dist-info"}


def test_translates_and_evaluates_outside_the_checkout(python: Path, tmp_path: Path) -> None:
    home = run(python, "-c", "import mt; print(mt.__file__)", cwd=tmp_path).strip()
    assert home.startswith(str(python.parents[1]))
    french = run(
        python, "-m", "mt", "translate", "--from", "vi", "--model", "embedded",
        cwd=tmp_path, text="Công nhân thu hoạch lúa.\n\n",
    )  # fmt: skip
    assert french.count("\n") == 2 and french.strip()
    scores = run(
        python, "-m", "mt", "evaluate", "--model", "embedded", "--limit", "10", "--json", cwd=tmp_path
    )
    assert json.loads(scores)
    assert run(
        python, "-c", "from mt.corpora import load; print(len(load('captions', split='test')))", cwd=tmp_path
    )
