"""Where a text stands in a page: looked for among its characters, entities and tags between them allowed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from mt.documents.tags import HtmlTag, characters, tags
from mt.pages.furniture import HIDDEN
from mt.text.inline import Part, Tag

_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_WINDOW = 4000  # characters beyond a caption that are looked through for it

_Run = list[tuple[str, int, int]] | HtmlTag


@dataclass(frozen=True, slots=True)
class Place:
    """A text of the page, characters `start` to `end`, which may be a part of the value of an attribute.

    `like` is that value with its quotes; empty outside attributes.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    like: str = ""
    is_lost: bool = False


class PageText:
    """The characters of a page and its tags.

    Attributes:
        tags: all of them, in order.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self.tags = list(tags(text))
        self._starts = {tag.start: index for index, tag in enumerate(self.tags)}

    def index(self, at: int) -> int:
        """The number of the tag that begins at a character."""
        return self._starts[at]

    def shown(self, at: int, text: str) -> list[Place]:
        """The places of a text that stands in an element, or begins in it."""
        runs = list(self._runs(self._starts[at], len(text) + _WINDOW))
        found = _found([piece for run in runs if isinstance(run, list) for piece in run], text)
        return list(self._cut(runs, *found)) if found else []

    def value(self, start: int, end: int, text: str) -> list[Place]:
        """The place of a text in the value of an attribute, which may say more; `vi | fr` for one."""
        like = self._text[start:end]
        inside = (start + 1, end - 1) if like[:1] in ("'", '"') else (start, end)
        found = _found(list(characters(self._text, *inside)), text)
        if found is None or (inside == (start, end) and found != inside):
            return []  # an unquoted value is one word
        return [Place(*found, (text,), like=like)]

    def _runs(self, index: int, most: int) -> Iterator[_Run]:
        """Texts and tags behind a start tag, what is hidden left out, until there are enough characters."""
        depth, hidden = 0, ""
        at = self.tags[index].end
        for place in range(index + 1, len(self.tags)):
            tag = self.tags[place]
            if hidden:
                if tag.name == hidden:
                    depth += -1 if tag.closing else 1
                    hidden = hidden if depth else ""
            else:
                run = list(characters(self._text, at, tag.start))
                if run:
                    yield run
                    most -= len(run)
                yield tag
                if tag.name in HIDDEN and not tag.closing:
                    hidden, depth = tag.name, 1
            at = tag.end
            if most < 0:
                return
        if not hidden:
            yield list(characters(self._text, at, len(self._text)))

    def _cut(self, runs: Sequence[_Run], start: int, end: int) -> Iterator[Place]:
        """The texts between two places, parted at line breaks and blocks.

        Inline tags right before the first one belong to it, and behind the last one those that close them.
        """
        line = _Line()
        for run in runs:
            if isinstance(run, HtmlTag):
                if run.start >= end:
                    if not line.closes(run):
                        break
                    line.add(_inline(run, self._text), run.start, run.end)
                elif run.name in _INLINE or not run.name:
                    line.add(_inline(run, self._text), run.start, run.end)
                else:
                    yield from line.places()
                    line = _Line()
                continue
            if any(c.strip() and at < start for c, at, _ in run):
                line = _Line()
                run = [piece for piece in run if piece[1] >= start]
            inside = [piece for piece in run if piece[2] <= end]
            if inside and ("".join(c for c, *_ in inside).strip() or line.parts):
                line.add("".join(c for c, *_ in inside), inside[0][1], inside[-1][2])
            if any(c.strip() and at >= end for c, at, _ in run):
                break
            line.tail += "".join(c for c, at, _ in run if at >= end)
        yield from line.places()


class _Line:
    """A text that is being gathered, with the tags in it."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.tail = ""  # white space behind it, which belongs to it if a tag follows
        self._start = self._end = -1

    def add(self, part: Part, start: int, end: int) -> None:
        if self.tail:
            self.parts.append(self.tail)
            self.tail = ""
        self.parts.append(part)
        self._start = start if self._start < 0 else self._start
        self._end = end

    def closes(self, tag: HtmlTag) -> bool:
        """Whether a tag closes one that was opened in this text and is still open."""
        open_ones = 0
        for part in self.parts:
            if isinstance(part, Tag) and part.key == tag.name:
                open_ones += {"open": 1, "close": -1, "point": 0}[part.role]
        return tag.closing and open_ones > 0

    def places(self) -> Iterator[Place]:
        if any(isinstance(part, str) and part.strip() for part in self.parts):
            yield Place(self._start, self._end, tuple(self.parts))


def _inline(tag: HtmlTag, text: str) -> Tag:
    role: Literal["open", "close", "point"] = "close" if tag.closing else "open"
    return Tag(text[tag.start : tag.end], role if tag.name and tag.name != "wbr" else "point", tag.name)


def _found(shown: Sequence[tuple[str, int, int]], text: str) -> tuple[int, int] | None:
    """Where a text begins and ends among characters with their places; white space makes no difference."""
    wanted = "".join(text.split())
    bare = [(c, start, end) for said, start, end in shown for c in said if not c.isspace()]
    index = "".join(c for c, _, _ in bare).find(wanted)
    return (bare[index][1], bare[index + len(wanted) - 1][2]) if wanted and index >= 0 else None
