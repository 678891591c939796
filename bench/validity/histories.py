"""Does the excess above the thresholds fall when people say that they tidy up, and rise when they add something?

python -m bench.validity --only histories

Only the files that a commit changed are measured, before and after; the rest of the repository stays as it was, so
the difference is the whole repository's.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from multiprocessing import Pool
from pathlib import Path

from bench.validity import repositories
from bench.validity.commits import FEATURE, REFACTORING, Change, Commit, chosen
from bench.validity.ranks import sign_test
from repocat.analysis import classify, languages, testing
from repocat.analysis.scanner import Function, scan
from repocat.analysis.source import BareRepository, Entry
from repocat.analysis.tally import THRESHOLDS

#: Sixteen histories of the reference list, chosen for their languages before any was measured. Each is read backwards
#: from the commit at which the list pins it, so that everybody reads the same commits.
HISTORIES = (
    "pallets/click", "scrapy/scrapy", "expressjs/express", "vuejs/core", "miniflux/v2", "hashicorp/consul-template",
    "tokio-rs/tokio", "sharkdp/bat", "apache/kafka", "JetBrains/Exposed", "redis/redis", "fmtlib/fmt", "ShareX/ShareX",
    "composer/composer", "jekyll/jekyll", "apple/swift-nio",
)  # fmt: skip
MOST_COMMITS = 40


@dataclass(frozen=True, slots=True)
class Outcome:
    """Commits of one kind, by what became of the excess."""

    fell: int = 0
    rose: int = 0
    #: No function above a threshold was touched, or as much came as went.
    stayed: int = 0

    @property
    def changed(self) -> int:
        return self.fell + self.rose

    def share(self, way: str) -> float | None:
        """Of the commits that changed the excess, how many let it go this way; None where none did."""
        return getattr(self, way) / self.changed if self.changed else None

    def add(self, other: Outcome) -> Outcome:
        return Outcome(self.fell + other.fell, self.rose + other.rose, self.stayed + other.stayed)

    @property
    def p(self) -> float:
        """Chance of such a split if both ways were equally likely."""
        return sign_test(self.fell, self.changed)


@dataclass(frozen=True, slots=True)
class History:
    """The outcomes of one repository."""

    repository: str
    refactoring: Outcome
    feature: Outcome


def measure(pinned: dict[str, str], processes: int = 2) -> list[History]:
    """The outcomes of all histories, read backwards from these commits."""
    with Pool(processes) as pool:
        return pool.starmap(history, [(name, pinned[name]) for name in HISTORIES], chunksize=1)


def history(name: str, newest: str, most: int = MOST_COMMITS) -> History:
    """The outcomes of one history."""
    git_dir = repositories.git_dir(name)
    found = chosen(git_dir, newest, most)
    source = BareRepository(git_dir, newest, repositories.LIMITS)
    excesses = _excesses(git_dir, source, (change for commit in found for change in commit.changes))
    return History(
        name,
        outcome((commit for commit in found if commit.kind == REFACTORING), excesses),
        outcome((commit for commit in found if commit.kind == FEATURE), excesses),
    )


def outcome(found: Iterable[Commit], excesses: dict[tuple[str, str], float]) -> Outcome:
    """How many of these commits let the excess fall, rise and stay."""
    deltas = [_delta(commit.changes, excesses) for commit in found]
    fell, rose = sum(delta < 0 for delta in deltas), sum(delta > 0 for delta in deltas)
    return Outcome(fell, rose, len(deltas) - fell - rose)


def excess(function: Function) -> float:
    """How far a function is above the thresholds, in points of complexity: the sum that the study validated."""
    over = {measure: max(0, getattr(function, measure) - limit) for measure, limit in THRESHOLDS.items()}
    return over["complexity"] + over["lines"] / 6 + 2 * over["nesting"]


def _delta(changes: Iterable[Change], excesses: dict[tuple[str, str], float]) -> float:
    # Rounded, because sixths that cancel out leave a crumb.
    after = sum(excesses.get((change.path, change.after), 0.0) for change in changes if change.after)
    before = sum(excesses.get((change.path, change.before), 0.0) for change in changes if change.before)
    return round(after - before, 6)


def _excesses(git_dir: Path, source: BareRepository, changes: Iterable[Change]) -> dict[tuple[str, str], float]:
    """The excess of every blob that a commit took away or brought, each measured once."""
    wanted = sorted({(change.path, blob) for change in changes for blob in (change.before, change.after) if blob})
    sizes = repositories.sizes(git_dir, [blob for _, blob in wanted])
    entries = [Entry(path.encode(), "file", sizes[blob], blob.encode()) for path, blob in wanted if blob in sizes]
    return {
        (entry.path.decode(), entry.oid.decode()): _file_excess(entry.path.decode(), data)
        for entry, data in source.contents(entries)
    }


def _file_excess(path: str, data: bytes) -> float:
    language = languages.by_path(path)
    if language is None or len(data) > repositories.LIMITS.file_bytes or classify.by_content(path, data):
        return 0.0
    language = languages.refine(language, path, data)
    own, _ = testing.split_inline_tests(data, language.name)
    return sum(map(excess, scan(own, language).functions))
