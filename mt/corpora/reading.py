"""The files of the corpora, read strictly: UTF-8, a header, raw tabs, no quoting.

A wrong header or a row with too few or too many columns is a CorpusError with file and line.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.caption import Pair
from mt.errors import CorpusError

CAPTION_COLUMNS = ("id", "domain", "kind", "vi", "fr")
TERM_COLUMNS = ("category", "vi", "fr", "note")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the glossary: an office, an institution, a place, a formula of captions.

    Attributes:
        category: the file it stands in, e.g. `offices`.
        vi: in Vietnamese, in lower case unless it is a name.
        fr: in French.
        note: gender, plural, other renderings, in French; often empty.
    """

    category: str
    vi: str
    fr: str
    note: str = ""


def read_captions(path: Path) -> list[Pair]:
    """All pairs of a split, in the order of the file."""
    return [Pair(id_, vi, fr, domain, kind) for id_, domain, kind, vi, fr in rows(path, CAPTION_COLUMNS)]


def read_glossary(folder: Path) -> list[Term]:
    """All terms of all `*.tsv` in a folder, in the order of the file names."""
    return [Term(*row) for path in glossary_files(folder) for row in rows(path, TERM_COLUMNS)]


def glossary_files(folder: Path) -> list[Path]:
    """The files of the glossary, in order.

    Raises:
        CorpusError: there are none.
    """
    files = sorted(folder.glob("*.tsv"))
    if not files:
        raise CorpusError("no glossary file", where=folder, remedy="install vifr again")
    return files


def rows(path: Path, columns: Sequence[str]) -> Iterator[list[str]]:
    """The rows of a file below its header; row `n` of them stands on line `n + 2`.

    Raises:
        CorpusError: the file cannot be read, is not UTF-8, or a line has not these columns.
    """
    try:
        text = path.read_bytes().decode("utf-8")
    except OSError as error:
        raise CorpusError(error.strerror or str(error), where=path, remedy="install vifr again") from error
    except UnicodeDecodeError as error:
        raise CorpusError(
            f"not UTF-8 at byte {error.start}", where=path, remedy="save it as UTF-8"
        ) from error
    header, *lines = text.removesuffix("\n").split("\n")
    if header != "\t".join(columns):
        raise CorpusError(
            f"the header is {header!r}",
            where=f"{path}:1",
            remedy=f"it must be {' '.join(columns)}, tabs between",
        )
    for number, line in enumerate(lines, 2):
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise CorpusError(
                f"{len(cells)} columns instead of {len(columns)}",
                where=f"{path}:{number}",
                remedy=f"write {' '.join(columns)}, one tab between two",
            )
        yield cells
