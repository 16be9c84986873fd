"""NewsML-G2 and ninjs: the other language beside the first, the rest byte for byte, the schema kept."""

# ruff: noqa: E501 (files in one line)
from __future__ import annotations

import json
import re
from typing import Any

import pytest
from lxml import etree

from mt.errors import InputError

VI = "Người dân đi chợ hoa xuân ở Hà Nội"
FR = "Le marché aux fleurs du printemps à Hanoï"


def newsml(meta: str, *, language: str = "en-GB") -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:x:1" '
        f'version="1" standard="NewsML-G2" standardversion="2.30" conformance="power" xml:lang="{language}">\n'
        f" <rightsInfo><usageTerms>{VI}</usageTerms></rightsInfo>\n <contentMeta>\n{meta} </contentMeta>\n</newsItem>\n"
    )


@pytest.mark.parametrize(
    ("description", "added"),
    [
        (f'<description role="drol:caption" xml:lang="vi-VN">{VI}</description>', f'<description role="drol:caption" xml:lang="fr">{VI.upper()}</description>'),
        (f'<description id="d1" role="drol:caption">{VI}</description>', f'<description role="drol:caption" xml:lang="fr">{VI.upper()}</description>'),
        (f"<description>{VI} &amp; <span class='x'>12</span></description>", f'<description xml:lang="fr">{VI.upper()} &amp; <span class=\'x\'>12</span></description>'),
        (f'<description xml:lang="fr">{FR}</description>', None),
        (f'<description xml:lang="de">{VI}</description>', None),
        ('<description xml:lang="vi"/>', None),
        (f'<headline xml:lang="vi">{VI}</headline>', None),
        (f'<description role="a" xml:lang="vi">{VI}</description><description role="a" xml:lang="fr">{FR}</description>', None),
    ],
)  # fmt: skip
def test_a_description_gets_a_sibling(fill: Any, description: str, added: str | None) -> None:
    before = newsml(f"  {description}\n")
    filled = fill(before, "newsml", language="vi")
    assert filled.text == newsml(f"  {description}\n" + (f"  {added}\n" if added else ""))
    etree.fromstring(filled.data)


def test_the_language_of_the_item_counts_where_the_text_says_nothing(fill: Any) -> None:
    meta = "  <description>VNA 2026</description>\n"
    assert fill(newsml(meta, language="vi"), "newsml", language="vi").texts == ["VNA 2026"]
    assert fill(newsml(meta), "newsml", language="vi").texts == []


def test_a_message_of_many_items(fill: Any) -> None:
    item = newsml(f'<description xml:lang="vi">{VI}</description>').split("?>\n")[1]
    before = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{item * 3}</itemSet></newsMessage>'
    filled = fill(before, "newsml", language="vi")
    assert len(filled.rows) == 3 and filled.text.count('xml:lang="fr"') == 3


@pytest.mark.parametrize(
    "data", ["", "<newsItem/>", newsml("")[:200], "<x/>", newsml("<description>&x;</description>")]
)
def test_what_is_no_newsml_is_said(fill: Any, data: str) -> None:
    with pytest.raises(InputError):
        fill(data, "newsml")


# What the schemas of ninjs 2.2 and 3.1 ask of the members that are written here; in both, no member may stand
# where the schema names none (https://iptc.org/std/ninjs/).
TEXT = {"type": "string"}


def schema(kind: str) -> dict[str, Any]:
    place = {
        "type": "object",
        "properties": {"role": TEXT, kind: TEXT, "value": TEXT},
        "required": ["value"],
        "additionalProperties": False,
    }
    item = {
        "uri": {"type": "string", "format": "uri"},
        "type": {"enum": "text audio video picture graphic composite component event planning".split()},
        "language": TEXT,
        "version": TEXT,
        "urgency": {"type": "integer"},
        "standard": {"type": "object"},
        "headlines": {"type": "array", "items": place},
        "descriptions": {"type": "array", "items": place},
        "associations": {"type": "array", "items": {"$ref": "#/$defs/association"}},
    }
    association = {**item, "name": TEXT}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": item,
        "required": ["uri"],
        "additionalProperties": False,
        "$defs": {
            "association": {
                "type": "object",
                "properties": association,
                "required": ["name", "uri"],
                "additionalProperties": False,
            }
        },
    }


