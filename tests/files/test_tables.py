"""TSV and CSV: reading, and writing again with two more columns."""

from __future__ import annotations

import io

import pytest

from mt.caption import Caption, Translation
from mt.errors import InputError, UsageError
from mt.files.decoding import decode
from mt.files.formats import read, writer
from mt.files.row import Added, Layout, Row

TRANSLATION = Translation(Caption(""), "Bonjour", "vi-fr", flags=("a:2", "b"), model="m@1")
OF_2 = "where the header has 2"
LONG = "x" * 1_000_001
FAILED = Translation(Caption(""), "", "vi-fr", flags=("failed:it",))


def rows_of(data: str, format: str, column: str = "vi", output_format: str = "") -> tuple[Layout, list[Row]]:
    lines = decode(io.BytesIO(data.encode()), f"in.{format}")
    layout, rows = read(
        lines, format=format, output_format=output_format or format, added=Added(), column=column
    )
    return layout, list(rows)


def written(data: str, format: str, output_format: str = "", column: str = "vi") -> str:
    layout, rows = rows_of(data, format, column, output_format)
    out = writer(layout, output_format or format, Added())
    return out.header() + "".join(out.row(row, FAILED if row.problem else TRANSLATION) for row in rows)


@pytest.mark.parametrize(
    ("data", "format", "expected"),
    [
        ("", "tsv", ""),
        ("", "csv", ""),
        ("id\tvi\n", "tsv", "id\tvi\ttranslation\tflags\n"),
        ("id,vi\r\n", "csv", "id,vi,translation,flags\r\n"),
        ("id\tvi\n1\txin", "tsv", "id\tvi\ttranslation\tflags\n1\txin\tBonjour\ta:2; b\n"),
        ("vi\r\nxin\r\n", "tsv", "vi\ttranslation\tflags\r\nxin\tBonjour\ta:2; b\r\n"),
        # quotes mean nothing in TSV, and keep their form in CSV
        ('vi\tb\n"a\tc"\n', "tsv", 'vi\tb\ttranslation\tflags\n"a\tc"\tBonjour\ta:2; b\n'),
        ('vi,b\n"a ""x""\n, y",c\n', "csv", 'vi,b,translation,flags\n"a ""x""\n, y",c,Bonjour,a:2; b\n'),
        ('"vi","b"\n"a","c"\n', "csv", '"vi","b",translation,flags\n"a","c",Bonjour,a:2; b\n'),
        ("id;vi\n1;a, b\n", "csv", "id;vi;translation;flags\n1;a, b;Bonjour;\"a:2; b\"\n"),
        ("id\tvi\n1\ta, b\n", "csv", "id\tvi\ttranslation\tflags\n1\ta, b\tBonjour\ta:2; b\n"),
        # blank lines stay; empty cells beyond the header stay behind the new ones
        ("vi\n\nx\n", "tsv", "vi\ttranslation\tflags\n\nx\tBonjour\ta:2; b\n"),
        ("vi\n\nx\n", "csv", "vi,translation,flags\n\nx,Bonjour,a:2; b\n"),
        ("vi,b\nx,y,,\n", "csv", "vi,b,translation,flags\nx,y,Bonjour,a:2; b,,\n"),
        # rows that do not fit are marked in the column of the flags
        ("id\tvi\tc\n1\tx\n", "tsv", "id\tvi\tc\ttranslation\tflags\n1\tx\t\t\tfailed:it\n"),
        ("id\tvi\n1\tx\ty\n", "tsv", "id\tvi\ttranslation\tflags\n1\tx\t\tfailed:it\ty\n"),
        ('id,vi\n1,"x\n2,y\n', "csv", 'id,vi,translation,flags\n"1,""x",,,failed:it\n2,y,Bonjour,a:2; b\n'),
        # carriage returns alone, as in Excel's "CSV (Macintosh)", are line ends if the header has one
        ("id,vi\r1,x\r", "csv", "id,vi,translation,flags\n1,x,Bonjour,a:2; b\n"),
        ('id,vi\r1,"x\ry"\r', "csv", 'id,vi,translation,flags\n1,"x\ny",Bonjour,a:2; b\n'),
        ('id,vi\r1,"x\ny"\r', "csv", 'id,vi,translation,flags\n1,"x\ny",Bonjour,a:2; b\n'),
        ("id\tvi\r1\tx", "tsv", "id\tvi\ttranslation\tflags\n1\tx\tBonjour\ta:2; b\n"),
        ('"a\rb",vi\n1,x\n', "csv", '"a\rb",vi,translation,flags\n1,x,Bonjour,a:2; b\n'),
    ],
)  # fmt: skip
def test_written_again(data: str, format: str, expected: str) -> None:
    assert written(data, format) == expected


