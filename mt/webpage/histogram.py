"""How values are distributed: columns over bins, one for each series, and the counts as a table."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from mt.webpage.html import Html, element
from mt.webpage.tables import key, table

_HEIGHT, _AXIS = 180, 22


@dataclass(frozen=True, slots=True)
class Histogram:
    """The values of one series.

    Attributes:
        name: empty when there is only one.
        values: whatever was measured; what lies outside of the edges is counted in the outermost bins.
    """

    name: str
    values: Sequence[float]


def histogram(
    caption: str, series: Sequence[Histogram], *, edges: Sequence[float], value: str, count: str = "captions"
) -> Html:
    """A figure with a column for each bin, a mark at each median, and a table that says the same.

    Args:
        edges: where bins begin and the last one ends, ascending.
        value: what was measured.
        count: what was counted.
    """
    counts = [_counts(one.values, edges) for one in series]
    most = max((max(row) for row in counts), default=0) or 1
    parts = [_grid(most)]
    for number, (one, row) in enumerate(zip(series, counts, strict=True)):
        parts += _columns(row, number, len(series), edges, most)
        if one.values:
            parts += _median(median(one.values), number, edges)
    parts += [_tick(edge, edges) for edge in edges[:: max(1, (len(edges) - 1) // 5)]]
    said = "; ".join(
        f"{one.name + ': ' if one.name else ''}median {median(one.values):.1f} of {len(one.values):,} {count}"
        for one in series
        if one.values
    )
    return element(
        "figure",
        element("figcaption", caption, element("small", f" · {said}")),
        key([one.name for one in series]),
        element(
            "svg",
            parts,
            width="100%",
            height=_HEIGHT + _AXIS,
            role="img",
            aria_label=f"{caption}. {said}. The table below has the numbers.",
            class_="histogram",
        ),
        element(
            "details",
            element("summary", "The numbers"),
            table(
                caption,
                [value, *(one.name or count for one in series)],
                [
                    [f"{low:g} to {high:g}", *(f"{row[bin_]:,}" for row in counts)]
                    for bin_, (low, high) in enumerate(pairwise(edges))
                ],
                numeric=range(1, len(series) + 1),
            ),
        ),
    )


def _counts(values: Sequence[float], edges: Sequence[float]) -> list[int]:
    counts = [0] * (len(edges) - 1)
    for value in values:
        counts[min(max(bisect_right(edges, value) - 1, 0), len(counts) - 1)] += 1
    return counts


def _grid(most: int) -> Html:
    """The largest count, at the line it reaches."""
    return element(
        "g",
        element("line", x1="0", x2="100%", y1=14, y2=14, class_="grid"),
        element("text", f"{most:,}", x="100%", y=10, text_anchor="end"),
        element("line", x1="0", x2="100%", y1=_HEIGHT, y2=_HEIGHT, class_="axis"),
    )


def _columns(row: Sequence[int], number: int, of: int, edges: Sequence[float], most: int) -> list[Html]:
    columns = []
    for bin_, count in enumerate(row):
        left, right = (_place(edge, edges) for edge in edges[bin_ : bin_ + 2])
        width = (right - left) * 0.88 / of
        height = (_HEIGHT - 14) * count / most
        columns.append(
            element(
                "rect",
                x=f"{left + (right - left) * 0.06 + number * width:.3f}%",
                y=f"{_HEIGHT - height:.1f}",
                width=f"{width:.3f}%",
                height=f"{height:.1f}",
                class_=f"fill s{number}",
            )
        )
    return columns


def _median(value: float, number: int, edges: Sequence[float]) -> list[Html]:
    x = f"{_place(min(max(value, edges[0]), edges[-1]), edges):.2f}%"
    return [element("line", x1=x, x2=x, y1=14, y2=_HEIGHT, class_=f"median s{number}")]


def _tick(edge: float, edges: Sequence[float]) -> Html:
    anchor = "start" if edge == edges[0] else "end" if edge == edges[-1] else "middle"
    return element("text", f"{edge:g}", x=f"{_place(edge, edges):.2f}%", y=_HEIGHT + 16, text_anchor=anchor)


def _place(value: float, edges: Sequence[float]) -> float:
    return 100 * (value - edges[0]) / (edges[-1] - edges[0])
