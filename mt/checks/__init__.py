"""Rules that a pair of captions may break, and what they find.

>>> from mt import Pair
>>> from mt.checks import check
>>> for finding in check([Pair("1", "Lễ hội ngày 14/11", "La fête du 15 novembre")]):
...     print(finding.kind, finding.vi, finding.fr)
date 14/11 15 novembre
"""

from __future__ import annotations

from mt.checks.finding import KINDS, Finding, Span
from mt.checks.pairs import check, check_pair
from mt.text.glossary import Glossary

__all__ = ["KINDS", "Finding", "Glossary", "Span", "check", "check_pair"]
