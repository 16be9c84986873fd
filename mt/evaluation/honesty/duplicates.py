"""Captions that count twice, and captions that a model may have been trained on."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from mt.corpora.duplicates import near_duplicates
from mt.text.unicode import fold, strip_diacritics

_NEAR = 0.8  # of the character 4-grams; captions that differ in a name, a number or a credit
_NEAR_WITHIN = 5_000  # captions; of more only those whose words are the same are looked for, in linear time
_ENOUGH_WORDS = 3  # `Ảnh: TTXVN` may well stand in two sets
# Near-duplicates share a word that is in fewer of the captions: of this share, or of so many.
_COMMON, _COMMON_MOST = 0.01, 50


def repeated(sources: Sequence[str], references: Sequence[str]) -> Iterator[tuple[str, int]]:
    """Captions that were there before: what is said of such, row.

    The same source with another reference is counted by itself: whichever the system gives, one is missed.
    """
    texts = sources or references
    first: dict[str, int] = {}
    for row, text in enumerate(texts):
        key = fold(text)
        earlier = first.setdefault(key, row) if key else row
        if earlier == row:
            continue
        same = not sources or fold(references[row]) == fold(references[earlier])
        yield ("there before" if same else "with a source that has another reference before"), row


def shared(texts: Sequence[str], others: Sequence[str]) -> list[int]:
    """Rows of `texts` that stand in `others` too, or nearly so, by rising row."""
    rows = [row for row, text in enumerate(texts) if len(text.split()) >= _ENOUGH_WORDS]
    mine = [texts[row] for row in rows]
    likely = _likely(mine, others)
    known = set(map(fold, likely))
    found = {row for row, text in zip(rows, mine, strict=True) if fold(text) in known}
    if len(rows) <= _NEAR_WITHIN:
        found |= {rows[i] for i, _, _ in near_duplicates(mine, likely, threshold=_NEAR)}
    return sorted(found)


def _likely(texts: Sequence[str], others: Sequence[str]) -> list[str]:
    """Those of `others` that share half of their words with one of `texts`, quickly: nothing is folded."""
    wanted = [_words(text) for text in texts]
    common = Counter(word for words in wanted for word in words)
    most = min(max(_COMMON * len(texts), 2), _COMMON_MOST)
    holders: dict[str, list[int]] = defaultdict(list)
    for row, words in enumerate(wanted):
        for word in [word for word in words if common[word] <= most] or words:
            holders[word].append(row)
    return [other for other in others if _is_likely(_words(other), wanted, holders)]


def _is_likely(words: set[str], wanted: Sequence[set[str]], holders: Mapping[str, Sequence[int]]) -> bool:
    rows = set(chain.from_iterable(holders.get(word, ()) for word in words))
    return any(len(words & wanted[row]) * 2 >= min(len(words), len(wanted[row])) for row in rows)


def _words(text: str) -> set[str]:
    return set(strip_diacritics(text).lower().split())


def same_ids(ids: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Ids that stand twice, in one list or in two; the lists are called by their keys."""
    first: dict[str, str] = {}
    for name, members in ids.items():
        for id_ in members:
            earlier = first.setdefault(id_, name)
            if earlier != name:
                yield f"{id_} in {earlier} and {name}"
        counts = Counter(members)
        yield from (f"{id_} {times} times in {name}" for id_, times in counts.items() if times > 1)
