"""The tags of an HTML page as they stand in its text, each with its attributes: a tokenizer, not a parser."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

# https://html.spec.whatwg.org/multipage/parsing.html#tokenization, as far as places need it.
_MARKUP = re.compile(r"<!--.*?(?:-->|\Z)|<[!?][^>]*>|<(/?)([A-Za-z][^\s/>]*)", re.DOTALL)
_ATTRIBUTE = re.compile(r"""[\s/]*([^\s/>=][^\s/>=]*)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s>"'][^\s>]*|))?""")
_END = re.compile(r"[^>]*>?")
_RAW = frozenset("script style textarea title xmp iframe noembed noframes".split())
_REFERENCE = re.compile(r"&(?:amp;)?(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});?")


@dataclass(frozen=True, slots=True)
class HtmlTag:
    """A tag or comment, characters `start` to `end`.

    Attributes:
        name: lower case; empty for comments and declarations.
        closing: whether it is an end tag.
        values: places of the attribute values by name, quotes included; the first of each name.
    """

    name: str
    closing: bool
    start: int
    end: int
    values: dict[str, tuple[int, int]]


def tags(text: str, start: int = 0) -> Iterator[HtmlTag]:
    """All tags and comments from a place on; what is in scripts and titles is no tag."""
    at = start
    while match := _MARKUP.search(text, at):
        if match[2] is None:
            at = match.end()
            yield HtmlTag("", False, match.start(), at, {})
            continue
        name, at = match[2].lower(), match.end()
        values: dict[str, tuple[int, int]] = {}
        while attribute := _ATTRIBUTE.match(text, at):
            if attribute[2]:
                values.setdefault(attribute[1].lower(), attribute.span(2))
            at = attribute.end()
        at = _END.match(text, at).end()  # type: ignore[union-attr]
        yield HtmlTag(name, bool(match[1]), match.start(), at, values)
        if name in _RAW and not match[1]:
            end = re.compile(f"</{re.escape(name)}(?=[\\s/>])", re.IGNORECASE).search(text, at)
            at = end.start() if end else len(text)


def unquoted(value: str) -> str:
    """What an attribute says: quotes off, entities decoded."""
    inner = value[1:-1] if value[:1] in ("'", '"') and value[-1:] == value[:1] and len(value) > 1 else value
    return html.unescape(inner)


def quoted(text: str, like: str) -> str:
    """Text for the inside of an attribute value that has the quotes of another, or for all of one without."""
    text = text.replace("&", "&amp;").replace("<", "&lt;")
    if like[:1] == "'":
        return text.replace("'", "&#39;")
    text = text.replace('"', "&quot;")
    return text if like[:1] == '"' else f'"{text}"'


def escaped(text: str) -> str:
    """Text as the content of an element."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def characters(text: str, start: int, end: int) -> Iterator[tuple[str, int, int]]:
    """What a run of text says, character by character or entity by entity, with the place of each.

    An entity that was escaped twice (`&amp;agrave;`) is what it was meant to be.
    """
    at = start
    for match in _REFERENCE.finditer(text, start, end):
        yield from ((text[place], place, place + 1) for place in range(at, match.start()))
        meant = html.unescape(html.unescape(match[0]))
        yield meant, match.start(), match.end()
        at = match.end()
    yield from ((text[place], place, place + 1) for place in range(at, end))
