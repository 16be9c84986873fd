"""Is the French that a glossary asks for there?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from mt.caption import Pair
from mt.checks.finding import Finding, Span
from mt.text.words import Side, stem

_SMALL = 3  # letters; shorter words are articles and prepositions
_OTHER_FORM = re.compile(r"«\s*([^»]+?)\s*»|(?:adj|abrév|f)\. (\w{2,})")


class Glossary:
    """Vietnamese terms and the French ones that are asked for.

    A term is respected where every word of one of its French forms is there, in any inflection: words count
    as the same by their first five letters. Of terms inside one another only the longest is asked for. A term
    with capitals is found only with them.

    Args:
        terms: Vietnamese, French, and a note that may give other French forms: in « », or behind `adj.`,
            `abrév.`, `f.`, as the bundled glossary does.
    """

    def __init__(self, terms: Iterable[tuple[str, str, str]]) -> None:
        self._forms: dict[str, list[str]] = {}
        for vi, fr, note in terms:
            others = [quoted or word for quoted, word in _OTHER_FORM.findall(note)]
            self._forms.setdefault(vi, []).extend([fr, *others])
        self._longest = max((term.count(" ") + 1 for term in self._forms), default=0)

    def check(self, pair: Pair) -> Iterator[Finding]:
        """Findings of the kind `glossary`."""
        for term, is_respected in self.terms(pair):
            if not is_respected:
                forms = self._forms[self.listed(term.text)]
                yield Finding(pair.id, "glossary", term, None, f"the glossary says {' or '.join(forms)}")

    def terms(self, pair: Pair) -> Iterator[tuple[Span, bool]]:
        """The terms on the Vietnamese side, from left to right, and whether the French side has each."""
        fr = Side(pair.fr)
        for term in self._terms(pair.vi):
            yield term, any(_is_there(form, fr) for form in self._forms[self.listed(term.text)])

    def _terms(self, text: str) -> Iterator[Span]:
        words = Side(text).words
        i = 0
        while i < len(words):
            for j in range(min(i + self._longest, len(words)), i, -1):
                term = text[words[i].start : words[j - 1].end]
                if self.listed(term):
                    yield Span(term, words[i].start)
                    i = j - 1
                    break
            i += 1

    def listed(self, term: str) -> str:
        """The term as the glossary has it: a capital at the beginning may be that of a sentence."""
        uncapitalised = term[:1].lower() + term[1:]
        return next((form for form in (term, uncapitalised) if form in self._forms), "")


def _is_there(form: str, fr: Side) -> bool:
    wanted = [word.key for word in Side(form).words if len(word.key) > _SMALL]
    return all(stem(key) in fr.stems for key in wanted) or form.lower() in fr.text.lower()
