"""JSON Lines: what was read comes out character by character, with more keys."""

from __future__ import annotations

import io
import json

import pytest

from mt.caption import Alternative, Caption, Translation
from mt.errors import UsageError
from mt.files.decoding import decode, encode
from mt.files.formats import read, writer
from mt.files.row import Added, Row

TRANSLATION = Translation(Caption(""), "Bonjour", "vi-fr", flags=("split:2",), score=-0.123456, model="m@1")
NEW = '"translation": "Bonjour", "flags": ["split:2"], "score": -0.1235, "model": "m@1"}'


def run(data: bytes, column: str = "", output_format: str = "jsonl") -> tuple[list[Row], list[str]]:
    lines = decode(io.BytesIO(data), "in.jsonl")
    layout, found = read(
        lines, format="jsonl", output_format=output_format, added=Added(), column=column, language="vi"
    )
    rows = list(found)
    out = writer(layout, output_format, Added())
    failed = Translation(Caption(""), "", "vi-fr", flags=("failed:it",))
    return rows, [out.row(row, failed if row.problem else TRANSLATION) for row in rows]


@pytest.mark.parametrize(
    ("line", "body"),
    [
        ('{"vi": "x"}', '{"vi": "x", '),
        ('{"id": 1.50, "big": 123456789012345678901234567890, "vi": "x"}  ',
         '{"id": 1.50, "big": 123456789012345678901234567890, "vi": "x", '),
        ('{"vi": "H\\u00e0 N\\u1ed9i", "e": 1e400, "n": {"a": [1, null]}}',
         '{"vi": "H\\u00e0 N\\u1ed9i", "e": 1e400, "n": {"a": [1, null]}, '),
        ('  {"vi": "x" }', '  {"vi": "x", '),
    ],
)  # fmt: skip
def test_the_row_stays_as_it_is(line: str, body: str) -> None:
    rows, out = run(line.encode() + b"\r\n")
    assert rows[0].problem is None
    assert out == [body + NEW + "\r\n"]


@pytest.mark.parametrize(
    ("line", "what", "kept_under_raw"),
    [
        (b'{"vi": "x"', "not JSON: Expecting ',' delimiter at character 11", True),
        (b"x", "not JSON: Expecting value at character 1", True),
        (b"[" * 100_000, "not JSON: too deeply nested", True),
        (b"[1]", "not a JSON object", True),
        (b'"x"', "not a JSON object", True),
        (b'{"vi": "x", "flags": []}', "has a key 'flags' already", True),
        (b'{"vi": "\xe9"}', "not UTF-8", True),
        (b'{"fr": "x"}', "no key 'vi'", False),
        (b"{ }", "no key 'vi'", False),
        (b'{"vi": null}', "the value of 'vi' is not text", False),
        (b'{"vi": 12}', "the value of 'vi' is not text", False),
        (b'{"vi": ["x"]}', "the value of 'vi' is not text", False),
        (b'{"vi": "\\ud83d"}', "the value of 'vi' holds half a character", False),
    ],
)
def test_problems(line: bytes, what: str, kept_under_raw: bool) -> None:
    rows, out = run(b'{"vi": "x"}\n' + line + b"\n")
    assert rows[1].problem is not None
    assert (rows[1].line, rows[1].problem.what) == (2, what)
    marked = json.loads(encode(out[1]).decode())
    assert marked["translation"] is None and marked["flags"] == ["failed:it"]
    if kept_under_raw:
        assert marked["raw"].encode("utf-8", "surrogateescape") == line
    else:
        assert {key: marked[key] for key in json.loads(line)} == json.loads(line)


def test_blank_lines_stay_blank() -> None:
    rows, out = run(b'\n{"vi": "x"}\n  \n')
    assert [row.line for row in rows] == [1, 2, 3]
    assert (out[0], out[2]) == ("\n", "  \n")


@pytest.mark.parametrize(
    ("data", "column", "message"),
    [
        (
            b'{"id": 1, "t": "x"}',
            "",
            "no key called vi, caption, text, source; choose with --column from: id, t",
        ),
        (b'\nx\n{"id": 1}', "legend", "no key 'legend'; choose with --column from: id"),
        (b'{"vi": "x", "model": "y"}', "", "has a key 'model' already; name the new ones with --into"),
    ],
)
def test_keys_that_cannot_be_used(data: bytes, column: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        run(data, column)
    assert str(caught.value).startswith(f"in.jsonl: {message}")


def test_a_taken_key_does_not_matter_to_plain_text() -> None:
    rows, out = run(b'{"vi": "a\\nb", "model": "y"}\n{"vi": 1}\n', output_format="txt")
    assert rows[0].text == "a\nb"
    assert out == ["Bonjour\n", '{"vi": 1}\n']


def test_alternatives() -> None:
    lines = decode(io.BytesIO(b"xin\n"), "in.txt")
    layout, rows = read(lines, format="txt", output_format="jsonl", added=Added())
    translation = Translation(
        Caption("xin"), "Bonjour", "vi-fr", alternatives=(Alternative("Salut", -1.23456),)
    )
    record = json.loads(writer(layout, "jsonl", Added()).row(next(rows), translation))
    assert record["alternatives"] == [{"text": "Salut", "score": -1.2346}]
    assert (record["line"], record["source"]) == (1, "xin")
