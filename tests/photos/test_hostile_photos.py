"""Photos that are broken, cut, fake or made to do harm: one clear line, and the file as it was."""

from __future__ import annotations

import contextlib
import html
import random
import struct
from pathlib import Path

import photo_maker as made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from photo_maker import FR, KINDS, VI

from mt.errors import InputError, VifrError
from mt.photos.packet import DC, MAX_BYTES, BrokenError, Packet
from mt.photos.photo import DESCRIPTION, read
from mt.photos.splice import Alternatives, spliced
from mt.photos.writing import Wish, rehearse, write

WISH = Wish(property=DESCRIPTION, direction="vi-fr", original=VI, translation=FR, model="m")
GOOD = made.xmp(made.alt(x_default=VI))


def refused(path: Path, match: str) -> None:
    before = path.read_bytes()
    for attempt in (rehearse, write):
        with pytest.raises(InputError, match=match) as caught:
            attempt(path, [WISH])
        assert "\n" not in str(caught.value)
        assert str(path) in str(caught.value)
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


PLAIN = made.xmp(made.alt(x_default=VI), wrapped=False)
OUTSIDE = made.xmp("<dc:source>&a;</dc:source>", wrapped=False)
BROKEN = {
    "cut": (GOOD[: len(GOOD) // 2], "its XMP line"),
    "no xml": (b"<?xpacket begin=?> what & ever", "its XMP"),
    "not utf-8": (GOOD.replace(VI[:8].encode(), b"\xff\xfe\xfa"), "its XMP line"),
    "doctype": (b'<!DOCTYPE x [<!ENTITY a "b">]>' + PLAIN, "has a DOCTYPE"),
    "bomb": (
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        + made.xmp("<dc:source>&b;</dc:source>", wrapped=False),
        "has a DOCTYPE",
    ),
    "outside file": (
        b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + OUTSIDE,
        "has a DOCTYPE",
    ),
    "no rdf": (b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', "has no rdf:RDF"),
    "deep": (
        made.xmp("<dc:source>" + "<a>" * 5000 + "</a>" * 5000 + "</dc:source>", wrapped=False),
        "nested deeper",
    ),
    "twice": (made.xmp(made.alt(x_default=VI) + made.alt(x_default="Khác")), "dc:description more than once"),
    "qualified": (
        made.xmp(
            "<dc:description><rdf:Alt><rdf:li rdf:parseType='Resource'><rdf:value>a</rdf:value></rdf:li>"
            "</rdf:Alt></dc:description>"
        ),
        "with qualifiers",
    ),
    "two texts": (
        made.xmp("<dc:description><rdf:Bag><rdf:li>a</rdf:li><rdf:li>b</rdf:li></rdf:Bag></dc:description>"),
        "several texts in one language",
    ),
    "structure": (
        made.xmp("<dc:description rdf:parseType='Resource'><dc:x>a</dc:x></dc:description>"),
        "in a form that cannot be changed",
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        (kind, name)
        for kind in ("jpg", "png", "webp", "tif")
        for name in BROKEN
        if (kind, name) != ("png", "not utf-8")  # Pillow does not make it
    ],
)
def test_broken_xmp_is_named_and_left_alone(name: str, kind: str, tmp_path: Path) -> None:
    packet, match = BROKEN[name]
    refused(made.photo(tmp_path, kind, packet), match)


def test_the_other_places_of_a_photo_with_broken_xmp_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(made.jpeg(GOOD[:300], iptc=made.iim((120, VI.encode()))))
    photo = read(path)
    assert [said.text for said in photo.captions] == [VI]
    assert "line" in photo.broken


@pytest.mark.parametrize("suffix", KINDS)
def test_empty_files(suffix: str, tmp_path: Path) -> None:
    path = tmp_path / f"a.{suffix}"
    path.write_bytes(b"")
    refused(path, "is empty")


@pytest.mark.parametrize(
    "data",
    [
        b"hello",
        b"GIF89a" + bytes(50),
        b"\xff\xd8",
        b"<html>",
        b"RIFF\x04\0\0\0WAVE",
        b"\0" * 100,
        b"%PDF-1.7",
    ],
)
def test_fakes(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    refused(path, "is no JPEG, PNG, WebP, TIFF or XMP")


@pytest.mark.parametrize(
    "data",
    [b"\xff\xd8\xff\xe0", b"\xff\xd8\xff\xd9", b"\xff\xd8\xff\xe1\0\1aa", b"\xff\xd8\xff\xe0\0\4ab nothing"],
)
def test_jpegs_that_are_only_a_head(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.jpg"
    path.write_bytes(data)
    refused(path, "is cut|is damaged")


@pytest.mark.parametrize("kind", ["jpg", "png", "webp"])
def test_a_cut_photo_is_read_as_far_as_it_goes_but_not_written(kind: str, tmp_path: Path) -> None:
    path = made.photo(tmp_path, kind, GOOD)
    whole = path.read_bytes()
    path.write_bytes(whole[: -20 if kind != "webp" else -2])
    refused(path, "is cut")
    if kind != "webp":  # its XMP comes last
        assert read(path).captions[0].text == VI
    path.write_bytes(whole[:60])
    refused(path, "is cut|is damaged")


def test_a_tiff_whose_tags_point_nowhere(tmp_path: Path) -> None:
    path = made.photo(tmp_path, "tif", GOOD)
    data = bytearray(path.read_bytes())
    at = data.index(struct.pack("<HH", 700, 1))
    data[at + 8 : at + 12] = struct.pack("<I", 1 << 31)
    path.write_bytes(bytes(data))
    assert read(path).remarks == ("its tag 700 points behind the end of the file",)
    path.write_bytes(data[:8])
    refused(path, "is cut")
    path.write_bytes(b"II*\0\x08\0\0\0\0\0" + bytes(20))
    refused(path, "damaged directory")


def test_raw_files_are_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.nef"
    path.write_bytes(made.photo(tmp_path, "tif").read_bytes())
    with pytest.raises(InputError, match="name its sidecar"):
        write(path, [WISH])


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_brings_anything_but_a_clear_line(
    kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes changed, cut, doubled: some photos can still be read, others not; nothing else happens."""
    monkeypatch.setattr("os.fsync", lambda _: None)  # it takes most of the time
    path = made.photo(tmp_path, kind, GOOD)
    whole = path.read_bytes()
    chance = random.Random(7)
    outcomes = set()
    for _ in range(150):
        data = bytearray(whole)
        for _ in range(chance.choice((1, 3, 30))):
            place = chance.randrange(min(len(data), 1500 if chance.random() < 0.7 else len(data)))
            data[place] = chance.choice((0, 0xFF, chance.randrange(256)))
        if chance.random() < 0.3:
            del data[chance.randrange(len(data)) :]
        path.write_bytes(bytes(data))
        try:
            read(path)
            write(path, [WISH])
            outcomes.add("written")
            assert FR in {said.text for said in read(path).captions}
        except VifrError as error:
            outcomes.add("refused")
            assert path.read_bytes() == bytes(data)
            assert "\n" not in str(error)
    assert outcomes == {"written", "refused"}


@given(
    texts=st.dictionaries(
        st.sampled_from(["x-default", "vi", "fr", "en"]), st.text(max_size=60), min_size=1, max_size=4
    ),
    new=st.text(min_size=1, max_size=80),
    quote=st.sampled_from("\"'"),
    form=st.sampled_from(["alt", "attribute", "plain", "none"]),
)
@settings(max_examples=200, deadline=None)
def test_any_text_goes_into_any_form_and_comes_out(
    texts: dict[str, str], new: str, quote: str, form: str
) -> None:
    def safe(text: str) -> str:
        legal = "".join(c for c in text if c.isprintable() and ord(c) not in (0xFFFE, 0xFFFF))
        return html.escape(legal.encode("utf-8", "ignore").decode("utf-8"))

    first = safe(next(iter(texts.values())))
    description = {
        "alt": "<dc:description><rdf:Alt>"
        + "".join(
            f"<rdf:li xml:lang={quote}{lang}{quote}>{safe(text)}</rdf:li>" for lang, text in texts.items()
        )
        + "</rdf:Alt></dc:description>",
        "plain": f"<dc:description>{first}</dc:description>",
    }.get(form, "")
    attributes = f"dc:description={quote}{first}{quote}" if form == "attribute" else ""
    packet = Packet(made.xmp(description, attributes=attributes, more=made.REGIONS))
    before = {language: text for language, text in packet.texts((DC, "description")) if text.strip()}
    change = Alternatives((DC, "description"), {"x-default": "gốc", "fr": new}, frozenset({"fr"}))
    data = spliced(packet, [change])
    after = dict(Packet(data).texts((DC, "description")))
    legal = "".join(
        c
        if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff" and c not in "\ufffe\uffff")
        else " "
        for c in new
    )
    assert after["fr"] == legal
    for language, text in before.items():
        if language != "fr":
            assert after[language or "x-default"] == text
    assert made.REGIONS.encode() in data


def test_a_packet_has_a_largest_size() -> None:
    with pytest.raises(BrokenError, match="is larger than 32 MB"):
        Packet(GOOD + b" " * MAX_BYTES)


@given(st.binary(max_size=400))
@settings(max_examples=200, deadline=None)
def test_any_bytes_as_a_packet(data: bytes) -> None:
    with contextlib.suppress(BrokenError):
        Packet(data)
