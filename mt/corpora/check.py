"""Proof that the corpora are what their datasheet says. Each check yields its findings.

python -m mt.corpora check
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from mt.caption import LANGUAGES, Pair
from mt.corpora.duplicates import near_duplicates
from mt.corpora.reading import CAPTION_COLUMNS, TERM_COLUMNS, glossary_files, rows
from mt.corpora.splits import HELD_OUT, SPLITS, split_of
from mt.corpora.writing import faults
from mt.errors import CorpusError
from mt.text.numbers import unmatched

KINDS = ("caption", "headline", "lead", "sentence")
DOMAINS = (
    *("agriculture", "culture", "diplomacy", "economy", "environment", "everyday", "health", "leisure"),
    *("politics", "science", "security", "society", "sport", "transport", "world"),
)
NEAR = 0.5


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: where (`captions/train.tsv:12`), the id of the caption or the term, what is wrong."""

    where: str
    id: str
    what: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.where, self.id, self.what)))


@dataclass(frozen=True, slots=True)
class Entry:
    """A caption with its place."""

    where: str
    split: str
    pair: Pair


@dataclass(frozen=True, slots=True)
class Corpus:
    """All files of the corpora as read, for the checks to go through.

    Attributes:
        entries: every caption, train first.
        terms: place and cells of every term of the glossary.
        doubts: place by id of the captions whose numbers are known to differ.
        originals: by id, the Vietnamese text from which a caption's split goes where it was corrected since.
        sealed: by split, place, number of captions and SHA-256 of the file.
        unreadable: what could not be read.
    """

    folder: Path
    entries: list[Entry] = field(default_factory=list)
    terms: list[tuple[str, list[str]]] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    originals: dict[str, tuple[str, str]] = field(default_factory=dict)
    sealed: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    unreadable: list[Finding] = field(default_factory=list)

    def read(self, name: str, columns: Sequence[str]) -> Iterator[tuple[str, list[str]]]:
        """The rows of a file with their places; up to the first that cannot be read."""
        path = self.folder / name
        try:
            for line, cells in enumerate(rows(path, columns), 2):
                yield f"{name}:{line}", cells
        except CorpusError as error:
            where = error.where.replace(str(path), name)
            self.unreadable.append(Finding(where, "", f"{error.what}; {error.remedy}"))


def open_corpus(folder: Path) -> Corpus:
    """Read everything in a folder; what cannot be read is in `unreadable`."""
    corpus = Corpus(folder)
    for split in SPLITS:
        for where, (id_, domain, kind, vi, fr) in corpus.read(f"captions/{split}.tsv", CAPTION_COLUMNS):
            corpus.entries.append(Entry(where, split, Pair(id_, vi, fr, domain, kind)))
    for path in glossary_files(folder / "glossary"):
        corpus.terms.extend(corpus.read(f"glossary/{path.name}", TERM_COLUMNS))
    for where, (id_, _) in corpus.read("captions/doubts.tsv", ("id", "reason")):
        corpus.doubts[id_] = where
    for where, (id_, vi) in corpus.read("captions/edits.tsv", ("id", "vi")):
        corpus.originals[id_] = (where, vi)
    for where, (split, count, digest) in corpus.read("captions/sealed.tsv", ("split", "captions", "sha256")):
        corpus.sealed[split] = (where, count, digest)
    return corpus


def check(corpus: Corpus) -> Iterator[Finding]:
    """Run all checks, the quick ones first."""
    yield from corpus.unreadable
    for one in (sealed, listed_ids, identity, closed_sets, writing, glossary, splits, numbers, near):
        yield from one(corpus)


def sealed(corpus: Corpus) -> Iterator[Finding]:
    """Dev and test are, byte for byte, the ones that were published."""
    for split in HELD_OUT:
        path = corpus.folder / "captions" / f"{split}.tsv"
        where, count, digest = corpus.sealed.get(split, ("captions/sealed.tsv", "", ""))
        found = sum(entry.split == split for entry in corpus.entries)
        if count != str(found):
            yield Finding(where, "", f"{split} has {found} captions, not {count or 'any number listed'}")
        elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            yield Finding(where, "", f"{split} is not the published one: its SHA-256 has changed")


def listed_ids(corpus: Corpus) -> Iterator[Finding]:
    """Lists of doubts and edits name captions that exist."""
    known = {entry.pair.id for entry in corpus.entries}
    for id_, where in corpus.doubts.items() | {(id_, where) for id_, (where, _) in corpus.originals.items()}:
        if id_ not in known:
            yield Finding(where, id_, "is listed, but there is no such caption")


