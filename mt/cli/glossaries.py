"""`--glossary`: a table of terms, or the names of the package."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from mt.errors import UsageError

if TYPE_CHECKING:
    from mt.cli.check_inputs import Say
    from mt.text.glossary import Glossary

PRESS = "press"
HELP = (
    "ask for the terms of a table with the columns vi and fr; press: the names of institutions, countries "
    "and places, and the abbreviations, of the package"
)


def load_glossary(name: str, say: Say) -> Glossary:
    """The glossary that an option names.

    Args:
        name: `press`, or a .tsv, .csv or .jsonl file with the columns vi and fr.
        say: hears of rows that cannot be read; they are left out.

    Raises:
        InputError: the file cannot be read.
        UsageError: it has no such columns, or no terms.
    """
    from mt.text.glossary import Glossary

    if name == PRESS:
        from mt.corpora.press import press_glossary

        return press_glossary()
    glossary = Glossary(_terms(Path(name), say))
    if not len(glossary):
        raise UsageError("has no terms", where=name, remedy="write a term a line below vi and fr")
    return glossary


def _terms(path: Path, say: Say) -> Iterator[tuple[str, str, str]]:
    from mt.cli.check_inputs import read_pairs

    try:
        for pair in read_pairs(path, input_format=None, say=say):
            vi, fr = " ".join(pair.vi.split()), " ".join(pair.fr.split())
            if vi and fr:
                yield vi, fr, ""
            else:
                say(f"{path}:{pair.id}: a term without its {'Vietnamese' if fr else 'French'}; write it")
    except UsageError as error:
        raise UsageError(
            error.what, where=error.where, remedy="a glossary is a table whose first line names vi and fr"
        ) from error
