"""Another attempt where a translation misses a term of the glossary: the model is made to say it.

At every word of the translation the model is asked how readily it would say the term there instead, with any
article that may stand before it. From the likeliest places on it translates the rest anew. The best of these
translations is taken, unless a check fails or the model finds it much worse than its own.

Where to put a term could also be read off the attention of a decoder layer; asking the model needs no layer
that was trained for it, so that it works with any Marian model.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol, runtime_checkable

from mt.text.glossary import Glossary, Wanted
from mt.translate.engine import Decoding, Hypothesis
from mt.translate.prepare import Segment

# In nats a piece. On the dev split (`benchmarks/glossary.py --split dev --margins`), terms kept and chrF both
# rise from .15 over .35 to .7; hardly anything is left beyond.
MARGIN = 0.7

_ROUNDS = 3  # a segment with several missed terms gets them one by one
_FORMS, _PLACES, _BEGINNINGS = 2, 2, 3

_WORD = re.compile(r"(?<![\w-])\w")
_ARTICLE = re.compile(
    r"(?:(?<=[\s('\"])|^)(?:(?:de la|à la|du|des|de|au|aux|en|le|la|les)\s+|(?:de l|à l|d|l)')$",
    re.IGNORECASE,
)
_IS_ARTICLE = re.compile(r"(?:des?|du|la|les?|aux?|à|en)\b|[dl]'", re.IGNORECASE)
_BEFORE_VOWEL = ("l'", "d'", "de l'", "à l'", "les ", "des ", "aux ", "en ")
_BEFORE_CONSONANT = ("le ", "la ", "les ", "de ", "du ", "de la ", "des ", "au ", "à la ", "aux ", "en ")
_VOWELS = frozenset("aâàeéèêiîïoôuhœ")

Request = tuple[Sequence[str], Sequence[Sequence[str]]]


@runtime_checkable
class Completing(Protocol):
    """An engine that says what it thinks of a beginning, and goes on from one."""

    def encode_target(self, text: str) -> list[str]: ...
    def log_probabilities(self, requests: Sequence[Request]) -> list[list[list[float]]]: ...
    def complete(self, requests: Sequence[Request], decoding: Decoding) -> list[list[Hypothesis]]: ...


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of the terms of a segment.

    Attributes:
        hypothesis: the translation, with as many terms as could be kept.
        missed: those that it still misses.
    """

    hypothesis: Hypothesis
    missed: tuple[Wanted, ...]


