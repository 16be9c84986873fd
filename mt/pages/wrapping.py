"""Lines as the page had them: text browsers (lynx, w3m) and mail programs wrap them at some 72 columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

_WIDEST = 100
_LIST_ITEM = re.compile(r"\s*(?:[*+•-]|\d{1,3}\.|\[\d{1,3}\])\s?\S")


def unwrapped(text: str) -> Iterator[tuple[int, str]]:
    """Number (from 1) and text of every line; wrapped lines are joined to the first of their paragraph."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if not _is_wrapped(lines):
        yield from enumerate(lines, start=1)
        return
    first, paragraph = 0, [""]
    for number, line in enumerate(lines, start=1):
        if (
            not paragraph[0]
            or not line.strip()
            or _LIST_ITEM.match(line)
            or paragraph[-1].rstrip().endswith("]")
        ):
            if first:
                yield first, " ".join(part.strip() for part in paragraph)
            first, paragraph = number, [line.strip() and line]
        else:
            paragraph.append(line)
    if first:
        yield first, " ".join(part.strip() for part in paragraph)


def _is_wrapped(lines: list[str]) -> bool:
    """No line is wide, and many of the widest break off amid a sentence that the next goes on with."""
    widest = max((len(line.rstrip()) for line in lines), default=0)
    if not 50 <= widest <= _WIDEST:
        return False
    full = continued = 0
    for line, following in pairwise(lines):
        if len(line.rstrip()) > 0.75 * widest and following.strip():
            full += 1
            continued += following.lstrip()[0].islower() and line.rstrip()[-1] not in ".!?…"
    return continued > 2 and 3 * continued > full
