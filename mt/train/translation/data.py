"""Training pairs out of the files of a recipe: normalised, filtered, nothing held out among them.

    prepared = prepare(recipe, Path("data"), say=print)
    write_prepared(prepared, Path("pairs.tsv.xz"))

The order of the sources matters: of copies, the first stays.
"""

from __future__ import annotations

import lzma
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from random import Random

from mt.corpora import load
from mt.errors import InputError, OutputError
from mt.files.output import beside, check_output, claimed
from mt.text import credit
from mt.train.translation.filters import dropped
from mt.train.translation.lines import found, lines, stem
from mt.train.translation.normalise import normalised
from mt.train.translation.overlap import HeldOut, doubled, key, read_held_out
from mt.train.translation.recipe import Recipe
from mt.train.translation.report import Report, SourceCount
from mt.train.translation.settings import BUNDLED, Filters, Source

COLUMNS = ("weight", "tag", "vi", "fr", "source")
_PRESET = 1  # of xz: three times as fast as its default for a sixth more bytes

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class TrainingPair:
    """A pair to learn from.

    Attributes:
        weight: how often an epoch sees it.
        tag: piece before its source; empty for most.
        vi, fr: normalised texts.
        source: name of the file it comes from.
    """

    weight: float
    tag: str
    vi: str
    fr: str
    source: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """All pairs of a recipe, and what was left out."""

    pairs: tuple[TrainingPair, ...]
    report: Report


def prepare(recipe: Recipe, data_root: Path, *, say: Say = print, without_held_out: bool = False) -> Prepared:
    """Read every source of a recipe.

    Args:
        data_root: folder that the globs of the recipe are relative to.
        say: told what is being done, a line at a time.
        without_held_out: go on where held-out files are missing; those that are there are kept out all the
            same.

    Raises:
        InputError: a file is missing or cannot be read, or a column that the recipe names is missing.
    """
    held_out = read_held_out(recipe.held_out, data_root, optional=without_held_out, say=say)
    sources = [(source, name, rows) for source in recipe.sources for name, rows in _files(source, data_root)]
    counts = [_count(source, name) for source, name, _ in sources]
    seen: set[tuple[str, str]] = set()
    taken: list[tuple[TrainingPair, int]] = []  # with the number of the source
    for source, numbers in _grouped(sources):
        group: list[tuple[TrainingPair, int]] = []
        for n in numbers:
            _, name, rows = sources[n]
            say(f"reading {name}")
            good = _good(source, name, rows, counts[n], recipe.filters, held_out, seen)
            group += ((pair, n) for pair in good)
        taken += _once(source, group, counts, Random(f"{recipe.training.seed} {source.files}"))
    captions = [place for place, (_, n) in enumerate(taken) if sources[n][0].captions]
    if captions:
        say(f"comparing {len(captions):,} captions with what is held out, and with each other")
    gone = _unwelcome([taken[place][0] for place in captions], recipe.filters, held_out)
    reasons = {captions[place]: reason for place, reason in gone.items()}
    pairs = []
    for place, (pair, n) in enumerate(taken):
        if reason := reasons.get(place):
            counts[n].dropped[reason] += 1
            continue
        pairs.append(pair)
        counts[n].kept += 1
        vi, fr = counts[n].characters
        counts[n].characters = vi + len(pair.vi), fr + len(pair.fr)
    return Prepared(tuple(pairs), Report(recipe.name, recipe.held_out, tuple(counts)))


def _good(
    source: Source,
    name: str,
    rows: Iterable[tuple[str, str] | None],
    count: SourceCount,
    limits: Filters,
    held_out: HeldOut,
    seen: set[tuple[str, str]],
) -> Iterator[TrainingPair]:
    """The pairs of a file that pass every test that looks at one pair alone."""
    for row in rows:
        count.read += 1
        if row is None:
            count.dropped["columns"] += 1
            continue
        vi, fr = normalised(row[0], "vi"), normalised(row[1], "fr")
        if limits.credits == "off":
            vi, fr = without_credits(vi, fr)
        if reason := dropped(vi, fr, limits, machine=source.machine):
            count.dropped[reason] += 1
            continue
        keys = key(vi), key(fr)
        if held_out.has(*keys):
            count.dropped["held out"] += 1
        elif keys in seen:
            count.dropped["doubled"] += 1
        else:
            seen.add(keys)
            yield TrainingPair(source.weight, source.tag, vi, fr, name)


def _unwelcome(captions: Sequence[TrainingPair], limits: Filters, held_out: HeldOut) -> dict[int, str]:
    """Captions that are like a held-out one or like one before them, with the reason."""
    texts = [(pair.vi, pair.fr) for pair in captions]
    gone = dict.fromkeys(held_out.near(texts, threshold=limits.held_out), "near held out")
    if limits.near_duplicates:
        rest = [place for place in range(len(texts)) if place not in gone]
        twice = doubled([texts[place] for place in rest], threshold=limits.near_duplicates)
        gone |= {rest[place]: "nearly doubled" for place in twice}
    return gone


