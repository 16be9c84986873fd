"""`python -m mt.corpora report`: the counts are right, the page opens in a browser, the picture is one."""

from __future__ import annotations

import shutil
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from mt.corpora.__main__ import main
from mt.corpora.check import Corpus, open_corpus
from mt.corpora.location import corpora
from mt.dashboard import Survey, render, survey
from mt.dashboard.words import growth, seen_before, words

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    """A twentieth of the bundled captions and terms."""
    whole = open_corpus(corpora())
    return replace(whole, entries=whole.entries[::20], terms=whole.terms[::20])


@pytest.fixture(scope="module")
def counted(corpus: Corpus) -> Survey:
    return survey(corpus)


@pytest.fixture(scope="module")
def page(counted: Survey) -> str:
    return "".join(render(counted))


def test_words_are_syllables_and_what_apostrophes_part() -> None:
    assert words("Học sinh TP.HCM, 12/3") == ["học", "sinh", "tp", "hcm"]
    assert words("L’école d'Hô Chi Minh-Ville") == ["l", "école", "d", "hô", "chi", "minh", "ville"]


def test_growth_counts_and_fits_heaps_law() -> None:
    assert growth([]).points == ((0, 0),)
    same = growth(["a b c"] * 1000)
    assert (same.read, same.different, same.once) == (3000, 3, 0) and same.beta == pytest.approx(0, abs=1e-6)
    new = growth([f"{'abcdefghij'[k // 1000 % 10]}{'x' * (k % 1000)}" for k in range(5000)])
    assert (new.different, new.once) == (5000, 5000)
    assert new.beta == pytest.approx(1, abs=1e-6) and new.k == pytest.approx(1, abs=1e-4)


def test_runs_seen_before() -> None:
    assert seen_before(["a b c d"], ["x a b c", "c d"], (1, 2, 3)) == {1: 1.0, 2: 1.0, 3: 0.5}
    assert seen_before(["a"], ["b"], (1, 2)) == {1: 0.0, 2: 0.0}


def test_the_counts_add_up(corpus: Corpus, counted: Survey) -> None:
    assert counted.captions == len(corpus.entries)
    for split, pairs in counted.pairs.items():
        assert len(counted.words[split, "vi"]) == len(counted.words[split, "fr"]) == len(pairs)
        assert counted.found[split].get("any", 0) <= len(pairs)
    for shares in (counted.shares(lambda pair: pair.domain), counted.shares(lambda pair: pair.kind)):
        assert sum(row["train"] for row in shares.values()) == pytest.approx(1)
    assert sum(row.terms for row in counted.coverage) == len(corpus.terms) == counted.terms
    assert all(row.respected <= row.places and row.used <= row.terms for row in counted.coverage)
    assert max(counted.alike["test"]) < 0.5  # train has no near-duplicate of test
    assert counted.growth["fr"].different > counted.growth["vi"].different
    assert counted.faults  # the files are whole, and these captions are not


class Reader(HTMLParser):
    """Attributes and the balance of elements."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag, attrs) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if tag not in ("meta", "link", "br", "img", "input", "hr", "col"):
            self.open.append(tag)

    def handle_endtag(self, tag) -> None:
        assert self.open.pop() == tag


def test_the_page_is_whole_and_asks_for_nothing(page: str, counted: Survey) -> None:
    reader = Reader()
    reader.feed(page)
    assert reader.open == [] and reader.tags.count("h1") == 1
    assert all(link.startswith(("#", "data:")) for link in reader.links)
    assert f"{counted.captions:,} pairs" in page and "Heaps" in page
    for section in ("size", "content", "length", "vocabulary", "overlap", "glossary", "findings"):
        assert f'<section id="{section}"' in page
    assert len(page) < 1_000_000


def test_an_empty_corpus_still_has_a_page() -> None:
    nothing = survey(replace(open_corpus(corpora()), entries=[], terms=[]))
    assert "0 pairs" in "".join(render(nothing))


@pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt-get install chromium)")
@pytest.mark.filterwarnings("default")  # of playwright's own event loop
def test_in_a_browser_nothing_overflows_and_nothing_is_asked_for(page: str, tmp_path: Path) -> None:
    sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    path = tmp_path / "corpora.html"
    path.write_text(page, encoding="utf-8")
    asked: list[str] = []
    said: list[str] = []
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for width in (390, 1440):
            tab = browser.new_page(viewport={"width": width, "height": 900})
            tab.on("request", lambda request: asked.append(request.url))
            tab.on("console", lambda message: said.append(message.text))
            tab.goto(path.as_uri())
            tab.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert tab.evaluate("document.documentElement.scrollWidth") == width
        browser.close()
    assert {url for url in asked if not url.startswith("data:")} == {path.as_uri()} and said == []


def test_the_picture_is_small_and_the_same_twice(counted: Survey) -> None:
    pytest.importorskip("matplotlib")
    from mt.dashboard.chart import draw

    picture = draw(counted)
    assert picture.startswith(b"\x89PNG\r\n") and 20_000 < len(picture) < 150_000
    assert draw(counted) == picture


def test_without_matplotlib_there_is_one_line(counted, corpus, tmp_path, monkeypatch, capsys) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    monkeypatch.setattr("mt.dashboard.command.survey", lambda corpus, progress: counted)
    monkeypatch.setattr("mt.corpora.__main__.open_corpus", lambda folder: corpus)
    assert main(["report", "--png", str(tmp_path / "corpora.png")]) == 1
    expected = "vifr: the picture needs matplotlib, which is not installed; run: pip install 'vifr[charts]'\n"
    assert capsys.readouterr().err == expected
    assert main(["report", "--out", str(tmp_path / "corpora.html")]) == 0
    assert "written" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["corpora.html"]


def test_wrong_places_are_one_line(tmp_path, capsys) -> None:
    assert main(["report", "--out", str(tmp_path / "none" / "corpora.html")]) == 1
    assert capsys.readouterr().err.count("\n") == 1
    with pytest.raises(SystemExit) as stopped:
        main(["stats", "--png", "x.png"])
    assert stopped.value.code == 2
