"""`python -m mt.corpora report`: counts, and writes the page and the picture."""

from __future__ import annotations

import sys
from pathlib import Path

from mt.corpora.check import Corpus
from mt.dashboard.page import render
from mt.dashboard.survey import survey
from mt.files.output import check_output, claimed, replacing


def write(corpus: Corpus, page: Path | None, picture: Path | None) -> None:
    """Write what was asked for, each in one go, so that nobody finds half of it.

    Raises:
        MissingExtra: a picture was asked for, and matplotlib is not installed.
        OutputError: a file cannot be written.
    """
    from tqdm import tqdm

    targets = [check_output(path) for path in (picture, page) if path]
    with tqdm(total=len(corpus.entries), desc="checking", unit="caption", disable=None) as progress:
        counted = survey(corpus, progress=progress.update)
    made = []
    if picture:
        from mt.dashboard.chart import draw

        made.append(draw(counted))
    if page:
        made.append("".join(render(counted)).encode("utf-8"))
    for path, data in zip(targets, made, strict=True):
        with claimed(path), replacing(path) as write_part:
            write_part(data)
        print(f"vifr: {path} written ({len(data) / 1e3:,.0f} kB)", file=sys.stderr)
