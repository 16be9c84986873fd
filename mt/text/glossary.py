"""A glossary: which of its terms stand in a source, and whether a translation says them as it asks.

French is inflected, so a French term is there where its words are, in any form; Vietnamese is not, so a
Vietnamese term is there where it stands letter by letter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import dropwhile

from mt.text.typography import settle_tones
from mt.text.words import Side, Word, is_syllable, stem

_SMALL = 3  # letters; in a translation, shorter words need not be there unless they have a capital
_GRAMMAR = frozenset("a au aux d de des du en et l la le les un une".split())
_SHORT = 5  # letters
_STOPS = re.compile("[.,;:()]")
_GOES_ON = re.compile(r" (?:de |du |des |d')")
_OTHER_FORM = re.compile(r"«\s*([^»]+?)\s*»|(?:adj|abrév|f)\. (\w[\w-]+)")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A term that stands in a source, and what the glossary asks for on the other side.

    Attributes:
        text: the term as the source has it.
        start: offset of its first character.
        forms: any of these will do; the first is the one to use.
        listed: the Vietnamese term as the glossary has it.
    """

    text: str
    start: int
    forms: tuple[str, ...]
    listed: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


class Glossary:
    """Vietnamese and French terms that are to stand for one another.

    Of terms inside one another only the longest is found. A term with capitals is found only with them, and
    one that begins small also at the beginning of a sentence. Single syllables are not looked for in names:
    `Nga` is Russia, but not in `Thúy Nga`, nor where a sentence begins.

    Args:
        terms: Vietnamese, French, and a note that may give other French forms: in « », or behind `adj.`,
            `abrév.`, `f.`, as the bundled glossary does.
        known: terms that nobody asks for, so that no shorter term is found inside of them.
    """

    def __init__(
        self, terms: Iterable[tuple[str, str, str]], *, known: Iterable[tuple[str, str, str]] = ()
    ) -> None:
        self._french: dict[str, list[str]] = {}
        self._vietnamese: dict[tuple[str, ...], list[tuple[str, str]]] = {}
        self._asked: set[str] = set()
        for is_asked, (vi, fr, note) in [*((True, t) for t in terms), *((False, t) for t in known)]:
            vi = settle_tones(vi)
            if is_asked:
                self._asked.add(vi)
            elif vi in self._asked:
                continue
            others = [quoted or word for quoted, word in _OTHER_FORM.findall(note)]
            self._french.setdefault(vi, []).extend([fr, *others])
            if key := tuple(map(_bare, _content(fr))):
                self._vietnamese.setdefault(key, []).append((fr, vi))
        self._longest_vi = max((term.count(" ") + 1 for term in self._french), default=0)
        self._longest_fr = max(map(len, self._vietnamese), default=0)

    def __len__(self) -> int:
        """How many Vietnamese terms it has."""
        return len(self._asked)

    def wanted(self, source: str, language: str) -> list[Wanted]:
        """The terms in a source, from left to right.

        Args:
            source: a text in `language`.
            language: `vi` or `fr`.
        """
        return list(self._in_vietnamese(source) if language == "vi" else self._in_french(source))

    def missed(self, source: str, translation: str, language: str) -> list[Wanted]:
        """The terms of a source, which is in `language`, that its translation does not say."""
        wanted = self.wanted(source, language)
        if not wanted:
            return []
        if language == "vi":
            side = Side(translation)
            return [w for w in wanted if not any(_french_is_there(form, side) for form in w.forms)]
        vietnamese = _spaced(translation)
        return [w for w in wanted if not any(_spaced(_named(form)) in vietnamese for form in w.forms)]

    def _in_vietnamese(self, text: str) -> Iterator[Wanted]:
        words = Side(text).words
        i = 0
        while i < len(words):
            step = 1
            for j in range(min(i + self._longest_vi, len(words)), i, -1):
                term = text[words[i].start : words[j - 1].end]
                listed = self._listed(settle_tones(term))
                if listed and not (j == i + 1 and _may_be_a_name(text, words, i)):
                    if listed in self._asked:
                        forms = tuple(dict.fromkeys(self._french[listed]))
                        yield Wanted(term, words[i].start, forms, listed)
                    step = j - i
                    break
            i += step

    def _listed(self, term: str) -> str:
        """The term as the glossary has it: a capital at the beginning may be that of a sentence."""
        uncapitalised = term[:1].lower() + term[1:]
        return next((form for form in (term, uncapitalised) if form in self._french), "")

    def _in_french(self, text: str) -> Iterator[Wanted]:
        words = _content(text)
        i = 0
        while i < len(words):
            step = 1
            for j in range(min(i + self._longest_fr, len(words)), i, -1):
                run = words[i:j]
                terms = self._vietnamese.get(tuple(map(_bare, run)), ())
                forms = tuple(dict.fromkeys(vi for fr, vi in terms if _stands(fr, run, text)))
                if forms:
                    if self._asked.issuperset(forms):
                        found = text[run[0].start : run[-1].end]
                        yield Wanted(found, run[0].start, forms, forms[0])
                    step = j - i
                    break
            i += step


