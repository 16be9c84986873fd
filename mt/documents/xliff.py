"""XLIFF 1.2 and 2.0 (2.1): the empty targets of a file from a translation tool are filled, with their tags.

A target is empty where there is none, where it holds no text, or where it repeats the source and its state
says that nobody has translated it. Units marked `translate="no"` and targets that have text stay. What stands
in a text like a tag (`{name}`, escaped markup) goes where its words went, as tags do. What is filled is
marked as a suggestion of a machine: in 1.2 by `state="needs-review-translation"` and
`state-qualifier="mt-suggestion"`, in 2.0 by `state="translated"` and `subState="vifr:machine"`; what a
translation says of itself becomes a note of the unit.

http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html
http://docs.oasis-open.org/xliff/xliff-core/v2.0/xliff-core-v2.0.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mt.documents import xliff_12, xliff_20
from mt.documents.document import OTHER, Piece
from mt.documents.markup import Node, elements, local, with_attributes
from mt.documents.source import Source
from mt.documents.xliff_unit import Context, text_of
from mt.errors import InputError
from mt.files.xml import Event, XmlReader, primary

VERSIONS = ("1.2", "2.0", "2.1")

_ROOT = re.compile(rb"<(?:[\w.-]+:)?xliff[\s>]")
_UNITS = frozenset({"trans-unit", "unit", "bin-unit"})


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
                texts = (text_of(segment.child(side)) for side in ("source", "target"))
                called = segment.attributes.get("id", "") or str(number)
                yield (
                    name if len(segments) == 1 else f"{name}/{called}",
                    dict(zip((language, OTHER[language]), texts, strict=True)),
                )


def _said(event: Event, source: str, target: str) -> tuple[str, str]:
    return primary(event.attributes.get(source, "")), primary(event.attributes.get(target, ""))


class _Reading:
    """One pass through a file."""

    def __init__(
        self, source: Source, reader: XmlReader, language: str, remark: Callable[[str], None]
    ) -> None:
        self._source, self._reader, self._language, self._remark = source, reader, language, remark
        self._context = Context(source, reader, remark)
        self._translate = [True]  # of the elements that are open
        self._other_languages = False

    def pieces(self) -> Iterator[Piece]:
        for found in elements(self._reader, _UNITS, where=self._source.name):
            if isinstance(found, Node):
                if found.name != "bin-unit" and not self._other_languages and self._is_on(found):
                    version = xliff_12 if found.name == "trans-unit" else xliff_20
                    yield from version.pieces(self._context, found)
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
            tag = self._context.raw.text(event.start, event.end)
            new = with_attributes(tag, **{target.replace("-", "_"): OTHER[said]})
            yield Piece((), (self._context.edit(event.start, event.end, lambda _: new),))
