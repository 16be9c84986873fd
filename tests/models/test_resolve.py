"""From a name to a model on this machine, without a connection."""

from __future__ import annotations

import os
import shutil
import socket
from dataclasses import replace
from pathlib import Path

import pytest
import tiny_marian

from mt.errors import ModelDamaged, ModelNotFound, UsageError
from mt.models import convert as conversion
from mt.models import installed, location, manifest, resolve, selftest

HELSINKI = "Helsinki-NLP/opus-mt-vi-fr"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture(autouse=True)
def no_connections(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*args: object) -> None:
        raise AssertionError("resolve opened a connection")

    monkeypatch.setattr(socket.socket, "connect", refuse)


def quiet(line: str) -> None:
    """For tests that do not look at what is said."""


@pytest.mark.parametrize("direction", ["vi-fr", "fr-vi"])
@pytest.mark.parametrize("name", ["auto", "embedded"])
def test_the_embedded_model_is_always_there(name: str, direction: str) -> None:
    model = resolve(name, direction)
    assert (model.name, model.direction, model.origin) == ("embedded", direction, "embedded")
    assert model.label == f"embedded-{direction}@{model.revision}"
    assert model.source_spm == model.target_spm and model.source_spm.is_file()
    assert model.size > (model.path / "model.bin").stat().st_size
    assert model.source_tokens(["▁a"]) == ["▁a", "</s>"]


def test_a_marian_folder_is_converted_once_and_again_when_it_changes(
    tiny_marian_folder: Path, tmp_path: Path
) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "tiny-vi-fr")
    said: list[str] = []
    model = resolve(str(folder), "vi-fr", say=said.append)
    assert resolve(str(folder), "vi-fr", say=said.append) == model
    assert said == [f"converting {folder} for CTranslate2, once"]
    assert (model.name, model.origin) == (str(folder), "folder")
    assert model.revision == manifest.file_sha256(model.path / "model.bin")[:12]
    assert selftest.run(model).passed
    assert [other.name for other in installed()] == ["embedded", "embedded", str(folder)]

    tiny_marian.edit_json(folder / "generation_config.json", max_length=200)
    changed = resolve(str(folder), "vi-fr", say=said.append)
    assert changed.max_source_pieces == 100
    assert len(said) == 2 and not model.path.exists()


def snapshot(source: Path, hub_id: str = HELSINKI) -> Path:
    """Put a folder into the hub's cache as huggingface_hub does."""
    repository = location.hub_cache() / f"models--{hub_id.replace('/', '--')}"
    (repository / "refs").mkdir(parents=True)
    (repository / "refs" / "main").write_text(COMMIT)
    return Path(shutil.copytree(source, repository / "snapshots" / COMMIT))


def test_auto_takes_helsinki_when_its_snapshot_is_in_the_cache_of_the_hub(tiny_marian_folder: Path) -> None:
    snapshot(tiny_marian_folder)
    model = resolve("auto", "vi-fr", say=quiet)
    assert (model.name, model.origin, model.revision) == (HELSINKI, "hub", COMMIT)
    assert model.label == f"{HELSINKI}@{COMMIT[:12]}"
    assert resolve("helsinki", "vi-fr") == resolve(HELSINKI, "vi-fr") == model
    assert resolve("auto", "fr-vi").name == "embedded"


def test_auto_says_why_it_leaves_a_damaged_snapshot_aside(tiny_marian_folder: Path) -> None:
    (snapshot(tiny_marian_folder) / "source.spm").unlink()
    said: list[str] = []
    assert resolve("auto", "vi-fr", say=said.append).name == "embedded"
    assert len(said) == 1 and "source.spm: is missing" in said[0] and "taking the embedded model" in said[0]
    with pytest.raises(ModelDamaged, match=r"source\.spm: is missing"):
        resolve("helsinki", "vi-fr", say=quiet)


