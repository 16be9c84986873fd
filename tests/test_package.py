"""The package as a whole: its public names, what importing it costs, and that rooms import only downwards."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import mt
from mt.cli.main import COMMANDS

PACKAGE = Path(mt.__file__).parent

# Each room may import those named here, and itself.
MAY_IMPORT = {
    "caption": set(),
    "errors": set(),
    "text": set(),
    "webpage": set(),
    "corpora": {"caption", "errors", "text"},
    "files": {"caption", "errors", "text"},
    "memory": {"caption", "errors", "text", "files"},
    "models": {"caption", "errors", "text"},
    "pages": {"caption", "errors", "text"},
    "photos": {"errors", "text", "files"},
    "align": {"caption", "errors", "text", "pages"},
    "checks": {"caption", "errors", "text", "corpora"},
    "translate": {"caption", "errors", "text", "corpora", "memory", "models"},
    "evaluation": {
        *("caption", "errors", "text", "corpora", "models"),
        *("checks", "translate", "webpage"),
    },
    "dashboard": {"caption", "errors", "text", "corpora", "files", "checks", "webpage"},
    "documents": {"caption", "errors", "text", "files", "pages", "translate"},
    "train": {
        *("caption", "errors", "text", "corpora", "files", "models"),
        *("align", "translate", "evaluation"),
    },
    "cli": {
        *("caption", "errors", "text", "corpora", "files", "memory", "models", "pages", "photos"),
        *("align", "checks", "documents", "translate", "evaluation", "train", "cli"),
    },
}


def test_public_names_are_sorted_documented_and_there() -> None:
    assert list(mt.__all__) == sorted(mt.__all__, key=lambda name: (not name[0].isupper(), name))
    for name in mt.__all__:
        public = getattr(mt, name)
        assert isinstance(public, str) or public.__doc__
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        mt.Nothing  # noqa: B018


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_imports_go_downwards(room: str) -> None:
    modules = (PACKAGE / room).rglob("*.py") if (PACKAGE / room).is_dir() else [PACKAGE / f"{room}.py"]
    for module in modules:
        for name in _imported(module):
            parts = name.split(".")
            if parts[0] == "mt" and len(parts) > 1 and parts[1] != room:
                assert parts[1] in MAY_IMPORT[room], f"{module} imports {name}"


def _imported(module: Path) -> list[str]:
    found = []
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
        elif isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
    return found


def test_modules_stay_readable() -> None:
    long = {
        m.name: n for m in PACKAGE.rglob("*.py") if (n := m.read_text(encoding="utf-8").count("\n")) > 300
    }
    assert not long


def test_translating_loads_neither_torch_nor_the_hub() -> None:
    script = (
        "import sys, mt\n"
        "assert 'ctranslate2' not in sys.modules\n"
        "next(mt.Translator.load('vi-fr', model='embedded').translate(['Ảnh: An/TTXVN']))\n"
        "heavy = {'torch', 'transformers', 'huggingface_hub', 'sacrebleu'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
    )
    subprocess.run([sys.executable, "-c", script], check=True)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help(command: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mt", *command, "--help"], check=True, capture_output=True, text=True
    )
    assert "usage: vifr" in done.stdout


def test_an_unknown_command_names_the_known_ones() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "mt", "translte"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "translate" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_standard_output_is_one_line() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "mt", "models"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == "vifr: output: No space left on device\n"
