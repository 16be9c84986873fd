"""Is the French that a glossary asks for there?"""

from __future__ import annotations

from collections.abc import Iterator

from mt.caption import Pair
from mt.checks.finding import Finding, Span
from mt.text.glossary import Glossary


def check(pair: Pair, glossary: Glossary) -> Iterator[Finding]:
    """Findings of the kind `glossary`: terms of the Vietnamese side that the French one does not say."""
    for term in glossary.missed(pair.vi, pair.fr, "vi"):
        message = f"the glossary says {' or '.join(term.forms)}"
        yield Finding(pair.id, "glossary", Span(term.text, term.start), None, message)
