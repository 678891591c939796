"""What is printed and kept of the measuring."""

from __future__ import annotations

import argparse
import json
import os
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from bench.engine.tools import ROOT, Subject
from bench.engine.watch import Run

Rows = dict[str, list[Run]]
OURS = "ours, warm"
COLD = "ours, cold"
RESULTS = ROOT / "bench" / "results"
MILLION = 1_000_000
#: From here on a repository may stand for one of a million lines: its time is scaled.
NEARLY = 900_000
SAYS = {
    "git alone": "reads all files", "lizard": "functions", "lizard -t2": "functions", "scc": "lines", "jscpd": "copies",
    "cloc": "lines", "radon": "functions (Python)",
}  # fmt: skip
NOTES = """
Medians of {rounds} rounds; programs that take longer than 20 s run once. The others read a checkout made beforehand,
limited to the same languages as far as their options allow; we read the bare repository, every language of it, and a
history of one commit. Ratios are to ours, warm (two processes). The largest process is never seen smaller than this
program, some 25 MB; memory of all together, sampled every 20 ms, counts what processes share once."""


@dataclass(frozen=True, slots=True)
class Figure:
    """Medians of the runs that count; memory of the first."""

    wall: float
    cpu: float
    largest: float
    together: float | None
    runs: int
    timed_out: bool


@dataclass(frozen=True, slots=True)
class Target:
    """`holds` is None where nothing was measured that it is about."""

    name: str
    limit: float
    value: float | None
    holds: bool | None


def figure(runs: Sequence[Run]) -> Figure:
    """The first run warms and samples, and counts for its times only if it is the only one."""
    counted = runs[1:] or runs
    return Figure(
        wall=statistics.median(run.wall for run in counted),
        cpu=statistics.median(run.cpu for run in counted),
        largest=max(run.largest for run in runs),
        together=runs[0].together,
        runs=len(counted),
        timed_out=any(run.timed_out for run in runs),
    )


def show(subject: Subject, rows: Rows, options: argparse.Namespace) -> None:
    """One repository's table."""
    print(f"\n{subject.name}: {subject.code:,} lines of code, {', '.join(subject.languages)}")
    print(f"{'':24}{'wall s':>9}{'ratio':>9}{'CPU s':>9}{'ratio':>9}{'largest MB':>12}{'together MB':>13}  measures")
    figures = {name: figure(runs) for name, runs in rows.items()}
    ours = figures[OURS]
    for name, found in sorted(figures.items(), key=lambda item: (not item[0].startswith("ours"), item[1].wall)):
        wall, sign = (f"> {options.timeout:.0f}", "> ") if found.timed_out else (f"{found.wall:.3f}", "")
        together = "" if found.together is None else f"{found.together:.0f}"
        print(
            f"{name:24}{wall:>9}{sign + f'{found.wall / ours.wall:.2f}':>9}"
            f"{sign + f'{found.cpu:.2f}':>9}{sign + f'{found.cpu / ours.cpu:.2f}':>9}"
            f"{found.largest:>12.0f}{together:>13}  {SAYS.get(name, 'everything')}",
            flush=True,
        )


def targets(subjects: Sequence[Subject], rows: Mapping[str, Rows]) -> list[Target]:
    """What the project has set itself, where its repositories were among those measured."""
    figures = {name: {tool: figure(runs) for tool, runs in found.items()} for name, found in rows.items()}
    large = max(subjects, key=lambda subject: subject.code, default=None)
    is_million = large is not None and large.code >= NEARLY

    def seconds(name: str, tool: str) -> float | None:
        return figures[name][tool].wall if tool in figures.get(name, {}) else None

    django, lizard = seconds("django", OURS), seconds("django", "lizard -t2")
    return [
        _most("django, s, warm", 0.8, django),
        _least("django, times as fast as lizard -t2", 7.0, lizard / django if lizard and django else None),
        _most("django, MB of the largest process, cold", 80, figures["django"][COLD].largest if django else None),
        _most(
            f"a million lines, s, warm{f' ({large.name})' if is_million and large else ''}",
            1.5,
            figures[large.name][OURS].wall * MILLION / large.code if is_million and large else None,
        ),
        _most("flask, s, warm", 0.05, seconds("flask", OURS)),
    ]


def _most(name: str, limit: float, value: float | None) -> Target:
    return Target(name, limit, value, None if value is None else value <= limit)


def _least(name: str, limit: float, value: float | None) -> Target:
    return Target(name, limit, value, None if value is None else value >= limit)


def write(
    subjects: Sequence[Subject], rows: Mapping[str, Rows], judged: Sequence[Target], options: argparse.Namespace
) -> None:
    """The targets to the terminal, everything to bench/results/engine.json."""
    print("\nTargets")
    for target in judged:
        word = {True: "held", False: "MISSED", None: "not measured"}[target.holds]
        value = "" if target.value is None else f"{target.value:.2f}"
        print(f"  {target.name:48}{value:>8}  of {target.limit:g}  {word}")
    print(NOTES.format(rounds=options.rounds))
    plain = {
        "made": datetime.now(UTC).isoformat(timespec="seconds"),
        "cores": os.cpu_count(),
        "rounds": options.rounds,
        "targets": [asdict(target) for target in judged],
        "repositories": {
            subject.name: {
                "code": subject.code,
                "languages": subject.languages,
                "figures": {name: asdict(figure(runs)) for name, runs in rows[subject.name].items()},
            }
            for subject in subjects
        },
    }
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / "engine.json").write_text(json.dumps(plain, indent=2) + "\n")
