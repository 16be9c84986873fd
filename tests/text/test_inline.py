"""Tags in a text: taken out, put back, none lost, nested as they were."""

from __future__ import annotations

import itertools
import re
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mt.text.inline import Part, Tag, placed, plain, rendered


def parts(text: str) -> list[Part]:
    """`<b>`, `</b>`, `<x/>` as tags; a pair has the same name."""
    found: list[Part] = []
    for match in re.finditer(r"<(/?)(\w+)(/?)>|[^<]+", text):
        if match[2] is None:
            found.append(match[0])
        else:
            found.append(Tag(match[0], "point" if match[3] else "close" if match[1] else "open", match[2]))
    return found


def put(source: str, translation: str) -> tuple[str, bool]:
    found, certain = placed(parts(source), translation)
    return rendered(found, lambda text: text), certain


@pytest.mark.parametrize(
    ("source", "translation", "expected", "certain"),
    [
        ("Chợ nổi", "Marché flottant", "Marché flottant", True),
        ("<b>Chợ nổi</b>", "Marché flottant", "<b>Marché flottant</b>", True),
        ("\n  <b>Chợ</b>\n ", "Marché", "\n  <b>Marché</b>\n ", True),
        (
            "<b>Chợ nổi Cái Răng</b> buổi sáng. <i>Ảnh: Duy Khương/TTXVN</i>",
            "Le marché flottant de Cai Rang le matin. Photo : Duy Khuong/VNA",
            "<b>Le marché flottant de Cai Rang</b> le matin. <i>Photo : Duy Khuong/VNA</i>",
            True,
        ),
        ("Ông <b>Trần An</b> nói", "M. Tran An parle", "M. <b>Tran An</b> parle", True),
        ("Năm <b>2026</b> ở <i>Huế</i>", "À Hué en 2026", "À <i>Hué</i> en <b>2026</b>", True),
        ("chợ <b>hoa xuân</b> đẹp", "beau marché aux fleurs", "beau <b>marché aux</b> fleurs", False),
        ("Có <x/> người", "Il y a des gens", "Il y <x/> a des gens", False),
        ("Có <x/>.", "Il y a.", "Il y a <x/>.", True),
        ("<x/> người", "des gens", "<x/> des gens", True),
        ("Đi.<br/>Ảnh: An", "Va. Photo : An", "Va.<br/> Photo : An", True),
        ("<a><b>An</b></a>", "An", "<a><b>An</b></a>", True),
        ("a <b></b> c", "x y", "x <b></b>y", False),
        ("<b>x <i>y</b> z</i>", "u v w", "<b>u <i>v</b> w</i>", False),
        ("<x/><y/>", "", "<x/><y/>", True),
        ("<b>12 345</b>", "12 345", "<b>12 345</b>", True),
    ],
)
def test_tags_go_where_their_words_went(source: str, translation: str, expected: str, certain: bool) -> None:
    assert put(source, translation) == (expected, certain)


def test_the_plain_text_has_single_spaces_and_a_space_for_a_line_break() -> None:
    assert plain(parts("<b> Đi\n chợ.</b><br/>Ảnh: An")) == "Đi chợ.Ảnh: An".replace(".", ". ")
    assert plain(parts("H<x/>à Nội")) == "Hà Nội"


words = st.lists(st.sampled_from("Huế An 12 , . chợ nổi đi/".split(" ")), min_size=0, max_size=8).map(
    " ".join
)


@st.composite
def trees(draw: st.DrawFn) -> str:
    """Text with pairs in pairs and points, every name once."""
    names = itertools.count()

    def tree(depth: int) -> str:
        out: str = draw(words)
        for _ in range(draw(st.integers(0, 2)) if depth else 0):
            name, gap = f"n{next(names)}", draw(st.sampled_from(["", " "]))
            inner = f"<{name}>{tree(depth - 1)}</{name}>" if draw(st.booleans()) else f"<{name}/>"
            out += gap + inner + gap + draw(words)
        return out

    return tree(3)


@settings(max_examples=80, deadline=None)
@given(trees(), words)
def test_every_tag_once_nested_as_it_was_and_no_word_lost(source: str, translation: str) -> None:
    result, _ = put(source, translation)
    tags = re.findall(r"<[^>]*>", source)
    assert Counter(re.findall(r"<[^>]*>", result)) == Counter(tags)
    assert "".join(re.sub(r"<[^>]*>", "", result).split()) == "".join(translation.split())
    stack: list[str] = []
    around: dict[str, tuple[str, ...]] = {}
    for text in (source, result):
        for closing, name, point in re.findall(r"<(/?)(\w+)(/?)>", text):
            if closing:
                assert stack.pop() == name
                continue
            assert around.setdefault(name, tuple(stack)) == tuple(stack)
            if not point:
                stack.append(name)
    assert not stack


def test_a_flood_of_tags() -> None:
    """Nested beyond all measure, or a hundred thousand in a row: in the time of their number."""
    deep = [Tag(f"<b{i}>", "open", "b") for i in range(1500)]
    deep_end = [Tag(f"</b{i}>", "close", "b") for i in range(1500)]
    many: list[Part] = [part for i in range(8_000) for part in ("chợ ", Tag(f"<x{i}/>"))]
    for source in ([*deep, "chợ", *deep_end], many):
        found, _ = placed(source, "marché de Huế")
        assert Counter(part for part in found if isinstance(part, Tag)) == Counter(
            part for part in source if isinstance(part, Tag)
        )
