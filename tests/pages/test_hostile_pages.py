"""Pages that are broken or built to hurt: never an exception, time and memory in proportion to their size."""

from __future__ import annotations

import time
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.pages import extract, read
from mt.pages.read import clean
from mt.text.unicode import fold

FIGURE = "<figure><img src=a><figcaption>Chú bé chăn trâu. Ảnh: TTXVN</figcaption></figure>"
DEEP = 10_000
ENTITIES = "".join(f'<!ENTITY a{level} "{f"&a{level - 1};" * 10}">' for level in range(1, 20))

HOSTILE = {
    "deep": "<div>" * DEEP + FIGURE,
    "deep captions": "<div class=caption>" * DEEP + FIGURE,
    "deep boxes": "<div class=related>" * DEEP + "</div>" * DEEP + FIGURE,
    "deep tables": "<table><tr><td><img src=a>" * (DEEP // 4) + FIGURE,
    "unclosed": "<b><i><p><td><li>" * DEEP + FIGURE,
    "many figures": "".join(FIGURE.replace("bé", f"bé số {number}") for number in range(1000)),
    "entity bomb": f"<!DOCTYPE html [<!ENTITY a0 'ha'>{ENTITIES}]><body>&a19;{FIGURE}",
    "attributes": f"<html><p {'a=b ' * DEEP}>{FIGURE}",
    "control characters": FIGURE + "\x1e\x1d\x0b\0 chợ quê" * 100,
}


@pytest.mark.parametrize("page", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_page_is_read_in_time(page):
    start = time.process_time()
    assert any("chăn trâu" in found.text for found in extract(read(page.encode())))
    assert time.process_time() - start < 10


LINES = {
    "brackets": "[",
    "image": "![a",
    "brace": "(",
    "cells": "| a ",
    "tabs": "a\t",
    "slashes": "a / ",
    "credits": "Ảnh: ",
}


@pytest.mark.parametrize("unit", LINES.values(), ids=LINES)
def test_one_endless_line_is_read_in_time(unit):
    start = time.process_time()
    extract(read((unit * 50_000).encode()))
    assert time.process_time() - start < 10


LETTERS = st.characters(exclude_characters="\0")  # a page full of them is no text
PIECES = st.sampled_from(
    "<div> </div> <p> </p> <br> <figure> </figure> <figcaption> </figcaption> <img> <table> <tr> <td> </td> "
    "</table> <a_href=x> </a> <em> </em> <div_class=caption> <div_class=related> <span_class=caption> "
    "</span> "
    "<noscript> <h1> <img_alt='Trẻ_em_chạy_theo_bóng_diều'> Ảnh:_TTXVN Photo_:_VNA Hai_thợ_gốm_học_xếp_lò "
    "Deux_potiers_rangent_le_four Chú_thích_ảnh _/_ | <!-- --> < > & &amp; &amp;nbsp; &#39; <script> "
    "</script> "
    "3/9 (_)".split()
).map(lambda piece: piece.replace("_", " "))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(PIECES, st.text(LETTERS, max_size=5)), max_size=40).map("".join))
def test_captions_of_any_html_have_its_letters_only(page):
    for found in extract(read(("<html>" + page).encode("utf-8", errors="replace"))):
        assert found.text
        assert found.language in ("vi", "fr", "")
        assert Counter(letters(found.text)) <= Counter(letters(page) + letters(clean(page)))


def letters(text: str) -> str:
    return fold(text).replace(" ", "")


LINE = st.sampled_from(
    "Hai thợ gốm học xếp lò|Deux potiers rangent le four|Photo : VNA|Ảnh: An|3/9|![Ảnh chụp](a.jpg)|"
    "Tin liên quan".split("|")
)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(st.one_of(LINE, st.text(LETTERS, max_size=8)), max_size=3).map(" / ".join), max_size=12)
)
def test_captions_of_any_dump_are_on_their_line(lines):
    page = "\n".join(line.replace("<", " ").replace("\r", " ").replace("\n", " ") for line in lines)
    numbered = page.encode("utf-8", errors="replace").decode().split("\n")
    for found in extract(read(page.encode("utf-8", errors="replace"))):
        number = int(found.place.removeprefix("line "))
        # A credit on the next line belongs to the caption, and wrapped lines are one.
        assert fold(found.text).split()[0] in fold(numbered[number - 1])
