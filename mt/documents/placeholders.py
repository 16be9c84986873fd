"""Placeholders and markup that stand in a text as characters; programs read them, and no model should."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mt.text.inline import Part, Tag

_FORMAT = re.compile(r"%(?:\(\w+\)|\d+\$)?[-+ #0']*\d*(?:\.\d+)?[hlLqjzt]*[a-zA-Z%]|\{[^{}\s]*\}|%%")
_SURE = re.compile(
    r"%(?:\(\w+\)|\d+\$)[-+#0']*\d*(?:\.\d+)?[hlLqjzt]*[a-zA-Z@]"  # %(name)s, %1$s
    r"|(?<![\d%])(?<!\d\s)%[-+#0']*\d*(?:\.\d+)?(?:hh?|ll?|z)?[sdiufgxXc@](?!\w)"  # %s, but not 5 %d
    r"|\{\{[^{}]*\}\}|\$?\{[^{}\s]*\}"
    r"|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9.:-]*)(?:\s[^<>]*?)?(?P<empty>/?)>"
)


def of_format(text: str) -> list[Part]:
    """The parts of a text that is known to be a format of printf or of Python: `có %d ảnh`."""
    return list(_parts(text, _FORMAT))


def of_text(text: str) -> list[Part]:
    """The parts of any text: what can be nothing else is a tag, `{name}`, `%1$s`, `<b>`; `20% số` is none.

    The tags are as they are read, not as XML writes them.
    """
    return list(_parts(text, _SURE))


def _parts(text: str, pattern: re.Pattern[str]) -> Iterator[Part]:
    at = 0
    for match in pattern.finditer(text):
        if before := text[at : match.start()]:
            yield before
        yield _tag(match)
        at = match.end()
    yield text[at:]


def _tag(match: re.Match[str]) -> Tag:
    found = match.groupdict()
    if not found.get("name") or found["empty"]:
        return Tag(match[0])
    return Tag(match[0], "close" if found["close"] else "open", f"<{found['name']}")
