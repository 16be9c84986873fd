"""What differs between a reference and a hypothesis, word by word, marked so that it is not colour alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal, NamedTuple

from mt.text.typography import normalise
from mt.webpage import Html, element, join

Mark = Literal["same", "changed", "typography"]
# Words, with the apostrophe of an elision (`l'`); punctuation marks one by one; white space.
_TOKEN = re.compile(r"[^\W\d_]+['’](?=\w)|\w+|[^\w\s]|\s+")


class Piece(NamedTuple):
    """A stretch of text that is alike throughout.

    Attributes:
        mark: whether the other side has it, has it not, or has it in another typography.
    """

    text: str
    mark: Mark


def differences(reference: str, hypothesis: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts in pieces that put together give them again.

    Words and punctuation marks are compared one by one (longest common runs first, as difflib finds them);
    white space is not.
    """
    left, right = _TOKEN.findall(reference), _TOKEN.findall(hypothesis)
    words, others = _solid(left), _solid(right)
    marks: list[Mark] = ["changed"] * len(words)
    other_marks: list[Mark] = ["changed"] * len(others)
    matcher = SequenceMatcher(
        None, [_plain(word) for word in words], [_plain(word) for word in others], autojunk=False
    )
    for i, j, size in matcher.get_matching_blocks():
        for step in range(size):
            same = words[i + step] == others[j + step]
            marks[i + step] = other_marks[j + step] = "same" if same else "typography"
    return _pieces(left, marks), _pieces(right, other_marks)


def marked(pieces: Iterable[Piece], tag: Literal["ins", "del"]) -> Html:
    """The pieces as markup: what is changed as `<ins>` or `<del>`, typography as a softly marked span."""
    return join(
        element(tag, piece.text)
        if piece.mark == "changed"
        else element("span", piece.text, class_="typo", title="only the typography differs")
        if piece.mark == "typography"
        else piece.text
        for piece in pieces
    )


def missing(pieces: Sequence[Piece]) -> list[str]:
    """The stretches of the reference that the hypothesis has not, but for bare punctuation."""
    return [piece.text for piece in pieces if piece.mark == "changed" and any(map(str.isalnum, piece.text))]


def _solid(tokens: Iterable[str]) -> list[str]:
    return [token for token in tokens if not token.isspace()]


def _plain(token: str) -> str:
    return normalise(token) if not token.isascii() else token


def _pieces(tokens: Sequence[str], marks: Sequence[Mark]) -> list[Piece]:
    """Neighbours of one mark together; white space goes with them where both sides of it are alike."""
    runs = groupby(_with_spaces(tokens, marks), key=lambda piece: piece.mark)
    return [Piece("".join(piece.text for piece in run), mark) for mark, run in runs]


def _with_spaces(tokens: Sequence[str], marks: Sequence[Mark]) -> Iterator[Piece]:
    coming = iter(marks)
    before: Mark = "same"
    waiting = ""
    for token in tokens:
        if token.isspace():
            waiting += token
            continue
        mark = next(coming)
        if waiting:
            yield Piece(waiting, mark if mark == before else "same")
            waiting = ""
        yield Piece(token, mark)
        before = mark
    if waiting:
        yield Piece(waiting, "same")
