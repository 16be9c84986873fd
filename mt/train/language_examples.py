"""What the language model learns from and is measured on: captions cut short and damaged as captions are.

Vietnamese and French come from the bundled captions and glossary; `data/other.tsv` has captions in other
languages, frequent words of those languages, and names. `unknown` is taught by what says nothing about a
language: names that stand on both sides of a pair, names of that file, quantities.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from mt.caption import LANGUAGES, Pair
from mt.corpora import Term
from mt.errors import CorpusError
from mt.text.unicode import fold, strip_diacritics

OTHER = Path(__file__).parent / "data" / "other.tsv"
Example = tuple[str, str]  # a text and its answer

WINDOWS_A_CAPTION, WINDOWS_AN_OTHER, TIMES_A_WORD, TIMES_A_NAME = 10, 50, 5, 4
QUANTITIES = 1500
_COMMONEST = 60  # of a language's words, listed by falling frequency, these make half of a made-up text
_UNITS = "km m cm mm kg g ha h USD kWh MW km/h m² m³ °C % euro".split()
_SAYS_NOTHING = re.compile(rf"[\W\d_]*({'|'.join(_UNITS)})?[\W\d_]*")

FORMS: dict[str, Callable[[str], str]] = {
    "plain": str,
    "stripped": strip_diacritics,
    "STRIPPED CAPITALS": lambda text: strip_diacritics(text).upper(),
    "stripped lower case": lambda text: strip_diacritics(text).lower(),
}


@dataclass(frozen=True, slots=True)
class OtherText:
    """A line of `data/other.tsv`: `kind` is `caption`, `words` or `names`."""

    language: str
    kind: str
    text: str

    @property
    def held_out(self) -> bool:
        """Whether it is one of the fifth of the captions that are kept for measuring."""
        return self.kind == "caption" and zlib.crc32(self.text.encode()) % 5 == 0


def read_other(path: Path = OTHER) -> list[OtherText]:
    """All lines below the remark and the header.

    Raises:
        CorpusError: a line has not three columns.
    """
    found = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[2:], 3):
        cells = line.split("\t")
        if len(cells) != 3:
            raise CorpusError(
                f"{len(cells)} columns instead of 3",
                where=f"{path}:{number}",
                remedy="write language kind text, one tab between two",
            )
        found.append(OtherText(*cells))
    return found


def windows(
    texts: Iterable[str], length: int, *, anywhere: bool, form: Callable[[str], str] = str, seed: int = 5
) -> list[str]:
    """One window of so many words from each text that has them, at its start or anywhere in it."""
    random = Random(seed)
    found = []
    for text in texts:
        words = text.split()
        if len(words) >= length:
            start = random.randrange(len(words) - length + 1) if anywhere else 0
            found.append(form(" ".join(words[start : start + length])))
    return found


def names(pair: Pair) -> dict[str, list[bool]]:
    """For each word of each side: whether it is (part of) a name, that is, the other side has it as well.

    Compared are words with a capital, folded: two in a row, or a single one of at least five letters.
    """
    keys = {side: [_name_key(word) for word in pair.side(side).split()] for side in LANGUAGES}
    pairs = {side: set(zip(keys[side], keys[side][1:], strict=False)) for side in LANGUAGES}
    both = {(a, b) for a, b in pairs["vi"] & pairs["fr"] if a and b}
    long = {key for key in set(keys["vi"]) & set(keys["fr"]) if len(key) >= 5}
    marks = {}
    for side, found in keys.items():
        marks[side] = [
            key in long or (before, key) in both or (key, after) in both
            for before, key, after in zip(["", *found], found, [*found[1:], ""], strict=False)
        ]
    return marks


def runs(words: Sequence[str], marks: Sequence[bool]) -> Iterator[list[str]]:
    """The names of a caption: neighbouring words that are marked."""
    run: list[str] = []
    for word, mark in zip((*words, ""), (*marks, False), strict=True):
        if mark:
            run.append(word)
        elif run:
            yield run
            run = []


def examples(
    pairs: Sequence[Pair], terms: Sequence[Term], others: Sequence[OtherText], random: Random
) -> Iterator[Example]:
    """Texts with their answers, in no random order."""
    for pair in pairs:
        yield from _of_pair(pair, random)
    for term in terms:
        for text, language in ((term.vi, "vi"), (term.fr, "fr")):
            yield _damaged(text.split(), random), language
            yield _damaged(text.split(), random), language
    for other in others:
        if other.kind == "caption" and not other.held_out:
            words = other.text.split()
            for _ in range(WINDOWS_AN_OTHER):
                start, end = _cut(len(words), random)
                yield _damaged(words[start:end], random), "other"
    yield from _made_up(others, random)
    lists = [other.text.split() for other in others if other.kind == "names"]
    for name in [name for listed in lists for name in listed for _ in range(TIMES_A_NAME)]:
        rest = [random.choice(random.choice(lists)) for _ in range(random.randrange(4))]
        yield _damaged([name, *rest], random), "unknown"
    for _ in range(QUANTITIES if lists else 0):
        yield " ".join(_quantity(random) for _ in range(random.randint(1, 3))), "unknown"


def _of_pair(pair: Pair, random: Random) -> Iterator[Example]:
    marks = names(pair)
    sides = {side: pair.side(side).split() for side in LANGUAGES}
    in_full = {_name_key(w): w for w, m in zip(sides["vi"], marks["vi"], strict=True) if m and "/" not in w}
    for side, words in sides.items():
        # French pages print Vietnamese names in full or without their diacritics.
        with_names = [in_full.get(_name_key(w), w) for w in words] if side == "fr" else words
        nothing = [m or _SAYS_NOTHING.fullmatch(w) for w, m in zip(words, marks[side], strict=True)]
        for _ in range(WINDOWS_A_CAPTION):
            start, end = _cut(len(words), random)
            chosen = (with_names if random.random() < 0.25 else words)[start:end]
            yield _damaged(chosen, random), "unknown" if all(nothing[start:end]) else side
        for name in runs(words, marks[side]):
            bare = random.random() < 0.35
            text = " ".join(strip_diacritics(word) if bare else word for word in name)
            yield text.upper() if random.random() < 0.3 else text, "unknown"


def _made_up(others: Iterable[OtherText], random: Random) -> Iterator[Example]:
    """Random words of each language of `others`, half of them of its commonest."""
    listed: dict[str, list[str]] = {}
    for other in others:
        if other.kind == "words":
            listed.setdefault(other.language, []).extend(other.text.split())
    for words in listed.values():
        for _ in range(TIMES_A_WORD * len(words)):
            length = random.randint(1, 8)
            chosen = [
                random.choice(words[:_COMMONEST] if random.random() < 0.5 else words) for _ in range(length)
            ]
            yield _damaged(chosen, random), "other"


def _name_key(word: str) -> str:
    bare = re.sub(r"^\W+", "", word)
    return fold(word.split("/")[0]) if bare[:1].isupper() else ""


def _cut(words: int, random: Random) -> tuple[int, int]:
    """Where a window begins and ends: often three words, often at the start of the caption."""
    lowest, highest = random.choices(((1, 2), (3, 3), (4, 6), (7, 12), (words, words)), (8, 25, 25, 22, 20))[
        0
    ]
    length = min(words, random.randint(lowest, highest))
    start = 0 if random.random() < 0.4 else random.randrange(words - length + 1)
    return start, start + length


def _damaged(words: Sequence[str], random: Random) -> str:
    """The words as they are (55 %), stripped, or some of them stripped; then perhaps in one case."""
    state = random.random()
    if state < 0.45:
        share = 1.0 if state < 0.35 else 0.5
        words = [strip_diacritics(word) if random.random() < share else word for word in words]
    text, case = " ".join(words), random.random()
    return text.upper() if case < 0.12 else text.lower() if case < 0.24 else text


def _quantity(random: Random) -> str:
    digits = random.randrange(1, 10 ** random.randint(1, 5))
    return f"{digits}{random.choice(('', ' '))}{random.choice(_UNITS)}"
