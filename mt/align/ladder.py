"""The ladder format in which sentence aligners exchange links: `[0, 1]:[2]:0.31`, positions from 0.

As vecalign reads and writes it. The third field, where there is one, is a cost: lower is better. vifr writes
1 − score.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from mt.errors import InputError

Positions = tuple[int, ...]

_LINE = re.compile(r"\s*\[([\d, ]*)\]\s*:\s*\[([\d, ]*)\]\s*(?::\s*([-+.\deE]+|nan|inf)\s*)?")


def write_ladder(links: Iterable[tuple[Positions, Positions]], costs: Iterable[float] | None = None) -> str:
    """One line for every link, with its cost where costs are given."""
    lines = [f"{list(left)}:{list(right)}" for left, right in links]
    if costs is not None:
        lines = [f"{line}:{cost:.4f}" for line, cost in zip(lines, costs, strict=True)]
    return "".join(f"{line}\n" for line in lines)


def read_ladder(path: Path) -> list[tuple[Positions, Positions]]:
    """The links of a file; costs are passed over.

    Raises:
        InputError: the file cannot be read, or a line is no link.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(getattr(error, "strerror", None) or "not UTF-8", where=str(path)) from error
    links = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line)
        if not match:
            raise InputError(
                f"{line.strip()[:40]!r} is no link",
                where=f"{path}:{number}",
                remedy="write links as [0, 1]:[2], positions from 0",
            )
        links.append((_positions(match[1]), _positions(match[2])))
    return links


def _positions(text: str) -> Positions:
    return tuple(int(number) for number in re.findall(r"\d+", text))
