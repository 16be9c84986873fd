"""Bars with intervals: a table whose last column draws what the others say to screen readers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from mt.webpage.html import Content, Html, element
from mt.webpage.tables import Cell, table


@dataclass(frozen=True, slots=True)
class Bar:
    """One value.

    Attributes:
        label: what it belongs to; bars that follow each other with the same label form a group.
        value: its length.
        low, high: an interval, drawn as a whisker; None where there is none.
        count: how many things it was counted on.
        series: number of the system or set, for its look; the first is 0.
        name: of the series, a letter or a short word; empty when there is only one.
        few: whether there are too few things to trust it.
    """

    label: str
    value: float
    low: float | None = None
    high: float | None = None
    count: int | None = None
    series: int = 0
    name: str = ""
    few: bool = False


def bars(
    caption: Content,
    items: Sequence[Bar],
    *,
    label: str,
    value: str,
    count: str = "captions",
    most: float | None = None,
    digits: int = 1,
) -> Html:
    """A table of bars that all begin at 0.

    Args:
        label, value, count: headings of the columns.
        most: the value as wide as the column; by default the largest there is.
        digits: decimals of the values.
    """
    most = most or max((max(bar.value, bar.high or 0) for bar in items), default=0) or 1
    named, counted = any(bar.name for bar in items), any(bar.count is not None for bar in items)
    header: list[Content] = [label]
    header += [count] if counted else []
    header += [element("span", "System", class_="unseen")] if named else []
    numeric = [1] if counted else []
    rows = []
    for group, members in groupby(items, key=lambda bar: bar.label):
        for place, bar in enumerate(members):
            head = group if place == 0 else element("span", group, class_="unseen")
            row: list[Content | Cell] = [Cell(head, "" if place == 0 else "again")]
            if counted:
                shown = "" if bar.count is None or place else f"{bar.count:,}"
                row.append(Cell(shown))
            if named:
                row.append(Cell(bar.name, f"series s{bar.series}"))
            row += [Cell(_value(bar, digits), "value"), Cell(_drawn(bar, most), "bar")]
            rows.append(row)
    drawn = element("span", "Drawn", class_="unseen")
    return table(caption, [*header, value, drawn], rows, numeric=numeric, class_="bars")


def shares(parts: Sequence[tuple[float, str]]) -> Html:
    """Parts of a whole, one behind the other, for the last column of a table of class `bars`.

    Args:
        parts: sizes, and classes of the style sheet: `s0` to `s3`, or `tie`.
    """
    whole = sum(size for size, _ in parts) or 1
    drawn, at = [], 0.0
    for size, look in parts:
        attributes = {"x": _share(at, whole), "width": _share(size, whole), "class_": f"fill {look}"}
        drawn.append(_line("rect", y=3, height=10, **attributes))
        at += size
    return element("svg", drawn, width="100%", height=16, aria_hidden="true")


def _value(bar: Bar, digits: int) -> list[Content]:
    text: list[Content] = [f"{bar.value:,.{digits}f}"]
    if bar.low is not None and bar.high is not None:
        text += [" ", element("small", f"[{bar.low:,.{digits}f}, {bar.high:,.{digits}f}]")]
    if bar.few:
        text += [" ", element("small", "few")]
    return text


def _drawn(bar: Bar, most: float) -> Html:
    """Lengths are shares of the width, so that it stretches without distortion."""
    parts = [_line("rect", x=0, y=3, width=_share(bar.value, most), height=10, class_=f"fill s{bar.series}")]
    if bar.low is not None and bar.high is not None:
        low, high = _share(bar.low, most), _share(bar.high, most)
        parts.append(_line("line", x1=low, x2=high, y1=8, y2=8, class_="whisker"))
        parts += [_line("line", x1=end, x2=end, y1=4, y2=12, class_="whisker") for end in (low, high)]
    return element(
        "svg", parts, width="100%", height=16, aria_hidden="true", class_="few" if bar.few else None
    )


def _line(tag: str, **attributes: str | float) -> Html:
    return element(tag, **attributes)


def _share(value: float, most: float) -> str:
    return f"{min(max(100 * value / most, 0), 100):.2f}%"