@pytest.mark.parametrize(
    ("data", "format", "problems"),
    [
        ("id\tvi\n1\n2\tx\n\n3\ty\tz\n", "tsv", {2: f"1 cell {OF_2}", 5: f"3 cells {OF_2}"}),
        ('id,vi\n1,"a\nb"\n2\n', "csv", {4: f"1 cell {OF_2}"}),
        ('id,vi\n1,"a"b\n2,c\n', "csv", {2: "not CSV: a quote is left open or not doubled"}),
        ('id,vi\n1,"a\n2,b\n3,c\n', "csv", {2: "not CSV: a quote is left open or not doubled"}),
        ("id,vi\n1,a\rb\n2,c\n", "csv", {2: "not CSV: a carriage return stands alone"}),
        (f"id,vi\n1,{LONG}\n2,c\n", "csv", {2: "not CSV: a cell of more than 1,000,000 characters"}),
        (f'id,vi\n1,"{LONG[9:]}\n{LONG}"\n2,c\n', "csv", {
            2: "not CSV: a quote is left open or not doubled",
            3: "not CSV: a cell of more than 1,000,000 characters",
        }),
    ],
)  # fmt: skip
def test_problems_and_their_lines(data: str, format: str, problems: dict[int, str]) -> None:
    _, rows = rows_of(data, format)
    assert {row.line: row.problem.what for row in rows if row.problem} == problems
    assert [row.number for row in rows] == list(range(len(rows)))
    assert rows[-1].problem or rows[-1].text in ("c", "y")


def test_an_open_quote_does_not_swallow_a_long_file() -> None:
    data = 'id,vi\n1,"open\n' + "".join(f"{i},chú thích {i}\n" for i in range(2, 60_000))
    _, rows = rows_of(data, "csv")
    assert len(rows) == 59_999
    assert [row.line for row in rows if row.problem] == [2]
    assert rows[-1].text == "chú thích 59999"


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ('id,"vi', "a quote is left open or not doubled"),
        ('id,"vi" \r', "a quote is left open or not doubled"),
        (f"id,vi,{LONG}", "a cell of more than 1,000,000 characters"),
    ],
    ids=["open", "return", "long"],
)
def test_a_header_that_is_not_csv(header: str, fault: str) -> None:
    with pytest.raises(InputError, match=rf"in\.csv:1: the header is not CSV: {fault}; correct it"):
        rows_of(f"{header}\n1,x\n", "csv")


def test_carriage_returns_of_an_old_encoding() -> None:
    data = "id,fr\r1,Journée à l’école\r2,été déjà\r".encode("mac_roman")
    lines = decode(io.BytesIO(data), "in.csv")
    _, rows = read(lines, format="csv", output_format="csv", added=Added())
    assert [row.text for row in rows] == ["Journée à l’école", "été déjà"]


def test_bytes_that_are_not_utf8_matter_only_in_the_caption() -> None:
    lines = decode(io.BytesIO(b"id\tvi\n\xe9\tx\ny\t\xe9\n"), "in.tsv")
    layout, rows = read(lines, format="tsv", output_format="tsv", added=Added(), column="vi")
    good, bad = rows
    assert good.problem is None and good.text == "x"
    assert bad.problem is not None and bad.problem.what == "not UTF-8"
    line = writer(layout, "tsv", Added()).row(good, TRANSLATION)
    assert line.encode("utf-8", "surrogateescape").startswith(b"\xe9\tx\tBonjour")


@pytest.mark.parametrize(
    ("data", "format", "output_format", "expected"),
    [
        ('id,vi\n1,"a\nb"\n', "csv", "tsv", "id\tvi\ttranslation\tflags\n1\ta b\tBonjour\ta:2; b\n"),
        ('id\tvi\n1\ta, "b"\n', "tsv", "csv", 'id,vi,translation,flags\n1,"a, ""b""",Bonjour,a:2; b\n'),
        ('id,vi\n1,"a\nb"\n', "csv", "txt", "Bonjour\n"),
        ('vi,id\n1,"a\n2,b\n', "csv", "txt", '1,"a\nBonjour\n'),
        ("vi\nx\n", "tsv", "jsonl",
         '{"vi": "x", "translation": "Bonjour", "flags": ["a:2", "b"], "score": null, "model": "m@1"}\n'),
        ("xin chào\n", "txt", "csv", "line,source,translation,flags\n1,xin chào,Bonjour,a:2; b\n"),
    ],
)  # fmt: skip
def test_from_one_format_to_another(data: str, format: str, output_format: str, expected: str) -> None:
    assert written(data, format, output_format, column="" if format == "txt" else "vi") == expected


def test_tabs_and_line_ends_of_a_translation_do_not_break_the_table() -> None:
    layout, rows = rows_of("vi\nx\n", "tsv")
    translation = Translation(Caption(""), "un\tdeux\r\ntrois", "vi-fr")
    assert writer(layout, "tsv", Added()).row(rows[0], translation) == "x\tun deux trois\t\n"


def test_names_that_are_taken() -> None:
    with pytest.raises(UsageError, match="--into"):
        rows_of("vi\ttranslation\nx\ty\n", "tsv")
    lines = decode(io.BytesIO(b"vi\ttranslation\nx\ty\n"), "in.tsv")
    added = Added.into("french")
    layout, rows = read(lines, format="tsv", output_format="tsv", added=added)
    assert writer(layout, "tsv", added).header() == "vi\ttranslation\tfrench\tfrench_flags\n"
    assert [row.text for row in rows] == ["x"]


def test_json_rows_do_not_become_a_table() -> None:
    with pytest.raises(UsageError, match="--format jsonl or --format txt"):
        writer(Layout("jsonl"), "csv", Added())
