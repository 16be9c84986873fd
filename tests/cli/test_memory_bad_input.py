"""`--memory`, `--glossary` and `vifr memory` with what cannot be used: one line, and nothing lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from mt.cli.main import main
from mt.files.journal import journal_path
from mt.memory import Entry, open_memory

FAST = ["--model", "embedded", "--threads", "1", "--beam-size", "1"]
VI, FR = "Trẻ em thả diều bên sông.", "Des enfants jouent au cerf-volant."


@pytest.fixture
def captions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("captions.txt")
    path.write_text(f"{VI}\nChợ hoa xuân ở Hà Nội.\n", encoding="utf-8")
    return path


def run(*arguments: object) -> int:
    return main(list(map(str, arguments)))


def one_line(capsys: pytest.CaptureFixture[str]) -> str:
    [line] = [said for said in capsys.readouterr().err.splitlines() if "model embedded" not in said]
    assert line.startswith("vifr: ")
    return line


@pytest.mark.parametrize(
    ("name", "content", "said", "status"),
    [
        ("desk.tmx", b"<tmx version='1.4'><body><tu>", "desk.tmx", 1),
        ("desk.tmx", b"", "desk.tmx", 1),
        ("desk.db", b"Ch\xe1\xbb\xa3 hoa" * 100, "is damaged, or no SQLite file", 1),
        ("desk.xlsx", None, "use .tmx, or .db", 2),
        ("missing/desk.db", None, "cannot be used", 1),
        ("missing/desk.tmx", None, "its folder does not exist", 1),
    ],
)
def test_a_memory_that_cannot_be_used_is_known_before_the_first_caption(
    captions: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: bytes | None,
    said: str,
    status: int,
) -> None:
    memory = Path(name)
    if content is not None:
        memory.write_bytes(content)
    assert run("translate", *FAST, captions, "-o", "out.txt", "--memory", memory) == status
    assert said in one_line(capsys)
    assert not Path("out.txt").exists()
    assert content is None or memory.read_bytes() == content


@pytest.mark.parametrize(
    ("name", "content", "said", "status"),
    [
        ("terms.tsv", "chợ hoa\tmarché aux fleurs\n", "first line names vi and fr", 2),
        ("terms.tsv", "vi\tfr\n", "has no terms", 2),
        ("terms.tsv", "", "has no terms", 2),
        ("terms.tsv", "vi\ten\nchợ\tmarket\n", "no column or key called fr", 2),
        ("terms.txt", "chợ hoa\n", "plain text", 2),
        ("missing.tsv", None, "missing.tsv: No such file", 1),
        ("missing", None, "missing: No such file", 1),
    ],
)
def test_a_glossary_that_cannot_be_used(
    captions: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str | None,
    said: str,
    status: int,
) -> None:
    if content is not None:
        Path(name).write_text(content, encoding="utf-8")
    assert run("translate", *FAST, captions, "--glossary", name) == status
    assert said in one_line(capsys)


def test_rows_of_a_glossary_that_cannot_be_read_are_said(
    captions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("terms.tsv").write_text("vi\tfr\nchợ hoa\tmarché aux fleurs\nchợ\n\tmarché\n", encoding="utf-8")
    assert run("translate", *FAST, captions, "--quiet", "--glossary", "terms.tsv") == 1
    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 2
    assert [line.split(": ")[1] for line in err.splitlines()] == ["terms.tsv:3", "terms.tsv:4"]


def test_a_memory_that_cannot_be_written_costs_no_translation(
    captions: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path) -> None:
        raise OSError(28, "No space left on device", str(path))

    monkeypatch.setattr("mt.memory.tmx_memory.replacing", full)
    assert run("translate", *FAST, captions, "-o", "out.txt", "--memory", "desk.tmx") == 1
    assert "desk.tmx: cannot be written: No space left" in capsys.readouterr().err
    assert len(Path("out.txt").read_text(encoding="utf-8").splitlines()) == 2


@pytest.mark.parametrize("name", ["desk.tmx", "desk.db"])
def test_resumed_runs_have_the_offers_and_the_memory_has_their_rows(captions: Path, name: str) -> None:
    with open_memory(Path(name)) as memory:
        memory.add([Entry(VI, FR), Entry("Chợ hoa xuân ở Huế.", "Le marché aux fleurs de Hué.")])
    arguments = ["translate", *FAST, captions, "-o", "out.jsonl", "--memory", name, "--format", "jsonl"]
    assert run(*arguments) == 0
    whole = Path("out.jsonl").read_text(encoding="utf-8")
    first, second = map(json.loads, whole.splitlines())
    assert (first["translation"], first["model"]) == (FR, "")
    assert second["memory"]["text"] == "Le marché aux fleurs de Hué."

    rows = [json.loads(line) for line in whole.splitlines()]
    header = _header(arguments)
    offer = second["memory"]
    done = [
        {"row": 0, "text": FR, "flags": rows[0]["flags"], "score": None, "model": ""},
        {
            "row": 1,
            "text": second["translation"],
            "flags": second["flags"],
            "score": second["score"],
            "offer": [offer["text"], offer["source"], offer["score"], offer["origin"]],
        },
    ]
    journal_path(Path("out.jsonl")).write_text(
        "".join(json.dumps(line) + "\n" for line in (header, *done)), encoding="utf-8"
    )
    Path("out.jsonl").unlink()
    Path(name).unlink()
    assert run(*arguments, "--resume") == 0
    assert Path("out.jsonl").read_text(encoding="utf-8") == whole
    with open_memory(Path(name)) as memory:
        kept = [entry.vi for entry in memory.entries()]
    assert kept == ["Chợ hoa xuân ở Hà Nội."]  # what the model said; not what a person had approved


def _header(arguments: list[object]) -> dict[str, object]:
    """The first line of the journal that a run with these arguments writes."""
    import mt.cli.translate_run as runs

    seen: dict[str, object] = {}
    opening = runs.Journal.open

    def spy(output: Path, fingerprint: dict[str, object], **options: bool) -> object:
        seen.update({"vifr-journal": 1, **fingerprint})
        return opening(output, fingerprint, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runs.Journal, "open", spy)
        assert run(*arguments) == 0
    return seen


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (["stats", "missing.db"], "no such memory", 1),
        (["lookup", "missing.tmx", "Chợ hoa."], "no such memory", 1),
        (["import", "desk.db", "missing.tsv"], "missing.tsv", 1),
        (["import", "desk.db", "missing.db"], "missing.db", 1),
        (["import", "desk.db", "captions.txt"], "plain text", 2),
        (["import", "desk.db", "missing"], "missing: No such file", 1),
        (
            ["import", "desk.db", "t.tsv", "--vi", "n"],
            "no column 'n'; choose with --vi and --fr from: a, b",
            2,
        ),
        (["import", "desk.db", "t.tsv", "--vi", "a"], "called fr; choose with --vi and --fr from: a, b", 2),
        (["import", "desk.db", "desk.db"], "is the memory itself", 2),
        (["export", "desk.db", "-o", "desk.db"], "is the memory itself", 2),
        (["export", "desk.db", "-o", "missing/desk.tmx"], "its folder does not exist", 1),
        (["lookup", "desk.db", "zzz 123"], "cannot tell its language", 2),
        (["lookup", "desk.db", "Chợ hoa.", "--fuzzy", "0"], "--fuzzy goes from 1", 2),
    ],
)
def test_vifr_memory_says_what_is_wrong(
    captions: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], said: str, status: int
) -> None:
    with open_memory(Path("desk.db")) as memory:
        memory.add([Entry(VI, FR)])
    Path("t.tsv").write_text("a\tb\nx\ty\n", encoding="utf-8")
    before = Path("desk.db").read_bytes()
    assert run("memory", *arguments) == status
    assert said in one_line(capsys)
    assert Path("desk.db").read_bytes() == before
    assert not Path("missing.db").exists()


def test_rows_without_a_side_are_said_and_the_others_imported(
    captions: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("pairs.tsv").write_text(f"vi\tfr\n{VI}\t{FR}\nChợ hoa.\t\nChợ\n", encoding="utf-8")
    assert run("memory", "import", "desk.tmx", "pairs.tsv") == 1
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said[:2]] == ["pairs.tsv:3", "pairs.tsv:4"]
    assert said[2] == "vifr: 1 added, 0 replaced, 0 known already"
    assert run("memory", "import", "desk.tmx", "pairs.tsv") == 1
    assert "0 added, 0 replaced, 1 known" in capsys.readouterr().err
