"""Units of XLIFF 1.2."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from mt.caption import Translation
from mt.documents.document import Piece, is_failed
from mt.documents.markup import Node, opened, with_attributes
from mt.documents.xliff_unit import Context, Segment, is_empty, place, said_of
from mt.files.xml import escape


def pieces(file: Context, unit: Node) -> Iterator[Piece]:
    """What is to be translated of a `trans-unit`.

    Raises:
        InputError: it has no source, or an endless one.
    """
    source, target = unit.child("source"), unit.child("target")
    if source is None:
        raise file.without_source(unit)
    segmented = unit.child("seg-source")
    if segmented and (marks := _marks(segmented)):
        yield from _segments(file, unit, segmented, marks, target)
        return
    if not is_empty(target, source, (target.attributes if target else {}).get("state", "")):
        return
    if (segment := file.segment(source)) is None:
        return

    def make(results: Sequence[Translation]) -> str:
        if is_failed(results[0]):
            return file.raw.whole(target) if target else ""
        content = file.filled(segment, results[0])
        filled = _target(file, content, source, target, results)
        return filled + _note(file, [segment], results, source)

    yield Piece((segment.row,), (file.edit(*place(target, segmented or source), make),))


def _segments(
    file: Context, unit: Node, segmented: Node, marks: Sequence[Node], target: Node | None
) -> Iterator[Piece]:
    """A unit cut into segments: `<mrk mtype="seg" mid="1">` in its `seg-source` and in its target."""
    theirs = {mark.attributes.get("mid", ""): mark for mark in _marks(target)} if target else {}
    wanted = []
    for mark in marks:
        filled = theirs.get(mark.attributes.get("mid", ""))
        if (filled is None or not filled.text.strip()) and (segment := file.segment(mark)):
            wanted.append((mark, filled, segment))
    if not wanted or (theirs and any(filled is None for _, filled, _ in wanted)):
        if wanted:
            file.remark(f"line {unit.line}: its target is cut otherwise than its source: left")
        return
    rows = tuple(segment.row for _, _, segment in wanted)
    if theirs:
        edits = [
            file.edit(filled.start, filled.end, _mark_maker(file, filled, segment, index))
            for index, (_, filled, segment) in enumerate(wanted)
            if filled
        ]
    else:
        edits = [file.edit(*place(target, segmented), _target_maker(file, segmented, target, wanted))]

    def note(results: Sequence[Translation]) -> str:
        return _note(file, [segment for _, _, segment in wanted], results, segmented)

    last = edits[-1].end if not theirs else (target.end if target else 0)
    yield Piece(rows, (*edits, file.edit(last, last, note)))


def _mark_maker(
    file: Context, filled: Node, segment: Segment, index: int
) -> Callable[[Sequence[Translation]], str]:
    def make(results: Sequence[Translation]) -> str:
        if is_failed(results[index]):
            return file.raw.whole(filled)
        tag = file.raw.open_tag(filled)
        return f"{opened(tag)}{file.filled(segment, results[index])}</{file.raw.prefix(filled)}mrk>"

    return make


def _target_maker(
    file: Context, segmented: Node, target: Node | None, wanted: Sequence[tuple[Node, Node | None, Segment]]
) -> Callable[[Sequence[Translation]], str]:
    def make(results: Sequence[Translation]) -> str:
        inner, at = "", segmented.inside
        for (mark, _, segment), result in zip(wanted, results, strict=True):
            text = "" if is_failed(result) else file.filled(segment, result)
            inner += file.raw.text(at, mark.inside) + text
            at = mark.outside
        inner += file.raw.text(at, segmented.outside)
        return _target(file, inner, segmented, target, results)

    return make


def _target(
    file: Context, content: str, source: Node, target: Node | None, results: Sequence[Translation]
) -> str:
    tag = opened(file.raw.open_tag(target)) if target else f"<{file.raw.prefix(source)}target>"
    name = f"{file.raw.prefix(target or source)}target"
    tag = with_attributes(tag, state="needs-review-translation", state_qualifier=_qualifier(results))
    return ("" if target else file.raw.indent(source)) + f"{tag}{content}</{name}>"


def _note(file: Context, segments: Sequence[Segment], results: Sequence[Translation], source: Node) -> str:
    note, indent = f"{file.raw.prefix(source)}note", file.raw.indent(source)
    said = [said_of(*both) for both in zip(segments, results, strict=True)]
    return "".join(
        f'{indent}<{note} from="vifr">{escape(line)}</{note}>' for line in dict.fromkeys(said) if line
    )


def _qualifier(results: Sequence[Translation]) -> str:
    """Where a target of 1.2 comes from: a memory, or a machine."""
    recalled = all(any(flag.startswith("memory:exact") for flag in result.flags) for result in results)
    return "exact-match" if recalled else "mt-suggestion"


def _marks(segmented: Node) -> list[Node]:
    return [node for node in segmented.walk() if node.name == "mrk" and node.attributes.get("mtype") == "seg"]
