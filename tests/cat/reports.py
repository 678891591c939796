"""Reports for tests: a plain, healthy repository, and the one thing that a test changes about it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from repocat.analysis.report import (
    ANALYSER_VERSION,
    REPORT_VERSION,
    BigFiles,
    Distribution,
    Docs,
    Duplication,
    Functions,
    History,
    Practice,
    Report,
    Score,
    Tests,
    Types,
)

AS_OF = date(2026, 11, 1)

PRACTICE = Practice(
    ci=(".github/workflows/test.yml",),
    licence="MIT",
    licence_class="permissive",
    linters=("ruff.toml",),
    lock_files=(),
    containers=(),
    security_policy=False,
    editorconfig=False,
)
DOCS = Docs("README.md", 0.8, changelog=True, contributing=True, folder=True, comment_share=0.2)


def report(**changes: Any) -> Report:
    """A middling Python project; keyword arguments replace fields of the report."""
    plain = Report(
        version=REPORT_VERSION,
        analyser_version=ANALYSER_VERSION,
        commit="a" * 40,
        committed_at="2026-10-20T12:00:00Z",
        as_of=AS_OF.isoformat(),
        files=120,
        size=900_000,
        primary_language="Python",
        languages=(),
        exclusions=(),
        production_code=10_234,
        production_comment=2_000,
        production_blank=1_500,
        functions=functions(6),
        duplication=duplication(0.01),
        big_files=BigFiles(0, 0, 0, ()),
        tests=tests(0.8),
        docs=DOCS,
        types=Types(0.5),
        practice=PRACTICE,
        history=history(),
        todos=3,
        line_length_p95=88,
        score=score(7.6),
    )
    return replace(plain, **changes)


def score(value: float | None) -> Score:
    return Score(value, "normal", 1.0, (), 0, ())


def tests(ratio: float | None) -> Tests:
    return Tests(files=10, code=1_000, ratio=ratio, frameworks=())


def practice(**changes: Any) -> Practice:
    return replace(PRACTICE, **changes)


def docs(**changes: Any) -> Docs:
    return replace(DOCS, **changes)


def duplication(share: float) -> Duplication:
    return Duplication(duplicated_lines=100, compared_lines=10_000, share=share, groups=())


def functions(p90: int, count: int = 500) -> Functions:
    plain = Distribution(p50=2, p90=p90, p95=p90 + 2, maximum=p90 + 9, threshold=10, over_threshold=3, excess=9)
    return Functions(count, 9_000, complexity=plain, lines=plain, nesting=plain, parameters=plain, worst=())


def history(days: int = 2_000, idle: int = 12, hours: tuple[int, ...] | None = None, year: int = 120) -> History:
    """`days` between the first and the newest commit, `idle` days from that to the analysis."""
    newest = AS_OF - timedelta(days=idle)
    return History(
        commits=900,
        first_commit=f"{newest - timedelta(days=days)}T10:00:00Z",
        newest_commit=f"{newest}T10:00:00Z",
        authors=14,
        regular_authors=4,
        bus_factor=2,
        releases=12,
        newest_release=None,
        hours=hours or (0,) * 9 + (10,) * 9 + (0,) * 6,
        commits_last_30_days=9,
        commits_last_365_days=year,
        complete=True,
    )
