"""A memory in a TMX file, which other tools may write as well.

Units are only ever added, at the end of the body: what others put into the file, in whatever languages and
with whatever markup, stays as it is, byte for byte. A newer unit for a caption counts more than an older one,
an approved one more than what a machine made; units of other tools count as approved.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Self

from mt.errors import InputError, OutputError
from mt.files import tmx
from mt.files.output import beside, check_output, replacing
from mt.memory.entry import APPROVED, MACHINE, ORIGINS, Entry, Match, moment, stamp, without_credits
from mt.memory.memory import LEAST, Changes
from mt.memory.store import PATIENCE, Store

# The file is written anew at the end, and meanwhile whenever this many seconds and so many times the cost of
# writing it have passed.
_SECONDS, _TIMES = 10.0, 20.0

_ORIGIN, _DIRECTION, _MODEL = "x-vifr-origin", "x-vifr-direction", "x-vifr-model"
_WARNING = "machine translation, not approved"
_TAIL = 1 << 16


class TmxMemory:
    """See `mt.memory.Memory` for what it does.

    Args:
        path: the file, made where there is none.

    Raises:
        InputError: it is damaged, or no TMX; it is left as it is.
        OutputError: its folder is not there.
    """

    def __init__(self, path: Path) -> None:
        self._path = check_output(path)
        self._store = Store()
        self._pending: list[Entry] = []
        self._state: tuple[int, ...] = ()
        self._read()
        self._written_at, self._cost = time.monotonic(), 0.0

    def exact(self, text: str, direction: str, *, model: str = "") -> Entry | None:
        return self._store.exact(text, direction, model=model)

    def fuzzy(self, text: str, direction: str, *, least: int = LEAST, most: int = 1) -> list[Match]:
        return self._store.fuzzy(text, direction, least=least, most=most)

    def add(self, entries: Iterable[Entry]) -> Changes:
        total = [0, 0, 0]
        for entry in entries:
            changes = self._store.add([entry])
            if not changes.known:
                self._pending.append(entry)
            total = [sum(pair) for pair in zip(total, changes, strict=True)]
        if time.monotonic() - self._written_at > max(_SECONDS, _TIMES * self._cost):
            self.save()
        return Changes(*total)

    def entries(self) -> Iterator[Entry]:
        return self._store.entries()

    def save(self) -> None:
        """Write what was added to the file, behind what others have added meanwhile.

        Raises:
            InputError: the file was damaged meanwhile; it is left as it is.
            OutputError: it cannot be written.
        """
        import filelock

        if not self._pending:
            return
        start = time.monotonic()
        lock = filelock.FileLock(beside(self._path, "memory-lock"), timeout=PATIENCE)
        try:
            with lock:
                if self._state != _state(self._path):
                    self._read()
                self._append("".join(map(tmx.markup, map(to_unit, self._pending))))
                self._state = _state(self._path)
        except filelock.Timeout as error:
            raise OutputError(
                "another program keeps it locked", where=self._path, remedy="wait for it to end"
            ) from error
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror or error}", where=self._path, remedy="check its folder"
            ) from error
        self._pending.clear()
        self._written_at = time.monotonic()
        self._cost = self._written_at - start

    def close(self) -> None:
        try:
            self.save()
        finally:
            self._store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def _read(self) -> None:
        self._state = _state(self._path)
        if self._state:
            self._store.load(from_units(tmx.read(self._path)))

    def _append(self, units: str) -> None:
        """Put units before the end of the body, the rest of the file as it is."""
        with replacing(self._path) as write:
            if not self._path.exists():
                write((tmx.header() + units + tmx.FOOTER).encode())
                return
            with self._path.open("rb") as file:
                encoding, end = _encoding(file.read(4)), self._end_of_body()
                file.seek(0)
                while (size := min(1 << 20, end - file.tell())) > 0:
                    write(file.read(size))
                write(units.encode(encoding))
                write(file.read())

    def _end_of_body(self) -> int:
        with self._path.open("rb") as file:
            mark = "</body".encode(_encoding(file.read(4)))
            start = max(0, self._path.stat().st_size - _TAIL)
            file.seek(start)
            tail = file.read()
        place = tail.rfind(mark)
        if place < 0:
            raise InputError(
                "the end of its body is not found", where=self._path, remedy="save it with another tool"
            )
        return start + len(tail[:place].rstrip(b" \t"))  # the mark keeps its indentation


def to_unit(entry: Entry) -> tmx.Unit:
    """An entry as a unit of TMX; that a machine made it is said to people and to programs."""
    notes = [entry.note] if entry.note else []
    props = [(_ORIGIN, entry.origin)]
    if not entry.is_approved:
        notes.append(_WARNING)
    props += [(k, v) for k, v in ((_DIRECTION, entry.direction), (_MODEL, entry.model)) if v]
    return tmx.Unit(
        vi=entry.vi, fr=entry.fr, created=moment(entry.date), notes=tuple(notes), props=tuple(props)
    )


def from_units(units: Iterable[tmx.Unit]) -> Iterator[Entry]:
    """The entries among units: those with both texts."""
    for unit in units:
        if not (unit.vi.strip() and unit.fr.strip()):
            continue
        props = dict(unit.props)
        direction, origin = props.get(_DIRECTION, ""), props.get(_ORIGIN, "")
        if origin not in ORIGINS or (origin == MACHINE and not direction):
            origin = APPROVED
        notes = [note for note in unit.notes if origin == APPROVED or note != _WARNING]
        vi, fr = without_credits(unit.vi, unit.fr)
        date = stamp(unit.created) if unit.created else ""
        yield Entry(vi, fr, origin, direction, props.get(_MODEL, ""), date, " ".join(notes))


def _state(path: Path) -> tuple[int, ...]:
    """Changes whenever the file does; empty where there is none."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return ()
    return found.st_ino, found.st_size, found.st_mtime_ns


def _encoding(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"<\0")):
        return "utf-16-le"
    return "utf-16-be" if head.startswith((b"\xfe\xff", b"\0<")) else "utf-8"
