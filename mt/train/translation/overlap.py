"""What must never be trained on: the test sets, and the dev and test captions of the corpora.

A pair is refused when a side says the same, letter for letter but for case, diacritics, spaces and
punctuation, as a line that is held out. Lines of a few letters (`Đi!`, `Merci.`) are everybody's; there both
sides must be held out. Captions are refused, too, when they are near-duplicates: agencies send a caption
again with another credit or number, and a model that has seen the one is not tested by the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from mt.caption import LANGUAGES
from mt.corpora import load
from mt.corpora.duplicates import near_duplicates
from mt.errors import InputError
from mt.text.unicode import fold
from mt.train.translation.lines import found, lines, stem

_SHORT = 12  # letters and digits; a line of no more is not evidence by itself
_BLOCK = 20_000  # captions compared at a time; bounds the memory

Say = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """The texts that are held out, by language, and what they are recognised by.

    Attributes:
        texts: by language; a text of a file that does not say its language is in both.
        long, short: folded texts of either language.
    """

    texts: dict[str, list[str]]
    long: frozenset[int]
    short: frozenset[int]

    @classmethod
    def of(cls, texts: dict[str, list[str]]) -> HeldOut:
        """Held-out texts by language."""
        keys = {key(text) for side in texts.values() for text in side} - {""}
        long, short = ({hash(k) for k in keys if (len(k) > _SHORT) is is_long} for is_long in (True, False))
        return cls(texts, frozenset(long), frozenset(short))

    def has(self, vi_key: str, fr_key: str) -> bool:
        """Whether one of these is a copy of a held-out text, or both are of short ones; see `key`."""
        sides = [(hash(k), len(k) > _SHORT) for k in (vi_key, fr_key)]
        if any(number in self.long for number, is_long in sides if is_long):
            return True
        return all(number in self.short for number, _ in sides)

    def near(self, pairs: Sequence[tuple[str, str]], *, threshold: float) -> set[int]:
        """The places of the pairs of which a side is a near-duplicate of a held-out text.

        Args:
            pairs: Vietnamese and French texts.
            threshold: least Jaccard similarity of their character 4-grams.
        """
        alike: set[int] = set()
        for side, language in enumerate(LANGUAGES):
            for start in range(0, len(pairs), _BLOCK):
                block = [pair[side] for pair in pairs[start : start + _BLOCK]]
                hits = near_duplicates(self.texts[language], block, threshold=threshold)
                alike.update(start + j for _, j, _ in hits)
        return alike


def key(text: str) -> str:
    """What copies have in common: letters and digits, without case or diacritics."""
    return fold(text).replace(" ", "")


def read_held_out(
    patterns: Iterable[str], root: Path, *, optional: bool = False, say: Say = print
) -> HeldOut:
    """The held-out files that globs under `root` name, and the dev and test captions, which always are.

    A file is lines of one language (`NAME.vi`, `NAME.fr`), or, `.tsv`, cells of any.

    Args:
        optional: a glob that names no file is said, not raised.

    Raises:
        InputError: a glob names no file.
    """
    texts: dict[str, list[str]] = {language: [] for language in LANGUAGES}
    for pair in (*load("captions", split="dev"), *load("captions", split="test")):
        for language in LANGUAGES:
            texts[language].append(pair.side(language))
    for pattern in patterns:
        try:
            files = found([pattern], root)
        except InputError as error:
            if not optional:
                raise InputError(
                    f"the held-out files {pattern} are missing",
                    where=root,
                    remedy="check --data-root, or say --without-held-out and never measure with them",
                ) from error
            say(f"held-out files {pattern} are missing in {root}: nothing keeps them out of the training")
            continue
        for path in files:
            for language, text in _texts(path):
                texts[language].append(text)
    return HeldOut.of(texts)


def _texts(path: Path) -> Iterator[tuple[str, str]]:
    language = Path(stem(path)).suffix.removeprefix(".")
    for line in lines(path):
        for text in line.split("\t") if ".tsv" in path.suffixes else [line]:
            if text.strip():
                for side in [language] if language in LANGUAGES else LANGUAGES:
                    yield side, text


def doubled(pairs: Sequence[tuple[str, str]], *, threshold: float) -> set[int]:
    """The places of pairs that are near-duplicates, on both sides, of one before them that stays."""
    blocks = [range(start, min(start + _BLOCK, len(pairs))) for start in range(0, len(pairs), _BLOCK)]
    gone: set[int] = set()
    for n, later in enumerate(blocks):
        for earlier in blocks[: n + 1]:
            alike = _alike(pairs, earlier, later, 0, threshold) & _alike(pairs, earlier, later, 1, threshold)
            for i, j in sorted(alike, key=lambda link: (link[1], link[0])):
                if i < j and i not in gone:
                    gone.add(j)
    return gone


def _alike(
    pairs: Sequence[tuple[str, str]], earlier: range, later: range, side: int, threshold: float
) -> set[tuple[int, int]]:
    texts = ([pairs[i][side] for i in block] for block in (earlier, later))
    left, right = texts
    return {
        (earlier[i], later[j])
        for i, j, _ in near_duplicates(left, right, threshold=threshold)
        if earlier[i] < later[j]
    }
