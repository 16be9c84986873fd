"""How many numbers, names and credits of the source survive a translation.

BLEU hardly notices a wrong year or a lost minister. Here every fact is counted for itself, and only those
that the reference has too: what a person left out or said in another way is nobody's loss.

- A *number* is one in digits (or a Roman numeral of two letters or more). It survives when the translation
  has it in any form: `2,4 tỷ` as `2,4 milliards`, `4/1` as `4 janvier`; see `mt.text.numbers`.
- A *name* is a run of capitalised words in the caption without its credit, as far as the reference writes
  them alike (`Lý Sơn`, `Ly Son`; `Mykolaiv`, `Mykolaïv`). It survives when the translation has all of them.
  Diacritics do not count in French, where the press leaves them out; in Vietnamese the translation must
  write the name as the reference does, tone marks settled.
- A *place* is a country, town or organisation of the glossary that has another name in the other language
  (`Pháp`, `France`). It survives when the translation has the name, or another form of it, as the reference
  has.
- A *credit* is one that both sides have. It survives when `vifr check` would find no difference.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from mt.caption import Pair
from mt.checks import credits
from mt.corpora import load
from mt.text.credit import Credit, find
from mt.text.numbers import Mention, left_over, mentions
from mt.text.numerals import FRENCH, VIETNAMESE
from mt.text.typography import settle_tones
from mt.text.unicode import fold, repair
from mt.text.words import Side, is_like, stem

KINDS = ("number", "name", "place", "credit")
_PLACES = ("countries", "places", "international")  # categories of the glossary
_Z = 1.96


@dataclass(frozen=True, slots=True)
class Loss:
    """A fact that a translation lost."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Caption:
    """One caption: what of it was counted, and what was lost.

    Attributes:
        counts: facts by kind.
        lost: those that the translation has not.
        bare: names that it has but for their marks; only counted into Vietnamese.
    """

    id: str
    source: str
    translation: str
    counts: Counter[str]
    lost: tuple[Loss, ...]
    bare: int = 0


@dataclass(frozen=True, slots=True)
class Rate:
    """How many of the facts of a kind survived, with the 95 % interval of Wilson (JASA 22, 1927)."""

    kind: str
    survived: int
    total: int

    @property
    def share(self) -> float:
        return self.survived / self.total if self.total else 1.0

    @property
    def interval(self) -> tuple[float, float]:
        if not self.total:
            return 0.0, 1.0
        n, p = self.total, self.share
        middle = (p + _Z**2 / (2 * n)) / (1 + _Z**2 / n)
        half = _Z / (1 + _Z**2 / n) * math.sqrt(p * (1 - p) / n + _Z**2 / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)


def survival(pair: Pair, translation: str, direction: str) -> Caption:
    """Count what survives of one caption.

    Args:
        pair: the source and the reference.
        translation: of the source, as a reader would see it.
        direction: `vi-fr` or `fr-vi`.
    """
    source_language, target_language = direction.split("-")
    source, reference, said = (
        repair(text)[0] for text in (pair.side(source_language), pair.side(target_language), translation)
    )
    counts: Counter[str] = Counter()
    lost: list[Loss] = []
    number_count, lost_numbers = _numbers(source, reference, said, direction)
    counts["number"] = number_count
    lost += [Loss("number", text) for text in lost_numbers]
    credits_of = [
        find(source, source_language),
        find(reference, target_language),
        find(said, target_language),
    ]
    bare = [
        credit.caption if credit else text
        for credit, text in zip(credits_of, (source, reference, said), strict=True)
    ]
    if credits_of[0] and _has_credit(pair.id, credits_of[:2], bare[:2], direction):
        counts["credit"] = 1
        if not _has_credit(pair.id, credits_of[::2], bare[::2], direction):
            lost.append(Loss("credit", str(credits_of[0])[len(bare[0]) :].strip()))
    one, two, three = (Side(text) for text in bare)
    marks = target_language == "vi"
    without_marks = 0
    for run in one.runs():
        forms = {i: form for i in run if (form := _form(one, i, two))}
        if not forms:
            continue
        counts["name"] += 1
        if all(_says(three, form, marks=marks) for form in forms.values()):
            continue
        without_marks += marks and all(_says(three, form, marks=False) for form in forms.values())
        lost.append(Loss("name", one.text[one.words[run[0]].start : one.words[run[-1]].end]))
    for text, stems in _places(one, two, source_language):
        counts["place"] += 1
        if stems.isdisjoint(_stems(three)):
            lost.append(Loss("place", text))
    return Caption(pair.id, source, said, counts, tuple(lost), without_marks)