def _once(
    source: Source, group: list[tuple[TrainingPair, int]], counts: Sequence[SourceCount], random: Random
) -> list[tuple[TrainingPair, int]]:
    """Where a source asks for it, one pair for each text of one side, by chance."""
    if not source.once:
        return group
    others: dict[str, list[tuple[TrainingPair, int]]] = {}
    for item in group:
        others.setdefault(item[0].vi if source.once == "vi" else item[0].fr, []).append(item)
    chosen = []
    for items in others.values():
        place = random.randrange(len(items))
        chosen.append(items[place])
        for _, n in items[:place] + items[place + 1 :]:
            counts[n].dropped["another version"] += 1
    return chosen


def without_credits(vi: str, fr: str) -> tuple[str, str]:
    """Both sides without their credits where both have one and something beside it; else as they are."""
    vi_credit, fr_credit = credit.find(vi, "vi"), credit.find(fr, "fr")
    if vi_credit and fr_credit and vi_credit.caption and fr_credit.caption:
        return vi_credit.caption, fr_credit.caption
    return vi, fr


def _count(source: Source, name: str) -> SourceCount:
    return SourceCount(name, source.licence, source.note, source.weight, source.machine)


def _grouped(
    sources: Sequence[tuple[Source, str, object]],
) -> Iterator[tuple[Source, list[int]]]:
    """The sources of the recipe with the numbers of their files."""
    groups: dict[int, list[int]] = {}
    for n, (source, _, _) in enumerate(sources):
        groups.setdefault(id(source), []).append(n)
    for numbers in groups.values():
        yield sources[numbers[0]][0], numbers


def _files(source: Source, root: Path) -> Iterator[tuple[str, Iterable[tuple[str, str] | None]]]:
    """The files of a source by name, with their pairs; None for a line that is no pair."""
    for pattern in source.files:
        if pattern in BUNDLED:
            yield pattern.removeprefix("corpora:"), _bundled(pattern)
        else:
            for path in found([pattern], root):
                yield stem(path), _rows(path, source.columns)


def _bundled(name: str) -> Iterator[tuple[str, str]]:
    if name == "corpora:captions":
        yield from ((pair.vi, pair.fr) for pair in load("captions", split="train"))
    else:
        yield from ((term.vi, term.fr) for term in load("glossary"))


def _rows(path: Path, columns: tuple[str, ...]) -> Iterator[tuple[str, str] | None]:
    rows = (line.split("\t") for line in lines(path))
    first = next(rows, None)
    if first is None:
        return
    places, is_header = _places(path, first, columns)
    width = max(places) + 1
    by_position = not is_header and columns == Source.__dataclass_fields__["columns"].default
    for cells in rows if is_header else chain([first], rows):
        # Without a header and without numbers nothing says what further columns are.
        if len(cells) < width or (by_position and len(cells) != width):
            yield None
        else:
            yield cells[places[0]], cells[places[1]]


def _places(path: Path, first: Sequence[str], columns: tuple[str, ...]) -> tuple[list[int], bool]:
    """Where the columns stand, from 0, and whether the first line is a header."""
    if all(name in first for name in columns):
        return [first.index(name) for name in columns], True
    if columns == Source.__dataclass_fields__["columns"].default:
        return [0, 1], False
    if all(name.isdecimal() and int(name) > 0 for name in columns):
        return [int(name) - 1 for name in columns], False
    missing = next(name for name in columns if name not in first)
    raise InputError(
        f"has no column {missing!r}", where=path, remedy=f"choose from {', '.join(first)}, or give numbers"
    )


def write_prepared(prepared: Prepared, path: Path) -> None:
    """Write the pairs, `weight tag vi fr source` with a header, compressed.

    Raises:
        OutputError: the file cannot be written.
    """
    output = check_output(path)
    with claimed(output):
        part = beside(output, "part")
        try:
            with lzma.open(part, "wt", encoding="utf-8", preset=_PRESET, newline="\n") as file:
                file.write("\t".join(COLUMNS) + "\n")
                for pair in prepared.pairs:
                    file.write(f"{pair.weight:g}\t{pair.tag}\t{pair.vi}\t{pair.fr}\t{pair.source}\n")
            part.replace(output)
        except OSError as error:
            raise OutputError(
                f"cannot be written: {error.strerror or error}", where=path, remedy="make room"
            ) from error
        finally:
            part.unlink(missing_ok=True)


def read_prepared(path: Path) -> list[TrainingPair]:
    """Read what `write_prepared` wrote.

    Raises:
        InputError: it cannot be read, or is another file.
    """
    rows = lines(path)
    if next(rows, "") != "\t".join(COLUMNS):
        raise InputError(
            "is not a file of prepared pairs", where=path, remedy=f"its columns must be {' '.join(COLUMNS)}"
        )
    pairs = []
    for number, line in enumerate(rows, 2):
        try:
            weight, tag, vi, fr, source = line.split("\t")
            pairs.append(TrainingPair(float(weight), tag, vi, fr, source))
        except ValueError as error:
            raise InputError(
                "is no prepared pair", where=f"{path}:{number}", remedy="prepare the data again"
            ) from error
    return pairs
