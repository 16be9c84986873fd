"""Bytes to lines and back."""

from __future__ import annotations

import io

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from mt.errors import InputError
from mt.files.decoding import decode, encode, escape_surrogates, has_surrogates, split_ending
from mt.text.legacy_tables import ENCODINGS
from mt.text.legacy_tables import encode as encode_legacy

CAPTION = "Người dân đi chợ hoa xuân"
FRENCH = "L’été à l’Élysée : M. Hervé déjà reçu"


def lines_of(data: bytes) -> list[str]:
    return list(decode(io.BytesIO(data), "in.txt"))


@pytest.mark.parametrize(
    ("data", "lines"),
    [
        (b"", []),
        (b"\n", ["\n"]),
        (b"a", ["a"]),
        (b"a\r\nb\n", ["a\r\n", "b\n"]),
        (b"\xef\xbb\xbf", []),
        (b"\xef\xbb\xbfa\n", ["a\n"]),
        (b"a\n\xef\xbb\xbfb\n", ["a\n", "\ufeffb\n"]),
        (b"a\rb\n", ["a\rb\n"]),
        ("a\u2028b\x0bc\x0cd\x85e\x1cf\n".encode(), ["a\u2028b\x0bc\x0cd\x85e\x1cf\n"]),
        (b"H\xe0 N\xf4i\n", ["H\udce0 N\udcf4i\n"]),
        (b"a\x00b\n", ["a\x00b\n"]),
    ],
)
def test_lines(data: bytes, lines: list[str]) -> None:
    assert lines_of(data) == lines


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_utf16_and_utf32_by_their_mark(encoding: str) -> None:
    lines = decode(io.BytesIO(f"\ufeff{CAPTION}\r\nHuế\r\n".encode(encoding)), "in.txt")
    assert (lines.encoding, lines.bom) == (encoding, True)
    assert list(lines) == [f"{CAPTION}\r\n", "Huế\r\n"]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("text", [CAPTION, f"{CAPTION}\r\nHuế\r\n", "Le château d’If, « à l’aube »\n"])
def test_utf16_without_a_mark_is_refused_with_the_remedy(encoding: str, text: str) -> None:
    with pytest.raises(InputError, match=f"in.txt: .*iconv -f {encoding.replace('16-', '16')}"):
        lines_of(text.encode(encoding))


@pytest.mark.parametrize("encoding", [*ENCODINGS, "cp1252", "mac_roman"])
def test_old_encodings_by_their_words(encoding: str) -> None:
    captions = [CAPTION + ", Thủ tướng dự lễ", "", "Huế"] if encoding in ENCODINGS else [FRENCH, "", "été"]
    data = [encode_legacy(c, encoding) if encoding in ENCODINGS else c.encode(encoding) for c in captions]
    lines = decode(io.BytesIO(b"\r\n".join(data)), "in.txt")
    assert lines.encoding == encoding
    assert [split_ending(line)[0] for line in lines] == captions
    assert lines.count == 3


def test_a_line_in_yet_another_encoding_stays_as_it_is() -> None:
    other = encode_legacy(f"{CAPTION} đón Tết", "vni")
    data = [encode_legacy(f"{CAPTION} {n}", "tcvn3") for n in range(400)] + [other, f"{CAPTION}\n".encode()]
    lines = decode(io.BytesIO(b"\n".join(data)), "in.txt")
    assert lines.encoding == "tcvn3"
    *most, foreign, last = lines
    assert most == [f"{CAPTION} {n}\n" for n in range(400)]
    assert has_surrogates(foreign) and encode(foreign) == other + b"\n"
    assert last == f"{CAPTION}\n"


def test_utf8_with_other_lines_or_broken_bytes_is_utf8_and_loses_nothing() -> None:
    data = [CAPTION.encode(), encode_legacy(CAPTION, "tcvn3"), b"caf\xe9", CAPTION.encode()[:-1]]
    lines = decode(io.BytesIO(b"\n".join(data)), "in.txt")
    assert lines.encoding == "utf-8"
    assert b"".join(map(encode, lines)) == b"\n".join(data)


def test_a_block_may_end_inside_a_character() -> None:
    text = "chợ hoa\n" * 20_000
    raw = io.BytesIO(text.encode())
    assert "".join(decode(io.BufferedReader(raw, 4099), "in.txt")) == text  # type: ignore[arg-type]


def test_one_binary_stream_is_not_cut_into_its_characters_by_small_reads() -> None:
    class Trickle(io.RawIOBase):
        def __init__(self, data: bytes) -> None:
            self.data = data

        def readable(self) -> bool:
            return True

        def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
            buffer[:3] = self.data[:3].ljust(3, b"\0")
            size = len(self.data[:3])
            self.data = self.data[3:]
            return size

    data = f"\ufeff{CAPTION}\nHuế\n".encode()
    assert list(decode(io.BufferedReader(Trickle(data)), "in.txt")) == [f"{CAPTION}\n", "Huế\n"]


@given(st.lists(st.binary(max_size=20).filter(lambda line: b"\n" not in line), max_size=8))
@example([b"\xd9", b"\x02", b""])  # `xứ` and a letter that only VPS has
def test_bytes_come_out_as_they_went_in(parts: list[bytes]) -> None:
    data = b"x" + b"\n".join(parts)  # an x, so that no byte order mark stands at the beginning
    try:
        decoded = decode(io.BytesIO(data), "in.txt")
    except InputError:
        assert 0 in data  # taken for UTF-16
        return
    lines = list(decoded)
    assert len(lines) == data.count(b"\n") + (not data.endswith(b"\n"))
    if decoded.encoding == "utf-8":
        assert b"".join(map(encode, lines)) == data
    elif decoded.encoding in ENCODINGS:  # by chance; a line in another encoding goes out as it came in
        for line, was in zip(lines, io.BytesIO(data), strict=True):
            assert encode(line) == was or encode_legacy(line, decoded.encoding) == was


@given(st.text())
def test_an_ending_is_split_off_and_nothing_else(line: str) -> None:
    for ending in ("\n", "\r\n"):
        body = line.rstrip("\r\n")
        assert split_ending(body + ending) == (body, ending)


def test_surrogates() -> None:
    broken = b'"\xff"'.decode("utf-8", "surrogateescape")
    assert has_surrogates(broken) and not has_surrogates(CAPTION) and not has_surrogates("🎉")
    assert escape_surrogates(broken) == '"\\udcff"'
    assert escape_surrogates(CAPTION) == CAPTION
