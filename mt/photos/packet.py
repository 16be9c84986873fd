"""An XMP packet, read with the place in its bytes of everything that may be changed.

A packet that is read into a tree and written again comes out in other words: attributes in another order,
other prefixes, other padding. Here it stays bytes; expat tells where each element begins and ends, and
`mt.photos.splice` puts new bytes between. Only elements that are asked for are read beyond their name:
packets with a hundred thousand ancestors of a document exist.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.parsers import expat

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
DC = "http://purl.org/dc/elements/1.1/"
PHOTOSHOP = "http://ns.adobe.com/photoshop/1.0/"
XMP_NOTE = "http://ns.adobe.com/xmp/note/"
XML = "http://www.w3.org/XML/1998/namespace"
VIFR = "urn:vifr:photo:1.0/"
"""Ours: who translated what, and translations for which XMP has no place."""

Name = tuple[str, str]
"""Namespace and local name."""

LANG: Name = (XML, "lang")

MAX_BYTES = 32 << 20
_DEEPEST = 256
_OPENED: frozenset[Name] = frozenset(
    {(DC, "description"), (DC, "subject"), (PHOTOSHOP, "Headline"), (PHOTOSHOP, "Credit"),
     (XMP_NOTE, "HasExtendedXMP"), (VIFR, "translations"), (VIFR, "headline"), (VIFR, "credit")}
)  # fmt: skip
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_TRAILER = re.compile(rb"<\?xpacket\s+end\s*=")
_TAG = re.compile(rb"<([^\s/>]+)")


class BrokenError(Exception):
    """The bytes are no XMP that can be read; the message says why."""


@dataclass(slots=True)
class Element:
    """An element and the places of its parts: `<a x="1">` from start to inner, `</a>` from close to stop.

    Attributes:
        tag: its name as written, with its prefix.
        attributes: by name.
        text: its own text.
        namespaces: the prefixes that can be used in it.
        parsed: whether what is in it was read.
    """

    name: Name
    tag: str
    start: int
    attributes: dict[Name, str]
    namespaces: dict[str, str]
    inner: int = -1
    close: int = -1
    stop: int = -1
    text: str = ""
    children: list[Element] = field(default_factory=list)
    parsed: bool = True

    @property
    def is_empty(self) -> bool:
        """Whether it is written as `<a/>`."""
        return self.close == self.stop

    def child(self, name: Name) -> Element | None:
        return next((child for child in self.children if child.name == name), None)


class Packet:
    """The bytes of a packet, as UTF-8, and what was found in them.

    Attributes:
        data: the packet without byte order mark and without zeros around it.
        rdf: the element rdf:RDF.
        nodes: the rdf:Description elements in it.

    Raises:
        BrokenError: it is not well-formed, has a DOCTYPE, holds no rdf:RDF, or is larger than `MAX_BYTES`.
    """

    def __init__(self, raw: bytes) -> None:
        if len(raw) > MAX_BYTES:
            raise BrokenError(f"is larger than {MAX_BYTES >> 20} MB")
        self._before, self.data, self._after, self._encoding = _unwrapped(raw)
        self.rdf = _read(self.data)
        self.nodes = [child for child in self.rdf.children if child.name == (RDF, "Description")]

    def wrapped(self, data: bytes) -> bytes:
        """Changed `data` in the encoding that the packet came in."""
        if self._encoding != "utf-8":
            data = data.decode("utf-8").encode(self._encoding)
        return self._before + data + self._after

    def properties(self, name: Name) -> Iterator[tuple[Element, Element | None]]:
        """Where a property stands: its node and its element; None where it is an attribute of the node."""
        for node in self.nodes:
            if name in node.attributes:
                yield node, None
            yield from ((node, child) for child in node.children if child.name == name)

    def texts(self, name: Name) -> list[tuple[str, str]]:
        """The values of a property, each with its language; the language is empty where none is said."""
        found = []
        for node, element in self.properties(name):
            if element is None:
                found.append(("", node.attributes[name]))
                continue
            for item in items(element):
                found.append((item.attributes.get(LANG, ""), item.text))
        return found


def items(element: Element) -> list[Element]:
    """The items of an array, or the element itself where it holds nothing but text."""
    for kind in ("Alt", "Bag", "Seq"):
        if array := element.child((RDF, kind)):
            return [child for child in array.children if child.name == (RDF, "li")]
    return [] if element.children else [element]


def repadded(data: bytes, size: int) -> bytes:
    """The packet with as much white space before its trailer as makes it `size` bytes long, if that can be.

    Never takes more than there is; a packet without trailer is returned as it is.
    """
    padding = _padding(data)
    if padding is None:
        return data
    start, stop = padding
    room = size - (len(data) - (stop - start))
    if room < 1:
        return data[:start] + b"\n" + data[stop:]
    old = data[start:stop]
    if room <= len(old):
        return data[:start] + old[len(old) - room :] + data[stop:]
    return data[:start] + b" " * (room - len(old)) + old + data[stop:]


def _padding(data: bytes) -> tuple[int, int] | None:
    trailer = _TRAILER.search(data, max(0, len(data) - 200))
    if trailer is None:
        return None
    return len(data[: trailer.start()].rstrip(b" \t\r\n")), trailer.start()


def _unwrapped(raw: bytes) -> tuple[bytes, bytes, bytes, str]:
    """What stands before the packet, the packet as UTF-8, what stands behind it, and its encoding."""
    mark, encoding = next((pair for pair in _MARKS if raw.startswith(pair[0])), (b"", "utf-8"))
    if not mark and raw[:2] in (b"<\0", b"\0<"):
        encoding = "utf-16-le" if raw[:1] == b"<" else "utf-16-be"
    body = raw[len(mark) :]
    if encoding != "utf-8":
        try:
            return mark, body.decode(encoding).encode("utf-8"), b"", encoding
        except UnicodeError:
            raise BrokenError("is no UTF-16") from None
    core = body.rstrip(b"\0")
    lead = len(core) - len(core.lstrip(b" \t\r\n\0"))
    return mark + core[:lead], core[lead:], body[len(core) :], "utf-8"


def _read(data: bytes) -> Element:
    reader = _Reader(data)
    try:
        reader.parser.Parse(data, True)
    except expat.ExpatError as error:
        raise BrokenError(f"line {error.lineno}: {expat.ErrorString(error.code)}") from None
    except UnicodeError:
        raise BrokenError("is no UTF-8") from None
    if reader.rdf is None:
        raise BrokenError("has no rdf:RDF")
    return reader.rdf


class _Reader:
    """Builds the tree from rdf:RDF down to the properties, and further in those of `_OPENED`."""

    def __init__(self, data: bytes) -> None:
        self.rdf: Element | None = None
        self._data = data
        self._depth = 0
        self._open: list[Element] = []
        self._below = 0  # levels below an element that is not looked into
        self._awaits: Element | None = None  # its start tag ends where the next event begins
        self._closing: Element | None = None
        self._prefixes: list[dict[str, str]] = [{"xml": XML}]
        self._new: dict[str, str] = {}
        self.parser = parser = expat.ParserCreate(encoding="utf-8", namespace_separator="\t")
        parser.namespace_prefixes = True
        parser.buffer_text = False
        parser.StartNamespaceDeclHandler = self._declare
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.DefaultHandler = self._other
        parser.StartDoctypeDeclHandler = self._refuse

    def _refuse(self, *_: Any) -> None:
        raise BrokenError("has a DOCTYPE, which XMP never has")

    def _declare(self, prefix: str | None, uri: str | None) -> None:
        self._new[prefix or ""] = uri or ""

    def _arrived(self) -> None:
        """An event begins here: a start or end tag before it ends here."""
        place = self.parser.CurrentByteIndex
        if self._awaits is not None:
            self._awaits.inner, self._awaits = place, None
        if self._closing is not None:
            self._closing.stop, self._closing = place, None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._arrived()
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BrokenError(f"is nested deeper than {_DEEPEST} levels")
        self._prefixes.append({**self._prefixes[-1], **self._new} if self._new else self._prefixes[-1])
        self._new = {}
        key = _name(name)
        if self._below or (not self._open and (self.rdf is not None or key != (RDF, "RDF"))):
            self._below += bool(self._open)
            return
        place = self.parser.CurrentByteIndex
        element = Element(
            key,
            _tag(self._data, place),
            place,
            {_name(each): value for each, value in attributes.items()},
            self._prefixes[-1],
        )
        if self._open:
            self._open[-1].children.append(element)
        else:
            self.rdf = element
        self._awaits = element
        if len(self._open) == 2 and key not in _OPENED:
            element.parsed = False
            self._below = 1
        self._open.append(element)

    def _end(self, _: str) -> None:
        awaited = self._awaits
        self._arrived()
        self._depth -= 1
        self._prefixes.pop()
        if self._below:
            self._below -= 1
            if self._below or not self._open:
                return
        if not self._open:
            return
        element = self._open.pop()
        element.close = self.parser.CurrentByteIndex
        if awaited is element and self._data[element.inner - 2 : element.inner] == b"/>":
            element.close = element.stop = element.inner
        else:
            self._closing = element
            element.stop = self._data.index(b">", element.close) + 1

    def _characters(self, text: str) -> None:
        self._arrived()
        if self._open and not self._below:
            self._open[-1].text += text

    def _other(self, _: str) -> None:
        self._arrived()


def _name(name: str) -> Name:
    parts = name.split("\t")
    return (parts[0], parts[1]) if len(parts) > 1 else ("", parts[0])


def _tag(data: bytes, place: int) -> str:
    match = _TAG.match(data, place)
    return match[1].decode("utf-8") if match else ""
