"""What is read is written again unchanged, with what is added, whatever the bytes are."""

from __future__ import annotations

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from mt.caption import Caption, Translation
from mt.errors import InputError, VifrError
from mt.files.decoding import decode, encode
from mt.files.formats import FORMATS, read, writer
from mt.files.row import Added

NEW = Translation(Caption(""), "Bonjour, « toi »", "vi-fr", flags=("split:2",))
FAILED = Translation(Caption(""), "", "vi-fr", flags=("failed:it",))

CELL = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)
PLAIN_CELL = CELL.map(lambda cell: cell.translate({9: 32, 10: 32, 13: 32}))
LINES = st.lists(
    st.one_of(
        st.binary(max_size=12),
        st.sampled_from([b"", b'"', b"a,b", b'"a\r', b"a\tb", b'{"vi": "x"}', "Huế".encode()]),
    ),
    max_size=10,
)


def write(data: bytes, format: str, output_format: str, column: str = "") -> bytes:
    lines = decode(io.BytesIO(data), "in")
    layout, rows = read(
        lines, format=format, output_format=output_format, added=Added(), column=column, language="vi"
    )
    out = writer(layout, output_format, Added())
    return encode(out.header() + "".join(out.row(row, FAILED if row.problem else NEW) for row in rows))


@given(st.lists(st.lists(CELL, min_size=3, max_size=3), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_csv_cells(rows: list[list[str]], ending: str) -> None:
    source = io.StringIO(newline="")
    table = csv.writer(source, lineterminator=ending, quoting=csv.QUOTE_ALL)
    table.writerows([["id", "vi", "date"], *rows])
    result = write(source.getvalue().encode(), "csv", "csv").decode()
    expected = [["id", "vi", "date", "translation", "flags"], *([*row, NEW.text, "split:2"] for row in rows)]
    assert list(csv.reader(io.StringIO(result, newline=""), strict=True)) == expected


@given(st.lists(st.lists(PLAIN_CELL, min_size=3, max_size=3), max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_tsv_cells(rows: list[list[str]], ending: str) -> None:
    lines = ["\t".join(row) for row in [["id", "vi", "date"], *rows]]
    result = write((ending.join(lines) + ending).encode(), "tsv", "tsv").decode()
    new = [f"{line}\t{NEW.text}\tsplit:2{ending}" for line in lines[1:]]
    assert result == f"{lines[0]}\ttranslation\tflags{ending}" + "".join(new)


@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | CELL, max_size=4), max_size=5))
def test_json_records(records: list[dict[str, int | str]]) -> None:
    names = {"translation", "flags", "score", "model", "vi"}
    records = [
        {**{key: value for key, value in record.items() if key.casefold().strip() not in names}, "vi": "x"}
        for record in records
    ]
    data = "".join(json.dumps(record) + "\n" for record in records).encode()
    result = [json.loads(line) for line in write(data, "jsonl", "jsonl").splitlines()]
    new = {"translation": NEW.text, "flags": ["split:2"], "score": None, "model": ""}
    assert result == [{**record, **new} for record in records]


@given(LINES, st.sampled_from(["txt", "jsonl"]))
def test_a_line_for_every_line(parts: list[bytes], output_format: str) -> None:
    data = b"x" + b"\n".join(parts)
    try:
        result = write(data, "txt", output_format)
    except InputError:
        assert 0 in data  # taken for UTF-16
        return
    assert result.count(b"\n") == data.count(b"\n") + (not data.endswith(b"\n"))
    if output_format == "jsonl":
        for line in result.decode().removesuffix("\n").split("\n"):
            json.loads(line)


@given(LINES, st.sampled_from(FORMATS), st.sampled_from(FORMATS))
def test_no_bytes_make_any_reader_or_writer_fail(parts: list[bytes], format: str, output_format: str) -> None:
    header = {"txt": b"", "tsv": b"id\tvi\n", "csv": b"id,vi\n", "jsonl": b'{"vi": "x"}\n'}[format]
    data = header + b"\n".join(parts)
    try:
        result = write(data, format, output_format)
    except VifrError as error:
        assert "\n" not in str(error)
        return
    if output_format == "jsonl":
        result.decode()
    if output_format == "csv":
        text = result.decode("utf-8", "surrogateescape")
        widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
        assert not widths & {1, 2, 3}, "every row has the two columns that were added"
