"""What would raise the score, and by how much: every place is mended in thought and the whole is graded again."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from repocat.analysis.report import DuplicateGroup, Finding, FunctionPlace
from repocat.analysis.score import Measured, exact, overall, rounded, values_of
from repocat.analysis.tally import BIG_FILE, THRESHOLDS

MOST_FINDINGS = 50
_MOST_OF_A_KIND = 12
#: Ratios of test to production code that the next step aims at.
_TEST_STEPS = (0.3, 0.7, 1.0)
_GOOD_README = 0.75

#: Measure of a function -> indicator and advice.
_FUNCTION_ADVICE = {
    "complexity": ("complexity", "Split this function: it has a complexity of {value}; {limit} is the limit."),
    "lines": ("unit_size", "Shorten this function: it has {value} lines of code; {limit} is the limit."),
    "nesting": ("nesting", "Flatten this function: it nests {value} levels deep; {limit} is the limit."),
    "parameters": ("parameters", "Group the parameters of this function: it has {value}; {limit} is the limit."),
}


def find(measured: Measured) -> tuple[Finding, ...]:
    """The most rewarding changes first; places beyond the report's lists of the worst are not looked at."""
    before = exact(measured)

    def gain(mended: Measured) -> int:
        return round(100 * (exact(mended) - before))

    found = [
        finding for kind in (_functions, _files, _copies, _tests, _docs, _hygiene) for finding in kind(measured, gain)
    ]
    ranked = sorted(found, key=lambda finding: (-finding.gain, finding.path, finding.line, finding.indicator))
    if overall(values_of(measured)) is None:
        return tuple(ranked[:MOST_FINDINGS])
    return tuple(replace(finding, after=rounded(before + finding.gain / 100)) for finding in ranked[:MOST_FINDINGS])


Gain = Callable[[Measured], int]


def _functions(measured: Measured, gain: Gain) -> Iterator[Finding]:
    functions = measured.functions
    if not functions:
        return
    for measure, (indicator, advice) in _FUNCTION_ADVICE.items():
        limit = THRESHOLDS[measure]
        spread = getattr(functions, measure)
        worst = sorted(functions.worst, key=lambda place: -getattr(place, measure))
        for place in worst[:_MOST_OF_A_KIND]:
            over = getattr(place, measure) - limit
            if over > 0:
                mended = replace(functions, **{measure: replace(spread, excess=spread.excess - over)})
                text = advice.format(value=over + limit, limit=limit)
                yield _at(place, indicator, text, gain(replace(measured, functions=mended)))


def _at(place: FunctionPlace, indicator: str, advice: str, gain: int) -> Finding:
    return Finding(indicator, place.path, place.line, place.name, advice, gain)


def _files(measured: Measured, gain: Gain) -> Iterator[Finding]:
    files = measured.big_files
    for place in files.largest[:_MOST_OF_A_KIND]:
        mended = replace(files, excess=files.excess - (place.lines - BIG_FILE))
        advice = f"Divide this file: it has {place.lines:,} lines; {BIG_FILE} is the limit."
        yield Finding("file_size", place.path, 1, "", advice, gain(replace(measured, big_files=mended)))


def _copies(measured: Measured, gain: Gain) -> Iterator[Finding]:
    duplication = measured.duplication
    if not duplication:
        return
    for group in duplication.groups[:_MOST_OF_A_KIND]:
        first, second = group.places[:2]
        left = max(0, duplication.duplicated_lines - group.lines * len(group.places))
        mended = replace(duplication, share=left / duplication.compared_lines)
        advice = f"Keep these {group.lines} lines once: they are also at {second.path}:{second.line}{_more(group)}."
        yield Finding(
            "duplication", first.path, first.line, "", advice, gain(replace(measured, duplication=mended))
        )  # fmt: skip


def _more(group: DuplicateGroup) -> str:
    others = len(group.places) - 2
    return f" and {others} more" if others else ""


def _tests(measured: Measured, gain: Gain) -> Iterator[Finding]:
    ratio = measured.tests.ratio
    step = next((step for step in _TEST_STEPS if ratio is not None and ratio < step), None)
    if ratio is None or step is None:
        return
    advice = f"Write tests: there are {ratio:.2f} lines of them per line of code; {step} would be the next step."
    mended = replace(measured, tests=replace(measured.tests, ratio=step))
    yield Finding("tests", "", 0, "", advice, gain(mended))


def _docs(measured: Measured, gain: Gain) -> Iterator[Finding]:
    docs = measured.docs
    if docs.readme is None:
        missing = "Write a README: what it is, how to install and use it, with an example."
    else:
        missing = "Say more in the README: what it is, how to install and use it, with headings and examples."
    if docs.readme_quality < _GOOD_README:
        mended = replace(docs, readme_quality=1.0)
        yield Finding("docs", docs.readme or "", 0, "", missing, gain(replace(measured, docs=mended)))
    if not docs.contributing:
        mended = replace(docs, contributing=True)
        advice = "Add a CONTRIBUTING file: how to set up, test and propose a change."
        yield Finding("docs", "", 0, "", advice, gain(replace(measured, docs=mended)))
    if not docs.changelog:
        mended = replace(docs, changelog=True)
        yield Finding(
            "docs", "", 0, "", "Keep a changelog that says what each version changed.",
            gain(replace(measured, docs=mended)),
        )  # fmt: skip


def _hygiene(measured: Measured, gain: Gain) -> Iterator[Finding]:
    practice = measured.practice
    if not practice.ci:
        mended = replace(practice, ci=("ci",))
        advice = "Let a continuous integration service run the tests on every change."
        yield Finding("hygiene", "", 0, "", advice, gain(replace(measured, practice=mended)))
    if practice.licence is None:
        mended = replace(practice, licence="MIT")
        advice = "Add a LICENSE file: without one nobody may use the code."
        yield Finding("hygiene", "", 0, "", advice, gain(replace(measured, practice=mended)))
    if not practice.linters:
        mended = replace(practice, linters=("linter",))
        advice = "Configure a linter or formatter, so that style needs no discussion."
        yield Finding("hygiene", "", 0, "", advice, gain(replace(measured, practice=mended)))
