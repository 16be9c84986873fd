"""`vifr translate` on structured files, with the embedded model: in place, converted, resumed, refused."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from mt.cli.main import main
from mt.documents.document import StructuredDocument
from mt.files import tmx

FAST = ["--model", "embedded", "--threads", "1", "--beam-size", "1"]
VI = ["Học sinh trồng cây.", "Thủ tướng tiếp Đại sứ Pháp. Ảnh: Trí Dũng/TTXVN", "12 345"]


def translate(*arguments: object) -> int:
    return main(["translate", *FAST, *map(str, arguments)])


def xliff(texts: list[str]) -> str:
    units = (f'<trans-unit id="{i}"><source>{text}</source></trans-unit>\n' for i, text in enumerate(texts))
    return (
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">\n<file source-language="vi" target-language="fr" '
        f'original="a" datatype="x"><body>\n{"".join(units)}</body></file></xliff>\n'
    )


@pytest.fixture
def job(tmp_path: Path) -> Path:
    path = tmp_path / "job.xlf"
    path.write_text(xliff(VI), encoding="utf-8")
    return path


def test_a_file_of_a_translation_tool(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = job.with_name("done.xlf")
    assert translate(job, "-o", out) == 0
    text = out.read_text("utf-8")
    assert text.count('state-qualifier="mt-suggestion"') == 3
    assert "Photo : Tri Dung/VNA</target>" in text
    assert '<target state="needs-review-translation" state-qualifier="mt-suggestion">12 345</target>' in text
    err = capsys.readouterr().err
    assert f"{job}:5: passed through: no words to translate\n" in err
    assert sorted(path.name for path in job.parent.iterdir()) == ["done.xlf", "job.xlf"]
    assert translate(out, "-o", job.with_name("again.xlf")) == 0
    assert "nothing in it to translate" in capsys.readouterr().err
    assert job.with_name("again.xlf").read_bytes() == out.read_bytes()


def test_standard_input_gives_the_same(
    job: Path, capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert translate(job) == 0
    from_file = capsysbinary.readouterr().out
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(job.read_bytes()))))
    assert translate("--input-format", "xliff") == 0
    assert capsysbinary.readouterr().out == from_file


def test_other_formats_of_the_result(job: Path, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    assert translate(job, "--format", "jsonl") == 0
    rows = [json.loads(line) for line in capsysbinary.readouterr().out.decode().splitlines()]
    assert [row["source"] for row in rows] == VI and [row["line"] for row in rows] == [3, 4, 5]
    out = job.with_name("a.tmx")
    assert translate(job, "-o", out) == 0
    units = list(tmx.read(out))
    assert [unit.vi for unit in units] == VI and all(unit.fr for unit in units)
    assert dict(units[0].props)["x-vifr-model"].startswith("embedded-vi-fr@")


@pytest.mark.parametrize("suffix", [".tmx", ".xlf", ".parquet"])
def test_a_table_as_a_file_of_pairs(tmp_path: Path, suffix: str, capsys: pytest.CaptureFixture[str]) -> None:
    table = tmp_path / "a.tsv"
    table.write_text(f"id\tvi\n7\t{VI[0]}\nbroken\n8\t{VI[2]}\n", encoding="utf-8")
    out = tmp_path / f"b{suffix}"
    assert translate(table, "-o", out) == 1
    assert f"{table}:3: 1 cell where the header has 2; correct the row" in capsys.readouterr().err
    assert main(["convert", str(out), "--format", "jsonl"]) == 0 if suffix != ".parquet" else True
    if suffix != ".parquet":
        rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
        assert [row["vi"] for row in rows] == [VI[0], "broken", VI[2]]
        assert rows[0]["fr"] and not rows[1]["fr"]


def test_a_folder_of_files(job: Path) -> None:
    page = job.with_name("page.html")
    page.write_text(
        f"<html><figure><img src=a.jpg><figcaption>{VI[1]}</figcaption></figure></html>", encoding="utf-8"
    )
    folder = job.parent / "out"
    folder.mkdir()
    assert translate(job, page, "-o", folder) == 0
    assert sorted(path.name for path in folder.iterdir()) == ["job.xlf", "page.html"]
    assert "<figcaption>Le Premier ministre" in (folder / "page.html").read_text("utf-8")


@pytest.mark.parametrize("suffix", [".xml", ".json"])
def test_what_an_xml_or_json_is_its_beginning_tells(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"item{suffix}"
    path.write_text(
        {
            ".xml": '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><contentMeta><description xml:lang="vi">'
            f"{VI[0]}</description></contentMeta></newsItem>",
            ".json": json.dumps(
                {"uri": "http://x.example/1", "language": "vi", "descriptions": [{"value": VI[0]}]}
            ),
        }[suffix],
        encoding="utf-8",
    )
    assert translate(path, "-o", tmp_path / "out") == 0
    assert "fr" in (tmp_path / "out").read_text("utf-8")


def test_an_unfinished_run_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path, out = tmp_path / "job.xlf", tmp_path / "done.xlf"
    path.write_text(xliff([f"Người dân phường {i} đi chợ hoa." for i in range(100)]), encoding="utf-8")
    assert translate(path, "-o", tmp_path / "whole.xlf") == 0
    written = StructuredDocument.written

    def interrupted(self: StructuredDocument, finished: Any) -> Iterator[bytes]:
        for count, block in enumerate(written(self, finished)):
            if count == 60:
                raise KeyboardInterrupt
            yield block

    with monkeypatch.context() as patch:
        patch.setattr(StructuredDocument, "written", interrupted)
        assert translate(path, "-o", out) == 130
    assert not out.exists() and "rows are done; continue with --resume" in capsys.readouterr().err
    assert translate(path, "-o", out) == 2
    assert "continue with --resume" in capsys.readouterr().err
    assert translate(path, "-o", out, "--resume") == 0
    assert out.read_bytes() == (tmp_path / "whole.xlf").read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["done.xlf", "job.xlf", "whole.xlf"]


@pytest.mark.parametrize(
    ("name", "content", "arguments", "status", "message"),
    [
        ("a.xlf", "", [], 1, "a.xlf: is empty; was it saved whole?"),
        ("a.xlf", xliff(VI)[:150], [], 1, "a.xlf:3: the XML ends in the middle; was it saved whole?"),
        ("a.xlf", xliff(VI), ["--from", "fr"], 2, "a.xlf: says that it is translated from vi; leave --from and --to out"),
        ("a.xlf", xliff(VI).replace('"vi"', '"en"'), [], 1, "a.xlf: is from en to fr; vifr translates between vi and fr"),
        ("a.xlf", xliff(VI), ["--format", "html"], 2, "a.xlf: captions cannot be written as html; choose txt, tsv, csv, jsonl, tmx, xliff, xliff2, parquet"),
        ("a.xml", "<x/>", [], 2, "a.xml: is of no kind that is known here; an .xml may be XLIFF, TMX or NewsML-G2, a .json ninjs; say it with --input-format"),
        ("a.json", "{}", [], 2, "a.json: is of no kind that is known here; an .xml may be XLIFF, TMX or NewsML-G2, a .json ninjs; say it with --input-format"),
        ("a.tmx", "<tmx version='1.4'><body><tu>", [], 1, "a.tmx:1: the XML ends in the middle; was it saved whole?"),
        ("a.parquet", "PAR1", [], 1, None),
        ("a.txt", "x\n", ["-o", "{}/b.html"], 2, None),
        ("a.xlf", xliff(VI), ["--nbest", "2", "--beam-size", "2"], 2, "only JSON rows have room for several hypotheses; use --format jsonl with --nbest"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    content: str,
    arguments: list[str],
    status: int,
    message: str | None,
) -> None:
    path = tmp_path / name
    path.write_text(content, encoding="utf-8")
    assert translate(path, *(argument.format(tmp_path) for argument in arguments)) == status
    out, err = capsys.readouterr()
    assert out == "" and err.startswith("vifr: ") and err.count("\n") == 1
    if message:
        assert err.removeprefix("vifr: ").removeprefix(f"{tmp_path}/").strip() == message
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_two_documents_do_not_go_into_one_stream(job: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = job.with_name("other.xlf")
    other.write_bytes(job.read_bytes())
    assert translate(job, other) == 2
    assert "several files of this kind cannot go into one stream; use -o FOLDER/" in capsys.readouterr().err
