"""The translations that `vifr evaluate --qe` ranks: of a table, of plain texts, or of a model."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mt.caption import DIRECTIONS
from mt.cli import searching
from mt.errors import InputError, UsageError
from mt.evaluation.honesty.inspection import language_of
from mt.evaluation.lines import check_counts, read_lines

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Translations:
    """Sources and translations in one direction; references where they are known."""

    name: str
    direction: str
    ids: tuple[str, ...]
    sources: tuple[str, ...]
    translations: tuple[str, ...]
    references: tuple[str, ...] | None = None


def read_pairs(path: Path, direction: str, say: Say) -> Translations:
    """The pairs of a table or of JSON Lines; a row without text on both sides is left out.

    Sources are in the column of their language, or `caption`, `text`, `source`; translations in the column
    `translation`, as `vifr translate` writes them, or that of their language. The column `id`, or else the
    line, names a row.

    Raises:
        InputError: the file cannot be read, or has no pair.
        UsageError: it is plain text, or has no such columns.
    """
    from mt.files.columns import NoColumn
    from mt.files.document import check_input, open_document
    from mt.files.formats import format_of

    source, target = direction.split("-")
    check_input(path)
    kind = format_of(str(path))
    if kind == "txt":
        raise UsageError(
            "plain text has no columns", where=path, remedy="give --src FILE and --hyp FILE, or a table"
        )
    ids, sources, translations = [], [], []
    try:
        opened = open_document(path, format=kind, output_format="txt", language=source)
    except NoColumn as error:
        raise UsageError(
            error.what, where=path, remedy=f"call that of the sources {source}; there are: {error.columns}"
        ) from error
    with opened as document:
        for row in document:
            if row.problem:
                say(f"{document.name}:{row.line}: {row.problem.what}; {row.problem.remedy}")
                continue
            if not row.raw.strip():
                continue
            layout = document.layout
            cells = (
                json.loads(row.raw)
                if layout.format == "jsonl"
                else dict(zip(layout.columns, row.cells, strict=False))
            )
            by_name = {str(name).strip().casefold(): value for name, value in cells.items()}
            found = next(
                (by_name[name] for name in ("translation", target) if isinstance(by_name.get(name), str)),
                None,
            )
            if found is None:
                raise UsageError(
                    f"no column or key called translation or {target}",
                    where=f"{document.name}:{row.line}",
                    remedy="name the column of the translations so",
                )
            if row.text.strip() or found.strip():
                ids.append(str(by_name.get("id") or row.line))
                sources.append(row.text)
                translations.append(found)
    if not ids:
        raise InputError("no pairs in it", where=path, remedy="give a header and a pair a line")
    return Translations(str(path), direction, tuple(ids), tuple(sources), tuple(translations))


def read_texts(args: argparse.Namespace, say: Say) -> Translations:
    """`--src` and `--hyp`, line by line, with `--ref` if there is one; a translation is called by its line.

    Raises:
        InputError: a file cannot be read.
        EvaluationError: one has more lines than another.
    """
    from mt.cli.evaluate_honesty import look_at_files
    from mt.evaluation import ReferenceSet

    name = str(args.hyp[0])
    sources, translations = (tuple(read_lines(path, warn=say)) for path in (args.src, args.hyp[0]))
    references = tuple(read_lines(args.ref, warn=say)) if args.ref else None
    source = language_of(sources)
    direction = args.direction or next(one for one in DIRECTIONS if one.startswith(source))
    counts = [(name, len(translations))]
    if references is not None:
        captions = ReferenceSet(str(args.ref), references, sources=sources, direction=direction)
        look_at_files(captions, {name: translations}, say, strict=args.strict)
        counts.append((str(args.ref), len(references)))
    check_counts((str(args.src), len(sources)), *counts)
    ids = tuple(map(str, range(1, len(sources) + 1)))
    return Translations(name, direction, ids, sources, translations, references)


def translated(model: str, args: argparse.Namespace, say: Say) -> Iterator[Translations]:
    """What a model makes of a bundled split, in each direction that was asked for."""
    from tqdm import tqdm

    from mt.cli.evaluate_honesty import look_at_bundled
    from mt.corpora import load
    from mt.evaluation import ReferenceSet
    from mt.evaluation.translating import translate
    from mt.models import resolve
    from mt.translate import Options

    split: Literal["test", "dev"] = args.split or "test"
    options = Options(**searching.chosen(args))
    pairs = load("captions", split=split)
    directions = [args.direction] if args.direction else list(DIRECTIONS)
    look_at_bundled(split, pairs[: args.limit], directions, say, strict=args.strict)
    for direction in directions:
        found = resolve(model, direction)
        captions = ReferenceSet.bundled(pairs, split, direction, args.limit)
        say(f"{found.label} translates {len(captions.sources)} captions")
        with tqdm(total=len(captions.sources), desc=direction, unit="caption", disable=None) as progress:
            output = translate(captions, found, options=options, progress=progress.update)
        yield Translations(
            captions.name, direction, captions.ids, captions.sources, output.hypotheses, captions.references
        )
