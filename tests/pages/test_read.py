from __future__ import annotations

import codecs

import pytest

from mt.errors import InputError
from mt.pages import extract, read

CAPTION = "L’arrivée à l’aéroport, côté « départs »"
PAGE = f"<html><head>{{}}</head><figure><img src=a.jpg><figcaption>{CAPTION}</figcaption></figure></html>"

ENCODED = {
    "utf-8": PAGE.encode(),
    "utf-8 with a mark": codecs.BOM_UTF8 + PAGE.encode(),
    "utf-16 with a mark": codecs.BOM_UTF16_LE + PAGE.encode("utf-16-le"),
    "windows-1252": PAGE.format('<meta charset="windows-1252">').encode("cp1252"),
    "windows-1252 that says ISO-8859-1": PAGE.format(
        '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'
    ).encode("cp1252"),
    "windows-1252 that says UTF-8": PAGE.format('<meta charset="utf-8">').encode("cp1252"),
    "windows-1252 that says nonsense": PAGE.format('<meta charset="zip">').encode("cp1252"),
    "utf-8 that says ISO-8859-1": PAGE.format('<meta charset="iso-8859-1">').encode(),
}


@pytest.mark.parametrize("data", ENCODED.values(), ids=ENCODED)
def test_the_encoding_is_found(data):
    assert [found.text for found in extract(read(data))] == [CAPTION]


def test_a_broken_byte_does_not_change_the_encoding():
    (found,) = extract(read(PAGE.encode().replace("arrivée".encode(), "arrivée".encode() + b"\xff")))
    assert "aéroport, côté" in found.text


def test_a_page_that_is_too_large_says_so(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(b"<p>" + b"a" * 4096)
    with pytest.raises(InputError, match=r"page\.html: larger than 0\.00195312 MB, .*--max-size"):
        read(page, max_bytes=2048)
    assert read(page, max_bytes=4099).is_html


@pytest.mark.parametrize(
    ("source", "message"),
    [(b"\0\1\0\0" * 100, "is no text"), (b"\x89PNG\r\n\0\0\0" + b"\0\0\0\1" * 50, "is no text")],
)
def test_what_is_no_page_is_refused(source, message):
    with pytest.raises(InputError, match=message):
        read(source, name="photo.png")


def test_a_missing_page_is_named(tmp_path):
    with pytest.raises(InputError, match=r"nowhere\.html: No such file"):
        read(tmp_path / "nowhere.html")


@pytest.mark.parametrize("page", [b"", b"   \n", b"<", b"<html>", codecs.BOM_UTF8])
def test_a_page_without_anything_has_no_captions(page):
    assert extract(read(page)) == []