def rates(captions: Iterable[Caption]) -> list[Rate]:
    """The share of every kind over all captions, and of names and places together.

    Into Vietnamese, names are counted a second time with their marks aside: French sources have none.
    """
    total: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for caption in captions:
        total += caption.counts
        lost.update(loss.kind for loss in caption.lost)
        total["bare"] += caption.bare
    found = [Rate(kind, total[kind] - lost[kind], total[kind]) for kind in KINDS]
    names, places = found[1], found[2]
    survived, both = names.survived + places.survived, names.total + places.total
    found.insert(3, Rate("all names", survived, both))
    if total["bare"]:
        found.insert(4, Rate("all names, marks aside", survived + total["bare"], both))
        found.insert(2, Rate("name, marks aside", names.survived + total["bare"], names.total))
    return found


def worst(captions: Iterable[Caption], count: int) -> list[Caption]:
    """The captions that lost most, at most `count`."""
    losers = [caption for caption in captions if caption.lost]
    return sorted(losers, key=lambda caption: (-len(caption.lost), caption.id))[:count]


def _has_credit(id: str, found: Sequence[Credit | None], bare: Sequence[str], direction: str) -> bool:
    """Whether the second of two captions has the credit of the first."""
    vi, fr = (0, 1) if direction == "vi-fr" else (1, 0)
    captions = Pair(id, bare[vi], bare[fr])
    return found[1] is not None and next(credits.check(id, found[vi], found[fr], captions), None) is None


def _numbers(source: str, reference: str, said: str, direction: str) -> tuple[int, list[str]]:
    """How many numbers of the source the reference has, and those of them that the translation lacks."""
    of = (VIETNAMESE, FRENCH) if direction == "vi-fr" else (FRENCH, VIETNAMESE)
    here = mentions(source, of[0])
    missing = {
        text: {(m.start, m.text) for m in _unsaid(here, mentions(text, of[1]), direction)}
        for text in (reference, said)
    }
    counted = {(m.start, m.text) for m in here if m.in_digits} - missing[reference]
    return len(counted), [text for _, text in sorted(counted & missing[said])]


def _unsaid(source: Sequence[Mention], target: Sequence[Mention], direction: str) -> list[Mention]:
    return left_over(source, target)[0] if direction == "vi-fr" else left_over(target, source)[1]


Form = tuple[str, tuple[str, ...]]
"""The folded word, and the words of the reference that write it."""


def _form(side: Side, i: int, reference: Side) -> Form | None:
    """How the reference writes a word of the source; None where it does not."""
    word = side.words[i]
    if len(word.key) < 2:
        return None
    for other in reference.words:
        if other.is_capitalised and other.key == word.key:
            return word.key, (other.text,)
    if word.key in reference.compounds:
        return word.key, tuple(reference.words[j].text for j in reference.compounds[word.key])
    for compound, places in side.compounds.items():
        if i in places and compound in reference.keys:
            return compound, tuple(w.text for w in reference.words if w.key == compound)[:1]
    for other in reference.words:
        if other.is_capitalised and other.key not in side.keys and is_like(word.key, other.key):
            return word.key, (other.text,)
    return None


def _says(side: Side, form: Form, *, marks: bool) -> bool:
    """Whether the translation has the word; with `marks`, as the reference writes it."""
    key, written = form
    if marks:
        words = {settle_tones(word.text).lower() for word in side.words}
        return all(settle_tones(text).lower() in words for text in written)
    return side.has(key) or side.has("".join(fold(text) for text in written)) or side.has_like(key)


def _stems(side: Side) -> frozenset[str]:
    return side.stems | {stem(compound) for compound in side.compounds}


def _places(source: Side, reference: Side, language: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Terms of the glossary whose name the reference has: as the source writes them, with the stems."""
    terms, longest = _terms(language)
    i = 0
    while i < len(source.words):
        for length in range(min(longest, len(source.words) - i), 0, -1):
            words = source.words[i : i + length]
            stems = terms.get(tuple(word.key for word in words), frozenset()) & _stems(reference)
            if stems and words[0].is_capitalised:
                yield source.text[words[0].start : words[-1].end], stems
                i += length
                break
        else:
            i += 1


@cache
def _terms(language: str) -> tuple[dict[tuple[str, ...], frozenset[str]], int]:
    """Names of the glossary that differ in both languages: folded words → stems on the other side."""
    found: dict[tuple[str, ...], frozenset[str]] = {}
    for term in load("glossary"):
        sides = (term.vi, term.fr) if language == "vi" else (term.fr, term.vi)
        here, there = Side(sides[0]), Side(sides[1])
        if term.category not in _PLACES or not any(word.is_capitalised for word in here.words):
            continue
        others = [w.key for w in there.words if w.is_capitalised]
        new = frozenset(stem(w) for w in others if not here.has(w) and not here.has_like(w))
        key = tuple(word.key for word in here.words)
        if key and new:
            found[key] = found.get(key, frozenset()) | new
    return found, max(map(len, found))
