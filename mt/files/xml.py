"""XML as a sequence of events with their places in the file, read defensively.

Files of translators come from anywhere. Nothing is fetched and no entity is ever expanded: a document type
is refused unless it is an external one that the caller knows, and then it is not read either. Depth, the
length of a token and of a text are bounded. Every byte of the file belongs to exactly one event, so that a
file can be written again with a few places changed and the rest as it was, in its own encoding.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO, NamedTuple
from xml.parsers import expat

from mt.errors import InputError

CHUNK = 1 << 18
MAX_DEPTH = 200
MAX_TOKEN = 8 << 20
"""Bytes of a tag or comment; expat before 2.6 takes quadratic time on those that arrive in pieces."""
MAX_TEXT = 1_000_000
"""Characters of text in one segment; more is no caption."""

XML = "http://www.w3.org/XML/1998/namespace"
"""The namespace of `xml:lang`; names are `namespace|local`, or `local` without a namespace."""
LANG = f"{XML}|lang"
SPACE = f"{XML}|space"

_UTF16 = (
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
# Not allowed in XML 1.0, not even as a character reference (https://www.w3.org/TR/xml/#charsets).
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Event(NamedTuple):
    """A piece of the file: bytes `start` to `end`.

    Attributes:
        kind: `start`, `end`, `text`, or `other`: comments, instructions, the declaration. An empty element
            `<x/>` is a `start` followed by an `end` of no bytes.
        name: of the element, `namespace|local`; empty for text and other.
        attributes: of a `start`, names as above.
        text: of a `text`, entities decoded.
        line: where it begins, 1 is the first.
    """

    kind: str
    name: str
    attributes: dict[str, str]
    text: str
    start: int
    end: int
    line: int


class XmlParser:
    """An expat parser that refuses what is not needed and says in one line what is wrong.

    Set the handlers of `expat` and run through `chunks`; call `enter` and `leave` where elements begin and
    end.

    Args:
        stream: the file, from its first byte.
        name: what messages call it.
        doctypes: system identifiers of external document types that are put up with, by their last part:
            `tmx14.dtd`. They are not fetched.

    Attributes:
        encoding: of the file, as Python calls it; known once the first element has begun.
        size: bytes parsed so far.
        depth: how many elements are open.
    """

    def __init__(self, stream: BinaryIO, name: str, *, doctypes: frozenset[str] = frozenset()) -> None:
        self.encoding, self.size = "utf-8", 0
        self._stream, self._name, self._doctypes = stream, name, doctypes
        self._refusal: InputError | None = None
        self.depth = 0
        self.expat = expat.ParserCreate(namespace_separator="|")
        self.expat.XmlDeclHandler = self.declaration
        self.expat.StartDoctypeDeclHandler = self.doctype
        self.expat.EntityDeclHandler = self._entity
        self.expat.SkippedEntityHandler = self._skipped

    def chunks(self) -> Iterator[None]:
        """Parse the file; pause after every chunk, for the caller to take what its handlers have found.

        Raises:
            InputError: the file is not well-formed, ends in the middle, is empty, or is refused.
        """
        while chunk := self._read():
            self._parse(chunk)
            yield
        self._parse(b"")
        yield

    def _parse(self, chunk: bytes) -> None:
        if not self.size:
            self._look_at(chunk)
        self.size += len(chunk)
        try:
            self.expat.Parse(chunk, not chunk)
        except expat.ExpatError as error:
            raise self._refusal or self._broken(error, ended=not chunk) from None
        except ValueError:
            raise self.error(
                f"is in {self.encoding.upper()}, which is not read", "save it as UTF-8"
            ) from None
        if self.size - self.expat.CurrentByteIndex > MAX_TOKEN and chunk:
            raise self.error(f"a tag or comment of more than {MAX_TOKEN >> 20} MB", "is it XML?")

    def enter(self) -> None:
        """An element begins."""
        self.depth += 1
        if self.depth > MAX_DEPTH:
            self.refuse(f"elements in elements, more than {MAX_DEPTH} deep", "it is no file of captions")

    def leave(self) -> None:
        """An element ends."""
        self.depth -= 1

    def refuse(self, what: str, remedy: str) -> None:
        """Give the file up, from within a handler."""
        self._refusal = self._refusal or self.error(what, remedy)
        raise self._refusal

    def error(self, what: str, remedy: str) -> InputError:
        """An error about the place that is being parsed."""
        return InputError(what, where=f"{self._name}:{self.expat.CurrentLineNumber}", remedy=remedy)

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding and not self.encoding.startswith("utf-16"):
            try:
                self.encoding = codecs.lookup(encoding).name
            except LookupError:
                self.refuse(f"says it is in {encoding!r}, which is no encoding", "correct its first line")

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        known = (system or "").rsplit("/", 1)[-1].casefold() in self._doctypes
        if internal or not known:
            self.refuse(
                "has a document type of its own, which could hold anything",
                "remove the <!DOCTYPE …> from it, if you trust it",
            )

    def _read(self) -> bytes:
        try:
            return self._stream.read(CHUNK)
        except OSError as error:
            raise InputError(error.strerror or str(error), where=self._name) from error

    def _look_at(self, head: bytes) -> None:
        if not head.strip():
            raise InputError("is empty", where=self._name, remedy="was it saved whole?")
        self.encoding = next((name for mark, name in _UTF16 if head.startswith(mark)), "utf-8")
        if self.encoding == "utf-8" and not head.removeprefix(codecs.BOM_UTF8).lstrip().startswith(b"<"):
            raise InputError("is not XML", where=self._name, remedy="check the file")

    def _entity(self, name: str, *_: object) -> None:
        self.refuse(f"declares an entity, {name!r}", "remove the <!DOCTYPE …> from it, if you trust it")

    def _skipped(self, name: str, is_parameter: bool) -> None:
        self.refuse(f"entity &{name}; is not declared", "write the character itself")

    def _broken(self, error: expat.ExpatError, *, ended: bool) -> InputError:
        where = f"{self._name}:{error.lineno}"
        if ended:
            return InputError("the XML ends in the middle", where=where, remedy="was it saved whole?")
        return InputError(
            f"not XML: {expat.ErrorString(error.code)}, at character {error.offset + 1} of the line",
            where=where,
            remedy="correct it there",
        )


class XmlReader(XmlParser):
    """The events of one file, in order, as they are asked for; memory does not grow with the file."""

    def __init__(self, stream: BinaryIO, name: str, *, doctypes: frozenset[str] = frozenset()) -> None:
        super().__init__(stream, name, doctypes=doctypes)
        self._found: list[tuple[str, str, dict[str, str], str, int, int]] = []
        self.expat.StartElementHandler = self._start
        self.expat.EndElementHandler = self._end
        self.expat.CharacterDataHandler = lambda text: self._add("text", text=text)
        self.expat.DefaultHandler = lambda text: self._add("other")

    def __iter__(self) -> Iterator[Event]:
        """Yield the events; raises what `chunks` raises."""
        for _ in self.chunks():
            found, self._found = self._found, self._found[-1:]
            for event, following in pairwise(found):
                yield Event(*event[:5], following[4], event[5])
        for event in self._found:
            yield Event(*event[:5], self.size, event[5])

    def encode(self, text: str) -> bytes:
        """Markup in the encoding of the file; what it cannot hold becomes character references."""
        return text.encode(self.encoding, errors="xmlcharrefreplace")

    def declaration(self, version: str, encoding: str | None, standalone: int) -> None:
        self._add("other")
        super().declaration(version, encoding, standalone)

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        self._add("other")
        super().doctype(name, system, public, internal)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.enter()
        self._add("start", name, attributes)

    def _end(self, name: str) -> None:
        self.leave()
        self._add("end", name)

    def _add(
        self, kind: str, name: str = "", attributes: dict[str, str] | None = None, text: str = ""
    ) -> None:
        here = self.expat
        self._found.append(
            (kind, name, attributes or {}, text, here.CurrentByteIndex, here.CurrentLineNumber)
        )


def escape(text: str) -> str:
    """Text as XML content; what no XML file can hold, control characters for one, becomes U+FFFD."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return _FORBIDDEN.sub("\ufffd", text)


def attribute(value: str) -> str:
    """Text as the value of an attribute, quotes included."""
    value = escape(value).replace('"', "&quot;").replace("\t", "&#9;").replace("\n", "&#10;")
    return f'"{value}"'


def primary(tag: str) -> str:
    """The language of a language tag: `fr-FR` → `fr`, `VI_vn` → `vi`; empty for an empty one."""
    return re.split("[-_]", tag.strip(), maxsplit=1)[0].casefold()
