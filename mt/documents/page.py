"""HTML: the captions of a page are translated where they stand; every other byte of the page stays.

What a caption is, `mt.pages` says. To find its place in the file, each start tag is marked with its offset
before the page is parsed, so that the parser itself tells which element, as it understood the page, begins
where. From there on the characters of the caption are looked for in the text of the page, entities and tags
between them allowed. A caption that cannot be found again is a row that failed, and stays.

Translated are captions in the elements that show them, wherever they stand on the page, and `alt`, `title`
and their like where they are captions or describe a photo of the article. Line breaks and blocks inside a
caption part it into texts of their own; other tags inside go where their words went (`mt.text.inline`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from mt.caption import LANGUAGES, Translation
from mt.documents.decoded import Decoded
from mt.documents.document import OTHER, Edit, Piece, is_failed
from mt.documents.source import Source
from mt.documents.tags import HtmlTag, characters, escaped, quoted, tags, unquoted
from mt.errors import InputError
from mt.files.row import Problem, Row
from mt.pages.document import Reader
from mt.pages.elements import Element
from mt.pages.extract import captions
from mt.pages.furniture import HIDDEN, is_noise
from mt.pages.html import candidates_on, parse
from mt.pages.page import PageCaption
from mt.pages.read import MAX_BYTES, encoding_of
from mt.pages.shapes import Layout
from mt.text.inline import Part, Tag, placed, plain, rendered
from mt.text.language import detect
from mt.text.legacy_tables import ENCODINGS
from mt.text.unicode import fold
from mt.translate.flags import describe

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_MARK = "data-vifr-at"
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q s samp small span "
    "strike strong sub sup time tt u var wbr".split()
)
_SHORTEST = 4  # words of an `alt` that describes a photo; shorter ones name it: `Logo`, `Ảnh đại diện`
_WINDOW = 4000  # characters beyond a caption that are looked through for it
_Run = list[tuple[str, int, int]] | HtmlTag
_LOST = Problem("its place in the page cannot be found", "translate it by hand")


def sniff(head: bytes) -> bool:
    return re.search(rb"<(?:!doctype html|html)[\s>]", head, re.IGNORECASE) is not None


def languages(source: Source) -> tuple[str, str]:
    """What most of the captions are in counts, not what the page says."""
    return "", ""


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    data = source.read(at_most=MAX_BYTES)
    encoding = encoding_of(data)
    if encoding in ENCODINGS and encoding != "cp1258":
        raise InputError(
            f"is in {encoding.upper()}, which cannot hold French",
            where=source.name,
            remedy="convert it to UTF-8 first",
        )
    page = _Page(Decoded(data, encoding, source.name), remark)
    found = sorted(page.places(language), key=lambda place: place.start)
    end = 0
    for place in found:
        if place.start >= end:  # a caption is found twice where a page shows it in two ways
            yield page.piece(place)
            end = place.end


@dataclass(frozen=True, slots=True)
class _Place:
    """A text of the page, characters `start` to `end`, which may be a part of the value of an attribute.

    `like` is that value with its quotes; empty outside attributes.
    """

    start: int
    end: int
    parts: tuple[Part, ...]
    like: str = ""
    is_lost: bool = False


class _Marked(Reader):
    """Notes where each element begins, from the marks that `_Page` has put into its tag."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[Element, int] = {}

    def _open(self, tag: str, attributes: Mapping[str, str]) -> Element:
        new = super()._open(tag, attributes)
        if (mark := attributes.get(_MARK, "")).isdigit():
            self.at[new] = int(mark)
        return new


