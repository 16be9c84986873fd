"""That a changed XMP packet says what it said before, by another parser than the one that changed it."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from mt.photos.blocks import Xmp
from mt.photos.packet import RDF, BrokenError, Name, Packet

_ABOUT = {f"{{{RDF}}}about", f"{{{RDF}}}ID", f"{{{RDF}}}nodeID", "about", "ID"}


def same_but(old: Xmp, new: Xmp, changed: Collection[Name]) -> None:
    """Raise unless all properties but the `changed` ones are the same in both.

    Raises:
        BrokenError: they are not, or one of the two cannot be read. It would be a mistake of this program.
    """
    if _all(old, changed) != _all(new, changed):
        raise BrokenError("would not say the same any more; please report this file")


def _all(xmp: Xmp, changed: Collection[Name]) -> list[tuple[str, bytes]]:
    """Of both parts; what one part cannot hold moves to the other."""
    return sorted(said for data in (xmp.main, xmp.extended) if data for said in _said(data, changed))


def _said(data: bytes, changed: Collection[Name]) -> Iterator[tuple[str, bytes]]:
    """Every property, with its value in a form in which the same things have the same bytes."""
    from lxml import etree

    left_out = {f"{{{namespace}}}{local}" for namespace, local in changed}
    for node in _rdf(Packet(data).data):
        if not isinstance(node.tag, str):  # a comment
            continue
        for name, value in sorted(node.attrib.items()):
            if name not in left_out and name not in _ABOUT:
                yield f"{node.tag} {name}", value.encode("utf-8")
        for element in node:
            if isinstance(element.tag, str) and element.tag not in left_out:
                element.tail = None
                yield element.tag, etree.tostring(element, method="c14n", exclusive=True)


def _rdf(data: bytes) -> Any:
    from lxml import etree  # only photos that are written need it

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=True, remove_pis=True,
        encoding="utf-8",
    )  # fmt: skip
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise BrokenError(f"line {error.lineno}: {error.msg}") from None
    if root.getroottree().docinfo.doctype:
        raise BrokenError("has a DOCTYPE, which XMP never has")
    rdf = root if root.tag == f"{{{RDF}}}RDF" else next(root.iter(f"{{{RDF}}}RDF"), None)
    if rdf is None:
        raise BrokenError("has no rdf:RDF")
    return rdf