def identity(corpus: Corpus) -> Iterator[Finding]:
    """No id twice, and no Vietnamese or French text twice."""
    for name in ("id", *LANGUAGES):
        first: dict[str, Entry] = {}
        for entry in corpus.entries:
            value = getattr(entry.pair, name)
            earlier = first.setdefault(value, entry)
            if earlier is not entry:
                what = "id" if name == "id" else f"{name} text"
                yield Finding(entry.where, entry.pair.id, f"has the {what} of {earlier.where}")


def closed_sets(corpus: Corpus) -> Iterator[Finding]:
    """Domains and kinds are those of the datasheet."""
    for entry in corpus.entries:
        for name, value, allowed in (
            ("domain", entry.pair.domain, DOMAINS),
            ("kind", entry.pair.kind, KINDS),
        ):
            if value not in allowed:
                yield Finding(
                    entry.where, entry.pair.id, f"has the {name} {value!r}, not of {', '.join(allowed)}"
                )


def writing(corpus: Corpus) -> Iterator[Finding]:
    """Composed letters, no look-alikes, no control characters, plain single spaces, French house style."""
    for entry in corpus.entries:
        for language in LANGUAGES:
            for fault in faults(entry.pair.side(language), language):
                yield Finding(entry.where, entry.pair.id, f"{language} {fault}")


def glossary(corpus: Corpus) -> Iterator[Finding]:
    """Terms are written well, stand once, and in the file of their category."""
    first: dict[str, str] = {}
    for where, (category, vi, fr, note) in corpus.terms:
        for language, text in (("vi", vi), ("fr", fr)):
            for fault in faults(text, language):
                yield Finding(where, vi, f"{language} {fault}")
        if note:  # notes quote Vietnamese, so that French typography does not bind them
            for fault in faults(note, "vi"):
                yield Finding(where, vi, f"note {fault}")
        if f"-{category}.tsv:" not in where:
            yield Finding(where, vi, f"has the category {category!r} of another file")
        earlier = first.setdefault(vi, where)
        if earlier != where:
            yield Finding(where, vi, f"is already a term of {earlier}")


def splits(corpus: Corpus) -> Iterator[Finding]:
    """Every caption is in the split that the rule gives its first Vietnamese text."""
    for entry in corpus.entries:
        _, original = corpus.originals.get(entry.pair.id, ("", entry.pair.vi))
        due = split_of(original)
        if due != entry.split:
            remedy = "if its Vietnamese was corrected, list the first text in captions/edits.tsv"
            yield Finding(entry.where, entry.pair.id, f"belongs in {due}; {remedy}")


def numbers(corpus: Corpus) -> Iterator[Finding]:
    """Both sides name the same numbers, or the caption is a known doubt."""
    for entry in corpus.entries:
        vi_only, fr_only = unmatched(entry.pair.vi, entry.pair.fr)
        differs, known = bool(vi_only or fr_only), corpus.doubts.get(entry.pair.id, "")
        if differs and not known:
            sides = [
                f"{side} alone has {', '.join(left)}"
                for side, left in zip(LANGUAGES, (vi_only, fr_only), strict=True)
                if left
            ]
            yield Finding(entry.where, entry.pair.id, f"numbers differ: {'; '.join(sides)}")
        elif known and not differs:
            yield Finding(known, entry.pair.id, "is listed as a doubt, but its numbers agree")


def near(corpus: Corpus) -> Iterator[Finding]:
    """No caption of one split is nearly a caption of another, in either language."""
    by_split = {split: [entry for entry in corpus.entries if entry.split == split] for split in SPLITS}
    for held_out, rest in (
        (by_split["test"] + by_split["dev"], by_split["train"]),
        (by_split["test"], by_split["dev"]),
    ):
        for language in LANGUAGES:
            left = [entry.pair.side(language) for entry in held_out]
            right = [entry.pair.side(language) for entry in rest]
            for i, j, similarity in near_duplicates(left, right, threshold=NEAR):
                other, entry = held_out[i], rest[j]
                what = (
                    f"is a near-duplicate ({language}, {similarity:.2f}) of {other.pair.id} in {other.split}"
                )
                yield Finding(entry.where, entry.pair.id, what)


def statistics(corpus: Corpus) -> Iterator[str]:
    """A table of captions by domain and kind, a column for each split."""
    counts = Counter(
        (name, entry.split)
        for entry in corpus.entries
        for name in ("all", entry.pair.domain, entry.pair.kind)
    )
    yield f"{'':<12}" + "".join(f"{split:>8}" for split in SPLITS)
    for name in (*DOMAINS, "", *KINDS, "", "all"):
        yield (f"{name:<12}" + "".join(f"{counts[name, split]:>8}" for split in SPLITS)) if name else ""
    yield f"{'terms':<12}{len(corpus.terms):>8}"
