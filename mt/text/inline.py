"""Markup inside a text: taken out before translating, and put back where its words went.

A model reads plain text, but captions come with tags: `<g id="1">` in XLIFF, `<em>` on a page, `%s` in a
catalogue. `plain` is the text without them; `placed` puts all of them into the translation, none lost, none
twice, nested as they were. Words that are the same in both languages (names, numbers, punctuation that
occurs equally often) are the landmarks; a tag next to a landmark is placed for certain, any other in
proportion to the distance from the landmarks around it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from mt.text.unicode import fold

_DEEPEST = 100  # pairs in pairs; what is deeper stands by itself
_TOKEN = re.compile(r"\w+|[^\w\s]")
_STOPS = frozenset('.!?…:;,()«»“”"')


@dataclass(frozen=True, slots=True)
class Tag:
    """A piece of markup.

    Attributes:
        raw: as it stands in the file.
        role: `open` and `close` of a pair stay around the same words; a `point` stands by itself.
        key: what an `open` and its `close` have in common.
    """

    raw: str
    role: Literal["open", "close", "point"] = "point"
    key: str = ""


Part = str | Tag


def plain(parts: Iterable[Part]) -> str:
    """The text without its tags; white space is single.

    A point right behind the end of a sentence is most likely a line break, and becomes a space.
    """
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
        elif part.role == "point" and text[-1:] in _STOPS:
            text += " "
    return " ".join(text.split())


def placed(parts: Sequence[Part], translation: str) -> tuple[list[Part], bool]:
    """The translation with all tags of the source, and whether each of them is in its place for certain.

    White space at the ends of the source stays at the ends.
    """
    text = "".join(part for part in parts if isinstance(part, str))
    first, last = (
        (part if isinstance(part, str) else "" for part in (parts[0], parts[-1])) if parts else ("", "")
    )
    before = first[: len(first) - len(first.lstrip())]
    after = last[len(last.rstrip()) :] if text.strip() else ""
    if not any(isinstance(part, Tag) for part in parts):
        return [before + translation + after], True
    placer = _Placer(text, translation)
    found = placer.place(_tree(parts))
    return _merged([before, *found, after]), placer.certain


def rendered(parts: Iterable[Part], escape: Callable[[str], str]) -> str:
    """Text escaped, tags as they were."""
    return "".join(part.raw if isinstance(part, Tag) else escape(part) for part in parts)


@dataclass(slots=True)
class _Node:
    """A pair and what is inside it, or a point; `start` and `end` are offsets in the plain text."""

    open: Tag | None
    close: Tag | None
    start: int
    end: int
    inner: list[_Node] = field(default_factory=list)


def _tree(parts: Sequence[Part]) -> list[_Node]:
    """Tags nested as they are; a tag whose other half is missing, or not nested with it, is a point."""
    pairs = _pairs(parts)
    stack: list[tuple[int, _Node]] = [(-1, _Node(None, None, 0, 0))]
    offset = 0
    for place, part in enumerate(parts):
        if isinstance(part, str):
            offset += len(part)
        elif place in pairs:
            stack.append((pairs[place], _Node(part, None, offset, offset)))
        elif place == stack[-1][0]:
            node = stack.pop()[1]
            node.close, node.end = part, offset
            stack[-1][1].inner.append(node)
        else:
            stack[-1][1].inner.append(_Node(part, None, offset, offset))
    return stack[0][1].inner


def _pairs(parts: Sequence[Part]) -> dict[int, int]:
    """Places of opening tags and of the tags that close them, properly nested ones only."""
    found: dict[int, int] = {}
    stack: list[tuple[int, str]] = []
    for place, part in enumerate(parts):
        if not isinstance(part, Tag) or part.role == "point":
            continue
        if part.role == "open":
            if len(stack) < _DEEPEST:
                stack.append((place, part.key))
            continue
        depth = next((d for d in range(len(stack) - 1, -1, -1) if stack[d][1] == part.key), None)
        if depth is not None:
            found[stack[depth][0]] = place
            del stack[depth:]
    return found


class _Placer:
    """Finds the places of one source text in its translation."""

    def __init__(self, source: str, target: str) -> None:
        self.certain = True
        self._source_text, self._target_text = source, target
        self._source = [match.span() for match in _TOKEN.finditer(source)]
        self._target = [match.span() for match in _TOKEN.finditer(target)]
        self._starts = [start for start, _ in self._source]
        self._words = [_key(source[slice(*span)]) for span in self._source]
        self._anchors = _anchors(self._words, [_key(target[slice(*span)]) for span in self._target])
        self._anchored = sorted(self._anchors)

    def place(self, nodes: Sequence[_Node]) -> list[Part]:
        out: list[Part] = []
        end = self._render(nodes, 0, len(self._target), 0, out)
        out.append(self._target_text[end:])
        return out

    def _render(self, nodes: Sequence[_Node], low: int, high: int, at: int, out: list[Part]) -> int:
        """Append the text from character `at` on, with these nodes between tokens `low` and `high`."""
        spans = sorted(((*self._span(node, low, high), node) for node in nodes), key=lambda span: span[0])
        left = Counter(node.start for _, _, node in spans)  # of those at one place of the source
        for start, end, node in spans:
            left[node.start] -= 1
            start = max(start, low)
            low = end = max(start, end)
            if node.close is None:
                at = self._point(node, start, at, out, is_last=not left[node.start])
                continue
            at = self._append(self._start_of(start), at, out)
            out.extend((node.open,) if node.open else ())
            at = self._render(node.inner, start, end, at, out)
            at = self._append(self._target[end - 1][1] if end > start else at, at, out)
            out.append(node.close)
        return at

    def _point(self, node: _Node, token: int, at: int, out: list[Part], *, is_last: bool) -> int:
        """Append a point before a token, with white space on the sides where it had some."""
        source, here = self._source_text, node.start
        before, after = source[here - 1 : here].isspace() and here > 0, source[here : here + 1].isspace()
        glued = token > 0 and not before
        at = self._append(self._target[token - 1][1] if glued else self._start_of(token), at, out)
        behind_text = bool(out) and isinstance(out[-1], str) and bool(out[-1]) and not out[-1][-1].isspace()
        if before and behind_text:
            out.append(" ")
        out.extend((node.open,) if node.open else ())
        if after and is_last and not self._target_text[at : at + 1].isspace() and token < len(self._target):
            out.append(" ")
        return at

    def _start_of(self, token: int) -> int:
        """The character at which a token begins; the end of the text behind the last one."""
        return self._target[token][0] if token < len(self._target) else len(self._target_text.rstrip())

    def _append(self, to: int, at: int, out: list[Part]) -> int:
        if to > at:
            out.append(self._target_text[at:to])
        return max(at, to)

    def _span(self, node: _Node, low: int, high: int) -> tuple[int, int]:
        """The tokens of the translation that a node stands around; none for a point."""
        first, last = bisect_left(self._starts, node.start), bisect_left(self._starts, node.end)
        if first == last:
            place = min(max(self._boundary(first, opens=True), low), high)
            return place, place
        inside = [self._anchors[token] for token in range(first, last) if token in self._anchors]
        if len(inside) == last - first and max(inside) - min(inside) == len(inside) - 1:
            start, end = min(inside), max(inside) + 1  # the same words, wherever they went
        else:
            start, end = self._boundary(first, opens=True), self._boundary(last, opens=False)
            if start >= end:
                self.certain = False
                start, end = min(start, end), max(start, end, min(start, end) + 1)
        start = min(max(start, low), high)
        return start, min(max(end, start), high)

    def _boundary(self, token: int, *, opens: bool) -> int:
        """Where the boundary before a token of the source is among those of the translation."""
        count, anchors = len(self._source), self._anchors
        if token == 0 or not count:
            return 0
        if token == count:
            return len(self._target)
        left, right = anchors.get(token - 1), anchors.get(token)
        if right is not None and (opens or left is None or self._words[token] in _STOPS):
            self.certain &= left is not None or opens or self._words[token] in _STOPS
            return right
        if left is not None:
            self.certain &= right is not None or not opens or self._words[token - 1] in _STOPS
            return left + 1
        self.certain = False
        index = bisect_left(self._anchored, token)  # neither it nor the token before it is among them
        before = self._anchored[index - 1] if index else -1
        behind = self._anchored[index] if index < len(self._anchored) else count
        start = anchors.get(before, -1) + 1
        end = max(start, anchors.get(behind, len(self._target)))
        return start + round((token - before - 1) * (end - start) / max(1, behind - before - 1))


def _key(token: str) -> str:
    return fold(token) or token


def _anchors(source: Sequence[str], target: Sequence[str]) -> dict[int, int]:
    """Tokens of the source and the same ones of the translation, where both have as many of them."""
    places: dict[str, tuple[list[int], list[int]]] = {}
    for side, tokens in enumerate((source, target)):
        for place, token in enumerate(tokens):
            places.setdefault(token, ([], []))[side].append(place)
    found: dict[int, int] = {}
    for ours, theirs in places.values():
        if len(ours) == len(theirs):
            found.update(zip(ours, theirs, strict=True))
    return found


def _merged(parts: Iterable[Part]) -> list[Part]:
    """Neighbouring texts in one, empty ones left out."""
    out: list[Part] = []
    for part in parts:
        if isinstance(part, str) and out and isinstance(out[-1], str):
            out[-1] += part
        elif part != "":
            out.append(part)
    return out
