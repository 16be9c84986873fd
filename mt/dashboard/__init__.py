"""The bundled corpora as a page and a picture: what is in them, and how far they can be trusted."""

from mt.dashboard.page import render
from mt.dashboard.survey import Survey, survey

__all__ = ["Survey", "render", "survey"]
