"""Pairs in files of translators: `vifr convert`, `vifr check` and `vifr align -o`."""

# ruff: noqa: E501 (messages in one line)
from __future__ import annotations

import io
import itertools
import json
from pathlib import Path

import pytest

from mt.cli.main import main
from mt.files import tmx

PAIRS = [
    {"id": "a b", "vi": "Chợ nổi buổi sớm", "fr": 'Le marché "flottant" < au petit matin'},
    {"id": "2", "vi": "Hội chợ ngày 14/11 ở Huế", "fr": "La foire du 15 novembre à Hué"},
]


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "pairs.jsonl"
    path.write_text("".join(json.dumps(pair) + "\n" for pair in PAIRS), encoding="utf-8")
    return path


FORMATS = (".tmx", ".xlf", ".tsv", ".csv", ".jsonl", ".parquet")


@pytest.mark.parametrize(("first", "second"), list(itertools.pairwise((*FORMATS, ".tmx"))))
def test_through_two_formats_and_back(
    rows: Path, first: str, second: str, capsys: pytest.CaptureFixture[str]
) -> None:
    one, two = rows.with_name(f"one{first}"), rows.with_name(f"two{second}")
    assert main(["convert", str(rows), "-o", str(one)]) == 0
    assert main(["convert", str(one), "-o", str(two)]) == 0
    assert main(["convert", str(two), "--format", "jsonl"]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    names = {".xlf": ["a_b", "2"]}
    expected = names.get(first) or names.get(second) or ["a b", "2"]
    assert found == [{**pair, "id": name} for pair, name in zip(PAIRS, expected, strict=True)]


def test_xliff_2_has_unique_names(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.tsv"
    path.write_text("id\tvi\tfr\n" + "".join(f"{i}\ta{i}\tb\n" for i in ("x", "x", "x_2")), encoding="utf-8")
    assert main(["convert", str(path), "--format", "xliff2", "-o", str(tmp_path / "b.xlf")]) == 0
    assert main(["convert", str(tmp_path / "b.xlf"), "--format", "tsv"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["id", "x", "x_2", "x_2_2"]


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".parquet"])
def test_check(rows: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    path = rows.with_name(f"pairs{suffix}")
    assert main(["convert", str(rows), "-o", str(path)]) == 0
    assert main(["check", str(path)]) == 1
    assert capsys.readouterr().out == "2\tdate\terror\t14/11\t15 novembre\tdate differs\n"


def test_check_reads_a_memory_from_standard_input(
    rows: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = io.BytesIO()
    tmx.write(data, [tmx.Unit(vi="Chợ 5", fr="Marché 6", id="u")])
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(data.getvalue())))
    assert main(["check", "-", "--input-format", "tmx", "--only", "number"]) == 1
    assert capsys.readouterr().out.startswith("u\tnumber\terror\t5\t6\t")


def test_align_writes_a_memory_and_keeps_what_is_left_alone(tmp_path: Path) -> None:
    vi, fr, out = tmp_path / "l.vi", tmp_path / "l.fr", tmp_path / "out.tmx"
    vi.write_text("Học sinh vùng cao đến trường trong sương mù.\nChợ nổi lúc bình minh.\n", encoding="utf-8")
    fr.write_text("Des élèves des hautes terres vont à l’école dans le brouillard.\n", encoding="utf-8")
    assert main(["align", str(vi), str(fr), "--model", "embedded", "-o", str(out)]) == 0
    units = list(tmx.read(out))
    assert [(unit.id, bool(unit.vi), bool(unit.fr)) for unit in units] == [
        ("1-1", True, True),
        ("2-", True, False),
    ]
    assert dict(units[0].props)["x-vifr-score"] > ".5"
    assert main(["align", str(vi), str(fr), "--model", "embedded", "-o", str(tmp_path / "out.tsv")]) == 0
    assert (tmp_path / "out.tsv").read_text("utf-8").startswith("vi_lines\tfr_lines\tscore\t")


@pytest.mark.parametrize(
    "name", ["nowhere", "nowhere.tsv", "nowhere.docx", "nowhere.xml", "folder", "folder.csv"]
)
@pytest.mark.parametrize(
    "command", [["convert", "--format", "tsv"], ["check"], ["evaluate", "--direction", "vi-fr", "--qe"]]
)
def test_a_name_without_a_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    command: list[str],
    name: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("folder", "folder.csv"):
        Path(folder).mkdir()
    assert main([*command, name]) == 1
    out, err = capsys.readouterr()
    said = (
        "No such file or directory; check the name" if "nowhere" in name else "is a folder; name a file in it"
    )
    assert (out, err.removeprefix("0pair [00:00, ?pair/s]").strip()) == ("", f"vifr: {name}: {said}")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["{}/q.tsv"], "q.tsv: no column 'vi'; call one of these vi and another fr: id, a, b"),
        (["{}/q.jsonl"], "q.jsonl:1: no column or key called fr; call one of these vi and another fr: vi, f"),
        (["{}/r.jsonl"], "r.jsonl:1: the value of 'fr' is not text; write it as a string"),
        (["{}/a.html"], "a.html: html files hold captions, no pairs; choose a table, or tmx, xliff, po, parquet"),
        (["{}/p.tsv", "-o", "{}/b.po"], "po cannot be written; say --format tsv|csv|jsonl|tmx|xliff|xliff2|parquet"),
        (["{}/p.tsv"], "no format to write; say --format tsv|csv|jsonl|tmx|xliff|xliff2|parquet"),
        (["{}/p.tsv", "-o", "{}/p.tsv"], "p.tsv: is the input and the output; name another file with -o"),
        (["-", "--input-format", "x", "--format", "tsv"], "no format 'x'; choose from tsv, csv, jsonl, tmx, xliff, po, parquet"),
    ],
)  # fmt: skip
def test_wrong_use_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], message: str
) -> None:
    (tmp_path / "a.html").write_text("<html></html>")
    (tmp_path / "p.tsv").write_text("vi\tfr\na\tb\n")
    (tmp_path / "q.tsv").write_text("id\ta\tb\n1\ta\tb\n")
    (tmp_path / "q.jsonl").write_text('{"vi": "a", "f": "b"}\n')
    (tmp_path / "r.jsonl").write_text('{"vi": "a", "fr": 1}\n')
    extra = ["--format", "tsv"] if len(arguments) == 1 and arguments != ["{}/p.tsv"] else []
    assert main(["convert", *(argument.format(tmp_path) for argument in arguments), *extra]) == 2
    out, err = capsys.readouterr()
    assert out == "" and err.count("\n") == 1 and message in err
