"""Tables with a caption and headed rows, and large figures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from mt.webpage.html import Content, Html, element


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not plain text: markup, or with a class of the style sheet."""

    content: Content
    class_: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that is to be seen first.

    Attributes:
        label: what it counts.
        value: as it is to be read.
        note: an interval, a unit.
    """

    label: str
    value: str
    note: str = ""


def figures(items: Iterable[Figure]) -> Html:
    """Large numbers side by side."""
    return element(
        "dl",
        (
            element(
                "div",
                element("dt", item.label),
                element("dd", item.value, element("small", item.note) if item.note else None),
            )
            for item in items
        ),
        class_="figures",
    )


def key(names: Sequence[str]) -> Html | None:
    """What the looks of the series mean; nothing for a single one."""
    if len(names) < 2:
        return None
    items = (element("li", name, class_=f"series s{number}") for number, name in enumerate(names))
    return element("ul", items, class_="key")


def table(
    caption: Content,
    header: Sequence[Content],
    rows: Iterable[Sequence[Content | Cell]],
    *,
    numeric: Iterable[int] = (),
    class_: str = "",
) -> Html:
    """A table whose first column heads its rows; where it is too wide for the screen it scrolls by itself.

    Args:
        numeric: indices of columns of numbers, set flush right.
    """
    right = frozenset(numeric)
    return element(
        "div",
        element(
            "table",
            element("caption", caption),
            element(
                "thead",
                element(
                    "tr",
                    (
                        element("th", name, scope="col", class_="number" if column in right else None)
                        for column, name in enumerate(header)
                    ),
                ),
            ),
            element("tbody", (_row(row, right) for row in rows)),
            class_=class_ or None,
        ),
        class_="scroll",
        tabindex=0,
        role="region",
        aria_label="Table" if isinstance(caption, Html) or not isinstance(caption, str) else caption,
    )


def _row(row: Sequence[Content | Cell], right: frozenset[int]) -> Html:
    cells = []
    for column, cell in enumerate(row):
        content, name = (cell.content, cell.class_) if isinstance(cell, Cell) else (cell, "")
        classes = " ".join(filter(None, ("number" if column in right else "", name))) or None
        if column == 0:
            cells.append(element("th", content, scope="row", class_=classes))
        else:
            cells.append(element("td", content, class_=classes))
    return element("tr", cells)
