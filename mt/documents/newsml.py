"""NewsML-G2: a `description` in one language gets a sibling in the other, told apart by `xml:lang`.

A description is in the language of its own `xml:lang`, else in the one it reads like, else in that of the
nearest element around it that names one. One that has a sibling of the same role in the other language stays
alone.

https://iptc.org/std/NewsML-G2/guidelines/
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from mt.caption import Translation
from mt.documents.document import OTHER, Edit, Piece, is_failed
from mt.documents.markup import Node, Raw, elements, local, parts, with_attributes
from mt.documents.source import Source
from mt.errors import InputError
from mt.files.row import Row
from mt.files.xml import LANG, XmlReader, escape, primary
from mt.text.inline import placed, plain, rendered
from mt.text.language import detect
from mt.translate.flags import describe

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_ROOTS = frozenset({"newsItem", "newsMessage", "packageItem", "conceptItem", "knowledgeItem", "planningItem"})
_ROOT = re.compile(rb"<(?:[\w.-]+:)?(?:%b)[\s>]" % "|".join(sorted(_ROOTS)).encode())


def sniff(head: bytes) -> bool:
    head = head.replace(b"\0", b"")
    return _ROOT.search(head) is not None and NAMESPACE.encode() in head


def languages(source: Source) -> tuple[str, str]:
    """It may hold both; which to translate from, the descriptions tell."""
    with source.open() as stream:
        for event in XmlReader(stream, source.name):
            if event.kind == "start":
                if local(event.name) in _ROOTS and event.name.startswith(NAMESPACE):
                    return "", ""
                break
    raise InputError("is no NewsML-G2", where=source.name, remedy="check the file")


def pieces(source: Source, language: str, remark: Callable[[str], None]) -> Iterator[Piece]:
    around: list[str] = []
    with source.open() as stream:
        reader = XmlReader(stream, source.name)
        raw = Raw(source, reader)
        for found in elements(reader, frozenset({"contentMeta"}), where=source.name):
            if isinstance(found, Node):
                inherited = primary(found.attributes.get(LANG, "")) or (around[-1] if around else "")
                descriptions = [(node, _language(node, inherited)) for node in found.all("description")]
                for node, said in descriptions:
                    if said in (language or said, "") and not _has_other(node, said, descriptions):
                        yield from _piece(node, said, language, raw, reader, source.name, remark)
            elif found.kind == "start":
                around.append(primary(found.attributes.get(LANG, "")) or (around[-1] if around else ""))
            elif found.kind == "end":
                around.pop()


def _language(node: Node, inherited: str) -> str:
    """Its own language, the one it reads like, or the inherited one; empty where nothing tells."""
    own = primary(node.attributes.get(LANG, ""))
    if own:
        return own
    guess = detect(node.text).language
    return guess if guess in ("vi", "fr") else inherited


def _has_other(node: Node, language: str, descriptions: Sequence[tuple[Node, str]]) -> bool:
    role = node.attributes.get("role", "")
    other = OTHER.get(language, "")
    return any(
        said == other and n.attributes.get("role", "") == role for n, said in descriptions if n is not node
    )


def _piece(
    node: Node,
    said: str,
    language: str,
    raw: Raw,
    reader: XmlReader,
    where: str,
    remark: Callable[[str], None],
) -> Iterator[Piece]:
    if said not in ("vi", "fr", ""):
        return
    found = parts(node, raw, _role, where)
    text = plain(found)
    if not text:
        return

    def make(results: Sequence[Translation]) -> bytes:
        if is_failed(results[0]):
            return b""
        target, certain = placed(found, results[0].text)
        if not certain:
            remark(f"line {node.line}: {describe(['doubtful:tags'])}")
        tag = re.sub(r"\s(?:id|guid)\s*=\s*(?:\"[^\"]*\"|'[^']*')", "", raw.open_tag(node))
        tag = with_attributes(tag, xml__lang=OTHER[said or language])
        return reader.encode(f"{raw.indent(node)}{tag}{rendered(target, escape)}{raw.close_tag(node)}")

    yield Piece((Row(0, node.line, text, text),), (Edit(node.end, node.end, make),))


def _role(node: Node) -> tuple[str, str]:
    return ("pair" if node.text.strip() else "point"), ""
