"""The gold of the bundled pages: every text of it stands on its page, and the README says what there is."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mt.corpora import load
from mt.corpora.duplicates import near_duplicates
from mt.corpora.location import corpora
from mt.corpora.reading import rows
from mt.corpora.splits import HELD_OUT, SPLITS
from mt.text.unicode import fold, repair

FOLDER = corpora() / "pages"
PAGES = sorted(path for path in FOLDER.glob("*/*") if path.suffix in (".html", ".txt"))
NAMES = [f"{path.parent.name}/{path.name}" for path in PAGES]
_ATTRIBUTES = ("alt", "title", "data-caption")
_UNSEEN = ("script", "style", "head")
_INLINE = ("a", "b", "em", "font", "i", "small", "span", "strong")
BREAK, COLUMN = "⏎", "▮"


class _Reader(HTMLParser):
    """The text of a page: a space at a block, `⏎` at a `<br>`, `▮` at a column; its attributes apart."""

    def __init__(self) -> None:
        super().__init__()
        self.visible, self.attributes, self.unseen = "", "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        if tag == "td" or "col-" in (dict(attrs).get("class") or ""):
            self.visible += f" {COLUMN} "
        self.visible += f" {BREAK} " if tag == "br" else "" if tag in _INLINE else " "
        self.attributes += "".join(f" {value} " for name, value in attrs if name in _ATTRIBUTES and value)

    def handle_endtag(self, tag: str) -> None:
        self.unseen -= tag in _UNSEEN
        self.visible += "" if tag in _INLINE else " "

    def handle_data(self, data: str) -> None:
        self.visible += "" if self.unseen else data


@dataclass(frozen=True)
class Page:
    visible: str
    attributes: str
    pairs: list[list[str]]
    captions: list[list[str]]

    @property
    def text(self) -> str:
        """Everything a caption may stand in; a `<br>` or a table row within one is a space."""
        return repair(re.sub(f"[{BREAK}{COLUMN}]", " ", f"{self.visible} {self.attributes}"))[0]


def read(path: Path) -> Page:
    data = path.read_bytes()
    charset = re.search(rb"charset=[\"']?([\w-]+)", data)
    raw = data.decode(charset[1].decode() if charset and path.suffix == ".html" else "utf-8")
    if path.suffix == ".html":
        reader = _Reader()
        reader.feed(raw)
        visible, attributes = reader.visible, reader.attributes
    else:
        visible = re.sub(r"(?<=\S)(\t| {3,})(?=\S)", f" {COLUMN} ", raw)
        attributes = " ".join(re.findall(r"\[([^]]{12,})\]", raw))  # what lynx prints for an image
    return Page(
        repair(html.unescape(visible))[0],
        repair(html.unescape(attributes))[0],
        list(rows(path.with_suffix(".pairs.tsv"), ("vi", "fr"))),
        list(rows(path.with_suffix(".captions.tsv"), ("language", "caption"))),
    )


READ = {name: read(path) for name, path in zip(NAMES, PAGES, strict=True)}


def listed() -> dict[str, list[str]]:
    """The table of the README: page -> pairs, captions, arrangements, traps."""
    found = re.findall(
        r"^\| `([\w-]+\.(?:html|txt))` (.*)\|$", (FOLDER / "README.md").read_text("utf-8"), re.MULTILINE
    )
    return {name: [cell.strip() for cell in cells.strip("| ").split("|")] for name, cells in found}


def between(page: Page, gap: str, *, first: int) -> bool:
    """Whether both sides of some pair stand on the page with just `gap` between, side `first` first."""
    text = f"{page.visible} {page.attributes}"
    return any(f"{pair[first]}{gap}{pair[1 - first]}" in text for pair in page.pairs if pair[1])


# What must be seen on a page for which the README claims an arrangement.
ARRANGEMENTS: dict[str, Callable[[Page], bool]] = {
    "vi, fr": lambda page: between(page, " ", first=0),
    "fr, vi": lambda page: between(page, " ", first=1) or between(page, f" {BREAK} ", first=1),
    "slash": lambda page: between(page, " / ", first=0) or between(page, " / ", first=1),
    "bar": lambda page: between(page, " | ", first=0),
    "br": lambda page: between(page, f" {BREAK} ", first=0) or between(page, f" {BREAK} ", first=1),
    "columns": lambda page: between(page, f" {COLUMN} ", first=0),
    "alt": lambda page: any(fr in page.visible and vi in page.attributes for vi, fr in page.pairs if fr),
    "no fr": lambda page: any(not fr for _, fr in page.pairs),
    "no vi": lambda page: bool(
        {text for language, text in page.captions if language == "fr"} - {fr for _, fr in page.pairs}
    ),
    "no pairs": lambda page: not page.pairs,
    "no captions": lambda page: not page.captions,
}


def test_there_are_fifteen_pages_of_each_kind_and_in_each_split() -> None:
    for split in ("dev", "test"):
        assert sum(name.startswith(split) for name in NAMES) == 15
    for suffix in (".html", ".txt"):
        assert sum(name.endswith(suffix) for name in NAMES) == 15
    gold = {path for path in FOLDER.glob("*/*.tsv")}
    assert gold == {path.with_suffix(f".{kind}.tsv") for path in PAGES for kind in ("pairs", "captions")}


@pytest.mark.parametrize("name", NAMES)
def test_gold_stands_on_its_page_once_and_as_it_is_there(name: str) -> None:
    page = READ[name]
    texts = [text for _, text in page.captions]
    for text in texts:
        assert text in page.text
        assert repair(text)[0] == text
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("name", NAMES)
def test_pairs_are_the_vietnamese_captions_in_order(name: str) -> None:
    page = READ[name]
    french = [text for language, text in page.captions if language == "fr"]
    assert [vi for vi, _ in page.pairs] == [text for language, text in page.captions if language == "vi"]
    translations = [fr for _, fr in page.pairs if fr]
    assert translations == [text for text in french if text in translations]


@pytest.mark.parametrize("name", NAMES)
def test_the_readme_says_what_is_on_the_page(name: str) -> None:
    page = READ[name]
    pairs, captions, arrangements, _ = listed()[name.partition("/")[2]]
    assert pairs == f"{sum(bool(fr) for _, fr in page.pairs)} + {sum(not fr for _, fr in page.pairs)}"
    assert captions == str(len(page.captions))
    for arrangement in arrangements.split("; "):
        assert ARRANGEMENTS[arrangement](page), arrangement
    for arrangement in ("no fr", "no captions", "no pairs"):
        assert (arrangement in arrangements.split("; ")) == ARRANGEMENTS[arrangement](page)


def test_the_readme_lists_the_pages_and_each_arrangement_twice_in_each_split() -> None:
    table = listed()
    assert sorted(table) == sorted(name.partition("/")[2] for name in NAMES)
    for split in ("dev", "test"):
        claimed = [
            arrangement
            for name in NAMES
            if name.startswith(split)
            for arrangement in table[name.partition("/")[2]][2].split("; ")
        ]
        once = {arrangement for arrangement in ARRANGEMENTS if claimed.count(arrangement) < 2}
        assert once <= {"no captions"}
    assert sum("no captions" in cells[2] for cells in table.values()) >= 2


def test_a_french_report_has_no_vietnamese_letter_and_no_pair() -> None:
    for name in ("dev/viaduc.txt", "test/rapport-mousson.txt"):
        page = READ[name]
        assert not re.search("[ảạẩậắằặẻẽẹếềểễệỉĩịỏọốồổỗộơờớởợưừứửữựỳỷỹỵđĐ]", page.text)
        assert not page.pairs


def test_no_caption_is_in_another_page_or_in_the_bundled_captions() -> None:
    mine = [text for name in NAMES for _, text in READ[name].captions]
    folded = {fold(text) for text in mine}
    assert len(folded) == len(mine)
    for split in SPLITS:
        assert not folded & {
            fold(text) for pair in load("captions", split=split) for text in (pair.vi, pair.fr)
        }


@pytest.mark.parametrize("split", HELD_OUT)
def test_no_caption_is_nearly_one_of_the_bundled_ones(split: str) -> None:
    pairs = load("captions", split=split)
    for side in ("vi", "fr"):
        mine = [text for page in READ.values() for language, text in page.captions if language == side]
        assert not list(near_duplicates(mine, [pair.side(side) for pair in pairs]))