def _content(french: str) -> list[Word]:
    """The words that tell a French term: all but articles and small prepositions."""
    return [word for word in Side(french).words if word.is_capitalised or word.key not in _GRAMMAR]


def _bare(word: Word) -> str:
    """A French word without plural and feminine, by which short names are told apart: `Lao`, `Laos`."""
    if word.is_capitalised and len(word.key) <= _SHORT:
        return word.key
    bare = word.key.rstrip("sx").removesuffix("e")
    return bare or word.key


def _stands(term: str, run: Sequence[Word], text: str) -> bool:
    """Whether words that are those of a French term are written like it: its capitals, no comma between."""
    start, end = run[0].start, run[-1].end
    if _STOPS.search(text[start:end]) and not _STOPS.search(term):
        return False
    if text[start - 1 : start] == "-" or text[end : end + 1] == "-":  # part of another name
        return False
    if len(run) == 1 and _GOES_ON.match(text, end):  # `Centre de contrôle` is not the centre of the country
        return False
    return all(map(_has_capitals_of, run, _content(term)))


def _has_capitals_of(word: Word, own: Word) -> bool:
    if own.text.isupper() and len(own.text) > 1:
        return word.text.isupper()
    return word.is_capitalised == own.is_capitalised or (word.is_capitalised and word.opens)


def _may_be_a_name(text: str, words: Sequence[Word], place: int) -> bool:
    """Whether a capitalised syllable is part of a person's name, or the first word of a sentence."""
    word = words[place]
    if not word.is_capitalised:
        return False
    if word.opens or place == 0:
        return True
    before = words[place - 1]
    if before.is_capitalised and text[before.end : word.start] == " ":
        return True
    after = words[place + 1 : place + 2]
    return any(a.is_capitalised and is_syllable(a.key) and text[word.end : a.start] == " " for a in after)


def _french_is_there(form: str, french: Side) -> bool:
    wanted = [word for word in Side(form).words if len(word.key) > _SMALL or word.is_capitalised]
    if wanted and all(
        stem(word.key) in french.stems if len(word.key) > _SMALL else word.key in french.keys
        for word in wanted
    ):
        return True
    return _spaced(form) in _spaced(french.text)


def _named(vietnamese: str) -> str:
    """The name in a term, where there is one of two words: `Sóc Trăng` of `tỉnh Sóc Trăng`."""
    words = vietnamese.split()
    name = list(dropwhile(str.islower, words))
    return " ".join(name if len(name) > 1 else words)


def _spaced(text: str) -> str:
    """Words in lower case, a space around each, to search one run of words in another."""
    return " " + " ".join(re.findall(r"\w+", settle_tones(text.lower()))) + " "