def test_auto_without_torch_does_not_look_at_weights_it_cannot_read(
    tiny_marian_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot(tiny_marian_folder)
    monkeypatch.setattr(conversion, "find_spec", lambda package: None)
    assert resolve("auto", "vi-fr").name == "embedded"


def ctranslate2_folder(tiny_marian_folder: Path, target: Path) -> Path:
    """A folder as CTranslate2's own converter leaves it: no manifest of ours."""
    made = resolve(str(tiny_marian_folder), "vi-fr", say=quiet).path
    return tiny_marian.copy(made, target, without=(manifest.NAME,))


def test_a_ctranslate2_folder_without_our_manifest(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = ctranslate2_folder(tiny_marian_folder, tmp_path / "strange")
    model = resolve(str(folder), "vi-fr")
    assert (model.path, model.normalisation, model.max_source_pieces) == (folder, "moses", 256)
    assert selftest.run(model).passed


def test_ctranslate2_is_not_given_a_second_end(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = ctranslate2_folder(tiny_marian_folder, tmp_path / "strange")
    tiny_marian.edit_json(folder / "config.json", add_source_eos=True)
    model = resolve(str(folder), "vi-fr")
    assert model.source_tokens(["▁a"]) == ["▁a"]
    assert selftest.run(model).passed


def test_a_language_tag_goes_first(tiny_marian_folder: Path) -> None:
    model = replace(resolve(str(tiny_marian_folder), "vi-fr", say=quiet), source_prefix=">>fra<<")
    assert model.source_tokens(["▁a"]) == [">>fra<<", "▁a", "</s>"]


@pytest.mark.parametrize(
    "name", ["model.bin", "config.json", "shared_vocabulary.json", "source.spm", "target.spm"]
)
@pytest.mark.parametrize("ours", [True, False])
def test_a_file_that_is_missing_is_named(
    tiny_marian_folder: Path, tmp_path: Path, name: str, ours: bool
) -> None:
    folder = ctranslate2_folder(tiny_marian_folder, tmp_path / "broken")
    if ours:
        shutil.copy(resolve(str(tiny_marian_folder), "vi-fr").path / manifest.NAME, folder)
    (folder / name).unlink()
    with pytest.raises(ModelDamaged, match=rf"{name}: is missing"):
        resolve(str(folder), "vi-fr")


def test_cut_weights_are_seen_before_they_are_loaded(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = ctranslate2_folder(tiny_marian_folder, tmp_path / "cut")
    os.truncate(folder / "model.bin", 50_000)
    with pytest.raises(ModelDamaged, match=r"model\.bin: is cut"):
        resolve(str(folder), "vi-fr")


@pytest.mark.parametrize(("source", "target"), [("fr", "vi"), ("fra", "vie"), ("en", "fr")])
def test_a_model_of_another_direction_is_refused(
    tiny_marian_folder: Path, tmp_path: Path, source: str, target: str
) -> None:
    folder = tiny_marian.copy(tiny_marian_folder, tmp_path / "other")
    tiny_marian.edit_json(folder / "tokenizer_config.json", source_lang=source, target_lang=target)
    with pytest.raises(UsageError, match=r"other: translates \w\w-\w\w, not vi-fr"):
        resolve(str(folder), "vi-fr")


def test_the_name_of_a_folder_tells_its_direction(tiny_marian_folder: Path, tmp_path: Path) -> None:
    folder = tiny_marian.copy(
        tiny_marian_folder, tmp_path / "press-fr-vi", without=("tokenizer_config.json",)
    )
    with pytest.raises(UsageError, match="translates fr-vi, not vi-fr"):
        resolve(str(folder), "vi-fr")


def test_names_that_are_nothing(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no direction 'vi-en'; use vi-fr or fr-vi"):
        resolve("auto", "vi-en")
    with pytest.raises(ModelNotFound, match="is neither a folder nor a model"):
        resolve(str(tmp_path / "absent"), "vi-fr")
    for name in ("", "~nobody-of-this-name/model", "x" * 5000):
        with pytest.raises(ModelNotFound):
            resolve(name, "vi-fr")
    with pytest.raises(
        ModelNotFound, match="org/name: is not on this machine; run: vifr models pull org/name"
    ):
        resolve("org/name", "vi-fr")
    with pytest.raises(ModelDamaged, match="holds neither a Marian model"):
        resolve(str(tmp_path), "vi-fr")


def test_a_damaged_copy_in_our_cache_is_not_listed(tiny_marian_folder: Path) -> None:
    model = resolve(str(tiny_marian_folder), "vi-fr", say=quiet)
    (model.path / manifest.NAME).write_text("{")
    assert [other.name for other in installed()] == ["embedded", "embedded"]


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"HF_HUB_CACHE": "/a/hub", "HF_HOME": "/b"}, "/a/hub"),
        ({"HF_HOME": "/b"}, "/b/hub"),
        ({"HF_HOME": "", "XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
    ],
)
def test_the_cache_of_the_hub_is_where_the_hub_itself_looks(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert location.hub_cache() == Path(expected)
