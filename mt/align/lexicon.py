"""Which French words a Vietnamese word stands beside: IBM model 1, trained on the bundled captions.

Brown, Della Pietra, Della Pietra and Mercer, The Mathematics of Statistical Machine Translation,
Computational Linguistics 19(2), 1993. Vietnamese words are syllables and pairs of syllables, French words
are folded.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

_ROUNDS = 6
_LEAST = 0.01  # translations less probable than this are noise
_RAREST_PAIR = 3  # a pair of syllables seen less often is chance
# A word that is one of three translations of equal probability counts as fully explained.
_ENOUGH = 1 / 3


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Translation probabilities from the words of one language to those of the other.

    Attributes:
        source, target: word → row or column; row 0 is the empty word.
        probabilities: CSR, (source words + 1) × target words, float32.
        rarity: (target words,), the weight of a target word: its idf in the training captions.
    """

    source: Mapping[str, int]
    target: Mapping[str, int]
    probabilities: sparse.csr_matrix
    rarity: np.ndarray

    def explained(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """For each text, how well it explains every word of the other language: texts × target words, 0–1.

        A word is explained as well as by the best of the text's own words.
        """
        rows = [[self.source[w] for w in dict.fromkeys(words) if w in self.source] for words in texts]
        if not any(rows):
            return sparse.csr_matrix((len(rows), len(self.target)), dtype=np.float32)
        taken = self.probabilities[[row for text in rows for row in text]].tocoo()
        owner = np.repeat(np.arange(len(rows)), [len(text) for text in rows])[taken.row]
        key = owner.astype(np.int64) * len(self.target) + taken.col
        order = np.lexsort((-taken.data, key))
        key, data = key[order], np.minimum(1, taken.data[order] / _ENOUGH)
        first = np.r_[True, key[1:] != key[:-1]] if len(key) else np.zeros(0, bool)
        key = key[first]
        return sparse.csr_matrix(
            (data[first], (key // len(self.target), key % len(self.target))),
            shape=(len(rows), len(self.target)),
            dtype=np.float32,
        )

    def weighed(self, texts: Sequence[Sequence[str]]) -> sparse.csr_matrix:
        """The target-language texts as shares of their weight: texts × target words, rows sum to 1.

        Words that were never seen in training do not count; other evidence is made for them.
        """
        rows: list[int] = []
        columns: list[int] = []
        for i, words in enumerate(texts):
            known = {self.target[w] for w in words if w in self.target}
            rows += [i] * len(known)
            columns += known
        weights = self.rarity[columns] if columns else np.zeros(0)
        total = np.bincount(rows, weights, len(texts)) if rows else np.ones(len(texts))
        total[total == 0] = 1
        return sparse.csr_matrix(
            (weights / total[rows] if rows else weights, (rows, columns)),
            shape=(len(texts), len(self.target)),
            dtype=np.float32,
        )


def train(pairs: Sequence[tuple[Sequence[str], Sequence[str]]]) -> Lexicon:
    """Train a lexicon on pairs of word lists, source first."""
    source = _vocabulary((words for words, _ in pairs), first=1)
    target = _vocabulary((words for _, words in pairs), first=0)
    left, right, slot = _together(pairs, source, target)
    events, which = np.unique(left.astype(np.int64) * len(target) + right, return_inverse=True)
    giver = events // len(target)
    slots = int(slot[-1]) + 1 if len(slot) else 0
    probability = np.ones(len(events))
    for _ in range(_ROUNDS):
        share = probability[which]
        share /= np.bincount(slot, share, slots)[slot]
        counts = np.bincount(which, share, len(events))
        probability = counts / np.bincount(giver, counts, len(source) + 1)[giver]
    kept = probability > _LEAST
    table = sparse.csr_matrix(
        (probability[kept].astype(np.float32), (giver[kept], (events % len(target))[kept])),
        shape=(len(source) + 1, len(target)),
    )
    seen = np.zeros(len(target))
    for _, words in pairs:
        seen[[target[w] for w in set(words) if w in target]] += 1
    return Lexicon(source, target, table, np.log((len(pairs) + 1) / (seen + 1)).astype(np.float32))


def _vocabulary(texts: Iterable[Sequence[str]], *, first: int) -> dict[str, int]:
    counts = Counter(word for words in texts for word in set(words))
    kept = (word for word, n in counts.items() if " " not in word or n >= _RAREST_PAIR)
    return {word: i for i, word in enumerate(sorted(kept), first)}


def _together(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], source: Mapping[str, int], target: Mapping[str, int]
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every source word beside every target word of its pair, and the number of the target word's slot."""
    left, right, slot, slots = [], [], [], 0
    for source_words, target_words in pairs:
        a = np.array([0, *(source[w] for w in set(source_words) if w in source)])
        b = np.array([target[w] for w in set(target_words) if w in target], dtype=np.int64)
        left.append(np.repeat(a, len(b)))
        right.append(np.tile(b, len(a)))
        slot.append(slots + np.tile(np.arange(len(b)), len(a)))
        slots += len(b)
    return np.concatenate(left), np.concatenate(right), np.concatenate(slot)
