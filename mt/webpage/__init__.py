"""Pages that people look at: one file of HTML each, with figures, that needs no network and no script.

Every text that goes in is escaped, unless it is `Html` already; pages are made of `element`s.
"""

from mt.webpage.bars import Bar, bars
from mt.webpage.curve import Curve, curves
from mt.webpage.histogram import Histogram, histogram
from mt.webpage.html import Html, element, join
from mt.webpage.skeleton import Section, page
from mt.webpage.tables import Cell, Figure, figures, table

__all__ = [
    "Bar",
    "Cell",
    "Curve",
    "Figure",
    "Histogram",
    "Html",
    "Section",
    "bars",
    "curves",
    "element",
    "figures",
    "histogram",
    "join",
    "page",
    "table",
]
