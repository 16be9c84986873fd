"""The bundled captions and glossary.

>>> from mt.corpora import load
>>> pairs = load("captions", split="test")
>>> pairs[0].vi, pairs[0].fr, pairs[0].domain
"""

from __future__ import annotations

from typing import Literal, overload

from mt.caption import Pair
from mt.corpora.location import corpora
from mt.corpora.reading import Term, read_captions, read_glossary
from mt.corpora.splits import SPLITS
from mt.errors import UsageError

__all__ = ["Pair", "Term", "load"]

Split = Literal["train", "dev", "test"]


@overload
def load(name: Literal["captions"], *, split: Split) -> list[Pair]: ...
@overload
def load(name: Literal["glossary"]) -> list[Term]: ...
@overload
def load(name: str, *, split: str = "") -> list[Pair] | list[Term]: ...
def load(name: str, *, split: str = "") -> list[Pair] | list[Term]:
    """Read a bundled corpus, from a checkout or from an installed package.

    Args:
        name: `captions` or `glossary`.
        split: `train`, `dev` or `test`, for the captions. Never train on dev or test.

    Raises:
        UsageError: no such corpus, or no such split.
        CorpusError: the data are missing or damaged.
    """
    if name == "captions":
        if split not in SPLITS:
            raise UsageError(f"captions have no split {split!r}", remedy=f"choose from {', '.join(SPLITS)}")
        return read_captions(corpora() / "captions" / f"{split}.tsv")
    if name == "glossary":
        if split:
            raise UsageError(f"the glossary has no split {split!r}", remedy="leave the split out")
        return read_glossary(corpora() / "glossary")
    raise UsageError(f"no corpus {name!r}", remedy="choose from captions, glossary")
