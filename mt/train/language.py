"""Train the model of `mt.text.language`: `python -m mt.train.language`.

Softmax regression on hashed n-grams, by AdaGrad (Duchi, Hazan and Singer, JMLR 2011), with the leaky sum of
each word that `mt.text.language` describes. Trained on the train split, the glossary and `data/other.tsv`;
the dev split chooses one number, the temperature by which all weights are divided so that the
probabilities are honest. The same seed gives the same file.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt

import mt.text.language
from mt.caption import LANGUAGES, Pair
from mt.corpora import load
from mt.errors import OutputError, VifrError
from mt.text.language import ANSWERS, LEAK, Detector, bucket, grams, packed, words
from mt.train.language_examples import FORMS, Example, OtherText, examples, read_other, windows

OUT = Path(mt.text.language.__file__).parent / "data" / "language.bin"
BUCKETS = 1 << 16
LENGTHS = (3, 5, 12)
_BATCH, _STEP, _FIRST_SQUARE = 512, 0.3, 4e-6
_TEMPERATURES = np.arange(0.6, 2.0, 0.05)

Floats = npt.NDArray[np.float32]


class Units:
    """Every distinct word and pair of words of the examples, as the buckets of its n-grams."""

    def __init__(self, buckets: int) -> None:
        self.buckets = buckets
        self.places: list[npt.NDArray[np.int32]] = []
        self._numbers: dict[str, int] = {}

    def of(self, text: str) -> npt.NDArray[np.int32]:
        """The numbers of the units of a text."""
        found = words(text)
        pairs = (" ".join(pair) for pair in pairwise(found))
        return np.array([*map(self._number, found), *map(self._number, pairs)], np.int32)

    def _number(self, unit: str) -> int:
        if unit not in self._numbers:
            self._numbers[unit] = len(self.places)
            # Sorted, because sums of floats depend on the order and sets have none that lasts.
            parts = [unit] if " " in unit else sorted(grams(unit))
            self.places.append(np.array([bucket(part, self.buckets) for part in parts], np.int32))
        return self._numbers[unit]


def fit(
    taught: Sequence[Example], *, buckets: int = BUCKETS, epochs: int = 3, seed: int = 1
) -> tuple[Floats, Floats]:
    """Weights (buckets x 3) and constants (4) from texts with their answers.

    Texts without words teach nothing: the detector itself calls them unknown.
    """
    units = Units(buckets)
    texts = [(found, ANSWERS.index(answer)) for text, answer in taught if len(found := units.of(text))]
    weights, constants = np.zeros((buckets, 3), np.float32), np.zeros(4, np.float32)
    squares = np.full_like(weights, _FIRST_SQUARE)
    constant_squares = np.full_like(constants, _FIRST_SQUARE)
    random = np.random.default_rng(seed)
    done, total = 0, epochs * len(texts)
    for _ in range(epochs):
        order = random.permutation(len(texts))
        for start in range(0, len(texts), _BATCH):
            batch = [texts[i] for i in order[start : start + _BATCH]]
            slope, constant_slope = _slope(batch, units, weights, constants)
            step = np.float32(_STEP * (1 - done / total))
            squares += slope * slope
            weights -= step * slope / np.sqrt(squares)
            constant_squares += constant_slope * constant_slope
            constants -= step * constant_slope / np.sqrt(constant_squares)
            done += len(batch)
    return weights, constants


def _slope(
    batch: Sequence[tuple[npt.NDArray[np.int32], int]], units: Units, weights: Floats, constants: Floats
) -> tuple[Floats, Floats]:
    """The gradient of the mean cross-entropy of a batch."""
    lengths = [len(found) for found, _ in batch]
    distinct, numbers = np.unique(np.concatenate([found for found, _ in batch]), return_inverse=True)
    places = [units.places[i] for i in distinct]
    sizes, flat = [len(place) for place in places], np.concatenate(places)
    sums = np.add.reduceat(weights[flat], _starts(sizes))
    leak = np.where(sums > 0, np.float32(1), np.float32(LEAK))
    scores = np.tile(constants, (len(batch), 1))
    scores[:, :3] += np.add.reduceat((sums * leak)[numbers], _starts(lengths))
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    error = odds / odds.sum(axis=1, keepdims=True)
    error[np.arange(len(batch)), [answer for _, answer in batch]] -= 1
    error /= len(batch)
    of_units = _added(numbers, np.repeat(error[:, :3], lengths, axis=0), len(distinct)) * leak
    return _added(flat, np.repeat(of_units, sizes, axis=0), len(weights)), error.sum(axis=0)


def _starts(lengths: Sequence[int]) -> npt.NDArray[np.int64]:
    return np.cumsum([0, *lengths[:-1]])


def _added(places: npt.NDArray[np.integer], rows: Floats, size: int) -> Floats:
    """The sum of the rows that go to each place."""
    columns = [np.bincount(places, weights=column, minlength=size) for column in rows.T]
    return np.stack(columns, axis=1).astype(np.float32)


def quantised(weights: Floats, constants: Floats, temperature: float = 1.0) -> bytes:
    """The content of a model file: weights rounded to 8 bits, all divided by a temperature."""
    unit = float(np.abs(weights).max()) / 127 or 1.0
    rounded = np.rint(weights / unit).astype(np.int8)
    return packed(unit / temperature, map(float, constants / temperature), rounded.tobytes())


def best_temperature(weights: Floats, constants: Floats, measured: Sequence[Example]) -> float:
    """The temperature under which the answers of `measured` are most probable."""
    detector = Detector(quantised(weights, constants))
    logs = np.log(np.array([detector.probabilities(text) for text, _ in measured]) + 1e-12)
    answers = [ANSWERS.index(answer) for _, answer in measured]

    def surprise(temperature: float) -> float:
        scaled = logs / temperature
        chosen = scaled[np.arange(len(answers)), answers]
        return float((np.log(np.exp(scaled).sum(axis=1)) - chosen).mean())

    return float(min(_TEMPERATURES, key=surprise))


def held_out(pairs: Sequence[Pair], others: Iterable[OtherText]) -> list[Example]:
    """Windows of 3, 5 and 12 words in all forms, of captions that nothing was taught on."""
    sides = {side: [pair.side(side) for pair in pairs] for side in LANGUAGES}
    sides["other"] = [other.text for other in others if other.held_out]
    return [
        (text, answer)
        for answer, texts in sides.items()
        for length in LENGTHS
        for form in FORMS.values()
        for text in windows(texts, length, anywhere=True, form=form)
    ]


def accuracy(detector: Detector, pairs: Sequence[Pair]) -> Iterator[str]:
    """A table: the share of windows that are recognised, mean of both languages; `unknown` is wrong."""
    yield f"{'':31}" + "".join(f"{length:>4} words" for length in LENGTHS)
    for form, change in FORMS.items():
        for anywhere in (False, True):
            cells = []
            for length in LENGTHS:
                shares = []
                for side in LANGUAGES:
                    texts = windows([p.side(side) for p in pairs], length, anywhere=anywhere, form=change)
                    right = sum(detector.detect(text).language == side for text in texts)
                    shares.append(right / max(1, len(texts)))
                cells.append(f"{50 * sum(shares):9.1f}%")
            yield f"{form + (', anywhere' if anywhere else ', at start'):31}" + "".join(cells)


def reliability(detector: Detector, measured: Sequence[Example]) -> Iterator[str]:
    """A table: how often guesses of a probability are right."""
    guesses = [(detector.detect(text), answer) for text, answer in measured]
    yield f"{'probability':16}{'guesses':>9}{'mean':>8}{'right':>8}"
    for low, high in ((0.5, 0.7), (0.7, 0.9), (0.9, 0.98), (0.98, 0.995), (0.995, 1.01)):
        inside = [
            (guess.probability, guess.language == answer)
            for guess, answer in guesses
            if guess.language != "unknown" and low <= guess.probability < high
        ]
        if inside:
            mean, right = (100 * sum(column) / len(inside) for column in zip(*inside, strict=True))
            yield f"{low:.3f} to {min(high, 1):.3f}  {len(inside):>9}{mean:>7.1f}%{right:>7.1f}%"


def main(argv: Sequence[str] | None = None) -> int:
    """Train, measure on dev, write; 0 is well, 1 means data that cannot be read or written, 2 wrong use."""
    parser = argparse.ArgumentParser(
        prog="python -m mt.train.language", description="Train the detector of languages."
    )
    parser.add_argument("--out", type=Path, default=OUT, help="model file to write (default: the package's)")
    parser.add_argument("--seed", type=int, default=1, help="default %(default)s")
    parser.add_argument("--epochs", type=int, default=3, help="default %(default)s")
    parser.add_argument("--captions", type=int, help="take only the first so many of everything, for a trial")
    args = parser.parse_args(argv)
    try:
        _train(args)
    except VifrError as error:
        print(f"vifr: {error}", file=sys.stderr)
        return error.exit_code
    return 0


def _train(args: argparse.Namespace) -> None:
    with _writing(args.out):
        args.out.parent.mkdir(parents=True, exist_ok=True)
    pairs, dev = (load("captions", split=split)[: args.captions] for split in ("train", "dev"))
    terms, others = load("glossary")[: args.captions], read_other()[: args.captions]
    print(f"read {len(pairs)} pairs, {len(terms)} terms, {len(others)} lines of other languages and names")
    taught = list(examples(pairs, terms, others, Random(args.seed)))
    counts = Counter(answer for _, answer in taught)
    print("examples: " + ", ".join(f"{counts[answer]} {answer}" for answer in ANSWERS), flush=True)
    weights, constants = fit(taught, epochs=args.epochs, seed=args.seed)
    measured = held_out(dev, others)
    temperature = best_temperature(weights, constants, measured)
    data = quantised(weights, constants, temperature)
    detector = Detector(data)
    print(f"temperature {temperature:.2f}\n\nrecognised on dev", *accuracy(detector, dev), sep="\n")
    print("\nhonesty on dev", *reliability(detector, measured), sep="\n")
    with _writing(args.out):
        args.out.write_bytes(data)
    print(f"\nwrote {args.out}, {len(data):,} bytes")


@contextmanager
def _writing(out: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(error.strerror or str(error), where=out, remedy="choose another --out") from error


if __name__ == "__main__":
    sys.exit(main())
