"""Elements of XML with their places in the file, and their tags changed as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mt.documents.source import Source
from mt.errors import InputError
from mt.files.xml import MAX_TEXT, Event, XmlReader, attribute
from mt.text.inline import Part, Tag

MAX_ELEMENT = 16 << 20
"""Bytes of an element that is held in memory with all it holds."""

_INDENT = 512
_ATTRIBUTE = r"""(\s{name}\s*=\s*)("[^"]*"|'[^']*')"""


@dataclass(slots=True, eq=False)
class Node:
    """An element, bytes `start` to `end`; its content, bytes `inside` to `outside`.

    Attributes:
        name: without its namespace.
        empty: whether it is written as `<x/>`.
        children: elements, and texts as they are read.
    """

    name: str
    attributes: Mapping[str, str]
    line: int
    start: int
    inside: int
    outside: int = 0
    end: int = 0
    children: list[Node | str] = field(default_factory=list)

    @property
    def empty(self) -> bool:
        return self.inside == self.end

    def child(self, name: str) -> Node | None:
        """The first child of this name."""
        return next(self.all(name), None)

    def all(self, *names: str) -> Iterator[Node]:
        """The children of these names."""
        return (child for child in self.children if isinstance(child, Node) and child.name in names)

    def walk(self) -> Iterator[Node]:
        """All elements inside, in order."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    @property
    def text(self) -> str:
        """All text inside."""
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


def local(name: str) -> str:
    """A name without its namespace."""
    return name.rpartition("|")[2]


def elements(reader: XmlReader, names: frozenset[str], *, where: str) -> Iterator[Event | Node]:
    """The events of a file, but each outermost element of these names whole.

    Raises:
        InputError: such an element is larger than a caption and its context can be.
    """
    stack: list[Node] = []
    for event in reader:
        if event.kind == "start" and (stack or local(event.name) in names):
            node = Node(local(event.name), event.attributes, event.line, event.start, event.end)
            if stack:
                stack[-1].children.append(node)
            stack.append(node)
        elif not stack:
            yield event
        elif event.kind == "end":
            node = stack.pop()
            node.outside, node.end = event.start, event.end
            if not stack:
                yield node
        elif event.kind == "text":
            stack[-1].children.append(event.text)
        if stack and event.end - stack[0].start > MAX_ELEMENT:
            raise InputError(
                f"<{stack[0].name}> holds more than {MAX_ELEMENT >> 20} MB",
                where=f"{where}:{stack[0].line}",
                remedy="check the file",
            )


class Raw:
    """The characters of a file at the places that events and nodes name."""

    def __init__(self, source: Source, reader: XmlReader) -> None:
        self._source, self._reader = source, reader

    def text(self, start: int, end: int) -> str:
        return self._source.slice(start, end).decode(self._reader.encoding)

    def open_tag(self, node: Node) -> str:
        return self.text(node.start, node.inside)

    def close_tag(self, node: Node) -> str:
        return self.text(node.outside, node.end)

    def whole(self, node: Node) -> str:
        return self.text(node.start, node.end)

    def prefix(self, node: Node) -> str:
        """`x:` of `<x:source>`; empty without one."""
        match = re.match(r"<([^\s/>:]+:)?", self.open_tag(node))
        return (match[1] or "") if match else ""

    def indent(self, node: Node) -> str:
        """The line ending and white space before an element, where nothing else stands before it."""
        before = self._source.slice(max(0, node.start - _INDENT), node.start).decode(
            self._reader.encoding, errors="replace"
        )
        match = re.search(r"\r?\n[ \t]*$", before)
        return match[0] if match else ""


def with_attributes(tag: str, **values: str) -> str:
    """A start tag with some attributes set; those that it has keep their place, `_` stands for `-`."""
    for name, value in values.items():
        name = name.replace("_", "-").replace("--", ":")
        pattern = _ATTRIBUTE.format(name=re.escape(name))
        if re.search(pattern, tag):
            tag = re.sub(pattern, lambda match, value=value: match[1] + attribute(value), tag)  # type: ignore[misc]
        else:
            tag = re.sub(r"\s*(/?>)$", lambda m, n=name, v=value: f" {n}={attribute(v)}{m[1]}", tag)  # type: ignore[misc]
    return tag


def opened(tag: str) -> str:
    """A start tag that is not at once the end: `<target/>` → `<target>`."""
    return re.sub(r"\s*/>$", ">", tag)


Role = Callable[[Node], tuple[str, str]]
"""What an inline element is: `pair`, `open`, `close` or `point`, and its key."""


def parts(node: Node, raw: Raw, role: Role, where: str) -> list[Part]:
    """The content of an element as text and tags.

    Raises:
        InputError: it is longer than any caption.
    """
    found: list[Part] = []
    _gather(node, raw, role, found)
    if sum(len(part) for part in found if isinstance(part, str)) > MAX_TEXT:
        raise InputError(
            f"a text of more than {MAX_TEXT:,} characters",
            where=f"{where}:{node.line}",
            remedy="check the file",
        )
    return found


def _gather(node: Node, raw: Raw, role: Role, found: list[Part]) -> None:
    for child in node.children:
        if isinstance(child, str):
            found.append(child)
            continue
        kind, key = role(child)
        if kind == "pair" and not child.empty:
            key = f"@{child.start}"
            found.append(Tag(raw.open_tag(child), "open", key))
            _gather(child, raw, role, found)
            found.append(Tag(raw.close_tag(child), "close", key))
        else:
            found.append(Tag(raw.whole(child), kind if kind in ("open", "close") else "point", key))  # type: ignore[arg-type]