ITEMS = {
    "contentType": f'{{\n  "uri": "http://x.example/1", "type": "picture",\n  "language": "vi-VN",\n  "urgency": 5,\n  "descriptions": '
    f'[ {{"role": "caption", "contentType": "text/plain", "value": "{VI}"}}, {{"role": "creditline", "value": "TTXVN"}} ]\n}}\n',
    "contenttype": f'{{"uri": "http://x.example/1", "standard": {{"name": "ninjs", "version": "2.1"}}, "language": "vi", "descriptions": [{{"value": "{VI}"}}], '
    '"associations": [ {"name": "logo", "uri": "http://x.example/l"} ] , "headlines": [{"value": "a"}]}',
}


@pytest.mark.parametrize("kind", ITEMS)
def test_an_item_in_the_other_language_is_joined(fill: Any, kind: str) -> None:
    jsonschema = pytest.importorskip("jsonschema")
    before = ITEMS[kind]
    filled = fill(before, "ninjs", by=lambda _: FR)
    assert filled.language == "vi" and filled.texts == [VI]
    item, old = json.loads(filled.text), json.loads(before)
    jsonschema.validate(old, schema(kind))
    jsonschema.validate(item, schema(kind))
    new = item["associations"].pop()
    assert (
        new["name"] == "translation-fr" and new["uri"] == "http://x.example/1#fr" and new["language"] == "fr"
    )
    assert new["descriptions"] == [{**old["descriptions"][0], "value": FR}]
    if "associations" not in old:
        del item["associations"]
    assert item == old
    added = next(
        match
        for match in re.finditer(r', ("associations": \[)?\{"name": "translation.*?\]\}(?(1)\])', filled.text)
    )
    assert filled.text.replace(added[0], "") == before
    assert fill(filled.text, "ninjs").text == filled.text  # what is joined already is not joined again


def test_items_in_arrays_and_among_associations(fill: Any) -> None:
    photo = f'{{"name": "p", "uri": "http://x.example/2", "language": "vi", "descriptions": [{{"value": "{VI} 2"}}]}}'
    before = f'[{{"uri": "http://x.example/1", "descriptions": [{{"value": "{VI}"}}], "associations": [{photo}]}}, {{"uri": "http://x.example/3", "language": "fr"}}]'
    filled = fill(before, "ninjs")
    first, other = json.loads(filled.text)
    assert filled.texts == [f"{VI} 2", VI]
    assert [a["name"] for a in first["associations"]] == ["p", "translation-fr"]
    assert first["associations"][0]["associations"][0]["uri"] == "http://x.example/2#fr"
    assert other == {"uri": "http://x.example/3", "language": "fr"}


def test_markup_is_left_and_said(fill: Any) -> None:
    before = (
        f'{{"uri": "http://x.example/1", "language": "vi", "descriptions": [{{"value": "<p>{VI}</p>"}}]}}'
    )
    filled = fill(before, "ninjs")
    assert filled.text == before and filled.remarks == ["http://x.example/1: a description with markup: left"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("", "is empty; was it saved whole?"),
        ("{", "1: the JSON ends in the middle; was it saved whole?"),
        ('{"uri": x}', "1: not JSON: Expecting value; was it saved whole?"),
        ('{"uri": "u"} x', "1: goes on after its end; check the file"),
        ("[1]", "1: is no ninjs: an item without uri; check the file"),
        ('{"uri": "u", "description_text": "a"}', "1: is ninjs 1; convert it to ninjs 2 or 3"),
        ('{"uri": "u", "standard": {"version": "1.4"}}', "1: is ninjs 1.4; convert it to ninjs 2 or 3"),
        ('{"uri": "u", "associations": {}}', "1: its associations are no array; convert it to ninjs 2 or 3"),
        (
            '{"uri": "u", "language": "de", "descriptions": [{"value": "a"}]}',
            "has items in de, none in vi or fr; check them",
        ),
    ],
)
def test_what_is_no_ninjs_is_said(fill: Any, tmp_path: Any, data: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        fill(data, "ninjs")
    assert str(caught.value).removeprefix(str(tmp_path / "file.ninjs")).lstrip(": ") == message
