"""Fit the aligner on the bundled captions: `python -m mt.train.alignment`.

The lexicons are trained on the train split and the glossary. The weights of the evidence are fitted on lists
made of a fifth of the train split that the lexicons used for fitting have not seen. The dev split is only
measured.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from mt.align import lexicon, words
from mt.align.candidates import candidates
from mt.align.evidence import KINDS, Evidence, Translate
from mt.align.gold import Counts, compare
from mt.align.knowledge import Knowledge
from mt.align.lists import align, french, vietnamese
from mt.align.matching import best_set
from mt.align.odds import LOWEST, leads, log_odds
from mt.align.vectors import gram_rarity
from mt.caption import Pair
from mt.corpora import Term, load
from mt.corpora.lists import Case, Recipe, make
from mt.text.unicode import fold

RECIPES = (
    Recipe(40),
    Recipe(40, dropped=0.2, noise=0.1),
    Recipe(40, dropped=0.1, doubled=0.3),
    Recipe(30, dropped=0.2, short=True),
    Recipe(40, dropped=0.1, stripped=0.5, noise=0.1),
    Recipe(80, dropped=0.2, merged=0.2, doubled=0.1, stripped=0.2, noise=0.1),
)
_ROUNDS = 4  # lists of every recipe, to fit on
_FITTED_ON = 5  # every fifth pair
_RARE = 2  # a word seen in fewer captions weighs as much as one never seen
_PENALTY = 1e-2  # of the square of the weights


def main(argv: Sequence[str] | None = None) -> int:
    """Fit, measure on dev, and write the knowledge."""
    parser = argparse.ArgumentParser(prog="python -m mt.train.alignment", description=__doc__.splitlines()[0])
    default = Path(__file__).parents[1] / "align" / "data" / "knowledge.npz"
    parser.add_argument("--out", type=Path, default=default, help="file to write (default: the bundled one)")
    args = parser.parse_args(argv)
    from mt.translate import Options, Translator

    translator = Translator.load("vi-fr", model="embedded", options=Options(beam_size=1))

    def translate(texts: Sequence[str]) -> list[str]:
        return [translation.text for translation in translator.translate(texts)]

    knowledge = fit(load("captions", split="train"), load("glossary"), translate)
    for kind, weight in zip((*KINDS, "constant"), knowledge.weights, strict=True):
        print(f"{kind:22} {weight:8.3f}", file=sys.stderr)
    print("trust", knowledge.trust.round(3), file=sys.stderr)
    knowledge.save(args.out)
    print(f"{args.out}: {args.out.stat().st_size / 1e6:.1f} MB", file=sys.stderr)
    for recipe, counts in measure(load("captions", split="dev"), knowledge, translate):
        print(f"dev strict F1 {counts.strict[2]:.3f} lax {counts.lax[2]:.3f}  {recipe}", file=sys.stderr)
    return 0


def fit(pairs: Sequence[Pair], terms: Sequence[Term], translate: Translate) -> Knowledge:
    """Train lexicons and rarities on all pairs, and fit the weights on lists of a part held out from them."""
    held_out = pairs[::_FITTED_ON]
    rest = [pair for k, pair in enumerate(pairs) if k % _FITTED_ON]
    partial = _without_weights(rest, terms)
    cases = list(_cases(held_out, _ROUNDS))
    weights, trust = _weights(cases, partial, translate)
    return replace(_without_weights(pairs, terms), weights=weights, trust=trust)


def measure(
    pairs: Sequence[Pair], knowledge: Knowledge, translate: Translate
) -> Iterator[tuple[Recipe, Counts]]:
    """Align one list of every recipe, and count what is right."""
    for seed, recipe in enumerate(RECIPES, 1000):
        case = make(pairs, recipe, seed)
        links = align(case.vi, case.fr, translate, knowledge=knowledge)
        yield recipe, compare([(link.vi, link.fr) for link in links], case.gold)


def _without_weights(pairs: Sequence[Pair], terms: Sequence[Term]) -> Knowledge:
    texts = [(pair.vi, pair.fr) for pair in pairs]
    sides = [(words.vietnamese(vi), words.french(fr)) for vi, fr in (*texts, *((t.vi, t.fr) for t in terms))]
    ratios = np.array([np.log(len(fr) / len(vi)) for vi, fr in texts])
    return Knowledge(
        to_french=lexicon.train(sides),
        to_vietnamese=lexicon.train([(fr, vi) for vi, fr in sides]),
        gram_rarity=gram_rarity([fr for _, fr in texts]),
        common=_common(texts),
        usual_ratio=float(ratios.mean()),
        ratio_spread=float(ratios.std()),
        weights=np.zeros(len(KINDS) + 1),
        trust=np.array([0.0, 1.0, 0.0]),
    )


def _common(texts: Sequence[tuple[str, str]]) -> dict[str, float]:
    """The weight of every folded word that is not rare, by the language in which it is more frequent."""
    seen: dict[str, list[int]] = {}
    for sides in texts:
        for side, text in enumerate(sides):
            for word in set(fold(text).split()):
                seen.setdefault(word, [0, 0])[side] += 1
    often = {word: max(counts) for word, counts in sorted(seen.items()) if max(counts) >= _RARE}
    return {word: float(np.log((len(texts) + 1) / (count + 1))) for word, count in often.items()}


def _cases(pairs: Sequence[Pair], rounds: int) -> Iterator[Case]:
    for seed in range(rounds):
        for k, recipe in enumerate(RECIPES):
            yield make(pairs, recipe, seed * len(RECIPES) + k)


def _weights(
    cases: Sequence[Case], knowledge: Knowledge, translate: Translate
) -> tuple[np.ndarray, np.ndarray]:
    """Fit the evidence on every pair of every list, then the trust on the pairs that an assignment takes."""
    seen = []
    for case in cases:
        evidence = Evidence(vietnamese(case.vi, translate), french(case.fr), knowledge)
        i, j = candidates(evidence)
        whole = {(a[0], b[0]) for a, b in case.gold if len(a) == len(b) == 1}
        partly = {(x, y) for a, b in case.gold if len(a) + len(b) > 2 for x in a for y in b}
        pairs = list(zip(i.tolist(), j.tolist(), strict=True))
        right = np.array([pair in whole for pair in pairs])
        clear = np.array([pair not in partly for pair in pairs])
        seen.append((i, j, evidence.of(i, j), right, clear))
    weights = _logistic(
        np.vstack([found[clear] for _, _, found, _, clear in seen]),
        np.concatenate([right[clear] for *_, right, clear in seen]),
    )
    rows, answers = [], []
    for i, j, found, right, clear in seen:
        odds = log_odds(found, weights)
        taken = [k for k in best_set(i, j, odds - LOWEST) if clear[k]]
        rows.append(np.column_stack((odds, leads(i, j, odds)))[taken])
        answers.append(right[taken])
    trust = _logistic(np.vstack(rows), np.concatenate(answers))
    return weights, trust[[2, 0, 1]]


def _logistic(rows: np.ndarray, answers: np.ndarray) -> np.ndarray:
    """Weights and, last, the constant of a logistic regression, by Newton's method."""
    table = np.column_stack((rows, np.ones(len(rows))))
    weights = np.zeros(table.shape[1])
    penalty = np.diag([_PENALTY] * rows.shape[1] + [0.0])
    for _ in range(30):
        chance = 1 / (1 + np.exp(-np.clip(table @ weights, -30, 30)))
        slope = table.T @ (answers - chance) - penalty @ weights
        curve = (table * (chance * (1 - chance))[:, None]).T @ table + penalty
        weights += np.linalg.solve(curve, slope)
    return weights


if __name__ == "__main__":
    sys.exit(main())
