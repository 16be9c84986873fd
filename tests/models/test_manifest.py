"""The manifest of a model folder: what it refuses, and the damage it shows."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt.errors import ModelDamaged
from mt.models import manifest

WRITTEN = manifest.Manifest(
    name="embedded",
    source="vi",
    target="fr",
    source_spm="../joint.spm",
    target_spm="../joint.spm",
    normalisation="vifr",
    max_source_pieces=110,
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "vi-fr"
    target.mkdir()
    for name in ("model.bin", "config.json", "shared_vocabulary.json", "../joint.spm"):
        (target / name).write_text(f"content of {name}")
    return target


def test_what_is_written_is_read(folder: Path) -> None:
    written = manifest.write(folder, WRITTEN)
    assert manifest.read(folder) == written
    assert written.revision == written.sha256["model.bin"][:12]
    assert set(written.size) == {"model.bin", "config.json", "shared_vocabulary.json", "../joint.spm"}
    manifest.check_hashes(folder, written)


def test_a_file_of_another_size_is_seen_at_every_load(folder: Path) -> None:
    written = manifest.write(folder, WRITTEN)
    (folder / "model.bin").write_text("cut")
    with pytest.raises(ModelDamaged, match=r"model\.bin: has 3 bytes instead of 20"):
        manifest.check_sizes(folder, written)


def test_a_changed_byte_is_seen_by_its_hash(folder: Path) -> None:
    written = manifest.write(folder, WRITTEN)
    (folder / "../joint.spm").write_text("Content of ../joint.spm")
    manifest.check_sizes(folder, written)
    with pytest.raises(ModelDamaged, match=r"joint\.spm: has changed since it was written"):
        manifest.check_hashes(folder, written)


@pytest.mark.parametrize(
    ("change", "what"),
    [
        ({"format": 2}, "not a model manifest of format 1"),
        ({"name": ""}, "no valid 'name'"),
        ({"source": 3}, "no valid 'source'"),
        ({"normalisation": "sacremoses"}, "unknown normalisation 'sacremoses'"),
        ({"max_source_pieces": 0}, "no valid 'max_source_pieces'"),
        ({"sha256": []}, "no valid 'sha256'"),
    ],
)
def test_what_is_not_a_manifest(folder: Path, change: dict[str, object], what: str) -> None:
    manifest.write(folder, WRITTEN)
    path = folder / manifest.NAME
    path.write_text(json.dumps({**json.loads(path.read_text()), **change}))
    with pytest.raises(ModelDamaged, match=rf"vifr\.json: .*{what}"):
        manifest.read(folder)


@pytest.mark.parametrize("text", ["", "[]", '{"format": 1}', "\xff"])
def test_damaged_text(folder: Path, text: str) -> None:
    (folder / manifest.NAME).write_text(text, encoding="latin-1")
    with pytest.raises(ModelDamaged, match=r"vifr\.json"):
        manifest.read(folder)
