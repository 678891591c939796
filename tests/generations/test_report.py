"""Everything that a report holds is on the page."""

from __future__ import annotations

import html
import json
import re
from dataclasses import asdict, replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from repocat.analysis.dump import dump
from repocat.analysis.load import load
from repocat.analysis.report import (
    BigFiles,
    Distribution,
    Docs,
    DuplicateGroup,
    DuplicatePlace,
    Duplication,
    Exclusion,
    FilePlace,
    Finding,
    FunctionPlace,
    Functions,
    History,
    Indicator,
    Language,
    Practice,
    Report,
    Score,
    Types,
)
from repocat.analysis.report import Tests as MeasuredTests
from repocat.generations.models import Generation
from tests.cat.reports import report
from tests.generations.rows import add

COMMIT = "c0ffee" * 6 + "cafe"


def _full() -> Report:
    """No two of its numbers are the same."""
    place = FunctionPlace("src/tangle.py", 311, "knot", complexity=61, lines=262, nesting=13, parameters=14)
    return report(
        commit=COMMIT,
        as_of="2026-11-03",
        files=1301,
        size=2_500_000,
        languages=(
            Language("Python", 83, 10_459, 4_335, 3_568, 590_220, functions_measured=True),
            *(Language(f"Tongue{n}", 70 + n, 900 + n, 800 + n, 700 + n, 6000, False) for n in range(9)),
        ),
        exclusions=(Exclusion("lfs_pointer", 31, 5_000),),
        production_code=4_217,
        production_comment=4_033,
        production_blank=1_256,
        functions=Functions(
            388, 4_211,
            complexity=Distribution(21, 22, 24, 61, 10, 33, 46),
            lines=Distribution(25, 26, 27, 262, 60, 34, 47),
            nesting=Distribution(2, 3, 4, 13, 4, 35, 48),
            parameters=Distribution(1, 5, 6, 14, 5, 36, 49),
            worst=(place, *(replace(place, path=f"src/more{n}.py", name=f"knot{n}") for n in range(10))),
        ),
        duplication=Duplication(
            173, 3_644, 0.047475,
            tuple(_copies(n) for n in range(6)),
        ),
        big_files=BigFiles(7, 3, 2_968, tuple(FilePlace(f"src/large{n}.py", 1625 - n) for n in range(8))),
        tests=MeasuredTests(48, 5_862, 1.39, ("pytest", "hypothesis")),
        docs=Docs("README.rst", 0.94, changelog=True, contributing=False, folder=True, comment_share=0.489),
        types=Types(0.77),
        practice=Practice(
            ci=(".github/workflows/test.yml",), licence="BSD-3-Clause", licence_class="weak-copyleft",
            linters=("pyproject.toml (mypy, ruff)",), lock_files=("uv.lock",), containers=("Dockerfile",),
            security_policy=True, editorconfig=False, dependency_updates=(".github/dependabot.yml",),
        ),
        history=History(
            5_531, "2010-04-06T11:12:57Z", "2026-04-09T04:04:03Z", 871, 62, 12, 68, "2026-02-19T03:41:55Z",
            tuple(range(24)), 15, 155, complete=False, tags=69, bot_commits=193, commits_per_week=3.7, active_weeks=29,
            days_between_releases=40.5,
        ),
        todos=77,
        todos_per_kloc=18.3,
        line_length_p95=78,
        score=Score(
            7.2, "normal", 0.86,
            (
                Indicator(
                    "complexity", "Complexity of functions", 10.92, "points above 10, per 1,000 lines",
                    ((0, 10), (18, 5.5)), "McCabe 1976.", 6.79, 0.22, 71,
                ),
                Indicator("types", "Copied code", 0.0475, "share of lines", ((0, 10), (1, 0)), "SIG.", 7.19, 0.16, 189),
                Indicator("tests", "Tests", None, "lines per line", ((0, 0), (1, 10)), "Ours.", None, 0.0, 0),
            ),
            20,
            (Finding("complexity", "src/tangle.py", 311, "knot", "Split this function.", 12, 7.3, ("types",)),),
            81, 102,
        ),
    )  # fmt: skip


def _copies(number: int) -> DuplicateGroup:
    places = (DuplicatePlace(f"src/one{number}.py", 401 + number), DuplicatePlace("src/two.py", 501 + number))
    return DuplicateGroup(91 + number, places)


def _add(made: Report, **columns: Any) -> Generation:
    values = {
        "analysis_data": json.loads(dump(made)),
        "analyser_version": made.analyser_version,
        "commit_sha": made.commit,
        "duration_ms": 2345,
    }
    return add(**values | columns)


def _page(client: FlaskClient, generation: Generation) -> tuple[str, str]:
    """As it came, and what is read of it."""
    page = client.get(f"/generations/{generation.id}").text
    body = re.sub(r"<wbr>|<(svg|script|style)\b.*?</\1>", "", page, flags=re.DOTALL)
    return page, re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", body)))