class TermKeeper:
    """Makes translations say what a glossary asks for.

    Args:
        glossary: which terms.
        engine: runs the model.
        put_right: what is done to every hypothesis before it is looked at.
        accepts: whether a hypothesis passes the other checks.
        source: the language of the sources, `vi` or `fr`.
        decoding: how the first hypotheses were searched for.
        margin: how much less likely a piece (in nats) a translation with the term may be than one without.
    """

    def __init__(
        self,
        glossary: Glossary,
        engine: Completing,
        *,
        put_right: Callable[[Segment, Hypothesis], Hypothesis],
        accepts: Callable[[Segment, Hypothesis], bool],
        source: str,
        decoding: Decoding,
        margin: float | None = None,
    ) -> None:
        self._glossary, self._engine = glossary, engine
        self._put_right, self._accepts = put_right, accepts
        self._source, self._decoding, self._margin = source, decoding, MARGIN if margin is None else margin

    def keep(self, segments: Sequence[Segment], hypotheses: Sequence[Hypothesis]) -> list[Kept]:
        """For each segment and its translation, one that keeps its terms where there is one."""
        kept = [self._kept(s, h) for s, h in zip(segments, hypotheses, strict=True)]
        tried: list[set[Wanted]] = [set() for _ in kept]
        for _ in range(_ROUNDS):  # a term a round
            work = [
                _Attempt(place, segments[place], one, term)
                for place, one in enumerate(kept)
                if (term := next((term for term in one.missed if term not in tried[place]), None))
            ]
            for attempt, candidates in zip(work, self._candidates(work), strict=True):
                place = attempt.place
                tried[place].add(attempt.term)
                least = hypotheses[place].score - self._margin
                kept[place] = self._best(attempt, candidates, least) or kept[place]
        return kept

    def _kept(self, segment: Segment, hypothesis: Hypothesis) -> Kept:
        return Kept(hypothesis, tuple(self._glossary.missed(segment.text, hypothesis.text, self._source)))

    def _best(self, attempt: _Attempt, candidates: Sequence[Hypothesis], least: float) -> Kept | None:
        """The likeliest candidate that misses fewer terms than before and passes the other checks."""
        for candidate in sorted(candidates, key=lambda c: c.score, reverse=True):
            if candidate.score < least:
                return None
            candidate = self._put_right(attempt.segment, candidate)
            found = self._kept(attempt.segment, candidate)
            if (
                len(found.missed) < len(attempt.now.missed)
                and not self._repeats(attempt, candidate)
                and self._accepts(attempt.segment, candidate)
            ):
                return found
        return None

    def _repeats(self, attempt: _Attempt, candidate: Hypothesis) -> bool:
        """Whether it says the term more often than the source does: `au Pérou au Pérou`."""
        wanted = self._glossary.wanted(attempt.segment.text, self._source)
        times = sum(term.forms == attempt.term.forms for term in wanted)
        return any(_count(form, candidate.text) > times for form in attempt.term.forms[:_FORMS])

    def _candidates(self, work: Sequence[_Attempt]) -> list[list[Hypothesis]]:
        """For each attempt, translations that say its term, with the score of the whole."""
        places = self._likeliest(work, [list(self._places(attempt)) for attempt in work], _PLACES)
        if self._source == "vi":
            places = self._likeliest(work, [list(_with_articles(found)) for found in places], _BEGINNINGS)
        beginnings = [[self._engine.encode_target(place.beginning) for place in found] for found in places]
        completed = self._engine.complete(
            [(attempt.segment.pieces, pieces) for attempt, pieces in zip(work, beginnings, strict=True)],
            self._decoding,
        )
        return [
            [
                replace(hypothesis, score=hypothesis.score + place.before / (len(hypothesis.pieces) + 1))
                for place, hypothesis in zip(found, hypotheses, strict=True)
            ]
            for found, hypotheses in zip(places, completed, strict=True)
        ]

    def _places(self, attempt: _Attempt) -> Iterator[_Place]:
        """The term, in its first forms, at every word of the translation, behind the article there."""
        text, has_articles = attempt.now.hypothesis.text, self._source == "vi"
        for form in attempt.term.forms[:_FORMS]:
            for word in _WORD.finditer(text):
                if has_articles and _IS_ARTICLE.match(text, word.start()):
                    continue
                before = text[: word.start()]
                article = _ARTICLE.search(before) if has_articles else None
                if article:
                    yield _Place(before[: article.start()], article[0], form)
                else:
                    yield _Place(before, "", form)

    def _likeliest(
        self, work: Sequence[_Attempt], places: Sequence[Sequence[_Place]], most: int
    ) -> list[list[_Place]]:
        """Of the places of each attempt, those where the model would most readily say the term."""
        encode = self._engine.encode_target
        beginnings = [[encode(place.beginning) for place in found] for found in places]
        scores = self._engine.log_probabilities(
            [(attempt.segment.pieces, pieces) for attempt, pieces in zip(work, beginnings, strict=True)]
        )
        return [
            sorted(
                (
                    replace(place, term=sum(score[_shared(encode(place.text), pieces) :]), before=sum(score))
                    for place, pieces, score in zip(found, all_pieces, rows, strict=True)
                ),
                key=lambda place: place.term,
                reverse=True,
            )[:most]
            for found, all_pieces, rows in zip(places, beginnings, scores, strict=True)
        ]


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A term that is to be put into the translation of a segment, which is the one at `place`."""

    place: int
    segment: Segment
    now: Kept
    term: Wanted


@dataclass(frozen=True, slots=True)
class _Place:
    """A term behind a part of a translation.

    `term` is the log-probability of the article and the term, `before` that of the whole beginning.
    """

    text: str
    article: str
    form: str
    term: float = 0.0
    before: float = 0.0

    @property
    def beginning(self) -> str:
        said = self.article + self.form
        return self.text + (said if self.text.strip() else said[:1].upper() + said[1:])


def _with_articles(places: Sequence[_Place]) -> Iterator[_Place]:
    for place in dict.fromkeys(replace(place, term=0.0, before=0.0, article="") for place in places):
        vowel = place.form[:1].lower() in _VOWELS
        for article in ("", *(_BEFORE_VOWEL if vowel else _BEFORE_CONSONANT)):
            yield replace(place, article=article)


def _count(form: str, text: str) -> int:
    """How many times a text says these words, whatever their capitals."""
    return len(re.findall(rf"(?<!\w){re.escape(form)}(?!\w)", text, re.IGNORECASE))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """How many pieces both begin with."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
