"""What speaks for and against two captions saying the same: one number for each kind of evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from mt.align import words
from mt.align.knowledge import Knowledge
from mt.align.vectors import character_grams, of_words, row_products
from mt.text import credit
from mt.text.numbers import Mention, mentions
from mt.text.numerals import FRENCH, VIETNAMESE
from mt.text.unicode import fold

KINDS = (
    "translation",  # root of the cosine of the character n-grams of our translation and the French caption
    "french-explained",  # root of the share of the French words, by weight, that the Vietnamese ones explain
    "vietnamese-explained",  # and the other way
    "shared",  # log(1 + weight) of the words on both sides: names, numbers, agencies
    "share",  # cosine of those words, so that a name found elsewhere speaks against this pair
    "numbers",  # log(1 + n): numbers in digits that the other side has
    "numbers-missing",  # log(1 + n): numbers in digits that the other side has not
    "credit",  # both have the same credit
    "credit-differs",  # both have a credit, not the same
    "length",  # squared deviation of the length ratio from the usual one, in standard deviations, 9 at most
)
_FARTHEST = 9.0  # roots, as the difference between none and a little says more than that between much and all

Translate = Callable[[Sequence[str]], Sequence[str]]
Positions = Sequence[int]


@dataclass(frozen=True)
class Listing:
    """Captions of one language, made comparable.

    Attributes:
        texts: the captions, repaired, with their diacritics where they could be brought back.
        language: `vi` or `fr`.
        french: the captions in French: our translations, or the texts themselves.
    """

    texts: tuple[str, ...]
    language: str
    french: tuple[str, ...]

    @cached_property
    def words(self) -> list[list[str]]:
        """The words of each caption as the lexicon knows them."""
        split = words.vietnamese if self.language == "vi" else words.french
        return [split(text) for text in self.texts]

    @cached_property
    def folded(self) -> list[list[str]]:
        """The words of each caption in the form in which names are the same on both sides."""
        return [words.folded(text) for text in self.texts]

    @cached_property
    def numbers(self) -> list[list[Mention]]:
        """The numbers each caption mentions."""
        numerals = VIETNAMESE if self.language == "vi" else FRENCH
        return [mentions(text, numerals) for text in self.texts]

    @cached_property
    def credits(self) -> list[str]:
        """The folded credit of each caption as the French press writes it; empty where it has none."""
        return [_credit(text, self.language) for text in self.texts]

    @cached_property
    def lengths(self) -> np.ndarray:
        """(captions,): logarithm of the length in characters."""
        return np.log([max(1, len(text)) for text in self.texts])


class Evidence:
    """Evidence for any pairs of two lists, Vietnamese on the left and French on the right.

    What the captions share is weighed by how rare it is in the training captions and in these two lists.
    """

    def __init__(
        self, left: Listing, right: Listing, knowledge: Knowledge, counts: Mapping[str, int] | None = None
    ) -> None:
        self.left, self.right, self.knowledge = left, right, knowledge
        self._counts = counts if counts is not None else _counts(left, right)
        grams = knowledge.gram_rarity
        self._translation = character_grams(left.french, grams), character_grams(right.french, grams)
        to_french, to_vietnamese = knowledge.to_french, knowledge.to_vietnamese
        self._french = to_french.explained(left.words), to_french.weighed(right.words)
        self._vietnamese = to_vietnamese.weighed(left.words), to_vietnamese.explained(right.words)
        self._shared = self._shared_words()
        self._totals = tuple(np.asarray(table.multiply(table).sum(axis=1)).ravel() for table in self._shared)

    def of(self, i: np.ndarray, j: np.ndarray) -> np.ndarray:
        """(pairs, kinds) float64: the evidence for every pair (i, j); columns as in `KINDS`."""
        shared = row_products(*self._shared, i, j)
        between = np.sqrt(self._totals[0][i] * self._totals[1][j])
        found, missing = self._numbers(i, j)
        same, differs = self._credits(i, j)
        ratio = (
            self.right.lengths[j] - self.left.lengths[i] - self.knowledge.usual_ratio
        ) / self.knowledge.ratio_spread
        return np.column_stack(
            (
                np.sqrt(row_products(*self._translation, i, j)),
                np.sqrt(row_products(*self._french, i, j)),
                np.sqrt(row_products(*self._vietnamese, i, j)),
                np.log1p(shared),
                np.divide(shared, between, out=np.zeros_like(shared), where=between > 0),
                np.log1p(found),
                np.log1p(missing),
                same,
                differs,
                np.minimum(ratio**2, _FARTHEST),
            )
        )

    def joined(self, left: Sequence[Positions], right: Sequence[Positions]) -> np.ndarray:
        """(pairs, kinds) float64: the evidence for the k-th captions of each side, put into one."""
        both = Evidence(_joined(self.left, left), _joined(self.right, right), self.knowledge, self._counts)
        pairs = np.arange(len(left))
        return both.of(pairs, pairs)

    def rough(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """Two matrices whose product approximates the evidence for all pairs; see `mt.align.candidates`."""
        return (
            sparse.hstack(
                [self._translation[0], self._french[0], self._vietnamese[0], self._rough_shared(0)], "csr"
            ),
            sparse.hstack(
                [self._translation[1], self._french[1], self._vietnamese[1], self._rough_shared(1)], "csr"
            ),
        )

    def _rough_shared(self, side: int) -> sparse.csr_matrix:
        norm = np.sqrt(self._totals[side])
        norm[norm == 0] = 1
        return sparse.csr_matrix(sparse.diags(1 / norm) @ self._shared[side])

    def _shared_words(self) -> tuple[sparse.csr_matrix, sparse.csr_matrix]:
        """The words that both lists have, as rows; the square of an entry is the weight of the word."""
        both = {word: i for i, word in enumerate(self._counts)}
        weights = np.array(
            [self.knowledge.rarity(word) / count for word, count in self._counts.items()], dtype=np.float32
        )
        return (
            of_words(self.left.folded, both, np.sqrt(weights)),
            of_words(self.right.folded, both, np.sqrt(weights)),
        )

    def _numbers(self, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        found, missing = np.zeros(len(i)), np.zeros(len(i))
        for k, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
            these, those = self.left.numbers[a], self.right.numbers[b]
            if these or those:
                hits, misses = _compared(these, those)
                back, gone = _compared(those, these)
                found[k], missing[k] = min(hits, back), misses + gone
        return found, missing

    def _credits(self, i: np.ndarray, j: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        left, right = (
            np.array(self.left.credits, dtype=object)[i],
            np.array(self.right.credits, dtype=object)[j],
        )
        both = (left != "") & (right != "")
        same = left == right
        return (both & same).astype(float), (both & ~same).astype(float)


def _counts(left: Listing, right: Listing) -> dict[str, int]:
    """The folded words that both lists have, and in how many captions, on the side that has more."""
    in_left = Counter(word for caption in left.folded for word in set(caption))
    in_right = Counter(word for caption in right.folded for word in set(caption))
    return {word: max(in_left[word], in_right[word]) for word in sorted(in_left.keys() & in_right.keys())}


def _joined(listing: Listing, spans: Sequence[Positions]) -> Listing:
    return Listing(
        texts=tuple(" ".join(listing.texts[k] for k in span) for span in spans),
        language=listing.language,
        french=tuple(" ".join(listing.french[k] for k in span) for span in spans),
    )


def _compared(these: Sequence[Mention], those: Sequence[Mention]) -> tuple[int, int]:
    """How many numbers in digits of one side the other has, and has not."""
    readings = frozenset().union(*(mention.readings for mention in those)) if those else frozenset()
    digits = [mention for mention in these if mention.in_digits]
    hits = sum(not readings.isdisjoint(mention.readings) for mention in digits)
    return hits, len(digits) - hits


def _credit(text: str, language: str) -> str:
    found = credit.find(text, language)
    if not found:
        return ""
    written = (credit.render(found) or "") if language == "vi" else text[len(found.caption) :]
    return fold(written)