SEEN = """
7.2|better than 81 % of the 102 real repositories|86 % of the weights|Confidence normal
Complexity of functions|points above 10, per 1,000 lines|10.92|6.8|22 %|−0.71|McCabe 1976.|0 → 10
4.8 %|−1.89|not measured: no production code
Drawn towards 5.0|−0.20
Split this function.|+0.12|then 7.3|knot Complexity of functions, Copied code
Python|10,459|4,335|3,568|83|590.2 kB|measured|Tongue8|908|808|708|78|not read|2 more languages
Code 4,217 lines|Comments 4,033 lines|Blank 1,256 lines|Line length, 95 % 78 bytes|To-do notes 77|18.3
388 functions in 4,211 lines
Complexity 21 22 24 61 10 33 46|Lines 25 26 27 262 60 34 47|Nesting 2 3 4 13 4 35 48|Parameters 1 5 6 14 5 36 49
knot src/tangle.py:311|3 more functions|knot9
173 of 3,644 compared lines|4.7 %|91 lines, 2 times|src/one0.py:401|src/two.py:506|2 more copies
7 production files are longer than 500 lines, 3 of them longer than 1,000; together 2,968 lines too many
src/large0.py 1,625 lines|src/large7.py 1,618 lines
Test code 5,862 lines|Test files 48|1.39|pytest, hypothesis
README.rst|94 %|Changelog yes|Contributing guide no|Documentation folder yes|49 %|77 %
BSD-3-Clause (weak copyleft)|.github/workflows/test.yml|pyproject.toml (mypy, ruff)|uv.lock|Dockerfile
Dependency updates .github/dependabot.yml|Security policy yes|Editor configuration no
2010-04-06|2026-04-09|5,531 at least|871|62|12 authors|most at 23:00
Tags 69|Releases 68|Days between releases 40.5 (median)|2026-02-19
In the last 30 days 15|In the last 365 days 155|up to 2026-11-03
Commits a week 3.7|Weeks with commits, of 52 29|Commits of programs 193
kept elsewhere (Git LFS) 31 5.0 kB|1,301, 2.5 MB|2.3 s|analyser
"""


@pytest.mark.parametrize("line", SEEN.strip().splitlines())
def test_all_of_a_report_is_shown(client: FlaskClient, line: str) -> None:
    _, text = _page(client, _add(_full()))
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    missing = [part for part in line.split("|") if part.lower() not in text.lower()]
    assert not missing


def test_places_lead_to_the_host_at_that_commit(client: FlaskClient) -> None:
    page, _ = _page(client, _add(_full()))
    at = f"https://github.com/owner/repo0/blob/{COMMIT}"
    for place in (
        "src/tangle.py#L311", "src/one0.py#L401", "src/two.py#L506", "src/large7.py#L1", "README.rst",
        ".github/workflows/test.yml", "pyproject.toml", "uv.lock", "Dockerfile",
    ):  # fmt: skip
        assert f'href="{at}/{place}"' in page


def test_a_local_folder_has_places_without_links(client: FlaskClient) -> None:
    page, text = _page(client, _add(_full(), host="local", github_url="local:owner/repo"))
    assert "/blob/" not in page
    assert "tangle.py:311" in text


def test_what_could_not_be_measured_says_so(client: FlaskClient) -> None:
    nothing = report(
        functions=None, duplication=None, history=None, line_length_p95=None, production_code=0,
        tests=MeasuredTests(0, 0, None, ()), types=Types(None),
        score=Score(None, "low", 0.16, _full().score.indicators, 0, ()),
    )  # fmt: skip
    _, text = _page(client, _add(nothing, code_quality_score=None))
    assert "no honest number" in text
    assert "10.92 6.8 – –" in text
    assert "There is no production code in a language whose functions are read" in text
    assert "Not measured: no production code." in text
    assert "Its life Unknown. The git host would not give the list of commits within the limits" in text


@pytest.mark.parametrize("complete", [True, False])
def test_a_history_that_was_cut_off_says_so(client: FlaskClient, complete: bool) -> None:
    made = _full()
    assert made.history
    _, text = _page(client, _add(replace(made, history=replace(made.history, complete=complete))))
    for words in ("Older commits were not read", "Oldest commit read", "since at least"):
        assert (words in text) == (not complete)


def test_reports_of_older_versions_are_shown(client: FlaskClient) -> None:
    generation = _add(_full(), analysis_data=_without_defaults(asdict(replace(_full(), version=1))))
    _, text = _page(client, generation)
    for part in ("Split this function.", "To-do notes per 1,000 lines 18.3", "Commits a week –", "Tags –"):
        assert part in text
    assert "Days between releases" not in text


def test_reports_of_older_versions_are_loaded() -> None:
    plain = _without_defaults(
        asdict(replace(_full(), version=1, score=replace(_full().score, shrinkage=0, indicators=())))
    )
    plain["score"]["value"] = 10.0
    loaded = load(json.dumps(plain).encode())
    assert loaded.history
    assert (loaded.version, loaded.history.tags, loaded.practice.dependency_updates) == (1, None, ())


def _without_defaults(plain: dict[str, Any]) -> dict[str, Any]:
    """A report as version 1 had it."""
    del plain["todos_per_kloc"], plain["practice"]["dependency_updates"]
    for field in ("percentile", "reference_size"):
        del plain["score"][field]
    for finding in plain["score"]["findings"]:
        del finding["after"], finding["others"]
    for field in ("tags", "bot_commits", "commits_per_week", "active_weeks", "days_between_releases"):
        del plain["history"][field]
    stored: dict[str, Any] = json.loads(json.dumps(plain))
    return stored


def test_hostile_names_stay_text(client: FlaskClient) -> None:
    evil = "<img src=x onerror=alert(1)>"
    made = _full()
    assert made.functions
    worst = replace(made.functions.worst[0], name=evil, path=f"{evil}/a b.py")
    hostile = replace(
        made,
        functions=replace(made.functions, worst=(worst,)),
        practice=replace(made.practice, ci=(evil,), linters=(f"{evil} (x)",), licence=evil),
        exclusions=(Exclusion(evil, 1, 1),),
        docs=replace(made.docs, readme=evil),
    )
    page, _ = _page(client, _add(hostile))
    assert "<img src=x" not in page
    assert "%3Cimg%20src%3Dx" in page
