"""`--glossary press`: the names of the bundled glossary that have one rendering in the other language."""

from __future__ import annotations

from functools import cache

from mt.corpora.location import corpora
from mt.corpora.reading import Term, read_glossary
from mt.text.glossary import Glossary

# The terms of the other categories, and those without a capital, may be said in many ways: of those found in
# the bundled training captions, 36 % are said otherwise; of these, 7 % in French and 12 % in Vietnamese.
CATEGORIES = frozenset({"institutions", "international", "countries", "places", "abbreviations"})


@cache
def press_glossary() -> Glossary:
    """Institutions, countries, places and abbreviations; all other terms are known, but not asked for.

    Raises:
        CorpusError: the bundled glossary is missing or damaged.
    """
    terms = read_glossary(corpora() / "glossary")
    asked = [term for term in terms if _is_binding(term)]
    return Glossary(
        ((t.vi, t.fr, t.note) for t in asked),
        known=((t.vi, t.fr, t.note) for t in terms if not _is_binding(t)),
    )


def _is_binding(term: Term) -> bool:
    return term.category in CATEGORIES and not term.vi.islower() and not term.fr.islower()
