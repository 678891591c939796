"""Rank correlation and the sign test, exact and without another library."""

from __future__ import annotations

from collections.abc import Sequence
from math import comb

import numpy as np


def spearman(left: Sequence[float], right: Sequence[float]) -> float:
    """Correlation of the ranks, -1.0 to 1.0; equal values share the mean of their ranks."""
    return float(np.corrcoef(_ranks(left), _ranks(right))[0, 1])


def _ranks(values: Sequence[float]) -> np.ndarray:
    _, which, counts = np.unique(np.asarray(values, float), return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    ranks: np.ndarray = (last - (counts - 1) / 2)[which]
    return ranks


def sign_test(successes: int, trials: int) -> float:
    """Chance (two-sided) of a split at least as uneven as this one if both ways were equally likely."""
    fewer = min(successes, trials - successes)
    tail = sum(comb(trials, count) for count in range(fewer + 1))
    return min(1.0, 2 * tail / 2**trials)
