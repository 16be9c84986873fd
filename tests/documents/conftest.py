"""Documents translated without a model: by a function from the text of a row to its translation."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import pytest

from mt.caption import Caption, Translation
from mt.documents import registry
from mt.documents.document import StructuredDocument
from mt.documents.source import Source
from mt.files.row import Row


class Filled:
    """What became of a file: its bytes, its rows, what was remarked, and the language it is in."""

    def __init__(self, data: bytes, rows: list[Row], remarks: list[str], language: str) -> None:
        self.data, self.rows, self.remarks, self.language = data, rows, remarks, language

    @property
    def texts(self) -> list[str]:
        return [row.text for row in self.rows]

    @property
    def text(self) -> str:
        return self.data.decode()


class Fill(Protocol):
    def __call__(
        self,
        data: bytes | str,
        format: str,
        *,
        by: Callable[[str], str] = ...,
        flags: dict[str, tuple[str, ...]] | None = None,
        language: str = "",
    ) -> Filled: ...


@pytest.fixture
def fill(tmp_path: Path) -> Fill:
    """Translates a file: capitals stand for French unless `by` says otherwise; `flags` by source text."""

    def filled(
        data: bytes | str,
        format: str,
        *,
        by: Callable[[str], str] = str.upper,
        flags: dict[str, tuple[str, ...]] | None = None,
        language: str = "",
    ) -> Filled:
        path = tmp_path / f"file.{format}"
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        source = Source(path)
        rows: list[Row] = []

        def finished(row: Row) -> tuple[Row, Translation]:
            rows.append(row)
            said = ("failed:x",) if row.problem else (flags or {}).get(row.text, ())
            text = "" if row.problem else by(row.text)
            return row, Translation(Caption(row.text), text, "vi-fr", said, model="fake")

        with contextlib.closing(source):
            document = StructuredDocument(source, registry.load(format), language=language)
            out = b"".join(document.written(map(finished, document)))
        return Filled(out, rows, document.remarks, document.language)

    return filled
