"""A whole page: head, way around, sections, and what makes it look well, in one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files

from mt.webpage.html import Content, Html, element, join

# Nothing is ever fetched: a browser would refuse it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


@dataclass(frozen=True, slots=True)
class Section:
    """One part of a page.

    Attributes:
        id: anchor, unique on the page.
        title: heading, and name in the way around.
        body: written piece by piece as it comes, so that a long one need not be in memory.
    """

    id: str
    title: str
    body: Iterable[Html]


def page(
    *,
    title: str,
    kicker: str,
    lead: Content,
    sections: Sequence[Section],
    footer: Content = None,
    scripts: Sequence[str] = (),
    language: str = "en",
) -> Iterator[str]:
    """The pieces of a page, from doctype to end.

    Args:
        title: of the window, and the largest heading.
        kicker: a few words above it: what kind of page this is.
        lead: a sentence or two below it.
        scripts: names of files in this package, such as `filter.js`; the page must be readable without.
    """
    yield "<!doctype html>\n"
    yield f'<html lang="{language}">\n'
    yield element(
        "head",
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("link", rel="icon", href="data:,"),
        element("title", f"{title} · {kicker}"),
        element("style", Html(_file("style.css"))),
    )
    yield "\n<body>\n"
    yield element("a", "Skip to the content", class_="skip", href="#content")
    yield element(
        "header",
        element("p", kicker, class_="kicker"),
        element("h1", title),
        element("div", lead, class_="lead"),
    )
    yield element("nav", element("ul", map(_way, sections)), aria_label="On this page")
    yield '\n<main id="content">\n'
    for section in sections:
        yield f'<section id="{section.id}" aria-labelledby="{section.id}-title">\n'
        yield element("h2", section.title, id=f"{section.id}-title") + "\n"
        yield from section.body
        yield "\n</section>\n"
    yield "</main>\n"
    yield element("footer", footer)
    for script in scripts:
        yield f"\n<script>\n{_file(script)}</script>"
    yield "\n</body>\n</html>\n"


def paragraph(*content: Content) -> Html:
    """Running text."""
    return element("p", *content)


def disclosure(summary: Content, *content: Content, open_: bool = False) -> Html:
    """What is hidden until it is asked for; it is always printed."""
    return element("details", element("summary", summary), join(*content), open=open_)


def _way(section: Section) -> Html:
    return element("li", element("a", section.title, href=f"#{section.id}"))


def _file(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")
