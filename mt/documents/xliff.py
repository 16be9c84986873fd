"""XLIFF 1.2 and 2.0 (2.1): the empty targets of a file from a translation tool are filled, with their tags.

A target is empty where there is none, where it holds no text, or where it repeats the source and its state
says that nobody has translated it. Units marked `translate="no"` and targets that have text stay. What is
filled is marked as a suggestion of a machine: in 1.2 by `state="needs-review-translation"` and
`state-qualifier="mt-suggestion"`, in 2.0 by `state="translated"` and `subState="vifr:machine"`; what a
translation says of itself becomes a note of the unit.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from mt.caption import Translation
from mt.documents.document import OTHER, Edit, Piece, is_failed
from mt.documents.markup import Node, Raw, elements, local, opened, parts, with_attributes
from mt.documents.source import Source
from mt.errors import InputError
from mt.files.row import Row
from mt.files.xml import Event, XmlReader, escape, primary
from mt.text.inline import Part, placed, plain, rendered
from mt.translate.flags import describe, worth_saying

NAME = "xliff"
SUFFIXES = (".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".mxliff", ".txlf")
VERSIONS = ("1.2", "2.0", "2.1")

_ROOT = re.compile(rb"<(?:[\w.-]+:)?xliff[\s>]")
_UNITS = frozenset({"trans-unit", "unit", "bin-unit"})
_UNTOUCHED = ("new", "needs-translation", "initial")  # states that a copy of the source has
TAGS = "doubtful:tags"


def sniff(head: bytes) -> bool:
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def languages(source: Source) -> tuple[str, str]:
    """Those of the root (2.0) or of the first file in it (1.2)."""
    with source.open() as stream:
        for event in XmlReader(stream, source.name):
            if event.kind != "start":
                continue
            if local(event.name) == "xliff":
                if event.attributes.get("version") not in VERSIONS:
                    raise InputError(
                        f"is XLIFF {event.attributes.get('version') or 'of no version'}",
                        where=source.name,
                        remedy=f"save it as XLIFF {' or '.join(VERSIONS)}",
                    )
                if event.attributes["version"] != "1.2":
                    return _said(event, "srcLang", "trgLang")
            elif local(event.name) == "file":
                return _said(event, "source-language", "target-language")
            else:
                break
    raise InputError("is no XLIFF, or has no <file>", where=source.name, remedy="check the file")


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    with source.open() as stream:
        reader = XmlReader(stream, source.name)
        yield from _Reading(source, reader, language, remark).pieces()


def pairs(source: Source, language: str) -> Iterator[tuple[str, dict[str, str]]]:
    """What each unit or segment is called, and its two texts by language, without tags."""
    with source.open() as stream:
        for unit in elements(XmlReader(stream, source.name), _UNITS, where=source.name):
            if not isinstance(unit, Node) or unit.name == "bin-unit":
                continue
            name = unit.attributes.get("id", "") or f"line {unit.line}"
            segments = [unit] if unit.name == "trans-unit" else list(unit.all("segment"))
            for number, segment in enumerate(segments, start=1):
                texts = (_plain(segment.child(side)) for side in ("source", "target"))
                called = segment.attributes.get("id", "") or str(number)
                yield (
                    name if len(segments) == 1 else f"{name}/{called}",
                    dict(zip((language, OTHER[language]), texts, strict=True)),
                )


def _plain(node: Node | None) -> str:
    """The text of an element without the native codes that inline elements hold."""
    if node is None:
        return ""
    kept = (
        child if isinstance(child, str) else "" if _is_code(child) else _plain(child)
        for child in node.children
    )
    return " ".join("".join(kept).split())


def _is_code(node: Node) -> bool:
    return node.name in _POINTS or node.name in _HALVES


def _said(event: Event, source: str, target: str) -> tuple[str, str]:
    return primary(event.attributes.get(source, "")), primary(event.attributes.get(target, ""))


@dataclass(frozen=True, slots=True)
class _Segment:
    """A text to translate, without and with its tags."""

    row: Row
    parts: list[Part]


class _Reading:
    """One pass through a file."""

    def __init__(
        self, source: Source, reader: XmlReader, language: str, remark: Callable[[str], None]
    ) -> None:
        self._source, self._reader, self._language, self._remark = source, reader, language, remark
        self._raw = Raw(source, reader)
        self._translate = [True]  # of the elements that are open
        self._other_languages = False

    def pieces(self) -> Iterator[Piece]:
        for found in elements(self._reader, _UNITS, where=self._source.name):
            if isinstance(found, Node):
                if found.name != "bin-unit" and not self._other_languages and self._is_on(found):
                    segments = self._unit_12(found) if found.name == "trans-unit" else self._unit_20(found)
                    yield from segments
            elif found.kind == "start":
                self._translate.append(self._is_on(found))
                yield from self._languages_said(found)
            elif found.kind == "end":
                self._translate.pop()

    def _is_on(self, element: Event | Node) -> bool:
        said = element.attributes.get("translate", "").casefold()
        return said == "yes" or (said != "no" and self._translate[-1])

    def _languages_said(self, event: Event) -> Iterator[Piece]:
        """Name the target language where the file does not; leave files of other languages alone."""
        name = local(event.name)
        source, target = {
            "file": ("source-language", "target-language"),
            "xliff": ("srcLang", "trgLang"),
        }.get(name, ("", ""))
        if source not in event.attributes:
            return
        said, to = _said(event, source, target)
        if name == "file":
            wrong = said != self._language or to not in ("", OTHER[said])
            if wrong:
                self._remark(
                    f"{event.attributes.get('original') or 'a file'} in it is from {said} to {to}: left"
                )
            self._other_languages = wrong
        if not to and said == self._language:
            tag = self._raw.text(event.start, event.end)
            new = with_attributes(tag, **{target.replace("-", "_"): OTHER[said]})
            yield Piece((), (self._edit(event.start, event.end, lambda _: new),))

    def _unit_12(self, unit: Node) -> Iterator[Piece]:
        source, target = unit.child("source"), unit.child("target")
        if source is None:
            raise self._without_source(unit)
        segmented = unit.child("seg-source")
        if segmented and (marks := _marks(segmented)):
            yield from self._segments_12(unit, segmented, marks, target)
            return
        if not _is_empty(target, source, (target.attributes if target else {}).get("state", "")):
            return
        if (segment := self._segment(source)) is None:
            return

        def make(results: Sequence[Translation]) -> str:
            if is_failed(results[0]):
                return self._raw.whole(target) if target else ""
            content = self._filled(segment, results[0])
            filled = self._target_12(content, source, target, results)
            return filled + self._note_12([segment], results, source)

        place = (target.start, target.end) if target else ((segmented or source).end,) * 2
        yield Piece((segment.row,), (self._edit(*place, make),))

    def _segments_12(
        self, unit: Node, segmented: Node, marks: Sequence[Node], target: Node | None
    ) -> Iterator[Piece]:
        """A unit cut into segments: `<mrk mtype="seg" mid="1">` in its `seg-source` and in its target."""
        theirs = {mark.attributes.get("mid", ""): mark for mark in _marks(target)} if target else {}
        wanted = []
        for mark in marks:
            filled = theirs.get(mark.attributes.get("mid", ""))
            if (filled is None or not filled.text.strip()) and (segment := self._segment(mark)):
                wanted.append((mark, filled, segment))
        if not wanted or (theirs and any(filled is None for _, filled, _ in wanted)):
            if wanted:
                self._remark(f"line {unit.line}: its target is cut otherwise than its source: left")
            return
        rows = tuple(segment.row for _, _, segment in wanted)
        if theirs:
            edits = [
                self._edit(filled.start, filled.end, self._mark_maker(filled, segment, index))
                for index, (_, filled, segment) in enumerate(wanted)
                if filled
            ]
        else:
            edits = [self._edit(*_place(target, segmented), self._target_maker(segmented, target, wanted))]

        def note(results: Sequence[Translation]) -> str:
            return self._note_12([segment for _, _, segment in wanted], results, segmented)

        last = edits[-1].end if not theirs else (target.end if target else 0)
        yield Piece(rows, (*edits, self._edit(last, last, note)))

    def _mark_maker(
        self, filled: Node, segment: _Segment, index: int
    ) -> Callable[[Sequence[Translation]], str]:
        def make(results: Sequence[Translation]) -> str:
            if is_failed(results[index]):
                return self._raw.whole(filled)
            tag = self._raw.open_tag(filled)
            return f"{opened(tag)}{self._filled(segment, results[index])}</{self._raw.prefix(filled)}mrk>"

        return make

    def _target_maker(
        self, segmented: Node, target: Node | None, wanted: Sequence[tuple[Node, Node | None, _Segment]]
    ) -> Callable[[Sequence[Translation]], str]:
        def make(results: Sequence[Translation]) -> str:
            inner, at = "", segmented.inside
            for (mark, _, segment), result in zip(wanted, results, strict=True):
                text = "" if is_failed(result) else self._filled(segment, result)
                inner += self._raw.text(at, mark.inside) + text
                at = mark.outside
            inner += self._raw.text(at, segmented.outside)
            return self._target_12(inner, segmented, target, results)

        return make

    def _target_12(
        self, content: str, source: Node, target: Node | None, results: Sequence[Translation]
    ) -> str:
        tag = opened(self._raw.open_tag(target)) if target else f"<{self._raw.prefix(source)}target>"
        name = f"{self._raw.prefix(target or source)}target"
        tag = with_attributes(tag, state="needs-review-translation", state_qualifier=_qualifier(results))
        return ("" if target else self._raw.indent(source)) + f"{tag}{content}</{name}>"

    def _note_12(self, segments: Sequence[_Segment], results: Sequence[Translation], source: Node) -> str:
        note, indent = f"{self._raw.prefix(source)}note", self._raw.indent(source)
        said = [_said_of(*both) for both in zip(segments, results, strict=True)]
        return "".join(
            f'{indent}<{note} from="vifr">{escape(line)}</{note}>' for line in dict.fromkeys(said) if line
        )

    def _unit_20(self, unit: Node) -> Iterator[Piece]:
        segments: list[_Segment] = []
        edits: list[Edit] = []
        for element in unit.all("segment"):
            source, target = element.child("source"), element.child("target")
            if source is None:
                raise self._without_source(unit)
            if not _is_empty(target, source, element.attributes.get("state", "")):
                continue
            if (segment := self._segment(source)) is not None:
                edits += self._edits_20(element, source, target, segment, len(segments))
                segments.append(segment)
        if segments:
            rows = tuple(segment.row for segment in segments)
            yield Piece(
                rows,
                tuple(
                    sorted([*edits, self._note_20(unit, segments)], key=lambda edit: (edit.start, edit.end))
                ),
            )

    def _edits_20(
        self, element: Node, source: Node, target: Node | None, segment: _Segment, index: int
    ) -> Iterator[Edit]:
        prefix = self._raw.prefix(source)

        def state(results: Sequence[Translation]) -> str:
            tag = self._raw.open_tag(element)
            if is_failed(results[index]):
                return tag
            return with_attributes(tag, state="translated", subState="vifr:machine")

        def make(results: Sequence[Translation]) -> str:
            if is_failed(results[index]):
                return self._raw.whole(target) if target else ""
            tag = opened(self._raw.open_tag(target)) if target else f"<{prefix}target>"
            return (
                "" if target else self._raw.indent(source)
            ) + f"{tag}{self._filled(segment, results[index])}</{prefix}target>"

        yield self._edit(element.start, element.inside, state)
        yield self._edit(*_place(target, source), make)

    def _note_20(self, unit: Node, segments: Sequence[_Segment]) -> Edit:
        """Where the unit has its notes: in its `<notes>`, or in new ones before the data and the segments."""
        notes = unit.child("notes")
        first = next(unit.all("originalData", "segment", "ignorable"))
        prefix, indent = self._raw.prefix(first), self._raw.indent(first)

        def make(results: Sequence[Translation]) -> str:
            lines = [
                f'<{prefix}note category="vifr" appliesTo="target">{escape(said)}</{prefix}note>'
                for both in zip(segments, results, strict=True)
                if (said := _said_of(*both))
            ]
            if not lines:
                return ""
            if notes:
                return "".join(lines)
            return f"<{prefix}notes>{''.join(lines)}</{prefix}notes>{indent}"

        place = first.start if notes is None else notes.outside
        if notes is not None and notes.empty:  # `<notes/>`, which is not even valid
            return self._edit(notes.end, notes.end, lambda _: "")
        return self._edit(place, place, make)

    def _segment(self, node: Node) -> _Segment | None:
        """The text of a source element; None where there is nothing to translate."""
        found = parts(node, self._raw, _role, self._source.name)
        text = plain(found)
        return _Segment(Row(0, node.line, text, text), found) if text else None

    def _filled(self, segment: _Segment, result: Translation) -> str:
        found, certain = placed(segment.parts, result.text)
        if not certain:
            self._remark(f"line {segment.row.line}: {describe([TAGS])}")
        return rendered(found, escape)

    def _edit(self, start: int, end: int, make: Callable[[Sequence[Translation]], str]) -> Edit:
        return Edit(start, end, lambda results: self._reader.encode(make(results)))

    def _without_source(self, unit: Node) -> InputError:
        return InputError(
            f"<{unit.name}> without <source>",
            where=f"{self._source.name}:{unit.line}",
            remedy="correct it",
        )


def _qualifier(results: Sequence[Translation]) -> str:
    """Where a target of 1.2 comes from: a memory, or a machine."""
    recalled = all(any(flag.startswith("memory:exact") for flag in result.flags) for result in results)
    return "exact-match" if recalled else "mt-suggestion"


def _said_of(segment: _Segment, result: Translation) -> str:
    """What a translation says about itself, in words."""
    certain = is_failed(result) or placed(segment.parts, result.text)[1]
    return describe(worth_saying((*result.flags, *(() if certain else (TAGS,)))))


def _place(target: Node | None, source: Node) -> tuple[int, int]:
    return (target.start, target.end) if target else (source.end, source.end)


def _marks(segmented: Node) -> list[Node]:
    return [node for node in segmented.walk() if node.name == "mrk" and node.attributes.get("mtype") == "seg"]


def _is_empty(target: Node | None, source: Node, state: str) -> bool:
    if target is None or not target.text.strip():
        return True
    return state in _UNTOUCHED and target.text.split() == source.text.split()


_PAIRED = {"g": "pair", "pc": "pair", "hi": "pair"}
_HALVES = {
    "bpt": "open", "bx": "open", "sc": "open", "sm": "open",
    "ept": "close", "ex": "close", "ec": "close", "em": "close",
}  # fmt: skip
_POINTS = frozenset({"x", "ph", "it", "cp"})


def _role(node: Node) -> tuple[str, str]:
    """What an inline element of XLIFF is; `sub` and protected texts stay inside of theirs, untranslated."""
    said = node.attributes
    if node.name == "mrk":
        protected = said.get("mtype") == "protected" or said.get("translate") == "no"
        return ("point" if protected else "pair"), ""
    if node.name in _PAIRED:
        return _PAIRED[node.name], ""
    if node.name in _HALVES:
        return _HALVES[node.name], said.get("startRef") or said.get("rid") or said.get("id", "")
    return ("point" if node.name in _POINTS or not node.text.strip() else "pair"), ""
