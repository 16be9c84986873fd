"""A memory in SQLite: a file that several processes may write to at once, or a table in memory.

The file is in write-ahead mode: readers never wait, and a writer waits for another at most `PATIENCE`
seconds. Every `add` is one transaction: a crash leaves all of it or nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Self

from mt.errors import InputError, OutputError
from mt.memory import grams
from mt.memory.entry import APPROVED, MACHINE, Entry, Match, key
from mt.memory.memory import LEAST, Changes

PATIENCE = 60.0
VERSION = 1
APPLICATION = 0x76696672  # "vifr"

_FIELDS = "vi, fr, origin, direction, model, date, note"
_SCHEMA = f"""
CREATE TABLE entries (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    vi TEXT NOT NULL, fr TEXT NOT NULL,
    origin TEXT NOT NULL CHECK (origin IN ('{APPROVED}', '{MACHINE}')),
    direction TEXT NOT NULL, model TEXT NOT NULL, date TEXT NOT NULL, note TEXT NOT NULL,
    vi_key TEXT NOT NULL, fr_key TEXT NOT NULL
);
CREATE INDEX by_vi ON entries(vi_key);
CREATE INDEX by_fr ON entries(fr_key);
CREATE UNIQUE INDEX approved_once ON entries(vi_key, fr_key) WHERE origin = '{APPROVED}';
CREATE UNIQUE INDEX vi_once ON entries(vi_key) WHERE origin = '{MACHINE}' AND direction = 'vi-fr';
CREATE UNIQUE INDEX fr_once ON entries(fr_key) WHERE origin = '{MACHINE}' AND direction = 'fr-vi';
{grams.SCHEMA};
PRAGMA application_id = {APPLICATION};
PRAGMA user_version = {VERSION};
"""


class Store:
    """See `mt.memory.Memory` for what it does.

    Args:
        path: the file, made where there is none; None for a table in memory.

    Raises:
        InputError: the file is no memory of ours, or damaged; it is left as it is.
        OutputError: it cannot be made or written to.
    """

    def __init__(self, path: Path | None = None) -> None:
        self._where = path
        self._own: set[int] = set()  # what a machine made in this process
        with self._telling():
            self._db = sqlite3.connect(path or ":memory:", timeout=PATIENCE, isolation_level=None)
            try:
                self._prepare()
            except BaseException:
                self._db.close()
                raise

    def exact(self, text: str, direction: str, *, model: str = "") -> Entry | None:
        side = direction[:2]
        with self._telling():
            rows = self._db.execute(
                f"""SELECT id, {_FIELDS} FROM entries WHERE {side}_key = ?
                AND (origin = '{APPROVED}' OR (direction = ? AND model = ?))
                ORDER BY origin = '{APPROVED}' DESC, date DESC, id DESC""",
                (key(text), direction, model),
            )
            return next((Entry(*fields) for number, *fields in rows if number not in self._own), None)

    def fuzzy(self, text: str, direction: str, *, least: int = LEAST, most: int = 1) -> list[Match]:
        from rapidfuzz import process
        from rapidfuzz.distance import Levenshtein

        side, wanted = direction[:2], key(text)
        with self._telling():
            numbers = [n for n in grams.candidates(self._db, wanted, side) if n not in self._own]
            rows = self._db.execute(
                f"""SELECT {side}_key, {_FIELDS} FROM entries WHERE id IN ({_marks(numbers)})
                AND (origin = '{APPROVED}' OR direction = ?)
                ORDER BY origin = '{APPROVED}' DESC, date DESC, id DESC""",
                (*numbers, direction),
            ).fetchall()
        found = process.extract(
            wanted,
            [row[0] for row in rows],
            scorer=Levenshtein.normalized_similarity,
            score_cutoff=least / 100,
            limit=None,
        )
        return [
            Match(Entry(*rows[place][1:]), int(100 * score + 1e-9), direction)
            for _, score, place in sorted(found, key=lambda one: (-one[1], one[2]))[:most]
        ]

    def add(self, entries: Iterable[Entry]) -> Changes:
        return self.load(entries, is_own=True)

    def load(self, entries: Iterable[Entry], *, is_own: bool = False) -> Changes:
        """The same for entries that this process did not make: machine translations are found at once."""
        done = [0, 0, 0]
        rows = [(entry, key(entry.vi), key(entry.fr)) for entry in entries]
        with self._telling(), self._transaction():
            for entry, vi_key, fr_key in rows:
                if vi_key and fr_key:
                    outcome, number = self._add(entry, vi_key, fr_key)
                    done[outcome] += 1
                    if is_own and number and not entry.is_approved:
                        self._own.add(number)
        return Changes(*done)

    def entries(self) -> Iterator[Entry]:
        with self._telling():
            for fields in self._db.execute(f"SELECT {_FIELDS} FROM entries ORDER BY id"):
                yield Entry(*fields)

    def close(self) -> None:
        with self._telling():
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _prepare(self) -> None:
        """Check that the file is ours, or make it so; another process may be doing the same."""
        version, made_by = self._pragma("user_version"), self._pragma("application_id")
        if not version:
            with self._transaction():
                if self._db.execute("SELECT 1 FROM sqlite_master WHERE name = 'entries'").fetchone() is None:
                    if self._db.execute("SELECT 1 FROM sqlite_master").fetchone():
                        raise self._not_ours()
                    for statement in _SCHEMA.split(";\n"):
                        self._db.execute(statement)
        elif made_by != APPLICATION:
            raise self._not_ours()
        elif version > VERSION:
            raise InputError(
                f"is a memory of version {version}, which a newer vifr made",
                where=self._where,
                remedy="upgrade vifr",
            )
        if self._where:
            self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")

    def _add(self, entry: Entry, vi_key: str, fr_key: str) -> tuple[int, int]:
        """0 where it is new, 1 where it took the place of another, 2 where there is nothing to do; its id."""
        if entry.is_approved:
            replaced = self._db.execute(
                f"""DELETE FROM entries WHERE origin = '{MACHINE}' AND
                ((direction = 'vi-fr' AND vi_key = ?) OR (direction = 'fr-vi' AND fr_key = ?))""",
                (vi_key, fr_key),
            ).rowcount
            same = self._db.execute(
                f"""SELECT id, {_FIELDS} FROM entries
                WHERE origin = '{APPROVED}' AND vi_key = ? AND fr_key = ?""",
                (vi_key, fr_key),
            ).fetchone()
        else:
            side, source = ("vi", vi_key) if entry.direction == "vi-fr" else ("fr", fr_key)
            if self._db.execute(
                f"SELECT 1 FROM entries WHERE origin = '{APPROVED}' AND {side}_key = ?", (source,)
            ).fetchone():
                return 2, 0
            replaced = 0
            same = self._db.execute(
                f"""SELECT id, {_FIELDS} FROM entries
                WHERE origin = '{MACHINE}' AND direction = ? AND {side}_key = ?""",
                (entry.direction, source),
            ).fetchone()
        fields = (entry.vi, entry.fr, entry.origin, entry.direction, entry.model, entry.date, entry.note)
        if same:
            number, old = same[0], Entry(*same[1:])
            only_newer = replace(old, date=entry.date) == entry
            if old.date > entry.date or (only_newer and not self._has_rival(entry, vi_key, fr_key)):
                return 2, 0
            self._db.execute(
                "UPDATE entries SET vi=?, fr=?, origin=?, direction=?, model=?, date=?, note=?, vi_key=?, "
                "fr_key=? WHERE id=?",
                (*fields, vi_key, fr_key, number),
            )
            replaced = 1
        else:
            row = (*fields, vi_key, fr_key)
            number = self._db.execute(
                f"INSERT INTO entries ({_FIELDS}, vi_key, fr_key) VALUES ({_marks(row)}) RETURNING id", row
            ).fetchone()[0]
            texts = {"vi": vi_key, "fr": fr_key}
            if not entry.is_approved:
                del texts[entry.direction[3:]]  # nobody looks for what a machine said
            grams.index(self._db, number, texts)
        return (1 if replaced else 0), number

    def _has_rival(self, entry: Entry, vi_key: str, fr_key: str) -> bool:
        """Whether another approved pair has one of its captions, so that it matters which one is newer."""
        if not entry.is_approved:
            return False
        count = self._db.execute(
            f"SELECT count(*) FROM entries WHERE origin = '{APPROVED}' AND (vi_key = ? OR fr_key = ?)",
            (vi_key, fr_key),
        ).fetchone()[0]
        return bool(count > 1)

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Errors of SQLite in our words; nothing is ever done to a file that is damaged."""
        try:
            yield
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                reason, remedy = "another program keeps it locked", "wait for it to end"
            else:
                reason, remedy = str(error), "check the folder, its rights and the room on the disk"
            raise OutputError(
                f"the memory cannot be used: {reason}", where=self._where or "", remedy=remedy
            ) from error
        except sqlite3.DatabaseError as error:
            raise InputError(
                f"the memory is damaged, or no SQLite file ({error})",
                where=self._where or "",
                remedy="name another one, or put a copy back",
            ) from error

    def _pragma(self, name: str) -> int:
        return int(self._db.execute(f"PRAGMA {name}").fetchone()[0])

    def _not_ours(self) -> InputError:
        return InputError(
            "is a database of another program", where=self._where, remedy="name another file for the memory"
        )


def _marks(values: Iterable[object]) -> str:
    return ", ".join("?" for _ in values)
