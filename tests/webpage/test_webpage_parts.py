"""Pages are whole, safe whatever text is put into them, and readable in both colour schemes."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mt.webpage import (
    Bar,
    Curve,
    Figure,
    Histogram,
    Section,
    bars,
    curves,
    element,
    figures,
    histogram,
    join,
    page,
    table,
)
from mt.webpage.skeleton import _file

VOID = {"meta", "link", "br", "input", "hr", "img", "col"}


class Reader(HTMLParser):
    """Checks that elements close in the order they opened; keeps text, ids and links."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text, self.ids, self.links = "", list[str](), list[str]()
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self.open.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.text())
def test_text_comes_out_as_it_went_in(text: str) -> None:
    read = Reader(element("p", text, title=text))
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]", "\ufffd", text)
    assert read.text == kept


def test_lost_bytes_can_be_written() -> None:
    assert element("p", "caf\udce9").encode("utf-8") == "<p>caf\ufffd</p>".encode()


def test_markup_is_kept_and_text_is_not_markup() -> None:
    assert join(element("b", "<i>"), "<i>") == "<b>&lt;i&gt;</b>&lt;i&gt;"
    assert element("input", disabled=True, value=None, name='"', class_="x") == (
        '<input disabled name="&quot;" class="x">'
    )


@pytest.fixture
def markup() -> str:
    body = [
        figures([Figure("BLEU", "31.9", "[30, 33]")]),
        table("Scores", ["metric", "raw"], [["BLEU", "31.9"]], numeric=(1,)),
        bars(
            "By domain",
            [
                Bar("sport", 40, 35, 45, count=12, name="A"),
                Bar("sport", 50, count=12, series=1, name="B", few=True),
            ],
            label="domain",
            value="chrF++",
            most=100,
        ),
        histogram(
            "chrF", [Histogram("A", [1, 55, 100]), Histogram("B", [])], edges=[0, 50, 100], value="chrF"
        ),
        curves("Growth", [Curve("vi", [(0, 0), (10, 5)])], x="captions", y="words"),
    ]
    sections = [Section("one", "One", body), Section("two", "Two <3", [])]
    return "".join(
        page(title="A & B", kicker="test", lead="<lead>", sections=sections, scripts=["filter.js"])
    )


def test_a_page_is_well_formed_and_its_anchors_lead_somewhere(markup: str) -> None:
    read = Reader(markup)
    assert len(read.ids) == len(set(read.ids))
    assert {link[1:] for link in read.links if link.startswith("#")} <= set(read.ids)
    assert "Two <3" in read.text and "<lead>" in read.text


def test_a_page_asks_for_nothing_from_elsewhere(markup: str) -> None:
    assert not re.search(r"https?:|//[a-z]|url\(|@import|<img|<iframe", markup)
    assert "default-src 'none'" in markup


def test_every_table_has_a_caption_and_headed_rows(markup: str) -> None:
    tables = re.findall(r"<table.*?</table>", markup, re.DOTALL)
    assert len(tables) == 4
    for found in tables:
        assert "<caption>" in found and 'scope="row"' in found and 'scope="col"' in found


def test_bars_say_what_they_draw(markup: str) -> None:
    assert "40.0 <small>[35.0, 45.0]</small>" in markup
    assert 'width="40.00%"' in markup and 'x1="35.00%" x2="45.00%"' in markup


def test_values_outside_of_the_edges_are_counted() -> None:
    drawn = histogram("x", [Histogram("", [-5, 0, 9.9, 10, 25])], edges=[0, 10, 20], value="x")
    assert ">3</td>" in drawn and ">2</td>" in drawn


def test_nothing_to_draw_is_drawn() -> None:
    Reader(bars("none", [], label="x", value="y"))
    Reader(histogram("none", [Histogram("", [])], edges=[0, 1], value="x"))
    Reader(curves("none", [Curve("a", [])], x="x", y="y"))


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(2 * d for d in digits) if len(digits) == 3 else digits
    channels = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


TEXT_ON = [
    *((text, ground) for text in ("ink", "soft", "accent") for ground in ("paper", "card", "wash")),
    *((f"s{n}", ground) for n in range(4) for ground in ("paper", "card")),
    *((name, f"{name}-wash") for name in ("ins", "del", "typo")),
    *(("del", "card"), ("s2", "card")),
]


@pytest.mark.parametrize("scheme", ("light", "dark", "print"))
def test_text_can_be_read(scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1."""
    roots = re.findall(r":root \{(.*?)\}", _file("style.css"), re.DOTALL)
    light, dark, printed = (dict(re.findall(r"--([\w-]+): (#\w+);", root)) for root in roots)
    colours = {"light": light, "dark": light | dark, "print": light | printed}[scheme]
    for text, ground in TEXT_ON:
        assert contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