class _Page:
    def __init__(self, decoded: Decoded, remark: Callable[[str], None]) -> None:
        self._decoded, self._remark, self._text = decoded, remark, decoded.text
        self._tags = list(tags(self._text))
        self._starts = {tag.start: index for index, tag in enumerate(self._tags)}

    def places(self, language: str) -> Iterator[_Place]:
        """Where the captions in one language stand."""
        if not self._text.strip():
            return
        reader = _Marked()
        layout = Layout(parse(self._marked(), reader))
        found = captions(candidates_on(layout), repeated=True)
        wanted = _wanted(found, language)
        at = _by_path(reader.at, {caption.place for caption in wanted})
        for caption in wanted:
            yield from self._of(caption, at)
        known = {fold(caption.text) for caption in wanted}
        for image in layout.images:
            if image.element in reader.at and not image.element.link:
                yield from self._described(self._tag(reader.at[image.element]), known, language)

    def piece(self, place: _Place) -> Piece:
        text = plain(place.parts)
        line = self._decoded.line(place.start)
        row = Row(0, line, "" if place.is_lost else text, text, problem=_LOST if place.is_lost else None)
        before = self._text[place.start : place.end]

        def make(results: Sequence[Translation]) -> str:
            if is_failed(results[0]):
                return before
            if place.like:
                text = results[0].text
                return quoted(escaped(text) if "&lt;" in place.like else text, place.like)
            found, certain = placed(place.parts, results[0].text)
            if not certain:
                self._remark(f"line {line}: {describe(['doubtful:tags'])}")
            return rendered(found, escaped)

        edit: Edit = self._decoded.edit(place.start, place.end, make, errors="xmlcharrefreplace")
        return Piece((row,), (edit,))

    def _marked(self) -> str:
        out, at = [], 0
        for tag in self._tags:
            if tag.name and not tag.closing:
                name_end = tag.start + 1 + len(tag.name)
                out += [self._text[at:name_end], f' {_MARK}="{tag.start}"']
                at = name_end
        return "".join((*out, self._text[at:]))

    def _tag(self, at: int) -> HtmlTag:
        return self._tags[self._starts[at]]

    def _of(self, caption: PageCaption, at: Mapping[str, int]) -> Iterator[_Place]:
        """The places of one caption."""
        path, _, attribute = caption.place.partition("/@")
        text = caption.original or caption.text
        found: list[_Place] = []
        if path in at:
            found = (
                self._in_attribute(at[path], attribute, text) if attribute else self._shown(at[path], text)
            )
        if found:
            yield from found
        else:
            start = at.get(path, 0)
            yield _Place(start, start, (text,), is_lost=True)

    def _in_attribute(self, at: int, attribute: str, text: str) -> list[_Place]:
        names = (attribute, "data-sub-html")
        if attribute == "link_title":  # of the link around the photo
            index = self._starts[at]
            links = (tag for tag in reversed(self._tags[:index]) if tag.name == "a" and not tag.closing)
            at, names = next(links, self._tag(at)).start, ("title", "data-caption")
        values = (self._tag(at).values.get(name) for name in names)
        places = (self._value(*value, text) for value in values if value)
        return next((found for found in places if found), [])

    def _value(self, start: int, end: int, text: str) -> list[_Place]:
        """The place of a text in the value of an attribute, which may say more; `vi | fr` for one."""
        like = self._text[start:end]
        inside = (start + 1, end - 1) if like[:1] in ("'", '"') else (start, end)
        found = _found(list(characters(self._text, *inside)), text)
        if found is None or (inside == (start, end) and found != inside):
            return []  # an unquoted value is one word
        return [_Place(*found, (text,), like=like)]

    def _described(self, tag: HtmlTag, known: set[str], language: str) -> Iterator[_Place]:
        """`alt` and `title` of a photo, where they are in the language that is translated from."""
        for name in ("alt", "title"):
            if value := tag.values.get(name):
                text = " ".join(unquoted(self._text[slice(*value)]).split())
                is_long = len(text.split()) >= _SHORTEST and not is_noise(text)
                if fold(text) in known or (is_long and detect(text).language == (language or "vi")):
                    yield from self._value(*value, text)

    def _shown(self, at: int, text: str) -> list[_Place]:
        """The places of a text that stands in an element, or begins in it."""
        runs = list(self._runs(self._starts[at], len(text) + _WINDOW))
        found = _found([piece for run in runs if isinstance(run, list) for piece in run], text)
        return list(self._cut(runs, *found)) if found else []

    def _runs(self, index: int, most: int) -> Iterator[_Run]:
        """Texts and tags behind a start tag, what is hidden left out, until there are enough characters."""
        depth, hidden = 0, ""
        at = self._tags[index].end
        for place in range(index + 1, len(self._tags)):
            tag = self._tags[place]
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

    def _cut(self, runs: Sequence[_Run], start: int, end: int) -> Iterator[_Place]:
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

    def places(self) -> Iterator[_Place]:
        if any(isinstance(part, str) and part.strip() for part in self.parts):
            yield _Place(self._start, self._end, tuple(self.parts))


def _inline(tag: HtmlTag, text: str) -> Tag:
    role: Literal["open", "close", "point"] = "close" if tag.closing else "open"
    return Tag(text[tag.start : tag.end], role if tag.name and tag.name != "wbr" else "point", tag.name)


def _wanted(found: Sequence[PageCaption], language: str) -> list[PageCaption]:
    """Those to translate; where nothing is in the other language, also those whose language nobody knows."""
    there = {caption.language for caption in found}
    languages = {language} if language else set(LANGUAGES)
    if OTHER[language] not in there:
        languages.add("")
    return [caption for caption in found if caption.language in languages]


def _by_path(at: Mapping[Element, int], places: set[str]) -> dict[str, int]:
    """Where the elements of these paths begin; an element that nobody wrote begins with the one around it."""
    paths = {place.partition("/@")[0] for place in places}
    found: dict[str, int] = {}
    for element, start in at.items():
        found.setdefault(element.path, start)
    for path in paths:
        around = path
        while around and around not in found:
            around = around.rpartition("/")[0]
        if around:
            found[path] = found[around]
    return found


def _found(shown: Sequence[tuple[str, int, int]], text: str) -> tuple[int, int] | None:
    """Where a text begins and ends among characters with their places; white space makes no difference."""
    wanted = "".join(text.split())
    bare = [(c, start, end) for said, start, end in shown for c in said if not c.isspace()]
    index = "".join(c for c, _, _ in bare).find(wanted)
    return (bare[index][1], bare[index + len(wanted) - 1][2]) if wanted and index >= 0 else None
