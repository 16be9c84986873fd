"""What is done of a run, row by row, so that a crash or `kill -9` costs no more than the rows at hand.

The journal is a JSON Lines file beside the output, `result.txt.vifr-journal`. Its first line says what the
run is: a hash of the input, the model, the settings; only a run that agrees in all of them may continue it.
Every further line is a finished row. Rows are finished in order, so the number of whole lines says where to
go on; a torn last line is cut off.
"""

from __future__ import annotations

import hashlib
import itertools
import json
import time
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from mt.caption import Alternative, Caption, Offer, Translation
from mt.errors import InputError, OutputError, UsageError
from mt.files.row import Row

VERSION = 1
FLUSH_ROWS = 64
FLUSH_SECONDS = 1.0


class Journal:
    """The journal of one output file; to be opened by one process at a time (`mt.files.output.claimed`)."""

    def __init__(self, path: Path, file: BinaryIO, rows: int, model: object = "") -> None:
        self.path, self.model = path, model
        self.rows = rows
        """Rows that are done."""
        self._file = file
        self._first = rows
        self._flushed_at = time.monotonic()

    @classmethod
    def open(
        cls, output: Path, fingerprint: Mapping[str, object], *, resume: bool = False, restart: bool = False
    ) -> Journal:
        """The journal of `output`: a new one, or with `resume` the one that an unfinished run left.

        Args:
            fingerprint: what the run is, in words that a message can use: `{"model": "embedded-vi-fr@…", …}`.
            resume: continue an unfinished run, if there is one.
            restart: throw an unfinished run away.

        Raises:
            UsageError: an unfinished run, and neither `resume` nor `restart`; or one of another fingerprint.
            OutputError: the journal cannot be written.
        """
        path = journal_path(output)
        header = {"vifr-journal": VERSION, **fingerprint}
        try:
            rows, end = (
                _intact(path, header, output, resume=resume) if path.exists() and not restart else (0, 0)
            )
            file = path.open("r+b" if end else "wb")
            file.truncate(end)
            file.seek(end)
            journal = cls(path, file, rows, fingerprint.get("model", ""))
            if not end:
                journal._write(header)
            journal.flush()
        except OSError as error:
            raise _unwritable(path, error) from error
        return journal

    def done(self, rows: Iterable[Row], *, direction: str, model: str) -> Iterator[tuple[Row, Translation]]:
        """The rows that are done, with their translations from the journal; takes no others from `rows`."""
        with self.path.open("rb") as file:
            finished = itertools.islice(file, 1, 1 + self._first)
            for row, line in zip(itertools.islice(rows, self._first), finished, strict=False):
                entry = json.loads(line)
                yield (
                    row,
                    Translation(
                        source=Caption(row.text, id=str(row.line), language=direction[:2]),
                        text=entry["text"],
                        direction=direction,
                        flags=tuple(entry["flags"]),
                        score=entry["score"],
                        alternatives=tuple(Alternative(*other) for other in entry.get("alternatives", ())),
                        model=entry.get("model", model),
                        offer=Offer(*entry["offer"]) if "offer" in entry else None,
                    ),
                )

    def add(self, translation: Translation) -> None:
        """Note the next row as done; on the disk within 64 rows or a second."""
        entry: dict[str, Any] = {
            "row": self.rows,
            "text": translation.text,
            "flags": translation.flags,
            "score": translation.score,
        }
        if translation.alternatives:
            entry["alternatives"] = [(other.text, other.score) for other in translation.alternatives]
        if translation.model != self.model:
            entry["model"] = translation.model
        if offer := translation.offer:
            entry["offer"] = (offer.text, offer.source, offer.score, offer.origin)
        try:
            self._write(entry)
            self.rows += 1
            if self.rows % FLUSH_ROWS == 0 or time.monotonic() - self._flushed_at > FLUSH_SECONDS:
                self.flush()
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def flush(self) -> None:
        self._file.flush()
        self._flushed_at = time.monotonic()

    def close(self) -> None:
        """Close the file; without a row there is nothing to keep, and it is removed."""
        try:
            self._file.close()
            if not self.rows:
                self.path.unlink(missing_ok=True)
        except OSError as error:
            raise _unwritable(self.path, error) from error

    def _write(self, entry: Mapping[str, object]) -> None:
        self._file.write(json.dumps(entry).encode("ascii") + b"\n")


def journal_path(output: Path) -> Path:
    """`result.txt` → `result.txt.vifr-journal`."""
    return output.with_name(output.name + ".vifr-journal")


def sha256(path: Path) -> str:
    """The hash of a file's bytes, in hexadecimal.

    Raises:
        InputError: it cannot be read.
    """
    digest = hashlib.sha256()
    try:
        with path.open("rb") as file:
            while block := file.read(1 << 20):
                digest.update(block)
    except OSError as error:
        raise InputError(error.strerror or str(error), where=path) from error
    return digest.hexdigest()


def _intact(path: Path, header: Mapping[str, object], output: Path, *, resume: bool) -> tuple[int, int]:
    """How many rows of a journal are whole, and where they end; (0, 0) where there is nothing to continue."""
    with path.open("rb") as file:
        found = _entry(file.readline())
        if found is None:
            return 0, 0
        end, rows = file.tell(), 0
        for line in file:
            entry = _entry(line)
            if entry is None or entry.get("row") != rows or not isinstance(entry.get("text"), str):
                break
            rows, end = rows + 1, end + len(line)
    if not rows:
        return 0, 0
    if not resume:
        raise UsageError(
            f"an unfinished run stopped after {rows} rows",
            where=output,
            remedy="continue with --resume or start again with --restart",
        )
    for key in {**header, **found}:
        if header.get(key) != found.get(key):
            raise UsageError(
                f"the unfinished run is another one: its {key} was {found.get(key)}, not {header.get(key)}",
                where=output,
                remedy="start again with --restart",
            )
    return rows, end


def _entry(line: bytes) -> dict[str, Any] | None:
    """A whole line of a journal; None of a torn one."""
    try:
        entry = json.loads(line) if line.endswith(b"\n") else None
    except ValueError:
        return None
    return entry if isinstance(entry, dict) else None


def _unwritable(path: Path, error: OSError) -> OutputError:
    reason = error.strerror or str(error)
    return OutputError(
        f"cannot be written: {reason}",
        where=path,
        remedy="make room and continue with --resume, or choose another -o",
    )
