"""What an analysis says of a repository: frozen records, nothing computed here.

Shares are fractions 0.0-1.0, sizes are bytes, dates are ISO 8601 strings in UTC, paths are repository-relative
with control characters and undecodable bytes already replaced (safe to store as JSON, still hostile as text).
A value that could not be measured is None, never a stand-in number.
"""

from __future__ import annotations

from dataclasses import dataclass

#: Version 2 (2026-11-25) added what has a default below; reports of version 1 lack it.
REPORT_VERSION = 2

#: Changes whenever a number of the report could change for the same commit.
ANALYSER_VERSION = "4"

#: Upper bound of every list of places in a report; keeps `analysis_data` below 64 kB.
WORST_PLACES = 50


@dataclass(frozen=True, slots=True)
class Language:
    """One language's own files (vendored, generated and excluded files are not counted)."""

    name: str
    files: int
    code: int
    comment: int
    blank: int
    size: int
    #: Whether functions and complexity are measured for this language.
    functions_measured: bool


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Files that were seen and left out of the numbers, by reason.

    reason: vendored, generated, minified, fixture, binary, too_large, lfs_pointer, submodule, symlink,
    unknown_language, limit, unreadable.
    """

    reason: str
    files: int
    size: int


@dataclass(frozen=True, slots=True)
class Distribution:
    """One measure over all production functions. `excess` is the sum of max(0, value - threshold)."""

    p50: int
    p90: int
    p95: int
    maximum: int
    threshold: int
    over_threshold: int
    excess: int


@dataclass(frozen=True, slots=True)
class FunctionPlace:
    path: str
    line: int
    name: str
    complexity: int
    lines: int
    nesting: int
    parameters: int


@dataclass(frozen=True, slots=True)
class Functions:
    """Functions of production code in the languages that are measured."""

    count: int
    #: Code lines of the production files in which functions were measured.
    measured_code: int
    complexity: Distribution
    lines: Distribution
    nesting: Distribution
    parameters: Distribution
    #: The worst by threshold excess, worst first.
    worst: tuple[FunctionPlace, ...]


@dataclass(frozen=True, slots=True)
class FilePlace:
    path: str
    lines: int


@dataclass(frozen=True, slots=True)
class DuplicatePlace:
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class DuplicateGroup:
    """The same normalised lines in several places."""

    lines: int
    places: tuple[DuplicatePlace, ...]


@dataclass(frozen=True, slots=True)
class Duplication:
    duplicated_lines: int
    #: Code lines that were compared (production code only).
    compared_lines: int
    share: float
    groups: tuple[DuplicateGroup, ...]


@dataclass(frozen=True, slots=True)
class BigFiles:
    """Production files by their number of lines (code, comment and blank)."""

    over_500: int
    over_1000: int
    #: Sum of max(0, lines - 500).
    excess: int
    largest: tuple[FilePlace, ...]


@dataclass(frozen=True, slots=True)
class Tests:
    files: int
    code: int
    #: Test code lines per production code line; None without production code.
    ratio: float | None
    frameworks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Docs:
    readme: str | None
    #: 0.0-1.0: length, headings, code examples, links.
    readme_quality: float
    changelog: bool
    contributing: bool
    folder: bool
    #: Comment lines / (comment + code lines) of production code; None without production code.
    comment_share: float | None


@dataclass(frozen=True, slots=True)
class Types:
    #: Share of production functions whose parameters or result are annotated; None where no language lets one.
    share: float | None


@dataclass(frozen=True, slots=True)
class Practice:
    #: Paths of CI configuration files.
    ci: tuple[str, ...]
    #: SPDX expression; "NOASSERTION" for a licence file nobody recognises, None for no licence.
    licence: str | None
    #: none, permissive, weak-copyleft, strong-copyleft, public-domain, custom.
    licence_class: str
    #: Formatter, linter and pre-commit configuration files.
    linters: tuple[str, ...]
    lock_files: tuple[str, ...]
    containers: tuple[str, ...]
    security_policy: bool
    editorconfig: bool
    #: Configuration of programs that propose newer dependencies.
    dependency_updates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class History:
    """From a commits-only fetch. None values where the history was not available."""

    #: Of programs (dependency updates and the like) too.
    commits: int
    #: Author dates of the oldest and newest commit, outliers dropped.
    first_commit: str
    newest_commit: str
    #: People; those with several names or addresses count once.
    authors: int
    #: Authors with at least 5 commits.
    regular_authors: int
    #: Fewest authors who made half of the commits that are people's.
    bus_factor: int
    #: Tags whose name looks like a version; None where the fetch brought no tags.
    releases: int | None
    newest_release: str | None
    #: Commits by author-local hour, 24 numbers.
    hours: tuple[int, ...]
    commits_last_30_days: int
    commits_last_365_days: int
    #: False where a limit cut the history off.
    complete: bool
    #: All tags; None where there are none.
    tags: int | None = None
    bot_commits: int | None = None
    #: Mean over the last 365 days, or since the first commit of a younger repository.
    commits_per_week: float | None = None
    #: Of the last 52, those with a commit.
    active_weeks: int | None = None
    #: Median of the days from one day with a release to the next; None with fewer than three such days.
    days_between_releases: float | None = None


@dataclass(frozen=True, slots=True)
class Indicator:
    """One graded number of the score."""

    key: str
    title: str
    value: float | None
    unit: str
    #: (value, grade) pairs, grade falling or rising monotonically; between them linear.
    anchors: tuple[tuple[float, float], ...]
    source: str
    #: 0.0-10.0, None where unmeasured.
    grade: float | None
    #: Share of the score after renormalising over measured indicators; 0.0 where unmeasured.
    weight: float
    #: Points lost, in hundredths.
    lost: int


@dataclass(frozen=True, slots=True)
class Finding:
    indicator: str
    path: str
    line: int
    name: str
    #: What to change, one plain sentence.
    advice: str
    #: Points the score would gain, in hundredths.
    gain: int
    #: The score once this is done; None where there is no score, and in reports of older versions.
    after: float | None = None
    #: Other indicators that the same place costs points, as `advice` says; `gain` is for all of them.
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Score:
    """value = 10 - (sum of lost + shrinkage) / 100, exactly."""

    #: 0.0-10.0 with one decimal; None where less than half of the weight could be measured.
    value: float | None
    #: "low" below 500 production code lines, else "normal".
    confidence: str
    #: Share of the weights that could be measured.
    measured: float
    indicators: tuple[Indicator, ...]
    #: Points lost (negative: gained) by shrinking towards 5.0 for few lines of code, in hundredths, rounding included.
    shrinkage: int
    findings: tuple[Finding, ...]
    #: 0-100, share of the reference list that scores less (equal ones count half); None where there is no value.
    percentile: int | None = None
    #: Number of repositories in that list.
    reference_size: int = 0


@dataclass(frozen=True, slots=True)
class Report:
    version: int
    analyser_version: str
    #: 40 or 64 hexadecimal digits; None for a plain folder.
    commit: str | None
    #: Committer date of that commit.
    committed_at: str | None
    #: The day from which idleness and recent work are counted, YYYY-MM-DD.
    as_of: str
    files: int
    #: Bytes of all files in the tree, excluded ones too.
    size: int
    primary_language: str | None
    languages: tuple[Language, ...]
    exclusions: tuple[Exclusion, ...]
    #: Production code, comment and blank lines.
    production_code: int
    production_comment: int
    production_blank: int
    functions: Functions | None
    duplication: Duplication | None
    big_files: BigFiles
    tests: Tests
    docs: Docs
    types: Types
    practice: Practice
    history: History | None
    todos: int
    #: 95th percentile of production line lengths in bytes; None without production code.
    line_length_p95: int | None
    score: Score
    #: `todos` per 1,000 lines of production code; None without any.
    todos_per_kloc: float | None = None
