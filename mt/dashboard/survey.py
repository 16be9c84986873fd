"""Everything that the page shows, counted once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from mt.caption import LANGUAGES, Pair
from mt.checks import KINDS, Glossary, check_pair
from mt.checks import Finding as PairFinding
from mt.corpora.check import Corpus, Finding, check
from mt.corpora.duplicates import near_duplicates
from mt.corpora.splits import HELD_OUT, SPLITS
from mt.dashboard.words import Growth, growth, seen_before, words
from mt.text.credit import find

RUNS = (1, 2, 3, 4, 5)  # words in a row that splits are compared by
LEAST_ALIKE = 0.25  # Jaccard similarity from which on a nearest neighbour is looked for
_SHOWN = 3  # findings of each kind

Progress = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Coverage:
    """How one category of the glossary meets the captions.

    Attributes:
        terms: how many there are.
        used: how many of them stand in a caption.
        places: how often one does.
        respected: how often the French of the caption has the term's French.
    """

    category: str
    terms: int
    used: int
    places: int
    respected: int


@dataclass(frozen=True, slots=True)
class Survey:
    """The corpora in figures; by split everywhere: `train`, `dev`, `test`.

    Attributes:
        pairs: all captions.
        words: by split and language, the number of words of each caption.
        growth: of the vocabulary of train, by language.
        seen: by held-out split and language, share of runs of words that train has, by length.
        alike: by held-out split, similarity of each caption to its nearest neighbour in train, 0 below
            `LEAST_ALIKE`; Vietnamese.
        credited: by split, captions with a credit.
        terms: number of terms of the glossary.
        with_term: by split, captions with a term.
        coverage: a row for each category.
        found: by split, findings of `vifr check` by kind: how many captions have one.
        examples: by kind, a few of them with their pairs.
        faults: what `python -m mt.corpora check` finds.
        date: when this was counted.
    """

    pairs: Mapping[str, Sequence[Pair]]
    words: Mapping[tuple[str, str], Sequence[int]]
    growth: Mapping[str, Growth]
    seen: Mapping[tuple[str, str], Mapping[int, float]]
    alike: Mapping[str, Sequence[float]]
    credited: Mapping[str, int]
    terms: int
    with_term: Mapping[str, int]
    coverage: Sequence[Coverage]
    found: Mapping[str, Mapping[str, int]]
    examples: Mapping[str, Sequence[tuple[PairFinding, Pair]]]
    faults: Sequence[Finding]
    date: datetime

    @property
    def captions(self) -> int:
        """How many there are in all splits."""
        return sum(map(len, self.pairs.values()))

    def shares(self, value: Callable[[Pair], str]) -> dict[str, dict[str, float]]:
        """Of each value that captions have, the share of each split; the most frequent in train first."""
        counts = {split: Counter(map(value, pairs)) for split, pairs in self.pairs.items()}
        order = sorted(
            {name for count in counts.values() for name in count},
            key=lambda name: (-counts["train"][name], name),
        )
        return {
            name: {split: count[name] / max(count.total(), 1) for split, count in counts.items()}
            for name in order
        }


def survey(corpus: Corpus, *, progress: Progress = lambda captions: None) -> Survey:
    """Count everything; takes half a minute.

    Args:
        progress: called with the number of captions checked since the last call.
    """
    pairs = {split: [e.pair for e in corpus.entries if e.split == split] for split in SPLITS}
    glossary = Glossary((vi, fr, note) for _, (_, vi, fr, note) in corpus.terms)
    met, with_term = _met(pairs, glossary)
    found, examples = _checked(pairs, progress)
    return Survey(
        pairs=pairs,
        words={
            (split, language): [len(words(pair.side(language))) for pair in members]
            for split, members in pairs.items()
            for language in LANGUAGES
        },
        growth={language: growth(_texts(pairs["train"], language)) for language in LANGUAGES},
        seen={
            (split, language): seen_before(
                _texts(pairs[split], language), _texts(pairs["train"], language), RUNS
            )
            for split in HELD_OUT
            for language in LANGUAGES
        },
        alike={split: _nearest(pairs[split], pairs["train"]) for split in HELD_OUT},
        credited={split: sum(find(p.vi, "vi") is not None for p in pairs[split]) for split in SPLITS},
        terms=len(corpus.terms),
        with_term=with_term,
        coverage=_coverage(corpus, met),
        found=found,
        examples=examples,
        faults=list(check(corpus)),
        date=datetime.now(UTC),
    )


def _texts(pairs: Sequence[Pair], language: str) -> list[str]:
    return [pair.side(language) for pair in pairs]


def _nearest(pairs: Sequence[Pair], others: Sequence[Pair]) -> list[float]:
    best = [0.0] * len(pairs)
    left, right = _texts(pairs, "vi"), _texts(others, "vi")
    for i, _, similarity in near_duplicates(left, right, threshold=LEAST_ALIKE):
        best[i] = max(best[i], similarity)
    return best


def _met(
    pairs: Mapping[str, Sequence[Pair]], glossary: Glossary
) -> tuple[dict[str, tuple[int, int]], dict[str, int]]:
    """By term, how often it stands in a caption and is respected; by split, captions with any."""
    places: Counter[str] = Counter()
    respected: Counter[str] = Counter()
    with_term = {}
    for split, members in pairs.items():
        with_term[split] = 0
        for pair in members:
            terms = glossary.wanted(pair.vi, "vi")
            missed = set(glossary.missed(pair.vi, pair.fr, "vi"))
            with_term[split] += bool(terms)
            for term in terms:
                places[term.listed] += 1
                respected[term.listed] += term not in missed
    return {term: (count, respected[term]) for term, count in places.items()}, with_term


def _coverage(corpus: Corpus, met: Mapping[str, tuple[int, int]]) -> list[Coverage]:
    categories: dict[str, list[str]] = defaultdict(list)
    for _, (category, vi, _, _) in corpus.terms:
        categories[category].append(vi)
    return [
        Coverage(
            category,
            len(terms),
            sum(term in met for term in terms),
            sum(met[term][0] for term in terms if term in met),
            sum(met[term][1] for term in terms if term in met),
        )
        for category, terms in categories.items()
    ]


def _checked(
    pairs: Mapping[str, Sequence[Pair]], progress: Progress
) -> tuple[dict[str, dict[str, int]], dict[str, list[tuple[PairFinding, Pair]]]]:
    counts: dict[str, Counter[str]] = {}
    examples: dict[str, list[tuple[PairFinding, Pair]]] = defaultdict(list)
    for split, members in pairs.items():
        counts[split] = Counter()
        for pair in members:
            findings = check_pair(pair)
            counts[split].update({finding.kind for finding in findings})
            counts[split]["any"] += bool(findings)
            for finding in findings:
                if len(examples[finding.kind]) < _SHOWN:
                    examples[finding.kind].append((finding, pair))
            progress(1)
    ordered = {kind: examples[kind] for kind in _by_rank(examples)}
    return {split: dict(count) for split, count in counts.items()}, ordered


def _by_rank(kinds: Mapping[str, object]) -> Iterator[str]:
    return (kind for kind in KINDS if kind in kinds)
