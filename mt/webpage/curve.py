"""How one number grows with another: lines over two axes, and the points as a table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from mt.webpage.html import Html, element
from mt.webpage.tables import key, table

_HEIGHT, _AXIS, _TOP = 200, 22, 14


@dataclass(frozen=True, slots=True)
class Curve:
    """One line: its name and its points, (x, y), x ascending."""

    name: str
    points: Sequence[tuple[float, float]]


def curves(caption: str, lines: Sequence[Curve], *, x: str, y: str) -> Html:
    """A figure with a line for each curve, both axes from 0, and a table of all points.

    Args:
        x, y: what the axes count.
    """
    right = max((px for line in lines for px, _ in line.points), default=0) or 1
    top = max((py for line in lines for _, py in line.points), default=0) or 1
    parts = [
        element("line", x1="0", x2="100%", y1=_TOP, y2=_TOP, class_="grid"),
        element("text", f"{top:,.0f} {y}", x="0", y=10, text_anchor="start"),
        element("line", x1="0", x2="100%", y1=_HEIGHT, y2=_HEIGHT, class_="axis"),
        element("text", "0", x="0", y=_HEIGHT + 16, text_anchor="start"),
        element("text", f"{right:,.0f} {x}", x="100%", y=_HEIGHT + 16, text_anchor="end"),
    ]
    for number, line in enumerate(lines):
        for (x1, y1), (x2, y2) in pairwise(line.points):
            parts.append(
                element(
                    "line",
                    x1=f"{100 * x1 / right:.2f}%",
                    x2=f"{100 * x2 / right:.2f}%",
                    y1=f"{_down(y1, top):.1f}",
                    y2=f"{_down(y2, top):.1f}",
                    class_=f"curve s{number}",
                )
            )
    return element(
        "figure",
        element("figcaption", caption),
        key([line.name for line in lines]),
        element(
            "svg",
            parts,
            width="100%",
            height=_HEIGHT + _AXIS,
            role="img",
            aria_label=f"{caption}. The table below has the numbers.",
            class_="curves",
        ),
        element(
            "details",
            element("summary", "The numbers"),
            table(
                caption,
                ["", x, y],
                [[line.name, f"{px:,.0f}", f"{py:,.0f}"] for line in lines for px, py in line.points],
                numeric=(1, 2),
            ),
        ),
    )


def _down(value: float, top: float) -> float:
    """Pixels from the top of the figure."""
    return _HEIGHT - (_HEIGHT - _TOP) * value / top
