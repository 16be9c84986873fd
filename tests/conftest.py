"""Fixtures of the whole suite: no test sees the caches of the user, and none leaves the machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import hub_mirror
import pytest
import tiny_marian

os.environ.setdefault("OMP_NUM_THREADS", "1")  # torch reads it when a test imports it


@pytest.fixture(autouse=True)
def own_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Empty caches for every test, and a hub address that nobody answers."""
    for variable in (
        "HF_HUB_CACHE",
        "HUGGINGFACE_HUB_CACHE",
        "HF_HUB_OFFLINE",
        "TRANSFORMERS_OFFLINE",
        "HF_TOKEN",
    ):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setenv("VIFR_CACHE", str(tmp_path / "vifr-cache"))
    monkeypatch.setenv("HF_HOME", str(tmp_path / "hf-home"))
    monkeypatch.setenv("HF_ENDPOINT", "http://127.0.0.1:9")


@pytest.fixture(scope="session")
def tiny_marian_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny trained vi-fr model in the layout of opus-mt. Change only a copy, by `tiny_marian.copy`."""
    return tiny_marian.write(tmp_path_factory.mktemp("marian") / "tiny-vi-fr")


@pytest.fixture
def hub(tiny_marian_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[hub_mirror.Mirror]:
    """A hub that has Helsinki-NLP/opus-mt-vi-fr, the tiny model, and is what HF_ENDPOINT points to."""
    mirror = hub_mirror.Mirror({"Helsinki-NLP/opus-mt-vi-fr": tiny_marian_folder})
    with hub_mirror.serve(mirror):
        monkeypatch.setenv("HF_ENDPOINT", mirror.url)
        yield mirror
