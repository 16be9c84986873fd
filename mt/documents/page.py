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

from collections.abc import Callable, Iterator, Mapping, Sequence

from mt.caption import LANGUAGES, Translation
from mt.documents.decoded import Decoded
from mt.documents.document import OTHER, Edit, Piece, is_failed
from mt.documents.page_text import PageText, Place
from mt.documents.source import Source
from mt.documents.tags import HtmlTag, escaped, quoted, unquoted
from mt.errors import InputError
from mt.files.row import Problem, Row
from mt.pages.document import Reader
from mt.pages.elements import Element
from mt.pages.extract import captions
from mt.pages.furniture import is_noise
from mt.pages.html import candidates_on, parse
from mt.pages.page import PageCaption
from mt.pages.read import MAX_BYTES, encoding_of
from mt.pages.shapes import Layout
from mt.text.inline import placed, plain, rendered
from mt.text.language import detect
from mt.text.legacy_tables import ENCODINGS
from mt.text.unicode import fold
from mt.translate.flags import describe

_MARK = "data-vifr-at"
_SHORTEST = 4  # words of an `alt` that describes a photo; shorter ones name it: `Logo`, `Ảnh đại diện`
_LOST = Problem("its place in the page cannot be found", "translate it by hand")


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
    errors = "strict" if encoding.startswith(("utf-16", "utf-32")) else "surrogateescape"
    page = _Page(Decoded(data, encoding, source.name, errors=errors), remark)
    found = sorted(page.places(language), key=lambda place: place.start)
    end = 0
    for place in found:
        if place.is_lost:
            yield page.lost(place)
        elif place.start >= end:  # a caption is found twice where a page shows it in two ways
            yield page.piece(place)
            end = place.end


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
        self._page = PageText(self._text)

    def places(self, language: str) -> Iterator[Place]:
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

    def lost(self, place: Place) -> Piece:
        """A caption that is on the page, somewhere."""
        row = Row(0, self._decoded.line(place.start), "", plain(place.parts), problem=_LOST)
        return Piece((row,), ())

    def piece(self, place: Place) -> Piece:
        text = plain(place.parts)
        line = self._decoded.line(place.start)
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
        return Piece((Row(0, line, text, text),), (edit,))

    def _marked(self) -> str:
        out, at = [], 0
        for tag in self._page.tags:
            if tag.name and not tag.closing:
                name_end = tag.start + 1 + len(tag.name)
                out += [self._text[at:name_end], f' {_MARK}="{tag.start}"']
                at = name_end
        return "".join((*out, self._text[at:]))

    def _tag(self, at: int) -> HtmlTag:
        return self._page.tags[self._page.index(at)]

    def _of(self, caption: PageCaption, at: Mapping[str, int]) -> Iterator[Place]:
        """The places of one caption."""
        path, _, attribute = caption.place.partition("/@")
        text = caption.original or caption.text
        found: list[Place] = []
        if path in at:
            found = (
                self._in_attribute(at[path], attribute, text)
                if attribute
                else self._page.shown(at[path], text)
            )
        if found:
            yield from found
        else:
            start = at.get(path, 0)
            yield Place(start, start, (text,), is_lost=True)

    def _in_attribute(self, at: int, attribute: str, text: str) -> list[Place]:
        names = (attribute, "data-sub-html")
        if attribute == "link_title":  # of the link around the photo
            index = self._page.index(at)
            links = (tag for tag in reversed(self._page.tags[:index]) if tag.name == "a" and not tag.closing)
            at, names = next(links, self._tag(at)).start, ("title", "data-caption")
        values = (self._tag(at).values.get(name) for name in names)
        places = (self._page.value(*value, text) for value in values if value)
        return next((found for found in places if found), [])

    def _described(self, tag: HtmlTag, known: set[str], language: str) -> Iterator[Place]:
        """`alt` and `title` of a photo, where they are in the language that is translated from."""
        for name in ("alt", "title"):
            if value := tag.values.get(name):
                text = " ".join(unquoted(self._text[slice(*value)]).split())
                is_long = len(text.split()) >= _SHORTEST and not is_noise(text)
                if fold(text) in known or (is_long and detect(text).language == (language or "vi")):
                    yield from self._page.value(*value, text)


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
