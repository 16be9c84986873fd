"""All that is looked for, in the order in which it is told."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from mt.caption import LANGUAGES, Pair
from mt.corpora.location import corpora
from mt.corpora.reading import read_captions
from mt.corpora.reading import rows as rows_of
from mt.corpora.splits import HELD_OUT, SPLITS
from mt.evaluation.honesty.alignment import stretches
from mt.evaluation.honesty.doubt import Doubt
from mt.evaluation.honesty.duplicates import repeated, same_ids, shared
from mt.evaluation.honesty.layout import layout
from mt.evaluation.honesty.references import traces
from mt.text.language import detect
from mt.text.unicode import fold

# Real references and a good system agree, word for word, on a few short captions. On the bundled test split
# our own models do on 3 of 100.
_SAME_SHARE, _SAME_LEAST, _SAME_WORDS = 0.2, 10, 6
_LANGUAGE_SAMPLE = 200


def inspect(
    references: Sequence[str],
    sources: Sequence[str] = (),
    *,
    direction: str = "",
    names: Sequence[str] = (),
    trained_on: Sequence[Pair] = (),
    same_place: bool = True,
) -> list[Doubt]:
    """What speaks against scores on these references.

    Args:
        sources: what they translate; as many, or none.
        direction: `vi-fr` or `fr-vi`; guessed by the words of the references where it is empty.
        names: what the captions are called; by their lines where empty.
        trained_on: captions that the models may have seen.
        same_place: whether to ask if sources and references belong together line by line.
    """
    target = direction.partition("-")[2] or language_of(references)
    source = next(language for language in LANGUAGES if language != target)
    doubts = [*layout(references, sources)]
    if sources and same_place:
        doubts += displaced(sources, references)
    by_kind: dict[tuple[str, str], list[int]] = defaultdict(list)
    for kind, what, row in traces(references, sources, target):
        by_kind[kind, what].append(row)
    for what, row in repeated(sources, references):
        by_kind["duplicate", what].append(row)
    if trained_on:
        side = source if sources else target
        known = [pair.side(side) for pair in trained_on]
        where = "in the bundled training captions, or nearly so; the embedded models have seen them"
        if rows := shared(sources or references, known):
            by_kind["overlap", where] = rows
    doubts += [
        _counted(
            kind, what, rows, len(references), "reference" if kind in _OF_REFERENCES else "caption", names
        )
        for (kind, what), rows in by_kind.items()
    ]
    return doubts


def inspect_bundled(split: str, pairs: Sequence[Pair], directions: Sequence[str]) -> list[Doubt]:
    """What speaks against scores on these captions of a bundled split: it should be nothing."""
    doubts = list(_sealed(split))
    others = {
        other: read_captions(corpora() / "captions" / f"{other}.tsv") for other in SPLITS if other != split
    }
    ids = {split: [pair.id for pair in pairs]}
    ids |= {other: [pair.id for pair in members] for other, members in others.items()}
    if twice := list(same_ids(ids)):
        doubts.append(Doubt("ids", f"ids that are not unique: {'; '.join(twice[:3])}"))
    names = ids[split]
    for direction in directions:
        source, target = direction.split("-")
        doubts += inspect(
            [pair.side(target) for pair in pairs],
            [pair.side(source) for pair in pairs],
            direction=direction,
            names=names,
            same_place=False,  # by their ids they do
        )
    for other, members in others.items():
        if rows := shared([pair.vi for pair in pairs], [pair.vi for pair in members]):
            doubts.append(
                _counted("overlap", f"in the {other} split too", rows, len(pairs), "caption", names)
            )
    return list(dict.fromkeys(doubts))


def inspect_output(references: Sequence[str], hypotheses: Sequence[str], system: str) -> list[Doubt]:
    """Whether a system's output fits the references line by line, and is not what they were made from."""
    doubts = displaced(hypotheses, references, system=system)
    long = [row for row, text in enumerate(references) if len(text.split()) >= _SAME_WORDS]
    same = [row for row in long if fold(references[row]) == fold(hypotheses[row])]
    if len(same) >= max(_SAME_LEAST, _SAME_SHARE * len(long)):
        what = (
            f"{len(same):,} of {len(long):,} references of {_SAME_WORDS} words or more are what {system} "
            "says, word for word: were they made from it?"
        )
        doubts.append(Doubt("same", what, tuple(same)))
    return doubts


def displaced(others: Sequence[str], references: Sequence[str], *, system: str = "") -> list[Doubt]:
    """Whether references stand above or below the lines that they belong to; the files may differ in length.

    Args:
        others: the sources, or what `system` says.
    """
    found = stretches(others, references, same_language=bool(system))
    off = [stretch for stretch in found if stretch.offset]
    if not off:
        return []
    by, way = abs(off[0].offset), "below" if off[0].offset > 0 else "above"
    whom = f"what {system} says" if system else "their sources"
    lines = sum(map(len, off))
    what = (
        f"{lines:,} of {len(others):,} references seem to stand {by} line{'s' if by > 1 else ''} "
        f"{way} {whom}, from about line {off[0].start + 1} on"
    )
    return [Doubt("lines", what)]


def language_of(texts: Sequence[str]) -> str:
    """`vi` or `fr`, by the words of the first texts."""
    guesses = Counter(detect(text).language for text in texts[:_LANGUAGE_SAMPLE])
    return max(LANGUAGES, key=lambda language: guesses[language])


def _sealed(split: str) -> Iterator[Doubt]:
    """Dev and test are the ones that were published; scores on others cannot be compared."""
    if split not in HELD_OUT:
        return
    folder = corpora() / "captions"
    digest = hashlib.sha256((folder / f"{split}.tsv").read_bytes()).hexdigest()
    if [split, digest] not in [row[::2] for row in rows_of(folder / "sealed.tsv", _SEALED)]:
        yield Doubt("sealed", f"the {split} split is not the published one: scores cannot be compared")


_SEALED = ("split", "captions", "sha256")
_OF_REFERENCES = frozenset({"copied", "language", "unaccented", "fragment", "credit"})


def _counted(kind: str, what: str, rows: Sequence[int], of: int, noun: str, names: Sequence[str]) -> Doubt:
    called = tuple(names[row] for row in rows) if names else ()
    return Doubt(kind, f"{len(rows):,} of {of:,} {noun}s {what}", tuple(rows), called)
