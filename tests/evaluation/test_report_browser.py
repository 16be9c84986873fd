"""The page in a real browser: Debian's chromium, headless, driven by playwright."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

from mt.corpora import load
from mt.evaluation import Output, ReferenceSet, evaluate
from mt.evaluation.details import add_details
from mt.evaluation.report import report

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="chromium is not installed (apt-get install chromium)"),
    pytest.mark.filterwarnings("default"),  # of playwright's own event loop
]

OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def page_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty bundled captions, by two systems: one that loses every fifth word, one that is mostly right."""
    pairs = load("captions", split="dev")[:40]
    worse = tuple(
        " ".join(w for i, w in enumerate(pair.fr.split()) if (i + n) % 5) for n, pair in enumerate(pairs)
    )
    better = tuple(pair.fr if n % 3 else worse[n].replace("'", "’") for n, pair in enumerate(pairs))
    reference_set = ReferenceSet.of_pairs("forty captions", pairs, "vi-fr")
    outputs = [Output("a-system-with-a-very-long-name@0123456789ab", worse), Output("b", better)]
    evaluation = add_details(evaluate(reference_set, outputs), reference_set, outputs)
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text("".join(report([evaluation], warnings=["one reference looks odd"])), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser() -> Iterator[sync_api.Browser]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser, page_file: Path):
    """Opens the page; at the end, nothing but the page was asked for and the console is empty."""
    asked: list[str] = []
    said: list[str] = []
    contexts = []

    def open_(width: int = 1440, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(page_file.as_uri())
        return page

    yield open_
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("data:")} == {page_file.as_uri()}
    assert said == []


@pytest.mark.parametrize("width", (390, 768, 1440))
def test_nothing_is_wider_than_the_screen(opened, width: int) -> None:
    page = opened(width)
    assert page.evaluate(OVERFLOW) == 0
    wide = page.evaluate(
        "[...document.querySelectorAll('main *')].filter(e => !e.closest('.scroll') && !e.matches('.unseen')"
        " && e.getBoundingClientRect().right > innerWidth + 1).map(e => e.outerHTML.slice(0, 80))"
    )
    assert wide == []


def test_the_captions_are_filtered_sorted_and_shown_again(opened) -> None:
    page = opened()
    cards = page.locator("ol[id$=list] > li")
    shown = page.locator("ol[id$=list] > li:visible")
    output = page.locator("form.filter output")
    assert cards.count() == shown.count() == 40
    assert output.inner_text() == "40 of 40 shown"
    domain = page.locator("select[name=domain] option").nth(1).get_attribute("value")
    page.select_option("select[name=domain]", domain)
    assert 0 < shown.count() < 40
    assert {card.get_attribute("data-domain") for card in shown.all()} == {domain}
    page.click("button[type=reset]")
    page.wait_for_function("document.querySelector('form.filter output').textContent.startsWith('40')")
    name = cards.nth(7).locator("h3 a").text_content()
    page.fill("input[name=search]", name)
    assert shown.count() == 1 and output.inner_text() == "1 of 40 shown"
    page.fill("input[name=search]", "")
    page.fill("input[name=at-most]", "70")
    values = [float(card.get_attribute("data-value")) for card in shown.all()]
    assert values and max(values) <= 70
    page.fill("input[name=at-most]", "")
    page.select_option("select[name=order]", "file")
    assert cards.first.get_attribute("data-order-file") == "0"
    page.select_option("select[name=order]", "worst")
    assert cards.first.get_attribute("data-order-worst") == "1"


def test_search_ignores_diacritics(opened) -> None:
    page = opened()
    page.fill("input[name=search]", "photo")
    found = page.locator("ol[id$=list] > li:visible").count()
    page.fill("input[name=search]", "PHÔTO")
    assert page.locator("ol[id$=list] > li:visible").count() == found > 0


def test_it_can_be_read_without_a_script(opened) -> None:
    page = opened(java_script_enabled=False)
    assert page.locator("ol[id$=list] > li").count() == 40
    assert page.locator("form.filter").is_hidden()
    assert page.locator("text=B against A").first.is_visible()


def test_the_keyboard_reaches_the_content(opened) -> None:
    page = opened()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.url.endswith("#content")


def test_landmarks_headings_and_labels(opened) -> None:
    page = opened()
    for landmark in ("header", "nav", "main", "footer"):
        assert page.locator(f"body > {landmark}").count() == 1
    assert page.locator("h1").count() == 1
    levels = page.evaluate("[...document.querySelectorAll('h1,h2,h3,h4')].map(h => +h.tagName[1])")
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert page.locator("form.filter input, form.filter select").evaluate_all(
        "controls => controls.every(control => control.labels.length === 1)"
    )
    assert page.locator("table").evaluate_all("tables => tables.every(table => table.caption)")
    assert page.locator("svg:not([aria-hidden=true]):not([role=img])").count() == 0


@pytest.mark.parametrize(("scheme", "dark"), [("light", False), ("dark", True)])
def test_light_and_dark(opened, scheme: str, dark: bool, tmp_path) -> None:
    page = opened(color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    channels = [int(part) for part in ground[4:-1].split(",")]
    assert (sum(channels) < 3 * 128) is dark
    image = page.screenshot(path=tmp_path / f"{scheme}.png")
    assert len(image) > 20_000  # a blank page of this size has 5 kB


def test_on_paper_everything_is_there(opened, tmp_path) -> None:
    page = opened()
    page.emulate_media(media="print")
    assert page.locator("nav").is_hidden() and page.locator("form.filter").is_hidden()
    assert page.locator("summary + *").first.evaluate("e => e.checkVisibility({contentVisibilityAuto: true})")
    assert page.evaluate(OVERFLOW) <= 0
    assert page.pdf(path=tmp_path / "report.pdf", format="A4").count(b"/Type /Page\n") >= 4
