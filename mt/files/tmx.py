"""Translation memories in TMX 1.4b: units of a Vietnamese text and its French one, streamed in and out.

What is written is valid against `tmx14.dtd` (https://www.gala-global.org/tmx-14b). What is read may be any
TMX 1.x; codes of the markup that a unit was taken from (`bpt`, `ept`, `it`, `ph`, `ut`) are no text.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from mt import __version__
from mt.caption import LANGUAGES
from mt.errors import InputError
from mt.files.output import check_output, claimed, replacing
from mt.files.xml import LANG, MAX_TEXT, XmlParser, attribute, escape, primary

DOCTYPES = frozenset({"tmx14.dtd", "tmx13.dtd", "tmx12.dtd", "tmx11.dtd", "tmx14b.dtd"})
CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})
"""Elements of a segment whose content is no text."""

_DATE = "%Y%m%dT%H%M%SZ"
_FLUSH = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One translation unit.

    Attributes:
        vi, fr: the two texts, without codes; empty where the unit has no such side.
        id: its `tuid`.
        created: when it was made or last changed, in UTC; None where nothing says so.
        notes: what people wrote about it.
        props: properties of tools, as (type, value); a type of our own begins with `x-`.
    """

    vi: str = ""
    fr: str = ""
    id: str = ""
    created: datetime | None = None
    notes: tuple[str, ...] = ()
    props: tuple[tuple[str, str], ...] = ()


def read(source: Path | BinaryIO, *, name: str = "") -> Iterator[Unit]:
    """The units of a memory as they are read; memory use does not grow with the file.

    A unit that has two texts in one language comes once for each pair. Units in neither language are left
    out; their sides in other languages too.

    Args:
        source: the file, or a binary stream of it.
        name: what messages call a stream.

    Raises:
        InputError: it cannot be read, is no TMX 1.x, is broken or refused (`mt.files.xml`), or has units of
            which none is Vietnamese or French.
    """
    if not isinstance(source, Path):
        yield from _Reader(source, name or "TMX").units()
        return
    try:
        stream = source.open("rb")
    except OSError as error:
        raise InputError(error.strerror or str(error), where=source, remedy="check the name") from error
    with stream:
        yield from _Reader(stream, name or str(source)).units()


def write(target: Path | BinaryIO, units: Iterable[Unit], *, source: str = "vi") -> int:
    """Write units as they come; a file is put in place only when all are in it. Returns how many.

    Args:
        target: a file, or a binary stream.
        source: the language that was translated from, `vi` or `fr`.

    Raises:
        OutputError: it cannot be written.
        UsageError: another run writes the same file.
    """
    if not isinstance(target, Path):
        return _write(target.write, units, source)
    path = check_output(target)
    with claimed(path), replacing(path) as write_bytes:
        return _write(write_bytes, units, source)


def header(source: str = "vi") -> str:
    """What stands before the units of a file: declaration, header, the beginning of its body."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'  <header creationtool="vifr" creationtoolversion={attribute(__version__)} segtype="paragraph" '
        f'o-tmf="vifr" adminlang="en" srclang={attribute(source)} datatype="plaintext"/>\n  <body>\n'
    )


FOOTER = "  </body>\n</tmx>\n"


def markup(unit: Unit) -> str:
    """One unit as an element `tu`, with its line ending."""
    attributes = f" tuid={attribute(unit.id)}" if unit.id else ""
    if unit.created:
        attributes += f' creationdate="{date(unit.created)}"'
    lines = [f"    <tu{attributes}>\n"]
    lines += [f"      <note>{escape(note)}</note>\n" for note in unit.notes]
    lines += [f"      <prop type={attribute(kind)}>{escape(value)}</prop>\n" for kind, value in unit.props]
    sides = [(language, text) for language in LANGUAGES if (text := getattr(unit, language))]
    for language, text in sides or [("vi", "")]:  # a unit has at least one side
        lines.append(f'      <tuv xml:lang="{language}"><seg>{escape(text)}</seg></tuv>\n')
    return "".join((*lines, "    </tu>\n"))


def date(moment: datetime) -> str:
    """`20261128T141635Z`; a moment without a time zone is taken for UTC."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).strftime(_DATE)


def parse_date(text: str) -> datetime | None:
    """The moment that `date` writes; None for anything else."""
    try:
        return datetime.strptime(text.strip(), _DATE).replace(tzinfo=UTC)
    except ValueError:
        return None


