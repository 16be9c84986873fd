"""Train the model that restores diacritics: `python -m mt.train.diacritics --language vi --out FILE TEXT...`

The texts are UTF-8, a caption or sentence a line, best of the press. One line of forty is kept to fit the
weights and one to measure; the same texts always give the same model.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from mt.caption import LANGUAGES
from mt.errors import InputError, OutputError, VifrError
from mt.text.diacritics import restoration
from mt.text.diacritics_model import Model
from mt.text.unicode import fold, strip_diacritics
from mt.train.diacritics_text import NOTHING, Text, answers, cleaned, lexicon
from mt.train.diacritics_votes import ROUNDS, Positions, Votes

# Lines that stand together come from the same articles: they are kept aside in blocks.
_BLOCK, _BLOCKS, _TO_FIT, _TO_MEASURE = 100, 40, 7, 27
_MEASURED = 4_000
# One line of so many is learnt in capitals as well.
_IN_CAPITALS = 10


def train(lines: Sequence[str], language: str, *, megabytes: float) -> tuple[bytes, list[str]]:
    """A model, and the lines that were kept aside to measure it.

    Args:
        lines: as `cleaned` gives them.
        megabytes: size of the model, without its lexicon.
    """
    blocks = np.arange(len(lines)) // _BLOCK % _BLOCKS
    measured = [line for line, block in zip(lines, blocks, strict=True) if block == _TO_MEASURE]
    lines = [line for line, block in zip(lines, blocks, strict=True) if block != _TO_MEASURE]
    lines += [line.upper() for line in lines[::_IN_CAPITALS]]
    blocks = blocks[blocks != _TO_MEASURE]
    to_fit = np.concatenate([blocks, blocks[::_IN_CAPITALS]]) == _TO_FIT
    text = Text.of(lines)
    candidates = lexicon(text, language)
    if not candidates:
        raise InputError("no words with diacritics in the texts", remedy="give more text, of this language")
    _say(f"{len(lines)} lines, {len(text.ids)} tokens, {len(candidates)} bare forms")
    positions = _positions(text, candidates, language)
    aside = to_fit[text.lines[positions.places] - 1]
    counted, fitted = positions.part(~aside), positions.part(aside & (positions.candidates > 1))
    if not len(fitted.places):
        raise InputError("too little text", remedy=f"give {2 * _BLOCK * _TO_FIT} lines or more")
    votes = Votes(2 * int(megabytes * 1e6 / 3))  # a byte and a half each
    surprise = _surprise_of_the_most_frequent(counted)
    kinds: tuple[int, ...] = ()
    for added in ROUNDS:
        if kinds:
            surprise = votes.surprise(counted, kinds)
        kept = votes.add(counted, added, surprise)
        kinds += added
        right = votes.fit(fitted, kinds)
        _say(f"{len(kinds)} kinds of contexts: {kept} more votes, {right:.2%} of ambiguous words right")
    return _packed(votes, candidates), measured


def _positions(text: Text, candidates: dict[str, list[str]], language: str) -> Positions:
    answer = answers(text, candidates, language)
    counts = np.zeros(len(answer), np.int64)
    for number in np.flatnonzero(answer != NOTHING):
        counts[number] = len(candidates[strip_diacritics(text.surfaces[number].lower())])
    places = np.flatnonzero(answer[text.ids] != NOTHING)
    ids = text.ids[places]
    return Positions(text, text.hashes(), places, answer[ids], counts[ids])


def _surprise_of_the_most_frequent(positions: Positions) -> NDArray[np.float32]:
    """What is wrong when every word is given its most frequent form."""
    return (positions.right > 0).astype(np.float32) + np.float32(0.1)


def _packed(votes: Votes, candidates: dict[str, list[str]]) -> bytes:
    text = "\n".join(" ".join([bare, *forms]) for bare, forms in candidates.items()).encode()
    levels, slots = votes.quantised()
    header = {"version": 1, "slots": votes.slots, "lexicon": len(text), "votes": levels}
    return json.dumps(header).encode() + b"\n" + text + bytes(votes.checks) + slots


def accuracy(lines: Sequence[str], language: str, model: Model) -> tuple[float, float]:
    """The share of words, and of whole lines, that come out right when they are stripped and restored."""
    words = right = whole = 0
    for line in lines:
        restored = restoration(strip_diacritics(line), language, model=model).text
        pairs = list(zip(line.split(), restored.split(), strict=True))
        words += len(pairs)
        right += sum(a == b for a, b in pairs)
        whole += line == restored
    return right / max(words, 1), whole / max(len(lines), 1)


def main(argv: Sequence[str] | None = None) -> int:
    """Train, write the model, and print what it gets right of the lines kept aside."""
    parser = argparse.ArgumentParser(
        prog="python -m mt.train.diacritics",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("texts", nargs="+", type=Path, metavar="TEXT")
    parser.add_argument("--language", required=True, choices=LANGUAGES)
    parser.add_argument("--out", required=True, type=Path, metavar="FILE")
    parser.add_argument(
        "--without",
        action="append",
        default=[],
        type=Path,
        metavar="FILE",
        help="text to be tested on: its lines, compared without case, marks and signs, are left out",
    )
    parser.add_argument(
        "--megabytes", type=float, default=14.0, metavar="N", help="size of the model (default: %(default)s)"
    )
    args = parser.parse_args(argv)
    try:
        tested = {fold(line) for line in _read(args.without, args.language)}
        lines = [line for line in _read(args.texts, args.language) if fold(line) not in tested]
        data, measured = train(lines, args.language, megabytes=args.megabytes)
        try:
            args.out.write_bytes(data)
        except OSError as error:
            raise OutputError(f"cannot be written: {error.strerror}", where=args.out) from None
    except VifrError as error:
        print(f"vifr: {error}", file=sys.stderr)
        return error.exit_code
    measured = measured[:: max(1, len(measured) // _MEASURED)]
    words, whole = accuracy(measured, args.language, Model(data))
    print(
        f"{args.out}: {len(data)} bytes, {words:.2%} of words and {whole:.2%} of {len(measured)} lines right"
    )
    return 0


def _read(paths: Sequence[Path], language: str) -> Iterator[str]:
    from tqdm import tqdm

    for path in paths:
        try:
            with path.open(encoding="utf-8") as file:
                for line in tqdm(file, desc=path.name, unit=" lines", disable=None):
                    if text := cleaned(line, language):
                        yield text
        except (OSError, UnicodeDecodeError) as error:
            reason = error.strerror if isinstance(error, OSError) else "not UTF-8"
            raise InputError(f"cannot be read: {reason}", where=path) from None


_started = time.monotonic()


def _say(line: str) -> None:
    print(f"{time.monotonic() - _started:5.0f} s  {line}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
