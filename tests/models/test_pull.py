"""Pulling from a hub on the loopback: what arrives, and one clear line for everything that can go wrong."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest
import tiny_marian
from hub_mirror import Mirror, serve

from mt.errors import DownloadError, ModelDamaged, ModelNotFound, UsageError
from mt.models import location, manifest, resolve, selftest
from mt.models.pull import pull

VI_FR = "Helsinki-NLP/opus-mt-vi-fr"


def test_a_pulled_model_is_found_by_every_name_and_passes(hub: Mirror) -> None:
    said: list[str] = []
    model = pull(VI_FR, say=said.append)
    assert (model.name, model.direction, model.origin) == (VI_FR, "vi-fr", "hub")
    assert (model.revision, model.max_source_pieces) == (hub.commit(VI_FR), 256)
    assert model.label == f"{VI_FR}@{hub.commit(VI_FR)[:12]}"
    assert said == [f"downloading {VI_FR}, 2 MB", f"converting {VI_FR} for CTranslate2, once"]
    asked = len(hub.requests)
    assert resolve("helsinki", "vi-fr") == resolve(VI_FR, "vi-fr") == resolve("auto", "vi-fr") == model
    assert len(hub.requests) == asked, "resolving opens no connection"
    assert selftest.run(model).outputs[0] == tiny_marian.PAIRS[0][1]


def test_a_second_pull_asks_for_the_commit_only(hub: Mirror) -> None:
    pull(VI_FR, say=print)
    asked = len(hub.requests)
    said: list[str] = []
    pull(VI_FR, say=said.append)
    assert hub.requests[asked:] == [f"GET /api/models/{VI_FR}/revision/main"]
    assert said == [f"{VI_FR} is up to date"]


def test_a_new_commit_takes_the_place_of_the_old(hub: Mirror, tmp_path: Path) -> None:
    old = pull(VI_FR, say=print)
    hub.repositories[VI_FR] = tiny_marian.copy(hub.repositories[VI_FR], tmp_path / "new")
    tiny_marian.edit_json(tmp_path / "new" / "tokenizer_config.json", model_max_length=512)
    new = pull(VI_FR, say=print)
    assert new.revision != old.revision
    assert resolve("helsinki", "vi-fr") == new
    assert [path.name for path in location.cache().glob("[!.]*")] == [new.path.name]


def test_only_one_format_of_the_weights_is_downloaded(hub: Mirror, tmp_path: Path) -> None:
    both = tiny_marian.with_safetensors(tiny_marian.copy(hub.repositories[VI_FR], tmp_path / "both"))
    for name in ("pytorch_model.bin", "tf_model.h5", "rust_model.ot"):
        (both / name).write_bytes(b"not to be downloaded")
    hub.repositories[VI_FR] = both
    pull(VI_FR, say=print)
    fetched = {request.rpartition("/")[2] for request in hub.requests if "/resolve/" in request}
    assert "model.safetensors" in fetched
    assert not fetched & {"pytorch_model.bin", "tf_model.h5", "rust_model.ot"}


def missing_repository(hub: Mirror) -> None:
    hub.repositories.clear()


def gated(hub: Mirror) -> None:
    hub.gated.add(VI_FR)


def unauthorised(hub: Mirror) -> None:
    hub.status[VI_FR] = 401


def broken(hub: Mirror) -> None:
    hub.status[VI_FR] = 500


def vanished(hub: Mirror) -> None:
    hub.vanished.add("source.spm")


def truncated(hub: Mirror) -> None:
    hub.truncated.add("pytorch_model.bin")


FAILURES = [
    (missing_repository, "does not exist on", "check the name"),
    (gated, "only given to those who accept its terms", "log in with"),
    (unauthorised, "401", "log in with"),
    (broken, "HTTP status 500", "try again later"),
    (vanished, "source.spm is listed", "run the command again"),
    (truncated, "pytorch_model.bin arrived damaged", "vifr models pull"),
]


@pytest.mark.parametrize(
    ("fail", "what", "remedy"), FAILURES, ids=lambda value: getattr(value, "__name__", "")
)
def test_every_failure_is_one_line_and_leaves_nothing(hub: Mirror, fail, what: str, remedy: str) -> None:
    fail(hub)
    with pytest.raises(DownloadError) as caught:
        pull(VI_FR, say=print)
    line = str(caught.value)
    assert VI_FR in line and what in line and remedy in line and "\n" not in line
    assert not list(location.cache().glob("[!.]*"))


def test_a_revision_that_does_not_exist(hub: Mirror) -> None:
    with pytest.raises(DownloadError, match="has no revision 'v9'"):
        pull(VI_FR, revision="v9", say=print)


@pytest.mark.parametrize("variable", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_asks_nothing(hub: Mirror, monkeypatch: pytest.MonkeyPatch, variable: str) -> None:
    monkeypatch.setenv(variable, "1")
    with pytest.raises(DownloadError, match=f"{variable} is set; unset it"):
        pull(VI_FR, say=print)
    assert not hub.requests


def test_a_host_that_is_down_fails_at_once() -> None:
    with pytest.raises(DownloadError, match=r"127\.0\.0\.1:9 cannot be reached .*check the connection"):
        pull(VI_FR, say=print)


def test_after_a_server_died_the_next_pull_gets_only_the_rest(
    hub: Mirror, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("time.sleep", lambda seconds: None)  # huggingface_hub waits between its attempts
    hub.dies_in = "pytorch_model.bin"
    with pytest.raises(DownloadError, match=r"pytorch_model\.bin broke off.*files that are whole are kept"):
        pull(VI_FR, say=print)
    assert not list(location.cache().glob("[!.]*"))
    with serve(Mirror(hub.repositories)) as again:
        monkeypatch.setenv("HF_ENDPOINT", again.url)
        assert pull(VI_FR, say=print).revision == again.commit(VI_FR)
        fetched = {
            request for request in again.requests if request.startswith("GET") and "/resolve/" in request
        }
        assert fetched == {f"GET /{VI_FR}/resolve/main/pytorch_model.bin"}


def test_a_ctranslate2_model_is_taken_as_it_is(hub: Mirror, tmp_path: Path) -> None:
    made = pull(VI_FR, say=print)
    ready = tiny_marian.copy(made.path, tmp_path / "ready", without=(manifest.NAME,))
    (ready / "pytorch_model.bin").write_bytes(b"not to be downloaded")
    hub.repositories["desk/captions-vi-fr"] = ready
    model = pull("desk/captions-vi-fr", say=print)
    assert resolve("desk/captions-vi-fr", "vi-fr") == model
    assert model.revision == hub.commit("desk/captions-vi-fr")
    assert selftest.run(model).outputs == selftest.run(made).outputs


def test_a_model_that_fails_its_self_test_stays_out(hub: Mirror, tmp_path: Path) -> None:
    hub.repositories[VI_FR] = tiny_marian.write(tmp_path / "random", steps=0)
    with pytest.raises(ModelDamaged, match="fails its self-test: ") as caught:
        pull(VI_FR, say=print)
    assert caught.value.where == VI_FR
    assert not list(location.cache().glob("[!.]*"))
    assert not list(location.cache().glob(".*.part"))


def test_a_damaged_file_in_the_cache_of_the_hub_is_downloaded_again(hub: Mirror) -> None:
    hub.vanished.add("pytorch_model.bin")
    with pytest.raises(DownloadError):
        pull(VI_FR, say=print)
    snapshot = location.hub_snapshot(VI_FR)
    assert snapshot
    (snapshot / "vocab.json").resolve().write_text("{}")
    hub.vanished.clear()
    assert pull(VI_FR, say=print).direction == "vi-fr"


def test_a_stranger_model_needs_a_direction(hub: Mirror, tmp_path: Path) -> None:
    folder = tiny_marian.copy(
        hub.repositories[VI_FR], tmp_path / "unnamed", without=("tokenizer_config.json",)
    )
    hub.repositories["desk/captions"] = folder
    with pytest.raises(UsageError, match="desk/captions: does not say its direction; add --direction"):
        pull("desk/captions", say=print)
    assert pull("desk/captions", direction="vi-fr", say=print).label.startswith("desk/captions-vi-fr@")
    with pytest.raises(UsageError, match="translates vi-fr, not fr-vi"):
        pull(VI_FR, direction="fr-vi", say=print)


@pytest.mark.parametrize("name", ["opus-mt-vi-fr", "../etc", "a/b/c", ""])
def test_what_is_not_a_hub_id(name: str) -> None:
    with pytest.raises(UsageError, match="is not a hub id"):
        pull(name, say=print)


def test_before_the_pull_the_line_says_what_to_run() -> None:
    with pytest.raises(ModelNotFound, match="run: vifr models pull helsinki"):
        resolve("helsinki", "vi-fr")


def test_two_at_once_convert_one_time(hub: Mirror) -> None:
    models, said = [], []
    threads = [threading.Thread(target=lambda: models.append(pull(VI_FR, say=said.append))) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(models) == 2 and models[0] == models[1]
    assert selftest.run(models[0]).passed


def test_two_commands_at_once_pull_what_there_is_and_name_what_is_not(hub: Mirror) -> None:
    command = [sys.executable, "-m", "mt", "models", "pull", "helsinki"]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    processes = [subprocess.Popen(command, **pipes) for _ in range(2)]
    for process in processes:
        out, err = process.communicate()
        assert process.returncode == 1
        label, _, path = out.strip().partition("\t")
        assert label == f"{VI_FR}@{hub.commit(VI_FR)[:12]}"
        assert (Path(path) / "model.bin").is_file()
        assert err.splitlines()[-1].startswith("vifr: Helsinki-NLP/opus-mt-fr-vi: does not exist on")
        assert "\r" not in err, "no progress bar without a terminal"
