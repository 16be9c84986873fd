"""Parquet: a table whose columns keep their types, with the translation and how it was made added to it.

Needs pyarrow: `pip install 'vifr[parquet]'`.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, BinaryIO

from mt.caption import Pair, Translation
from mt.documents.document import is_failed
from mt.documents.source import Source
from mt.errors import InputError, MissingExtra, UsageError
from mt.files.columns import choose, refuse_collision, unique
from mt.files.row import Added, Layout, Row

if TYPE_CHECKING:
    import pyarrow as pa

_BATCH = 1024
_GROUP = 1 << 14
"""Rows of a row group of what is written."""


class ParquetDocument:
    """One open table; the counterpart of `mt.files.document.Document`.

    Attributes:
        layout: its columns, as those of any other table.
    """

    encoding, language = "utf-8", ""

    def __init__(self, source: Source, *, added: Added, column: str = "", language: str = "") -> None:
        """Open a table and choose the column of the captions, see `mt.files.columns.choose`.

        Raises:
            InputError: it is no Parquet, or is broken.
            UsageError: there is no such column, it holds no text, or one of the added names is taken.
            MissingExtra: pyarrow is not installed.
        """
        arrow, parquet = _pyarrow()
        self.name, self.remarks, self.rows = source.name, list[str](), 0
        self._added, self._arrow = added, arrow
        self._file, self._stream = _opened(arrow, parquet, source)
        self._schema = self._file.schema_arrow
        columns = self._schema.names
        try:
            self._place = choose(columns, wanted=column, language=language, where=source.name)
            _refuse_other_types(arrow, self._schema, self._place, source.name)
            refuse_collision(columns, _names(added), where=source.name)
        except UsageError:
            self.close()
            raise
        self.layout = Layout("csv", tuple(columns), column=columns[self._place])
        self._pending: deque[pa.RecordBatch] = deque()
        self._rows = self._all_rows()

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def peek(self, rows: int) -> list[Row]:
        """The next rows, up to that many, without taking them away."""
        head = list(islice(self._rows, rows))
        self._rows = chain(head, self._rows)
        return head

    def written(self, finished: Iterable[tuple[Row, Translation]]) -> Iterator[bytes]:
        """The table with the added columns, row group by row group."""
        results = iter(finished)
        schema = self._schema
        for field in _fields(self._arrow, self._added):
            schema = schema.append(field)
        sink = _Sink(self._arrow, schema)
        waiting = next(results, None)
        while waiting is not None:
            batch = self._pending.popleft()
            translations = [waiting[1], *(result for _, result in islice(results, batch.num_rows - 1))]
            yield sink.write(
                self._arrow.table(
                    [*batch.columns, *_columns(self._arrow, self._added, translations)], schema=schema
                )
            )
            waiting = next(results, None)
        yield sink.close()

    def close(self) -> None:
        self._file.close(force=True)
        self._stream.close()

    def _all_rows(self) -> Iterator[Row]:
        batches = self._file.iter_batches(batch_size=_BATCH)
        while True:
            try:
                batch = next(batches, None)
            except (self._arrow.ArrowException, OSError) as error:
                raise _broken(self.name, error) from None
            if batch is None:
                return
            if batch.num_rows:
                self._pending.append(batch)
            texts = batch.column(self._place).to_pylist()
            cells = [column.to_pylist() for column in batch.columns]
            for index, text in enumerate(texts):
                self.rows += 1
                values = tuple("" if column[index] is None else str(column[index]) for column in cells)
                yield Row(self.rows - 1, self.rows, text or "", text or "", cells=values)


def written(layout: Layout, added: Added, finished: Iterable[tuple[Row, Translation]]) -> Iterator[bytes]:
    """Rows of any other input as a table: its columns, or `line` and `source`, as text, and the added ones.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow, _ = _pyarrow()
    names = unique(layout.columns) or ["line", "source"]
    fields = [arrow.field(name, arrow.string()) for name in names]
    schema = arrow.schema([*fields, *_fields(arrow, added)])
    sink = _Sink(arrow, schema)
    results = iter(finished)
    while block := list(islice(results, _BATCH)):
        rows = [_cells(row, len(names), layout) for row, _ in block]
        texts = [arrow.array(list(column), arrow.string()) for column in zip(*rows, strict=True)]
        columns = [*texts, *_columns(arrow, added, [translation for _, translation in block])]
        yield sink.write(arrow.table(columns, schema=schema))
    yield sink.close()


