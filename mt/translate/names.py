"""Names that a model misspelt, put right from the source.

A small model spells a name piece by piece, and loses its way in one that it has seldom seen: `Bạc Liêu`
becomes `Cac Lieu`, `Christelle Lanoir` `Christelle Lanit`. But where a name stands, it knows. So a run of
capitalised words in the translation that is a name of the source but for some words gets those words from
the source; likewise a single syllable that is spelt nearly as in the source. Names that have another form in
the other language, and words that are no names, are left alone: `mt.text.names` knows them.

Nothing here asks the translation model.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from mt.text.names import Language, lexicon
from mt.text.unicode import strip_diacritics
from mt.text.words import Side, Word, is_syllable
from mt.translate.name_marks import guessed, with_marks

# How often the other side may do without a word that is still taken for a name: where it stands alone, where
# others of its run are there, and where nothing stands in its place. Chosen on the dev split, with the
# embedded models; values near these do as well.
_RATE, _RATE_IN_RUN, _RATE_LEFT_OUT = 0.35, 0.9, 0.2
_ALIKE = 0.6  # share of its letters, in order, that a misspelt syllable has at least
_ALIKE_FOREIGN = 0.75  # and a word of another language: `Bangneau` for `Babonneau`
_PASSES = 3  # a word put right is one by which the others of its run are found
_SURPRISE = 4.0  # nats; of what people translated, 1 caption in 80 vi→fr and 1 in 650 fr→vi reaches it

_TITLES = frozenset({"mm", "mme", "mmes", "mlle", "dr"})  # French, and missing among its common words
# Words, and share of them with a capital, from which on capitals tell nothing.
_ENOUGH, _MANY_CAPITALS = 5, 0.7


@dataclass(frozen=True, slots=True)
class _Edit:
    """What stands from `start` to `end` of a translation is to be `text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class _Opposite:
    """Words of a run of the source, and those of a run of the translation that stand in their place.

    `is_anchored` says that other words of the two runs are the same.
    """

    words: range
    others: range
    is_anchored: bool


def put_right(source: str, translation: str, source_language: str) -> str:
    """The translation with the names of the source as they are spelt there, in the other language's way.

    Args:
        source: what the model was given.
        translation: what it said.
        source_language: `vi` or `fr`.
    """
    if _has_many_capitals(source):
        return translation
    language: Language = "vi" if source_language == "vi" else "fr"
    for _ in range(_PASSES):
        edits = sorted(_respelt(source, translation, language), key=lambda edit: edit.start)
        if not edits:
            break
        for edit in reversed(edits):
            translation = translation[: edit.start] + edit.text + translation[edit.end :]
    return with_marks(source, translation) if source_language == "fr" else translation


def guesses(source: str, translation: str, source_language: str) -> tuple[str, ...]:
    """Flags for the names in a translation, after `put_right`, whose marks may well be others."""
    if source_language != "fr" or _has_many_capitals(source):
        return ()
    return tuple(f"marks:{name}" for name in guessed(source, translation))


def is_lost(source: str, translation: str, source_language: str) -> bool:
    """Whether the translation surely lacks a name of the source, which is in `source_language`."""
    if _has_many_capitals(source):
        return False
    sides = (source, translation) if source_language == "vi" else (translation, source)
    lacking = lexicon().missing(*sides)[0 if source_language == "vi" else 1]
    return bool(lacking) and lacking[0].surprise >= _SURPRISE


def _has_many_capitals(text: str) -> bool:
    """Whether capitals tell nothing: `BỘ TRƯỞNG THĂM LÀO`, `Bộ Trưởng Thăm Lào`."""
    words = Side(text).words
    return len(words) >= _ENOUGH and sum(w.is_capitalised for w in words) > _MANY_CAPITALS * len(words)


def _respelt(source: str, translation: str, language: Language) -> Iterator[_Edit]:
    """Edits, none of them inside another."""
    known = lexicon()
    here, there = Side(source), Side(translation)
    explained = known.explained(*((here, there) if language == "vi" else (there, here)))
    said, called_for = explained if language == "vi" else explained[::-1]
    no_names = known.common | _TITLES
    nothing: frozenset[str] = frozenset()
    lost = {
        i: known.rate(here.words[i], language)
        for i in _left_over(here, there, said, no_names if language == "fr" else nothing)
    }
    odd = set(_left_over(there, here, called_for, no_names if language == "vi" else nothing))
    in_runs = odd | _strangers(there, here, called_for)
    rivals = [here.words[i].key for i in lost]
    for run in here.runs():
        if lost.keys().isdisjoint(run):
            continue
        for opposite in _opposites(run, here, there, rivals):
            most = _RATE_IN_RUN if opposite.is_anchored else _RATE
            if not opposite.others:
                most = 0.0 if _goes_on(source, here.words[run[-1]].end) else _RATE_LEFT_OUT
            is_name = all(lost.get(i, 1.0) < most for i in opposite.words)
            free = in_runs if opposite.is_anchored else odd
            if opposite.words and is_name and free.issuperset(opposite.others):
                yield _edit(opposite, here, there, language)
                odd -= set(opposite.others)
                in_runs -= set(opposite.others)


def _left_over(side: Side, other: Side, explained: Container[int], no_names: Container[str]) -> list[int]:
    """The places of the capitalised words of a side for which the other side has nothing."""
    return [
        i
        for i, word in enumerate(side.words)
        if word.is_capitalised
        and i not in explained
        and len(word.key) > 1
        and word.key not in no_names
        and not other.has_like(word.key)
    ]


def _strangers(side: Side, other: Side, explained: Container[int]) -> set[int]:
    """The places, inside of runs, of words that are no name of the other side, if perhaps words of it.

    `Pho` in `Quach Pho` and `Tinh` in `Vuong Quoc Tinh` are words of captions, but not where a name stands.
    The first word of a run may be a title (`Oncle Tam`) or a word that only opens (`Des Cham`).
    """
    names = {word.key for word in other.words if word.is_capitalised}
    shared = side.shared(other)
    inside = {i for run in side.runs() for i in run[1:]}
    return {i for i in inside if side.words[i].key not in names and (i in shared or i not in explained)}


def _opposites(run: range, here: Side, there: Side, rivals: Sequence[str]) -> Iterator[_Opposite]:
    """The differences between a run of the source and the run of the translation that is most like it.

    Args:
        rivals: all words that the source lost; a lone word is put in the place of the one most like it.
    """
    names = [here.words[i].key for i in run]
    others: dict[range, list[str]] = {o: [there.words[j].key for j in o] for o in there.runs()}
    if not others:
        return
    other = max(others, key=lambda o: _likeness(names, others[o]))
    if set(names).isdisjoint(others[other]):
        for two in other:
            one = max(run, key=lambda i: _ratio(here.words[i].key, there.words[two].key))
            keys = here.words[one].key, there.words[two].key
            kinds = {is_syllable(key) for key in keys}
            alike = _ALIKE if True in kinds else _ALIKE_FOREIGN
            least = max([alike, *(_ratio(rival, keys[1]) for rival in rivals)])
            if len(kinds) == 1 and _ratio(*keys) >= least:
                yield _Opposite(range(one, one + 1), range(two, two + 1), is_anchored=False)
        return
    matcher = SequenceMatcher(None, names, others[other], autojunk=False)
    for what, i, i_end, j, j_end in matcher.get_opcodes():
        words, opposite = run[i:i_end], other[j:j_end]
        if what == "equal":
            continue
        if len(words) == len(opposite):
            for one, two in zip(words, opposite, strict=True):
                yield _Opposite(range(one, one + 1), range(two, two + 1), is_anchored=True)
        elif opposite or j:
            yield _Opposite(words, opposite or range(other[j - 1] + 1, other[j - 1] + 1), is_anchored=True)


def _edit(opposite: _Opposite, here: Side, there: Side, language: Language) -> _Edit:
    text = " ".join(_spelt(here.words[i], language) for i in opposite.words)
    if opposite.others:
        return _Edit(there.words[opposite.others[0]].start, there.words[opposite.others[-1]].end, text)
    end = there.words[opposite.others.start - 1].end
    return _Edit(end, end, " " + text)


def _goes_on(text: str, end: int) -> bool:
    """Whether a word without a capital follows: `Tết Nguyên đán` is no name of two words."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].islower()


def _likeness(names: Sequence[str], others: Sequence[str]) -> float:
    return len(set(names) & set(others)) + _ratio(" ".join(names), " ".join(others))


def _ratio(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _spelt(word: Word, language: Language) -> str:
    """A word of a name as the other language writes it; the marks that Vietnamese needs come later."""
    return strip_diacritics(word.text) if language == "vi" and is_syllable(word.key) else word.text
