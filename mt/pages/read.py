"""From bytes to the text of a page: how large, which encoding, HTML or a text dump.

Old pages say one encoding and are in another, and web browsers read ISO-8859-1 as Windows-1252
(https://encoding.spec.whatwg.org/#names-and-labels); so does this.
"""

from __future__ import annotations

import codecs
import html
import re
from dataclasses import dataclass
from pathlib import Path

from mt.errors import InputError
from mt.text import legacy
from mt.text.legacy_tables import BYTE_ORDER_MARKS, ENCODINGS, decode

MAX_BYTES = 64 << 20

_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I
)
_TAG = re.compile(
    r"<(?:!doctype\s+html|html|head|body|div|figure|article|table|img|meta|a|p)\b[^>]{0,2000}>", re.I
)
_HEAD = 65536
_LONGEST = 4000
_LATIN = frozenset({"cp1252", "iso8859-1", "ascii", "iso8859-15"})
# What else Vietnamese and French pages say they are in.
_READABLE = _LATIN | {"cp1258", "mac-roman"}
# An entity that was escaped twice: &amp;agrave;
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30}|#\d{1,7}|#[xX][0-9A-Fa-f]{1,6});")


@dataclass(frozen=True, slots=True)
class Page:
    """A page as text.

    Attributes:
        name: what messages call it.
        text: all of it; characters that could not be decoded are U+FFFD.
        is_html: whether it has markup; a text dump has lines.
    """

    name: str
    text: str
    is_html: bool


def read(source: Path | bytes, *, name: str = "", max_bytes: int = MAX_BYTES) -> Page:
    """The page in a file or in bytes.

    Raises:
        InputError: it cannot be read, is larger than `max_bytes`, or is no text at all.
    """
    where = name or (str(source) if isinstance(source, Path) else "page")
    if isinstance(source, bytes):
        data = source
    else:
        try:
            with source.open("rb") as file:
                data = file.read(max_bytes + 1)
        except OSError as error:
            raise InputError(error.strerror or str(error), where=where) from error
    if len(data) > max_bytes:
        raise InputError(
            f"larger than {max_bytes / (1 << 20):g} MB, too large for a news page",
            where=where,
            remedy="allow it with --max-size, or cut it",
        )
    text = _decode(data)
    if text.count("\0", 0, _HEAD) > len(text[:_HEAD]) / 10:
        raise InputError("is no text", where=where, remedy="give a saved .html page or a text dump of one")
    return Page(where, text, _is_html(text))


def clean(text: str) -> str:
    """Text with its entities decoded, also those escaped twice (`&amp;agrave;`), and mojibake undone."""
    for _ in range(2):
        if "&" not in text:
            break
        text = _ENTITY.sub(lambda match: html.unescape(match[0]), text)
    if text.isascii() or len(text) > _LONGEST:
        return text
    reading = legacy.unmojibake(text)
    return reading.text if reading else text


def encoding_of(data: bytes) -> str:
    """The encoding of a page: a codec of Python, or one of `mt.text.legacy_tables.ENCODINGS`.

    That of its byte order mark, else of its words, else the one that it says it is in.
    """
    for mark, encoding in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return encoding
    guess = legacy.detect(data[:_HEAD]).encoding
    if guess and guess != "cp1252":
        return guess
    declared = _declared(data[:_HEAD])
    return "cp1252" if declared in _LATIN else declared


def _decode(data: bytes) -> str:
    encoding = encoding_of(data)
    for mark, _ in BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace")
    if encoding in ENCODINGS or encoding in ("cp1252", "mac_roman"):
        return decode(data, encoding)
    return data.decode(encoding, errors="replace")


def _declared(head: bytes) -> str:
    """The encoding a page says it is in, by Python's name; Windows-1252 where it says none or nonsense."""
    match = _DECLARED.search(head)
    try:
        name = codecs.lookup(match[1].decode("ascii")).name if match else "cp1252"
    except LookupError:
        name = "cp1252"
    return name if name in _READABLE else "cp1252"


def _is_html(text: str) -> bool:
    return _TAG.search(text, 0, _HEAD) is not None