def written_pairs(pairs: Iterable[Pair]) -> Iterator[bytes]:
    """Pairs as a table of the columns id, vi, fr.

    Raises:
        MissingExtra: pyarrow is not installed.
    """
    arrow, _ = _pyarrow()
    schema = arrow.schema([arrow.field(name, arrow.string()) for name in ("id", "vi", "fr")])
    sink = _Sink(arrow, schema)
    stream = iter(pairs)
    while block := list(islice(stream, _BATCH)):
        sides = zip(*((pair.id, pair.vi, pair.fr) for pair in block), strict=True)
        yield sink.write(
            arrow.table([arrow.array(list(side), arrow.string()) for side in sides], schema=schema)
        )
    yield sink.close()


class Columns:
    """A table to be read by columns.

    Raises:
        InputError: it is no Parquet, or is broken.
        MissingExtra: pyarrow is not installed.
    """

    def __init__(self, source: Source) -> None:
        self._arrow, parquet = _pyarrow()
        self._where = source.name
        self._file, self._stream = _opened(self._arrow, parquet, source)
        self.names: list[str] = self._file.schema_arrow.names

    def rows(self, names: Sequence[str]) -> Iterator[dict[str, Any]]:
        """The rows with these columns, as they are read."""
        try:
            for batch in self._file.iter_batches(batch_size=_BATCH, columns=list(names)):
                yield from batch.to_pylist()
        except (self._arrow.ArrowException, OSError) as error:
            raise _broken(self._where, error) from None
        finally:
            self.close()

    def close(self) -> None:
        self._file.close(force=True)
        self._stream.close()


class _Sink:
    """A Parquet writer whose bytes are taken away as they come."""

    def __init__(self, arrow: Any, schema: Any) -> None:
        from pyarrow.parquet import ParquetWriter

        self._blocks: list[bytes] = []
        self._arrow, self._schema = arrow, schema
        self._waiting: list[Any] = []
        self._writer = ParquetWriter(arrow.PythonFile(_File(self._blocks), mode="w"), schema)

    def write(self, table: Any) -> bytes:
        self._waiting.append(table)
        if sum(table.num_rows for table in self._waiting) >= _GROUP:
            self._flush()
        return self._taken()

    def close(self) -> bytes:
        self._flush()
        self._writer.close()
        return self._taken()

    def _flush(self) -> None:
        if self._waiting:
            self._writer.write_table(self._arrow.concat_tables(self._waiting))
            self._waiting.clear()

    def _taken(self) -> bytes:
        data = b"".join(self._blocks)
        self._blocks.clear()
        return data


class _File:
    """What pyarrow writes to."""

    def __init__(self, blocks: list[bytes]) -> None:
        self._blocks, self._at, self.closed = blocks, 0, False

    def write(self, data: Any) -> int:
        self._blocks.append(bytes(data))
        self._at += len(data)
        return len(data)

    def tell(self) -> int:
        return self._at

    def flush(self) -> None:
        """Nothing is held back."""

    def close(self) -> None:
        self.closed = True


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        raise MissingExtra("pyarrow", extra="parquet", purpose="reading and writing Parquet") from None
    return pyarrow, pyarrow.parquet


def _opened(arrow: Any, parquet: Any, source: Source) -> tuple[Any, BinaryIO]:
    """A Parquet file, and the stream that it does not close."""
    stream = source.open()
    try:
        return parquet.ParquetFile(stream), stream
    except (arrow.ArrowException, OSError) as error:
        stream.close()
        raise _broken(source.name, error) from None


def _refuse_other_types(arrow: Any, schema: Any, place: int, where: str) -> None:
    """Raise UsageError where a column holds no text."""
    field = schema.field(place)
    if not (arrow.types.is_string(field.type) or arrow.types.is_large_string(field.type)):
        raise UsageError(
            f"the column {field.name!r} holds {field.type}, no text",
            where=where,
            remedy="choose another with --column",
        )


def _names(added: Added) -> tuple[str, ...]:
    return (added.translation, added.flags, added.score, added.model)


def _fields(arrow: Any, added: Added) -> list[Any]:
    kinds = (arrow.string(), arrow.list_(arrow.string()), arrow.float64(), arrow.string())
    return [arrow.field(name, kind) for name, kind in zip(_names(added), kinds, strict=True)]


def _columns(arrow: Any, added: Added, translations: Sequence[Translation]) -> list[Any]:
    values = (
        [None if is_failed(t) else t.text for t in translations],
        [list(t.flags) for t in translations],
        [t.score for t in translations],
        [t.model for t in translations],
    )
    return [
        arrow.array(column, field.type) for column, field in zip(values, _fields(arrow, added), strict=True)
    ]


def _cells(row: Row, width: int, layout: Layout) -> tuple[str, ...]:
    if not layout.columns:
        return (str(row.line), row.raw)
    cells = row.cells or (row.raw,)
    return (*cells[:width], *("",) * (width - len(cells)))


def _broken(name: str, error: Exception) -> InputError:
    what = str(error).split("\n")[0].rstrip(".")
    return InputError(f"is no whole Parquet file: {what}", where=name, remedy="was it saved whole?")
