"""A file that is translated in place.

A format finds the texts of a file and the places that are written anew with their translations: a `Piece`.
What no piece claims is copied byte for byte. Texts go the way of the rows of any other file
(`mt.files.document`), so that language, flags, journal and report are the same for all.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import Protocol

from mt.caption import Translation
from mt.documents.source import Source
from mt.errors import InputError, UsageError
from mt.files.row import Layout, Row

OTHER = {"vi": "fr", "fr": "vi", "": ""}
_COPY = 1 << 20


@dataclass(frozen=True, slots=True)
class Edit:
    """Bytes `start` to `end` of the file, and what stands there once the texts of its piece are translated.

    Results come in the order of the rows of the piece; one whose row failed has `failed:…` among its flags.
    """

    start: int
    end: int
    make: Callable[[Sequence[Translation]], bytes]


@dataclass(frozen=True, slots=True)
class Piece:
    """Texts that are translated together, and the edits that need them, in the order of the file.

    Of a row, `line` and `text` matter, and `problem`. A piece without rows is done whatever happens.
    """

    rows: tuple[Row, ...]
    edits: tuple[Edit, ...]


class Format(Protocol):
    """What a module of this room provides for one format."""

    def languages(self, source: Source) -> tuple[str, str]:
        """The languages a file says it is translated from and to, `vi`, `fr`, or another; empty: unsaid.

        Raises:
            InputError: the file is not of this format, or of a version that is not read.
        """

    def pieces(self, source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
        """What is to be translated from `vi` or `fr`, in the order of the file; from both where it is empty.

        Args:
            remark: takes what somebody should know who believes that all is translated.

        Raises:
            InputError: the file is broken.
        """


class Sniffed(Format, Protocol):
    """A format whose files have no suffix of their own: `.xml`, `.json`."""

    def sniff(self, head: bytes) -> bool:
        """Whether a file that begins like this is of the format."""


class StructuredDocument:
    """One open file; the counterpart of `mt.files.document.Document`.

    Attributes:
        name: the file as it was named, or `standard input`.
        layout: of plain text, which is what its texts are for other formats.
        encoding: `utf-8`: whatever it is in, it stays in that.
        language: that of its texts, as it says itself; empty where it does not.
        rows: texts found so far.
        remarks: what the format had to say about it so far.
    """

    encoding = "utf-8"

    def __init__(self, source: Source, format: Format, *, language: str = "") -> None:
        """Look at the head of a file.

        Args:
            language: the language to translate from, where somebody said so.

        Raises:
            InputError: the file is not of the format, or translates between other languages.
            UsageError: the file translates the other way.
        """
        self.name, self.layout, self.remarks = source.name, Layout("txt"), list[str]()
        self.rows = 0
        self._source, self._format = source, format
        said, to = format.languages(source)
        self._check(said, to, language)
        self.language = said or OTHER[to]
        self._pending: deque[Piece] = deque()
        self._rows = self._all_rows(language or self.language)

    def __iter__(self) -> Iterator[Row]:
        return self._rows

    def peek(self, rows: int) -> list[Row]:
        """The next rows, up to that many, without taking them away."""
        head = list(islice(self._rows, rows))
        self._rows = chain(head, self._rows)
        return head

    def scan(self) -> None:
        """Read all of the file, so that a fault in it is known before anything is translated.

        Raises:
            InputError: it is broken.
        """
        for _ in self._format.pieces(self._source, self.language, lambda _: None):
            pass

    def written(self, finished: Iterable[tuple[Row, Translation]]) -> Iterator[bytes]:
        """The file with the results of its rows, which come in order; ends when they end."""
        results = (translation for _, translation in finished)
        held: deque[Translation] = deque()
        position = 0
        while True:
            if not self._pending:
                result = next(results, None)  # its row was read for it, so that its piece is pending now
                if result is None and not self._pending:
                    break
                held.extend((result,) if result else ())
                continue
            piece = self._pending.popleft()
            while len(held) < len(piece.rows):
                held.append(next(results))
            translations = [held.popleft() for _ in piece.rows]
            for edit in piece.edits:
                yield from self._copied(position, edit.start)
                yield edit.make(translations)
                position = edit.end
        yield from self._copied(position, None)

    def close(self) -> None:
        self._source.close()

    def __enter__(self) -> StructuredDocument:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _all_rows(self, language: str) -> Iterator[Row]:
        for piece in self._format.pieces(self._source, language, self.remarks.append):
            self._pending.append(piece)
            for row in piece.rows:
                self.rows += 1
                yield replace(row, number=self.rows - 1)

    def _copied(self, start: int, end: int | None) -> Iterator[bytes]:
        while end is None or start < end:
            block = self._source.slice(start, min(start + _COPY, end or start + _COPY))
            if not block:
                return
            yield block
            start += len(block)

    def _check(self, source: str, target: str, language: str) -> None:
        if any(said not in OTHER for said in (source, target)) or (source and source == target):
            raise InputError(
                f"is from {source or 'an unnamed language'} to {target or 'an unnamed one'}",
                where=self.name,
                remedy="vifr translates between vi and fr",
            )
        if language and language != (source or OTHER[target] or language):
            raise UsageError(
                f"says that it is translated from {source or OTHER[target]}",
                where=self.name,
                remedy="leave --from and --to out",
            )


def is_failed(translation: Translation) -> bool:
    """Whether the row could not be translated, so that its place stays as it was."""
    return any(flag.startswith("failed:") for flag in translation.flags)
