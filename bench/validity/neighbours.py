"""How much the score moves from one commit to the next.

python -m bench.validity --only neighbours
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from multiprocessing import Pool
from statistics import median

from bench.validity import repositories
from repocat.analysis.report import Report
from repocat.analysis.score import MIDDLE, SHRINKING_LINES

#: Small to middling repositories of the reference list in six languages.
REPOSITORIES = (
    "pallets/flask", "expressjs/express", "gin-gonic/gin", "sharkdp/bat", "google/gson", "slimphp/Slim",
)  # fmt: skip
STEPS = 20


@dataclass(frozen=True, slots=True)
class Stability:
    """|change of the score| over neighbouring commits."""

    repository: str
    median: float
    largest: float
    steps: tuple[float, ...]


def measure(pinned: dict[str, str], processes: int = 2) -> list[Stability]:
    """The steps of every repository, read backwards from these commits."""
    with Pool(processes) as pool:
        return pool.starmap(stability, [(name, pinned[name]) for name in REPOSITORIES], chunksize=1)


def stability(name: str, newest: str) -> Stability:
    """The steps between the newest commits of the main line, merges as one step each."""
    git_dir = repositories.git_dir(name)
    oids = repositories.lines(git_dir, "rev-list", "--first-parent", f"--max-count={STEPS + 1}", newest, "--")
    scores = [unrounded(repositories.measure(git_dir, oid)) for oid in oids]
    steps = tuple(round(abs(new - old), 3) for new, old in pairwise(scores))
    return Stability(name, median(steps), max(steps), steps)


def unrounded(report: Report) -> float:
    """The score from the grades in a report: one decimal would hide small steps and make a tenth of tiny ones."""
    raw = sum(indicator.weight * (indicator.grade or 0.0) for indicator in report.score.indicators)
    trust = report.production_code / (report.production_code + SHRINKING_LINES)
    return trust * raw + (1 - trust) * MIDDLE
