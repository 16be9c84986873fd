"""TMX: units with one side get the other; the rest of the memory stays byte for byte."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from mt.errors import InputError

HEAD = '<?xml version="1.0"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header srclang="vi"/><body>\n'
FOOT = "</body></tmx>\n"


def unit(*sides: tuple[str, str], gap: str = "") -> str:
    variants = (f'{gap}<tuv xml:lang="{language}"><seg>{text}</seg></tuv>' for language, text in sides)
    return f"<tu>{''.join(variants)}</tu>\n"


def test_what_is_missing_is_added_behind_what_is_there(fill: Any) -> None:
    before = HEAD + unit(("vi-VN", "chợ &amp; hoa"), gap="\n  ") + unit(("vi", "a"), ("fr", "b")) + FOOT
    filled = fill(before, "tmx", flags={"chợ & hoa": ("doubtful:loop",)})
    assert filled.texts == ["chợ & hoa"] and filled.language == "vi"
    new = (
        '\n  <tuv xml:lang="fr" creationtool="vifr" creationtoolversion="0.1.0">'
        "<note>doubtful: says the same words over and over</note><seg>CHỢ &amp; HOA</seg></tuv>"
    )
    assert filled.text == before.replace("hoa</seg></tuv>", "hoa</seg></tuv>" + new)


def test_an_empty_side_is_filled_and_codes_are_kept(fill: Any) -> None:
    code = '<bpt i="1">&lt;b></bpt>chợ<ept i="1">&lt;/b></ept>'
    filled = fill(HEAD + unit(("fr-FR", ""), ("vi", code)) + FOOT, "tmx")
    assert (
        '<tuv xml:lang="fr-FR"><seg><bpt i="1">&lt;b></bpt>CHỢ<ept i="1">&lt;/b></ept></seg></tuv><tuv xml:lang="vi">'
        in filled.text
    )
    etree.fromstring(filled.data)


def test_the_direction_is_that_of_the_units_and_the_other_is_said(fill: Any) -> None:
    only = HEAD + unit(("fr", "marché")) + FOOT
    assert fill(only, "tmx").language == "fr"
    both = HEAD + unit(("fr", "marché")) + unit(("vi", "chợ")) + FOOT
    assert fill(both, "tmx", language="vi").remarks == ["1 units have only fr: left; for them, say --from fr"]
    whole = HEAD + unit(("vi", "a"), ("fr", "b")) + unit(("en", "c")) + FOOT
    assert fill(whole, "tmx", language="vi").text == whole


@pytest.mark.parametrize("data", ["", "<tmx version='1.4'><body>", HEAD + unit(("en", "a")) + FOOT, "<x/>"])
def test_what_is_no_memory_is_said(fill: Any, data: str) -> None:
    with pytest.raises(InputError):
        fill(data, "tmx")
