"""Units of XLIFF 2.0."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mt.caption import Translation
from mt.documents.document import Edit, Piece, is_failed
from mt.documents.markup import Node, opened, with_attributes
from mt.documents.xliff_unit import Context, Segment, is_empty, place, said_of
from mt.files.xml import escape


def pieces(file: Context, unit: Node) -> Iterator[Piece]:
    """What is to be translated of a `unit`: all its segments together, for their notes stand before them.

    Raises:
        InputError: a segment has no source, or an endless one.
    """
    segments: list[Segment] = []
    edits: list[Edit] = []
    for element in unit.all("segment"):
        source, target = element.child("source"), element.child("target")
        if source is None:
            raise file.without_source(unit)
        if not is_empty(target, source, element.attributes.get("state", "")):
            continue
        if (segment := file.segment(source)) is not None:
            edits += _edits(file, element, source, target, segment, len(segments))
            segments.append(segment)
    if segments:
        rows = tuple(segment.row for segment in segments)
        yield Piece(
            rows,
            tuple(sorted([*edits, _note(file, unit, segments)], key=lambda edit: (edit.start, edit.end))),
        )


def _edits(
    file: Context, element: Node, source: Node, target: Node | None, segment: Segment, index: int
) -> Iterator[Edit]:
    prefix = file.raw.prefix(source)

    def state(results: Sequence[Translation]) -> str:
        tag = file.raw.open_tag(element)
        if is_failed(results[index]):
            return tag
        return with_attributes(tag, state="translated", subState="vifr:machine")

    def make(results: Sequence[Translation]) -> str:
        if is_failed(results[index]):
            return file.raw.whole(target) if target else ""
        tag = opened(file.raw.open_tag(target)) if target else f"<{prefix}target>"
        return (
            "" if target else file.raw.indent(source)
        ) + f"{tag}{file.filled(segment, results[index])}</{prefix}target>"

    yield file.edit(element.start, element.inside, state)
    yield file.edit(*place(target, source), make)


def _note(file: Context, unit: Node, segments: Sequence[Segment]) -> Edit:
    """Where the unit has its notes: in its `<notes>`, or in new ones before the data and the segments."""
    notes = unit.child("notes")
    first = next(unit.all("originalData", "segment", "ignorable"))
    prefix, indent = file.raw.prefix(first), file.raw.indent(first)

    def make(results: Sequence[Translation]) -> str:
        lines = [
            f'<{prefix}note category="vifr" appliesTo="target">{escape(said)}</{prefix}note>'
            for both in zip(segments, results, strict=True)
            if (said := said_of(*both))
        ]
        if not lines:
            return ""
        if notes:
            return "".join(lines)
        return f"<{prefix}notes>{''.join(lines)}</{prefix}notes>{indent}"

    place = first.start if notes is None else notes.outside
    if notes is not None and notes.empty:  # `<notes/>`, which is not even valid
        return file.edit(notes.end, notes.end, lambda _: "")
    return file.edit(place, place, make)
