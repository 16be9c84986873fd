"""Parquet tables: every column keeps its type, the translations are added."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import Any

import pytest

from mt.caption import Caption, Translation
from mt.documents import parquet
from mt.documents.pairs import read_pairs
from mt.documents.source import Source
from mt.errors import InputError, MissingExtra, UsageError
from mt.files.row import Added, Layout, Row

pa = pytest.importorskip("pyarrow")
pq = pytest.importorskip("pyarrow.parquet")


def table(path: Path, rows: int = 3, **columns: Any) -> Path:
    columns = columns or {
        "id": list(range(rows)),
        "vi": [f"chợ {i}" if i % 3 else None for i in range(rows)],
        "tags": [["a", None]] * rows,
        "weight": [0.5] * rows,
    }
    pq.write_table(pa.table(columns).replace_schema_metadata({"made": "by hand"}), path)
    return path


def done(row: Row) -> tuple[Row, Translation]:
    flags = ("failed:x",) if row.text == "chợ 2" else ("split:2",)
    return row, Translation(Caption(row.text), row.text.upper(), "vi-fr", flags, score=-0.5, model="m")


def translated(path: Path, **options: str) -> bytes:
    document = parquet.ParquetDocument(Source(path), added=Added(), **options)
    with contextlib.closing(document):
        return b"".join(document.written(map(done, document)))


def test_columns_keep_their_types(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", rows=3000)
    result = tmp_path / "b.parquet"
    result.write_bytes(translated(path))
    before, after = pq.read_table(path), pq.read_table(result)
    assert after.select(before.column_names).equals(before)
    assert after.schema.metadata[b"made"] == b"by hand"
    first = after.slice(1, 2).to_pylist()
    assert [row["translation"] for row in first] == ["CHỢ 1", None]
    assert [row["flags"] for row in first] == [["split:2"], ["failed:x"]]
    assert [row["score"] for row in first] == [-0.5, -0.5]


def test_a_table_without_rows(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", vi=pa.array([], pa.string()))
    (tmp_path / "b.parquet").write_bytes(translated(path))
    assert pq.read_table(tmp_path / "b.parquet").num_rows == 0


@pytest.mark.parametrize(
    ("columns", "options", "message"),
    [
        ({"vi": ["a"], "flags": ["x"]}, {}, "has a column 'flags' already"),
        ({"n": [1]}, {"column": "n"}, "the column 'n' holds int64, no text; choose another with --column"),
        ({"n": ["a"]}, {}, "no column called caption, text, source; choose with --column from: n"),
    ],
)
def test_what_cannot_be_used(
    tmp_path: Path, columns: dict[str, Any], options: dict[str, str], message: str
) -> None:
    path = table(tmp_path / "a.parquet", **columns)
    with pytest.raises(UsageError, match=message.replace("(", "\\(")):
        translated(path, **options)


@pytest.mark.parametrize("data", [b"", b"PAR1", b"PAR1" + b"x" * 100 + b"PAR1"])
def test_what_is_no_parquet(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(data)
    with pytest.raises(InputError, match="is no whole Parquet file"):
        translated(path)


def test_rows_of_other_files(tmp_path: Path) -> None:
    rows = [Row(0, 2, "a", "1\ta", cells=("1", "a")), Row(1, 3, "", "2", cells=("2",))]
    layout = Layout("tsv", ("id", "vi"))
    (tmp_path / "a.parquet").write_bytes(b"".join(parquet.written(layout, Added(), map(done, rows))))
    found = pq.read_table(tmp_path / "a.parquet").to_pylist()
    assert [(row["id"], row["vi"], row["translation"]) for row in found] == [("1", "a", "A"), ("2", "", "")]


def test_pairs(tmp_path: Path) -> None:
    path = table(tmp_path / "a.parquet", ID=[7, 8], VI=["a", None], fr=["b", "c"], x=[1, 2])
    assert [(p.id, p.vi, p.fr) for p in read_pairs(path, "parquet")] == [("7", "a", "b"), ("8", "", "c")]


def test_without_pyarrow(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = table(tmp_path / "a.parquet")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtra, match=r"needs pyarrow, .* pip install 'vifr\[parquet\]'"):
        translated(path)
