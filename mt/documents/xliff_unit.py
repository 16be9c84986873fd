"""What units of XLIFF 1.2 and 2.0 have in common: their texts, inline elements and empty targets."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from mt.caption import Translation
from mt.documents import placeholders
from mt.documents.document import Edit, is_failed
from mt.documents.markup import Node, Raw, parts
from mt.documents.source import Source
from mt.errors import InputError
from mt.files.row import Row
from mt.files.xml import XmlReader, escape
from mt.text.inline import Part, Tag, placed, plain, rendered
from mt.translate.flags import describe, worth_saying

TAGS = "doubtful:tags"

_UNTOUCHED = ("new", "needs-translation", "initial")  # states that a copy of the source has
_PAIRED = frozenset({"g", "pc", "hi"})
_HALVES = {
    "bpt": "open", "bx": "open", "sc": "open", "sm": "open",
    "ept": "close", "ex": "close", "ec": "close", "em": "close",
}  # fmt: skip
_POINTS = frozenset({"x", "ph", "it", "cp"})


@dataclass(frozen=True, slots=True)
class Segment:
    """A text to translate, without and with its tags."""

    row: Row
    parts: list[Part]


class Context:
    """The file that a unit stands in, and what is asked of it for any unit."""

    def __init__(self, source: Source, reader: XmlReader, remark: Callable[[str], None]) -> None:
        self.raw, self.remark = Raw(source, reader), remark
        self._where, self._reader = source.name, reader

    def segment(self, node: Node) -> Segment | None:
        """The text of a source element; None where there is nothing to translate."""
        found: list[Part] = []
        for is_tag, run in groupby(parts(node, self.raw, _role, self._where), lambda p: isinstance(p, Tag)):
            if is_tag:
                found += run
            else:  # XML cuts a text at every `&lt;`
                found += map(_written, placeholders.of_text("".join(map(str, run))))
        text = plain(found)
        return Segment(Row(0, node.line, text, text), found) if text else None

    def filled(self, segment: Segment, result: Translation) -> str:
        """The content of a target: the translation with the tags of its source."""
        found, certain = placed(segment.parts, result.text)
        if not certain:
            self.remark(f"line {segment.row.line}: {describe([TAGS])}")
        return rendered(found, escape)

    def edit(self, start: int, end: int, make: Callable[[Sequence[Translation]], str]) -> Edit:
        return Edit(start, end, lambda results: self._reader.encode(make(results)))

    def without_source(self, unit: Node) -> InputError:
        return InputError(
            f"<{unit.name}> without <source>", where=f"{self._where}:{unit.line}", remedy="correct it"
        )


def _written(part: Part) -> Part:
    """A placeholder, or markup that stands in a text as characters, as XML writes it."""
    return replace(part, raw=escape(part.raw)) if isinstance(part, Tag) else part


def said_of(segment: Segment, result: Translation) -> str:
    """What a translation says about itself, in words."""
    certain = is_failed(result) or placed(segment.parts, result.text)[1]
    return describe(worth_saying((*result.flags, *(() if certain else (TAGS,)))))


def place(target: Node | None, source: Node) -> tuple[int, int]:
    """Where a target goes: in the place of the one that is there, else behind its source."""
    return (target.start, target.end) if target else (source.end, source.end)


def is_empty(target: Node | None, source: Node, state: str) -> bool:
    """Whether a target waits for its translation."""
    if target is None or not target.text.strip():
        return True
    return state in _UNTOUCHED and target.text.split() == source.text.split()


def text_of(node: Node | None) -> str:
    """The text of an element without the native codes that inline elements hold."""
    if node is None:
        return ""
    kept = (
        child if isinstance(child, str) else "" if _is_code(child) else text_of(child)
        for child in node.children
    )
    return " ".join("".join(kept).split())


def _is_code(node: Node) -> bool:
    return node.name in _POINTS or node.name in _HALVES


def _role(node: Node) -> tuple[str, str]:
    """What an inline element of XLIFF is; `sub` and protected texts stay inside of theirs, untranslated."""
    said = node.attributes
    if node.name == "mrk":
        protected = said.get("mtype") == "protected" or said.get("translate") == "no"
        return ("point" if protected else "pair"), ""
    if node.name in _HALVES:
        return _HALVES[node.name], said.get("startRef") or said.get("rid") or said.get("id", "")
    is_pair = node.name in _PAIRED or (node.name not in _POINTS and node.text.strip())
    return ("pair" if is_pair else "point"), ""
