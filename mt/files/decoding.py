"""Bytes to lines, and back.

A line ends at a line feed and nowhere else: not at U+2028, a form feed or U+0085, where `str.splitlines`
would cut a caption in two; in tables at the carriage returns of old Macs as well (`Lines.take_returns`).
UTF-8 is expected; UTF-16 and UTF-32 are known by their byte order mark, older encodings of Vietnamese and
French by their words (`mt.text.legacy`). Where that is not certain, bytes that are not UTF-8 become lone
surrogates (PEP 383) and `encode` turns them back into the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from mt.errors import InputError
from mt.files.row import Problem
from mt.text.legacy import detect
from mt.text.legacy_tables import BYTE_ORDER_MARKS
from mt.text.legacy_tables import decode as decode_legacy

# Upper halves of Latin letters (00-03, 1e), punctuation and signs (20, 21), presentation forms (fe, ff).
_UPPER_HALVES = b"\x00\x01\x02\x03\x1e\x20\x21\xfe\xff"
_SURROGATE = re.compile("[\ud800-\udfff]")
_RETURN_FIRST = re.compile(r'(?:"[^"]*"|[^"\r\n])*+\r(?!\n)')

HEAD = 1 << 16
"""Bytes from which the encoding is told, if the stream has so many at hand."""

NOT_UTF8 = Problem("not UTF-8", "convert the file, e.g. with: iconv -f cp1258 -t utf-8")


class _Stream(Protocol):
    def readline(self) -> str: ...

    def detach(self) -> BinaryIO: ...

    def reconfigure(self, *, newline: str | None) -> None: ...


@dataclass(slots=True)
class Lines:
    """The lines of one input, each with its ending, read as they are asked for.

    Attributes:
        encoding: `utf-8`, or what the byte order mark or the words say.
        bom: whether there is a byte order mark; it is no part of the first line.
        count: how many lines have been read.
        returns: whether the first line ends with a carriage return alone, unless that is part of a text.
    """

    stream: _Stream
    name: str
    encoding: str
    bom: bool
    count: int = 0
    returns: bool = False

    def take_returns(self) -> None:
        """Read carriage returns as line feeds where the first line ends with one; to be called before it."""
        if self.returns:
            self.stream.reconfigure(newline=None)

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        try:
            line = self.stream.readline()
        except OSError as error:
            raise InputError(error.strerror or str(error), where=self.name) from error
        if not line:
            raise StopIteration
        self.count += 1
        return line


def decode(stream: BinaryIO, name: str) -> Lines:
    """The lines of a binary stream; `name` is what messages call it.

    Raises:
        InputError: UTF-16 without a byte order mark, or a stream that cannot be read.
    """
    buffered = stream if hasattr(stream, "peek") else io.BufferedReader(stream)  # type: ignore[type-var]
    try:
        head: bytes = buffered.peek(HEAD)[:HEAD]
    except OSError as error:
        raise InputError(error.strerror or str(error), where=name) from error
    mark, encoding = next((pair for pair in BYTE_ORDER_MARKS if head.startswith(pair[0])), (b"", "utf-8"))
    if not mark and (guess := _utf16(head[:4096])):
        raise InputError(
            f"looks like {guess.upper()} without a byte order mark",
            where=name,
            remedy=f"convert it with: iconv -f {guess} -t utf-8",
        )
    if not mark and (legacy := _legacy(head)):
        returns = _RETURN_FIRST.match(head.decode("latin-1")) is not None
        return Lines(_LegacyStream(buffered, legacy), name, legacy, bom=False, returns=returns)
    buffered.read(len(mark))
    returns = _RETURN_FIRST.match(head[len(mark) :].decode(encoding, errors="replace")) is not None
    errors = "surrogateescape" if encoding == "utf-8" else "replace"
    wrapper = io.TextIOWrapper(buffered, encoding=encoding, errors=errors, newline="\n")
    return Lines(wrapper, name, encoding, bool(mark), returns=returns)


class _LegacyStream:
    """The lines of a stream in an old encoding; all of them have the line feed where ASCII has it.

    A line that is UTF-8, or by its words in yet another encoding, is read as `decode` reads UTF-8.
    """

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._bytes = io.TextIOWrapper(stream, encoding="latin-1", newline="\n")  # one character a byte
        self._encoding = encoding

    def readline(self) -> str:
        line = self._bytes.readline().encode("latin-1")
        if detect(line).encoding in ("", self._encoding):
            return decode_legacy(line, self._encoding)
        return line.decode("utf-8", errors="surrogateescape")

    def detach(self) -> BinaryIO:
        return self._bytes.detach()

    def reconfigure(self, *, newline: str | None) -> None:
        self._bytes.reconfigure(newline=newline)


def split_ending(line: str) -> tuple[str, str]:
    """`('Hà Nội', '\\r\\n')`; a last line without an ending gets one, so that no two rows run together."""
    if line.endswith("\r\n"):
        return line[:-2], "\r\n"
    return (line[:-1] if line.endswith("\n") else line), "\n"


def encode(text: str) -> bytes:
    """UTF-8; what was not UTF-8 when it was read goes out as the bytes it came in as."""
    return text.encode("utf-8", errors="surrogateescape")


def has_surrogates(text: str) -> bool:
    """Whether the text holds bytes that were not UTF-8, or half of a surrogate pair."""
    return not text.isascii() and _SURROGATE.search(text) is not None


def escape_surrogates(json_text: str) -> str:
    """JSON text with lone surrogates as `\\udcxx` escapes, so that it is valid UTF-8 and nothing is lost."""
    if not has_surrogates(json_text):
        return json_text
    return _SURROGATE.sub(lambda match: f"\\u{ord(match.group()):04x}", json_text)


def _legacy(head: bytes) -> str:
    """The old encoding that the bytes are in; empty where they are UTF-8 or where it is not certain."""
    encoding = detect(head[: head.rfind(b"\n") + 1] or head).encoding
    return "" if encoding == "utf-8" else encoding


def _utf16(head: bytes) -> str:
    """`utf-16le` or `utf-16be` where every second byte is an upper half of Latin letters; else empty."""
    for name, offset in (("utf-16le", 1), ("utf-16be", 0)):
        upper, lower = head[offset::2], head[1 - offset :: 2]
        if (
            len(upper) >= 2
            and 4 * upper.count(0) >= len(upper)
            and not upper.strip(_UPPER_HALVES)
            and 0 not in lower
        ):
            return name
    return ""
