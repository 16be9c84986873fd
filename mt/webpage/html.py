"""Markup that cannot be broken by what is put into it: text is escaped, `Html` is not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeAlias

_VOID = frozenset("br col hr img input link meta".split())
_ESCAPED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
# What HTML forbids even as a reference; surrogates stand for bytes that were not UTF-8.
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile('[&<>"]')


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Content: TypeAlias = "str | Iterable[Content] | None"
"""Html as it is, other strings escaped, nothing for None, and all of an iterable in turn."""
Attribute: TypeAlias = "str | int | float | bool | None"


def escape(text: str) -> Html:
    """The text as markup, for content and for attributes in double quotes."""
    return Html(_SPECIAL.sub(lambda match: _ESCAPED[match[0]], _FORBIDDEN.sub("\ufffd", text)))


def join(*content: Content) -> Html:
    """All of this, one after the other."""
    return Html("".join(_pieces(content)))


def element(tag: str, *content: Content, **attributes: Attribute) -> Html:
    """One element.

    Args:
        content: see `Content`.
        attributes: `class_` is written `class`, `data_kind` `data-kind`; True gives the bare name, False and
            None give nothing.

    >>> element("a", "Chợ <nổi>", href="#x", data_rank=1)
    '<a href="#x" data-rank="1">Chợ &lt;nổi&gt;</a>'
    """
    opened = f"<{tag}{''.join(_attributes(attributes))}>"
    return Html(opened if tag in _VOID else f"{opened}{join(content)}</{tag}>")


def _attributes(attributes: dict[str, Attribute]) -> Iterable[str]:
    for key, value in attributes.items():
        name = key.rstrip("_").replace("_", "-")
        if value is True:
            yield f" {name}"
        elif value is not None and value is not False:
            yield f' {name}="{escape(str(value))}"'


def _pieces(content: Content) -> Iterable[str]:
    if content is None:
        return
    if isinstance(content, str):
        yield content if isinstance(content, Html) else escape(content)
        return
    for part in content:
        yield from _pieces(part)
