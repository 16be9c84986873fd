"""TMX: units that have one of the two languages get the other; the rest of the memory stays as it is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mt import __version__
from mt.caption import LANGUAGES, Translation
from mt.documents.document import OTHER, Edit, Piece, is_failed
from mt.documents.markup import Node, Raw, elements, opened, parts
from mt.documents.source import Source
from mt.files import tmx
from mt.files.row import Row
from mt.files.xml import LANG, XmlReader, attribute, escape, primary
from mt.text.inline import placed, plain, rendered
from mt.translate.flags import describe, worth_saying

_ROOT = re.compile(rb"<tmx[\s>]")
_HALVES = {"bpt": "open", "ept": "close", "hi": "pair"}


def sniff(head: bytes) -> bool:
    return _ROOT.search(head.replace(b"\0", b"")) is not None


def languages(source: Source) -> tuple[str, str]:
    """The language of the units that lack the other one, where all of them lack the same."""
    lacking = set()
    with source.open() as stream:
        for unit in tmx.read(stream, name=source.name):
            if bool(unit.vi.strip()) != bool(unit.fr.strip()):
                lacking.add("vi" if unit.vi.strip() else "fr")
    return (lacking.pop(), "") if len(lacking) == 1 else ("", "")


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    left = 0
    with source.open() as stream:
        reader = XmlReader(stream, source.name, doctypes=tmx.DOCTYPES)
        raw = Raw(source, reader)
        for found in elements(reader, frozenset({"tu"}), where=source.name):
            if not isinstance(found, Node):
                continue
            sides = {name: _texts(found, name) for name in LANGUAGES}
            lacking = [name for name in LANGUAGES if sides[name] and not sides[OTHER[name]]]
            if lacking and lacking[0] == (language or lacking[0]):
                yield _piece(found, sides[lacking[0]][0], lacking[0], raw, reader, source.name, remark)
            elif lacking:
                left += 1
    if left:
        remark(f"{left} units have only {OTHER[language]}: left; for them, say --from {OTHER[language]}")


def _texts(unit: Node, language: str) -> list[Node]:
    """The variants of a unit that have text in a language."""
    return [tuv for tuv in _variants(unit, language) if (seg := tuv.child("seg")) and seg.text.strip()]


def _variants(unit: Node, language: str) -> list[Node]:
    return [tuv for tuv in unit.all("tuv") if primary(_language(tuv)) == language]


def _language(tuv: Node) -> str:
    return tuv.attributes.get(LANG) or tuv.attributes.get("lang", "")


def _piece(
    unit: Node,
    variant: Node,
    language: str,
    raw: Raw,
    reader: XmlReader,
    where: str,
    remark: Callable[[str], None],
) -> Piece:
    seg = variant.child("seg")
    assert seg is not None
    found = parts(seg, raw, _role, where)
    text = plain(found)
    if not text:  # nothing but codes
        return Piece((), ())
    empty = next(iter(_variants(unit, OTHER[language])), None)

    def make(results: Sequence[Translation]) -> bytes:
        if is_failed(results[0]):
            return reader.encode(raw.whole(empty)) if empty else b""
        target, certain = placed(found, results[0].text)
        flags = (*results[0].flags, *(() if certain else ("doubtful:tags",)))
        if not certain:
            remark(f"line {seg.line}: {describe(['doubtful:tags'])}")
        said = describe(worth_saying(flags))
        note = f"<note>{escape(said)}</note>" if said else ""
        if empty:
            tag = opened(raw.open_tag(empty))
        else:
            kind = "xml:lang" if LANG in variant.attributes else "lang"
            tag = (
                f'{raw.indent(variant)}<tuv {kind}="{OTHER[language]}" creationtool="vifr" '
                f"creationtoolversion={attribute(__version__)}>"
            )
        return reader.encode(f"{tag}{note}<seg>{rendered(target, escape)}</seg></tuv>")

    place = (empty.start, empty.end) if empty else (variant.end, variant.end)
    return Piece((Row(0, seg.line, text, text),), (Edit(*place, make),))


def _role(node: Node) -> tuple[str, str]:
    return _HALVES.get(node.name, "point"), node.attributes.get("i", "")
