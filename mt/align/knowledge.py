"""What the aligner has learnt from the bundled captions; in the wheel as `data/knowledge.npz`."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

import numpy as np
from scipy import sparse

from mt.align.lexicon import Lexicon

_UNSEEN = 9.0  # idf of a word no training caption has


@dataclass(frozen=True)
class Knowledge:
    """Lexicons, rarities and weights.

    Attributes:
        to_french, to_vietnamese: which words explain which.
        gram_rarity: (hash buckets,) idf of hashed character n-grams of French captions.
        common: folded words of both languages and their weight, the lower one where both have the word.
        usual_ratio, ratio_spread: mean and standard deviation of log(French length / Vietnamese length).
        weights: (kinds + 1,) of `mt.align.evidence.KINDS` and a constant: log-odds that a pair is one.
        trust: (3,) constant, weight of the log-odds, weight of the lead over the next best: calibration.
    """

    to_french: Lexicon
    to_vietnamese: Lexicon
    gram_rarity: np.ndarray
    common: dict[str, float]
    usual_ratio: float
    ratio_spread: float
    weights: np.ndarray
    trust: np.ndarray

    def rarity(self, word: str) -> float:
        """The weight of a folded word, or of two neighbours, found on both sides."""
        return sum(self.common.get(part, _UNSEEN) for part in word.split())

    def save(self, path: Path) -> None:
        """Write everything to one `.npz` file."""
        arrays: dict[str, np.ndarray] = {
            "gram_rarity": self.gram_rarity.astype(np.float16),
            "common_words": _packed(self.common),
            "common_weights": np.array(list(self.common.values()), np.float16),
            "numbers": np.array([self.usual_ratio, self.ratio_spread]),
            "weights": self.weights,
            "trust": self.trust,
        }
        for name, lexicon in (("french", self.to_french), ("vietnamese", self.to_vietnamese)):
            table = lexicon.probabilities
            arrays |= {
                f"{name}_source": _packed(lexicon.source),
                f"{name}_target": _packed(lexicon.target),
                f"{name}_rarity": lexicon.rarity.astype(np.float16),
                f"{name}_data": table.data.astype(np.float16),
                f"{name}_indices": table.indices.astype(np.uint16 if table.shape[1] < 1 << 16 else np.int32),
                f"{name}_indptr": table.indptr.astype(np.int32),
            }
        np.savez_compressed(path, allow_pickle=False, **arrays)


@lru_cache(maxsize=1)
def bundled() -> Knowledge:
    """The knowledge that comes with vifr."""
    return read((files("mt.align") / "data" / "knowledge.npz").read_bytes())


def read(data: bytes) -> Knowledge:
    """Knowledge from the bytes of a file that `Knowledge.save` wrote."""
    with np.load(io.BytesIO(data), allow_pickle=False) as arrays:
        weights = arrays["common_weights"].astype(float).tolist()
        return Knowledge(
            to_french=_lexicon(arrays, "french"),
            to_vietnamese=_lexicon(arrays, "vietnamese"),
            gram_rarity=arrays["gram_rarity"].astype(np.float32),
            common=dict(zip(_unpacked(arrays["common_words"]), weights, strict=True)),
            usual_ratio=float(arrays["numbers"][0]),
            ratio_spread=float(arrays["numbers"][1]),
            weights=arrays["weights"],
            trust=arrays["trust"],
        )


def _lexicon(arrays: Mapping[str, np.ndarray], name: str) -> Lexicon:
    source = {word: row for row, word in enumerate(_unpacked(arrays[f"{name}_source"]), 1)}
    target = {word: column for column, word in enumerate(_unpacked(arrays[f"{name}_target"]))}
    table = sparse.csr_matrix(
        (
            arrays[f"{name}_data"].astype(np.float32),
            arrays[f"{name}_indices"].astype(np.int32),
            arrays[f"{name}_indptr"],
        ),
        shape=(len(source) + 1, len(target)),
    )
    return Lexicon(source, target, table, arrays[f"{name}_rarity"].astype(np.float32))


def _packed(words: Iterable[str]) -> np.ndarray:
    """Words as one array of bytes: arrays of strings would be as wide as the longest."""
    return np.frombuffer("\n".join(words).encode(), dtype=np.uint8)


def _unpacked(data: np.ndarray) -> list[str]:
    return data.tobytes().decode().split("\n")
