"""From evidence to log-odds, and from log-odds to trust."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from mt.align.evidence import Evidence
from mt.align.knowledge import Knowledge

# Pairs down to these log-odds take part in the assignment: a pair that nothing rivals may be right although
# it is weak by itself. What is taken must then be trusted, by its log-odds and its lead, by more than even.
LOWEST = -6.0
EVEN = 0.5
SAME_PHOTO = 5.0  # log-odds, by judgement: no training captions have photos
CLEAR = 10.0  # a lead beyond this says no more

Positions = tuple[int, ...]
Spans = list[tuple[Positions, Positions]]


def log_odds(found: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """(pairs,): log-odds that each pair is one, from its evidence (pairs, kinds)."""
    odds: np.ndarray = found @ weights[:-1] + weights[-1]
    return odds


def joined_odds(evidence: Evidence, left: Sequence[Positions], right: Sequence[Positions]) -> np.ndarray:
    """(pairs,): log-odds of the k-th captions of each side, put into one."""
    return log_odds(evidence.joined(left, right), evidence.knowledge.weights)


def trust(odds: np.ndarray, lead: np.ndarray, knowledge: Knowledge) -> np.ndarray:
    """(pairs,): the probability that a pair is right, if the assignment takes it."""
    constant, per_odds, per_lead = knowledge.trust
    chance: np.ndarray = 1 / (1 + np.exp(-(constant + per_odds * odds + per_lead * lead)))
    return chance


def leads(i: np.ndarray, j: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """(pairs,): by how much each pair is better than the next best of its two captions, −10 to 10."""
    rival = np.maximum(_best_rival(i, odds), _best_rival(j, odds))
    lead: np.ndarray = np.clip(odds - rival, -CLEAR, CLEAR)
    return lead


def _best_rival(side: np.ndarray, odds: np.ndarray) -> np.ndarray:
    """(pairs,): the highest odds among the other pairs of the same caption; −inf where there are none."""
    order = np.lexsort((-odds, side))
    ranked, captions = odds[order], side[order]
    starts = np.flatnonzero(np.r_[True, captions[1:] != captions[:-1]])
    sizes = np.diff(np.r_[starts, len(order)])
    second = np.where(sizes > 1, ranked[np.minimum(starts + 1, len(order) - 1)], -np.inf)
    rival = np.empty(len(odds))
    rival[order] = np.repeat(ranked[starts], sizes)
    rival[order[starts]] = second
    return rival
