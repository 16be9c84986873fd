#!/usr/bin/env python3
"""Gather the names that sign captions into `mt/text/data/photographers.txt`.

    scripts/photographers.py CAPTIONS.txt …

The files hold Vietnamese captions, one a line. A name counts that signs twice in them, or once in the bundled
training captions, and (nearly) always with the same marks.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from mt.corpora import load
from mt.text.credit import find
from mt.text.credit_holder import is_agency, is_name, parts
from mt.text.institution_parts import begins_with_head
from mt.text.photographers import unambiguous
from mt.text.unicode import repair

NAMES = Path(__file__).resolve().parents[1] / "mt/text/data/photographers.txt"


def main(paths: list[str]) -> None:
    found = [name for path in paths for name in signing(Path(path).read_text("utf-8").splitlines())]
    bundled = list(signing(pair.vi for pair in load("captions", split="train")))
    sure = {*unambiguous(found, least=2), *unambiguous(bundled)}
    names = sorted(sure & {*unambiguous([*found, *bundled])})
    NAMES.write_text("\n".join(names) + "\n", encoding="utf-8")


def signing(captions: Iterable[str]) -> Iterator[str]:
    """The photographers of two to four words or initials that sign them."""
    for caption in captions:
        credit = find(repair(caption)[0], "vi")
        for name in parts(credit.holder) if credit else []:
            person = is_name(name) and not is_agency(name) and not begins_with_head(name)
            if person and len(re.findall(r"\w+", name)) in {2, 3, 4} and re.search(r"\w{2}", name):
                yield name


if __name__ == "__main__":
    main(sys.argv[1:])
