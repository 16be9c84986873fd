"""An evaluation as a page that people look at."""

from mt.evaluation.report.page import report

__all__ = ["report"]
