"""The frozen list of real repositories beside which a score is shown (`bench.validity.reference` measures it again)."""

from __future__ import annotations

import json
from bisect import bisect_left, bisect_right
from pathlib import Path

#: Figures only: name, commit, date, language, lines, values of the indicators, score.
FILE = Path(__file__).with_name("reference.json")

#: Scores of the list, lowest first.
SCORES: tuple[float, ...] = tuple(
    sorted(row["score"] for row in json.loads(FILE.read_bytes())["repositories"] if row["score"] is not None)
)


def percentile(score: float | None) -> int | None:
    """Share of the list that scores less, 0-100, equal ones counting half; None without a score."""
    if score is None or not SCORES:
        return None
    return round(50 * (bisect_left(SCORES, score) + bisect_right(SCORES, score)) / len(SCORES))
