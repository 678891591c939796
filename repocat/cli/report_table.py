"""A report as lines of text; colours are taken out by `click.echo` where nobody would see them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

import click

from repocat.analysis.report import Finding, Indicator, Practice, Report, Score
from repocat.cli.terminal import printable
from repocat.formats import amount, score_word, unmeasured

#: Rows of each list; `--json` has all.
ROWS = 10
DISTRIBUTIONS = ("complexity", "lines", "nesting", "parameters")


def lines(report: Report, name: str, width: int) -> Iterator[str]:
    """The whole report, to be read from above: what it is, the number, why, and what to do."""
    at = f" at commit {report.commit[:12]}, {printable(report.committed_at or '', 10)}" if report.commit else ""
    files = "1 file" if report.files == 1 else f"{report.files:,} files"
    yield click.style(printable(name), bold=True) + at
    yield f"{report.production_code:,} lines of production code in a tree of {files}"
    yield ""
    yield from _verdict(report.score)
    for title, section in (
        ("How the score adds up", _reckoning(report.score, width)),
        ("What would raise it most", _findings(report.score.findings, width)),
        ("Worst functions", _worst(report)),
        ("All functions", _functions(report)),
        ("Languages", _languages(report)),
        ("Tests, documentation, practice", _practice(report, width)),
        ("History", _history(report)),
        ("Left out of the numbers", _exclusions(report)),
    ):
        rows = list(section)
        if rows:
            yield from ("", click.style(title, bold=True), *rows)
    yield ""
    yield _quiet(f"Analyser {printable(report.analyser_version)}, as of {report.as_of}. All numbers: --json")


def _quiet(text: str) -> str:
    return click.style(text, dim=True)


def _verdict(score: Score) -> Iterator[str]:
    if score.value is None:
        yield "No score: less than half of the weights could be measured."
        return
    yield click.style(f"Score {score.value:.1f} of 10, {score_word(score.value)}", bold=True)
    if score.percentile is not None:
        yield f"Better than {score.percentile} % of the {score.reference_size} repositories that it is compared with."
    if score.measured < 0.995:
        yield f"{100 * score.measured:.0f} % of the weights could be measured; the rest was shared among them."
    if score.confidence == "low":
        yield "Under 500 lines of code: take the number with care."


def _reckoning(score: Score, width: int) -> Iterator[str]:
    yield _quiet(f"{'measure':<30}{'value':>10}{'grade':>8}{'weight':>9}{'lost':>9}")
    for row in sorted(score.indicators, key=lambda row: (row.grade is None, -row.lost)):
        yield _indicator(row, is_scored=score.value is not None)
        yield from map(_quiet, textwrap.wrap(_meaning(row), width, initial_indent="  ", subsequent_indent="  "))
    if score.value is None:
        return
    if score.shrinkage:
        yield f"{'Drawn towards 5.0, and rounding':<57}{-score.shrinkage / 100:>+9.2f}"
    lost = sum(row.lost for row in score.indicators) + score.shrinkage
    yield click.style(f"{'10.00 less ' + f'{lost / 100:.2f}':<57}{score.value:>9.2f}", bold=True)


def _meaning(row: Indicator) -> str:
    return printable(row.unit) if row.grade is not None else f"not measured: {unmeasured(row.key)}"


def _indicator(row: Indicator, *, is_scored: bool) -> str:
    if row.grade is None or row.value is None:
        return f"{printable(row.title):<30}{'–':>10}"
    value = amount(row.value, row.unit)
    graded = f"{printable(row.title):<30}{value:>10}{row.grade:>8.1f}"
    return f"{graded}{100 * row.weight:>7.0f} %{-row.lost / 100:>9.2f}" if is_scored else graded


def _findings(findings: Sequence[Finding], width: int) -> Iterator[str]:
    for row in findings[:ROWS]:
        gain = f"{row.gain / 100:+.2f}" if row.gain > 0 else ""
        advice = textwrap.wrap(
            printable(row.advice, 2000), width, initial_indent=f"{gain:>6}  ", subsequent_indent=" " * 8
        )
        yield from advice
        if row.path:
            yield " " * 8 + _place(row.path, row.line, row.name)
    yield from _more(len(findings))


def _place(path: str, line: int, name: str = "") -> str:
    """The whole of it, however long: a path that is cut can neither be clicked nor copied."""
    where = click.style(printable(path, 2000), fg="cyan") + (f":{line}" if line else "")
    return f"{where}  {printable(name)}" if name else where


def _worst(report: Report) -> Iterator[str]:
    worst = report.functions.worst if report.functions else ()
    if worst:
        yield _quiet(f"{'complexity':>10}{'lines':>8}{'nesting':>9}{'parameters':>12}")
    for row in worst[:ROWS]:
        figures = f"{row.complexity:>10}{row.lines:>8}{row.nesting:>9}{row.parameters:>12}"
        yield f"{figures}  {_place(row.path, row.line, row.name)}"
    yield from _more(len(worst))


def _functions(report: Report) -> Iterator[str]:
    if not report.functions:
        return
    yield f"{report.functions.count:,} functions in {report.functions.measured_code:,} lines of code"
    yield _quiet(f"{'':<14}{'median':>8}{'90 %':>8}{'95 %':>8}{'most':>8}{'limit':>8}{'over it':>10}")
    for measure in DISTRIBUTIONS:
        row = getattr(report.functions, measure)
        figures = (row.p50, row.p90, row.p95, row.maximum, row.threshold)
        yield f"{measure.capitalize():<14}{''.join(f'{figure:>8,}' for figure in figures)}{row.over_threshold:>10,}"


def _languages(report: Report) -> Iterator[str]:
    if report.languages:
        yield _quiet(f"{'':<24}{'files':>8}{'code':>12}{'comment':>12}{'blank':>12}")
    for row in report.languages[:ROWS]:
        yield f"{printable(row.name)[:23]:<24}{row.files:>8,}{row.code:>12,}{row.comment:>12,}{row.blank:>12,}"
    yield from _more(len(report.languages))


def _practice(report: Report, width: int) -> Iterator[str]:
    tests, docs, practice = report.tests, report.docs, report.practice
    ratio = "" if tests.ratio is None else f", {tests.ratio:.2f} per line of code"
    frameworks = f" ({', '.join(tests.frameworks)})" if tests.frameworks else ""
    copied = f"{100 * report.duplication.share:.1f} % of the lines" if report.duplication else "not measured"
    typed = "not measured" if report.types.share is None else f"{100 * report.types.share:.0f} % of the functions"
    comments = "not measured" if docs.comment_share is None else f"{100 * docs.comment_share:.0f} % of the lines"
    pages = (("changelog", docs.changelog), ("contributing guide", docs.contributing), ("folder", docs.folder))
    yield from _entry("Tests", f"{tests.code:,} lines in {tests.files:,} files{ratio}{frameworks}", width)
    yield from _entry("Copied code", copied, width)
    yield from _entry("Large files", f"{report.big_files.over_500:,} over 500 lines", width)
    yield from _entry("Comments", comments, width)
    yield from _entry("To-do notes", _todos(report), width)
    yield from _entry("Line length", _line_length(report), width)
    yield from _entry("Typed", typed, width)
    yield from _entry(
        "Documents", ", ".join([docs.readme or "no README", *(page for page, is_there in pages if is_there)]), width
    )
    yield from _entry("Licence", _licence(practice), width)
    for label, found in (
        ("CI", practice.ci),
        ("Linters", practice.linters),
        ("Lock files", practice.lock_files),
        ("Containers", practice.containers),
        ("Updates", practice.dependency_updates),
    ):
        yield from _entry(label, ", ".join(found) or "none", width)
    has = (("security policy", practice.security_policy), ("editor configuration", practice.editorconfig))
    yield from _entry("Besides", ", ".join(name for name, is_there in has if is_there) or "none", width)


def _licence(practice: Practice) -> str:
    if practice.licence is None:
        return "none"
    name = "not recognised" if practice.licence == "NOASSERTION" else practice.licence
    return f"{name} ({practice.licence_class.replace('-', ' ')})"


def _todos(report: Report) -> str:
    density = "" if report.todos_per_kloc is None else f", {report.todos_per_kloc:.1f} per 1,000 lines"
    return f"{report.todos:,}{density}"


def _line_length(report: Report) -> str:
    longest = report.line_length_p95
    return "not measured" if longest is None else f"95 % of the lines have {longest:,} bytes at most"


def _entry(label: str, text: str, width: int) -> list[str]:
    return textwrap.wrap(
        printable(text, 2000), width, initial_indent=f"{label:<14}", subsequent_indent=" " * 14, break_on_hyphens=False
    )


def _history(report: Report) -> Iterator[str]:
    history = report.history
    if not history:
        yield "unknown: " + ("no list of commits within the limits" if report.commit else "a plain folder has none")
        return
    count = f"{'' if history.complete else 'at least '}{history.commits:,} commits"
    yield f"{count} from {printable(history.first_commit[:10])} to {printable(history.newest_commit[:10])}"
    yield f"{history.authors:,} authors, {history.regular_authors:,} with 5 commits or more"
    yield f"{history.bus_factor:,} made half of the commits"
    if history.bot_commits:
        yield f"{history.bot_commits:,} commits made by programs"
    yield f"{history.commits_last_30_days:,} commits in 30 days, {history.commits_last_365_days:,} in 365"
    if history.commits_per_week is not None and history.active_weeks is not None:
        yield f"{history.commits_per_week:,} commits a week, some in {history.active_weeks} of 52 weeks"
    if history.releases is not None:
        newest = f", the newest of {printable(history.newest_release[:10])}" if history.newest_release else ""
        between = history.days_between_releases
        pace = "" if between is None else f", {between:,} days apart (median)"
        tags = "" if history.tags is None else f" among {history.tags:,} tags"
        yield f"{history.releases:,} releases{tags}{newest}{pace}"


def _exclusions(report: Report) -> Iterator[str]:
    for row in report.exclusions:
        yield f"{printable(row.reason).replace('_', ' '):<24}{row.files:>8,} files{row.size:>18,} bytes"


def _more(count: int) -> Iterator[str]:
    if count > ROWS:
        yield _quiet(f"and {count - ROWS:,} more")