def check_version(attributes: dict[str, str], where: str) -> None:
    """Raise InputError where the attributes of `<tmx>` name a version that is not read."""
    version = attributes.get("version", "")
    if not version.startswith("1."):
        raise InputError(f"is TMX {version or 'of no version'}", where=where, remedy="save it as TMX 1.4")


def _write(write_bytes: Callable[[bytes], object], units: Iterable[Unit], source: str) -> int:
    write_bytes(header(source).encode())
    count = 0
    stream = iter(units)
    while block := list(itertools.islice(stream, _FLUSH)):
        write_bytes("".join(map(markup, block)).encode())
        count += len(block)
    write_bytes(FOOTER.encode())
    return count


class _Reader:
    """Handlers that gather the unit that is being parsed."""

    def __init__(self, stream: BinaryIO, name: str) -> None:
        self._xml = XmlParser(stream, name, doctypes=DOCTYPES)
        self._name = name
        self._units: list[Unit] = []
        self._counted, self._languages = 0, set[str]()
        self._tu: dict[str, str] = {}
        self._tuv: dict[str, str] = {}
        self._texts: list[tuple[str, str]] = []
        self._dates: list[datetime] = []
        self._notes: list[str] = []
        self._props: list[tuple[str, str]] = []
        self._prop = ""
        self._gathered: list[str] | None = None  # text of the seg, note or prop that is open
        self._codes = self._size = 0
        expat = self._xml.expat
        expat.buffer_text = True
        expat.StartElementHandler, expat.EndElementHandler = self._start, self._end
        expat.CharacterDataHandler = self._text

    def units(self) -> Iterator[Unit]:
        for _ in self._xml.chunks():
            yield from self._units
            self._units.clear()
        if self._languages and not self._languages.intersection(LANGUAGES):
            raise InputError(
                f"has no unit in Vietnamese or French, only in {', '.join(sorted(self._languages))}",
                where=self._name,
                remedy="give a memory of vi and fr",
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._xml.enter()
        name = name.rpartition("|")[2]
        if self._xml.depth == 1:
            if name != "tmx":
                self._xml.refuse(f"is no TMX: it begins with <{name}>", "check the file")
            check_version(attributes, self._name)
        elif name == "tu":
            self._tu = attributes
            self._texts, self._dates, self._notes, self._props = [], [], [], []
            self._note_date(attributes)
        elif name == "tuv":
            self._tuv = attributes
            self._note_date(attributes)
        elif name in ("seg", "note", "prop"):
            self._gathered, self._size = [], 0
            self._prop = attributes.get("type", "")
        elif name in CODES:
            self._codes += 1

    def _end(self, name: str) -> None:
        self._xml.leave()
        name = name.rpartition("|")[2]
        if name in CODES:
            self._codes -= 1
        elif name in ("seg", "note", "prop") and self._gathered is not None:
            self._finish(name, "".join(self._gathered))
            self._gathered = None
        elif name == "tu":
            self._units += self._built()

    def _text(self, text: str) -> None:
        if self._gathered is not None and not self._codes:
            self._gathered.append(text)
            self._size += len(text)
            if self._size > MAX_TEXT:
                self._xml.refuse(f"a text of more than {MAX_TEXT:,} characters", "check the file")

    def _finish(self, name: str, text: str) -> None:
        if name == "seg":
            language = primary(self._tuv.get(LANG) or self._tuv.get("lang", ""))
            self._languages.add(language)
            if language in LANGUAGES:
                self._texts.append((language, text))
        elif name == "prop":
            self._props.append((self._prop, text))
        else:
            self._notes.append(text)

    def _note_date(self, attributes: dict[str, str]) -> None:
        for name in ("creationdate", "changedate"):
            if name in attributes and (found := parse_date(attributes[name])):
                self._dates.append(found)

    def _built(self) -> Iterator[Unit]:
        vi, fr = ([text for said, text in self._texts if said == language] for language in LANGUAGES)
        for one, other in itertools.product(vi or [""], fr or [""]) if vi or fr else ():
            yield Unit(
                vi=one,
                fr=other,
                id=self._tu.get("tuid", ""),
                created=max(self._dates, default=None),
                notes=tuple(self._notes),
                props=tuple(self._props),
            )
