"""Anchors for the structural indicators: quantiles of the reference list, by family of languages.

python -m bench.validity.calibrate
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np

from repocat.analysis import reference
from repocat.analysis.anchors import FAMILIES

KEYS = ("complexity", "unit_size", "nesting", "parameters", "file_size")
#: Quantile of the list -> grade. Nothing above the threshold is a 10, twice the last quantile a 0.
GRADES = ((0.10, 9.0), (0.25, 7.5), (0.50, 5.5), (0.75, 3.5), (0.90, 1.5))


def main() -> None:
    rows = json.loads(reference.FILE.read_bytes())["repositories"]
    for family in sorted(set(FAMILIES.values())):
        own = [row for row in rows if _main_family(row) == family]
        print(f"{family}: {len(own)} repositories")
        for key in KEYS:
            print(f"  {key:12} {anchors(own, key)}")


def _main_family(row: dict[str, Any]) -> str | None:
    families: dict[str, int] = row["families"]
    return max(families, key=lambda family: families[family], default=None)


def anchors(rows: Sequence[dict[str, Any]], key: str) -> list[tuple[float, float]]:
    """Knots of an indicator. A repository weighs as the root of its lines: by lines alone one of them is a quantile."""
    measured = [row for row in rows if row["values"][key] is not None]
    values = np.array([row["values"][key] for row in measured])
    weights = np.sqrt([row["code"] for row in measured])
    order = np.argsort(values)
    middles = (np.cumsum(weights[order]) - weights[order] / 2) / weights.sum()
    knots = [(float(np.interp(share, middles, values[order])), grade) for share, grade in GRADES]
    return [(0.0, 10.0), *((float(f"{value:.2g}"), grade) for value, grade in knots), (2 * knots[-1][0], 0.0)]


if __name__ == "__main__":
    main()
