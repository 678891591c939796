"""What would raise the score, and by how much: every place is mended in thought and the whole is graded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from repocat.analysis.report import DuplicateGroup, Finding, FunctionPlace
from repocat.analysis.score import Measured, exact, overall, rounded, values_of
from repocat.analysis.tally import BIG_FILE, THRESHOLDS

MOST_FINDINGS = 50
_MOST_OF_A_KIND = 12
#: Ratios of test to production code that the next step aims at.
_TEST_STEPS = (0.3, 0.7, 1.0)
_GOOD_README = 0.75

#: Measure of a function -> indicator, what to do when nothing costs more, and what is wrong.
_FUNCTION_ADVICE = {
    "complexity": ("complexity", "Split this function", "has a complexity of {value} (limit {limit})"),
    "lines": ("unit_size", "Shorten this function", "has {value} lines of code (limit {limit})"),
    "nesting": ("nesting", "Flatten this function", "nests {value} levels deep (limit {limit})"),
    "parameters": ("parameters", "Group the parameters of this function", "takes {value} parameters (limit {limit})"),
}

Mend = Callable[[Measured], Measured]


@dataclass(frozen=True, slots=True)
class Change:
    """One place to mend, and what is measured once it is. `indicators` begin with the one that gains most."""

    indicators: tuple[str, ...]
    path: str
    line: int
    name: str
    advice: str
    mend: Mend


def find(measured: Measured) -> tuple[Finding, ...]:
    """The most rewarding changes first; places beyond the report's lists of the worst are not looked at."""
    before = exact(measured)
    found = [(exact(change.mend(measured)), change) for change in changes(measured)]
    # What is gained is compared before rounding: in a large repository no single place is worth a hundredth.
    found.sort(key=lambda pair: (-pair[0], pair[1].path, pair[1].line, pair[1].indicators))
    is_scored = overall(values_of(measured)) is not None
    return tuple(
        Finding(
            change.indicators[0],
            change.path,
            change.line,
            change.name,
            change.advice,
            round(100 * (after - before)),
            rounded(after) if is_scored else None,
            change.indicators[1:],
        )
        for after, change in found[:MOST_FINDINGS]
    )


def changes(measured: Measured) -> list[Change]:
    """All that could be mended, one change for each place."""
    kinds = (_functions, _files, _copies, _tests, _docs, _hygiene)
    return [change for kind in kinds for change in kind(measured)]


def _functions(measured: Measured) -> Iterator[Change]:
    for place in measured.functions.worst if measured.functions else ():
        over = {measure: getattr(place, measure) - limit for measure, limit in THRESHOLDS.items()}
        over = {measure: amount for measure, amount in over.items() if amount > 0}
        gains = {measure: exact(_within_limits({measure: over[measure]})(measured)) for measure in over}
        costliest = sorted(over, key=lambda measure: -gains[measure])
        if costliest:
            yield Change(
                tuple(_FUNCTION_ADVICE[measure][0] for measure in costliest),
                place.path,
                place.line,
                place.name,
                _function_advice(place, costliest),
                _within_limits(over),
            )


def _within_limits(over: Mapping[str, int]) -> Mend:
    """Take from each measure of the functions what one of them is over its limit."""

    def mend(measured: Measured) -> Measured:
        spreads = {measure: getattr(measured.functions, measure) for measure in over}
        less = {measure: replace(spread, excess=spread.excess - over[measure]) for measure, spread in spreads.items()}
        return _changed("functions", **less)(measured)

    return mend


def _function_advice(place: FunctionPlace, measures: Sequence[str]) -> str:
    reasons = [
        _FUNCTION_ADVICE[measure][2].format(value=getattr(place, measure), limit=THRESHOLDS[measure])
        for measure in measures
    ]
    listed = f"{', '.join(reasons[:-1])} and {reasons[-1]}" if len(reasons) > 1 else reasons[0]
    return f"{_FUNCTION_ADVICE[measures[0]][1]}: it {listed}."


def _files(measured: Measured) -> Iterator[Change]:
    files = measured.big_files
    for place in files.largest[:_MOST_OF_A_KIND]:
        over = place.lines - BIG_FILE
        advice = f"Divide this file: it has {place.lines:,} lines; {BIG_FILE} is the limit."
        yield Change(("file_size",), place.path, 1, "", advice, _changed("big_files", excess=files.excess - over))


def _copies(measured: Measured) -> Iterator[Change]:
    duplication = measured.duplication
    if not duplication:
        return
    for group in duplication.groups[:_MOST_OF_A_KIND]:
        first, second = group.places[:2]
        left = max(0, duplication.duplicated_lines - group.lines * len(group.places))
        share = left / duplication.compared_lines
        advice = f"Keep these {group.lines} lines once: they are also at {second.path}:{second.line}{_more(group)}."
        yield Change(("duplication",), first.path, first.line, "", advice, _changed("duplication", share=share))


def _more(group: DuplicateGroup) -> str:
    others = len(group.places) - 2
    return f" and {others} more" if others else ""


def _changed(part: str, **values: Any) -> Mend:
    """Give some values to a part of what was measured."""

    def mend(measured: Measured) -> Measured:
        return replace(measured, **{part: replace(getattr(measured, part), **values)})

    return mend


def _anywhere(indicator: str, advice: str, mend: Mend, path: str = "") -> Change:
    return Change((indicator,), path, 0, "", advice, mend)


def _tests(measured: Measured) -> Iterator[Change]:
    ratio = measured.tests.ratio
    step = next((step for step in _TEST_STEPS if ratio is not None and ratio < step), None)
    if ratio is None or step is None:
        return
    advice = f"Write tests: there are {ratio:.2f} lines of them per line of code; {step} would be the next step."
    yield _anywhere("tests", advice, _changed("tests", ratio=step))


def _docs(measured: Measured) -> Iterator[Change]:
    docs = measured.docs
    if docs.readme is None:
        missing = "Write a README: what it is, how to install and use it, with an example."
    else:
        missing = "Say more in the README: what it is, how to install and use it, with headings and examples."
    if docs.readme_quality < _GOOD_README:
        yield _anywhere("docs", missing, _changed("docs", readme_quality=1.0), docs.readme or "")
    if not docs.contributing:
        advice = "Add a CONTRIBUTING file: how to set up, test and propose a change."
        yield _anywhere("docs", advice, _changed("docs", contributing=True))
    if not docs.changelog:
        yield _anywhere(
            "docs", "Keep a changelog that says what each version changed.", _changed("docs", changelog=True)
        )


def _hygiene(measured: Measured) -> Iterator[Change]:
    practice = measured.practice
    if not practice.ci:
        advice = "Let a continuous integration service run the tests on every change."
        yield _anywhere("hygiene", advice, _changed("practice", ci=("ci",)))
    if practice.licence is None:
        advice = "Add a LICENSE file: without one nobody may use the code."
        yield _anywhere("hygiene", advice, _changed("practice", licence="MIT"))
    if not practice.linters:
        advice = "Configure a linter or formatter, so that style needs no discussion."
        yield _anywhere("hygiene", advice, _changed("practice", linters=("linter",)))
