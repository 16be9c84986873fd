"""Changes to an XMP packet, as new bytes between the old ones.

Language alternatives get items, arrays get items, and a plain text becomes language alternatives; whatever
else is in the packet keeps its bytes. Afterwards the old and the new packet are read by a second parser, and
unless they say the same about every other property the change is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from mt.photos.packet import DC, LANG, RDF, VIFR, BrokenError, Element, Name, Packet, items
from mt.photos.source import Edit, edited

DEFAULT = "x-default"
EMPTY = (
    f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/">\n <rdf:RDF xmlns:rdf="{RDF}">\n </rdf:RDF>\n</x:xmpmeta>\n'
    + (" " * 99 + "\n") * 20
    + '<?xpacket end="w"?>'
).encode()
"""A packet that says nothing, with room for what comes later."""

_PREFIXES = {DC: "dc", VIFR: "vifr"}
_ATTRIBUTE = re.compile(rb"\s+([^\s=/>]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_OWN_LANGUAGE = re.compile(rb"\s+xml:lang\s*=\s*(?:\"[^\"]*\"|'[^']*')")
_SPACE_BEFORE = re.compile(rb"(?:\r?\n)?[ \t]*$")
# What XML 1.0 cannot hold.
_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Alternatives:
    """Texts that a property gets, by language; those that are there stay, but for the `replaced` ones."""

    name: Name
    texts: Mapping[str, str]
    replaced: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Items:
    """Items that an array gets at its end: texts, or fields by name; `dropped` ones go, by index."""

    name: Name
    new: Sequence[str | Mapping[str, str]]
    dropped: frozenset[int] = frozenset()


Change = Alternatives | Items


def spliced(packet: Packet, changes: Sequence[Change]) -> bytes:
    """The packet, `Packet.data`, with the changes in it.

    Raises:
        BrokenError: a property that is to be changed stands there twice, or in a form that XMP does not know.
    """
    edits: list[Edit] = []
    new: dict[str, list[str]] = {}
    for change in changes:
        found = list(packet.properties(change.name))
        if len(found) > 1:
            raise BrokenError(f"has {_said(change.name)} more than once")
        if not found:
            namespace = change.name[0]
            new.setdefault(namespace, []).append(_property(packet, change, _PREFIXES[namespace]))
            continue
        node, element = found[0]
        if element is None:
            edits += _out_of_attribute(packet, node, change)
        else:
            edits += _changed(packet, element, change)
    if new:
        edits.append(_new_nodes(packet, new))
    return edited(packet.data, edits)


def tag_of(language: str) -> str:
    """`vi` of `vi-VN`: the language itself, in lower case."""
    return language.split("-")[0].lower()


def _changed(packet: Packet, element: Element, change: Change) -> list[Edit]:
    """The edits within a property that is there as an element."""
    kind = "Alt" if isinstance(change, Alternatives) else "Bag"
    array = element.child((RDF, kind))
    if array is None and isinstance(change, Items):
        array = element.child((RDF, "Seq"))
    if array is None or len(element.children) != 1 or element.text.strip() or array.is_empty:
        return [_rewritten(packet, element, change)]
    old = items(element)
    if isinstance(change, Items):
        edits = [Edit(*_with_space(packet, old[place]), b"") for place in sorted(change.dropped)]
        at = old[-1].stop if old else array.inner
        text = "".join(_space(packet, old) + _item(packet, item) for item in change.new)
        return [*edits, Edit(at, at, text.encode("utf-8"))]
    if len(old) != len(array.children) or any(_is_odd(item) for item in old):
        return [_rewritten(packet, element, change)]
    return _alternatives(packet, array, old, change)


def _alternatives(packet: Packet, array: Element, old: list[Element], change: Alternatives) -> list[Edit]:
    """x-default comes first and what is new last, as the XMP specification wants it."""
    there = {item.attributes[LANG].lower(): item for item in old}
    edits, behind = [], []
    space = _space(packet, old)
    for language, text in change.texts.items():
        item = there.get(language.lower())
        if item is not None and language in change.replaced:
            edits.append(
                Edit(item.start, item.stop, _li(packet, text, item.attributes[LANG]).encode("utf-8"))
            )
        elif item is None and language == DEFAULT:
            edits.append(Edit(array.inner, array.inner, (space + _li(packet, text, DEFAULT)).encode("utf-8")))
        elif item is None:
            behind.append(space + _li(packet, text, language))
    at = old[-1].stop if old else array.inner
    return [*edits, Edit(at, at, "".join(behind).encode("utf-8"))]


def _rewritten(packet: Packet, element: Element, change: Change) -> Edit:
    """A property that is no array of the right kind, or holds items without language: written anew."""
    if element.children and not items(element):
        array = element.children[0]
        if array.name not in ((RDF, "Alt"), (RDF, "Bag"), (RDF, "Seq")) or array.children:
            raise BrokenError(f"has {_said(change.name)} in a form that cannot be changed")
    if any(item.children for item in items(element)):
        raise BrokenError(f"has {_said(change.name)} with qualifiers, which cannot be changed")
    texts = [(item.attributes.get(LANG, ""), item.text) for item in items(element)]
    new = _property(packet, _with(change, texts), element.tag.rpartition(":")[0])
    if not element.tag.rpartition(":")[0] or set(element.attributes) - {LANG}:
        raise BrokenError(f"has {_said(change.name)} in a form that cannot be changed")
    own = packet.data[element.start + 1 + len(element.tag.encode("utf-8")) : element.inner]
    declarations = _OWN_LANGUAGE.sub(b"", own).rstrip(b">").rstrip(b"/").decode("utf-8").strip()
    if declarations:
        new = new.replace(f"<{element.tag}>", f"<{element.tag} {declarations}>", 1)
    return Edit(element.start, element.stop, new.encode("utf-8"))


def _out_of_attribute(packet: Packet, node: Element, change: Change) -> list[Edit]:
    """`<rdf:Description dc:description="…"/>`: the attribute goes, an element comes."""
    for match in _ATTRIBUTE.finditer(packet.data, node.start, node.inner):
        prefix, _, local = match[1].decode("utf-8").rpartition(":")
        if prefix and (node.namespaces.get(prefix), local) == change.name:
            break
    else:
        raise BrokenError(f"has {_said(change.name)} in a form that cannot be changed")
    text = _property(packet, _with(change, [("", node.attributes[change.name])]), prefix)
    taken = Edit(match.start(), match.end(), b"")
    if not node.is_empty:
        return [taken, Edit(node.inner, node.inner, f"\n   {text}".encode())]
    slash = packet.data.rindex(b"/", node.start, node.inner)
    body = f">\n   {text}\n  </{node.tag}>"
    return [taken, Edit(slash, node.inner, body.encode("utf-8"))]


def _with(change: Change, texts: list[tuple[str, str]]) -> Change:
    """The change with what is there already, so that it can be written as a whole."""
    if isinstance(change, Items):
        kept = [text for place, (_, text) in enumerate(texts) if place not in change.dropped and text.strip()]
        return Items(change.name, [*kept, *change.new])
    said: dict[str, str] = {}
    for language, text in texts:
        if text.strip() and said.setdefault(language or DEFAULT, text) != text:
            raise BrokenError(f"has several texts in one language in {_said(change.name)}")
    for language, text in change.texts.items():
        if language in change.replaced:
            said[language] = text
        else:
            said.setdefault(language, text)
    first = {DEFAULT: said.pop(DEFAULT)} if DEFAULT in said else {}
    return Alternatives(change.name, first | said)


def _new_nodes(packet: Packet, new: Mapping[str, list[str]]) -> Edit:
    """New rdf:Description elements before the end of rdf:RDF, about what the others are about."""
    rdf = packet.rdf
    prefix = _rdf(packet)
    about = next(
        (node.attributes.get((RDF, "about"), node.attributes.get(("", "about"))) for node in packet.nodes), ""
    )
    nodes = "".join(
        f'\n  <{prefix}:Description {prefix}:about="{html.escape(about or "")}"'
        f' xmlns:{_PREFIXES[namespace]}="{namespace}">'
        + "".join(f"\n   {text}" for text in texts)
        + f"\n  </{prefix}:Description>"
        for namespace, texts in new.items()
    )
    if rdf.is_empty:
        slash = packet.data.rindex(b"/", rdf.start, rdf.inner)
        return Edit(slash, rdf.inner, f">{nodes}\n </{rdf.tag}>".encode())
    at = len(packet.data[: rdf.close].rstrip(b" \t\r\n"))
    return Edit(at, at, nodes.encode("utf-8"))


def _property(packet: Packet, change: Change, prefix: str) -> str:
    """A whole property."""
    rdf, tag = _rdf(packet), f"{prefix}:{change.name[1]}"
    if isinstance(change, Alternatives):
        body = "".join(f"\n     {_li(packet, text, language)}" for language, text in change.texts.items())
        kind = "Alt"
    else:
        body = "".join(f"\n     {_item(packet, item)}" for item in change.new)
        kind = "Bag"
    return f"<{tag}>\n    <{rdf}:{kind}>{body}\n    </{rdf}:{kind}>\n   </{tag}>"


def _item(packet: Packet, item: str | Mapping[str, str]) -> str:
    rdf = _rdf(packet)
    if isinstance(item, str):
        return f"<{rdf}:li>{_escaped(item)}</{rdf}:li>"
    fields = "".join(f"\n      <vifr:{name}>{_escaped(text)}</vifr:{name}>" for name, text in item.items())
    return f'<{rdf}:li {rdf}:parseType="Resource" xmlns:vifr="{VIFR}">{fields}\n     </{rdf}:li>'


def _li(packet: Packet, text: str, language: str) -> str:
    rdf = _rdf(packet)
    return f'<{rdf}:li xml:lang="{html.escape(language)}">{_escaped(text)}</{rdf}:li>'


def _escaped(text: str) -> str:
    return html.escape(_ILLEGAL.sub(" ", text), quote=False).replace("\r", "&#13;")


def _rdf(packet: Packet) -> str:
    prefix = packet.rdf.tag.rpartition(":")[0]
    if not prefix:
        raise BrokenError("has rdf: as its default namespace, a form that cannot be changed")
    return prefix


def _is_odd(item: Element) -> bool:
    """An item without language, or with more than text in it."""
    return LANG not in item.attributes or bool(item.children)


def _with_space(packet: Packet, item: Element) -> tuple[int, int]:
    """An item with the white space before it."""
    before = packet.data[max(0, item.start - 200) : item.start]
    match = _SPACE_BEFORE.search(before)
    return item.start - (len(match[0]) if match else 0), item.stop


def _space(packet: Packet, items: Sequence[Element]) -> str:
    """The line break and indentation of the items, if they have any."""
    if not items:
        return "\n     "
    start, _ = _with_space(packet, items[-1])
    return packet.data[start : items[-1].start].decode("utf-8")


def _said(name: Name) -> str:
    return f"{_PREFIXES.get(name[0], '')}:{name[1]}".lstrip(":")
