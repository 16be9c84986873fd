"""The bytes of old captions to text, whatever the marker beside them says.

IPTC-IIM has a marker for its character set, EXIF allows ASCII only; programs write what they have, and the
marker is wrong as often as it is missing. UTF-8 that is UTF-8 to the last byte is UTF-8; old encodings are
known by their words. All texts of one block are asked together, for a caption of three words says little.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from mt.text.legacy import detect
from mt.text.legacy_tables import decode
from mt.text.orthography import is_vietnamese


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, the encoding it was in, and whether that is certain."""

    text: str
    encoding: str
    is_certain: bool = True


def decoded(value: bytes, beside: Sequence[bytes] = ()) -> Decoded:
    """The text of a value; `beside` are the other texts of its block."""
    value = value.strip(b"\0")
    text = _utf8(value)
    if text is not None:
        return Decoded(text, "utf-8")
    for evidence in (value, b"\n".join([value, *(other for other in beside if _utf8(other) is None)])):
        if encoding := detect(evidence).encoding:
            if encoding == "utf-8":  # with some bytes broken
                return Decoded(value.decode("utf-8", errors="replace"), encoding)
            return Decoded(unicodedata.normalize("NFC", decode(value, encoding)), encoding)
    vietnamese = unicodedata.normalize("NFC", decode(value, "cp1258"))
    words = [word for word in vietnamese.lower().split() if not word.isascii()]
    if words and all(is_vietnamese(word.strip(".,:;()!?\"'")) for word in words):
        return Decoded(vietnamese, "cp1258", is_certain=False)
    return Decoded(decode(value, "cp1252"), "cp1252", is_certain=False)


def _utf8(value: bytes) -> str | None:
    """As UTF-8, where it is that; a last letter that was cut in two is left out."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.reason == "unexpected end of data" and not value[: error.start].isascii():
            return value[: error.start].decode("utf-8")
        return None
