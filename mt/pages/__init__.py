"""Captions out of saved news pages: HTML by its elements, text dumps by their lines."""

from mt.pages.extract import extract
from mt.pages.page import PageCaption
from mt.pages.read import MAX_BYTES, Page, read

__all__ = ["MAX_BYTES", "Page", "PageCaption", "extract", "read"]
