"""`make validity`: is the score worth anything? One table, and an exit status that says whether every gate holds.

Needs the repositories of the reference list, in the folder REPOSITORIES names as OWNER/NAME.git; what is not there is
cloned. Everything starts from the commits at which the list pins them. Figures go to bench/results/validity.json.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median
from typing import Any

from bench.validity import determinism, histories, neighbours
from bench.validity.ranks import spearman
from repocat.analysis import reference
from repocat.analysis.report import ANALYSER_VERSION

RESULTS = Path(__file__).parents[1] / "results"


@dataclass(frozen=True, slots=True)
class Gate:
    """One requirement, and whether it holds."""

    name: str
    found: str
    wanted: str
    held: bool


@dataclass(frozen=True, slots=True)
class Part:
    """What one part of the program found."""

    gates: list[Gate]
    figures: Any


Rows = list[dict[str, Any]]


def main() -> int:
    """Run the parts, print, judge."""
    parser = argparse.ArgumentParser(prog="python -m bench.validity", description=__doc__)
    parser.add_argument("--only", action="append", choices=PARTS, help="this part; may be given several times")
    chosen = parser.parse_args().only or list(PARTS)
    rows = json.loads(reference.FILE.read_bytes())["repositories"]
    gates, figures = [], {}
    for name in chosen:
        began = time.monotonic()
        part = PARTS[name](rows)
        print(f"({time.monotonic() - began:.0f} s)\n", flush=True)
        gates += part.gates
        figures[name] = part.figures
    for gate in gates:
        print(f"{gate.name:<62}{gate.found:>10}  {gate.wanted:<16}{'held' if gate.held else 'MISSED'}")
    _write(chosen, gates, figures)
    return int(not all(gate.held for gate in gates))


def _write(chosen: list[str], gates: list[Gate], figures: dict[str, Any]) -> None:
    RESULTS.mkdir(exist_ok=True)
    name = "validity" if len(chosen) == len(PARTS) else f"validity-{'-'.join(chosen)}"
    plain = {"analyser_version": ANALYSER_VERSION, "gates": [asdict(gate) for gate in gates], **figures}
    (RESULTS / f"{name}.json").write_text(json.dumps(plain, indent=2) + "\n")


def _pinned(rows: Rows) -> dict[str, str]:
    return {row["repository"]: row["commit"] for row in rows}


def _size(rows: Rows) -> Part:
    """Does the score follow the size? From the figures of the reference list alone."""
    scored = [row for row in rows if row["score"] is not None]
    found = spearman([row["score"] for row in scored], [row["code"] for row in scored])
    print(f"Score and lines of production code, {len(scored)} repositories: rank correlation {found:+.2f}")
    gate = Gate("Rank correlation of score and size", f"{found:+.2f}", "-0.20 to +0.20", -0.2 <= found <= 0.2)
    return Part([gate], {"repositories": len(scored), "spearman": found})


def _histories(rows: Rows) -> Part:
    """Does the excess fall in refactorings and rise in features?"""
    found = histories.measure(_pinned(rows))
    print(f"{'Excess above the thresholds':<30}{'refactorings':>12}{'fell':>6}{'rose':>6}", end="")
    print(f"{'features':>12}{'fell':>6}{'rose':>6}   commits that left it as it was are in the first number only")
    refactoring, feature = histories.Outcome(), histories.Outcome()
    for one in found:
        _print_history(one)
        refactoring, feature = refactoring.add(one.refactoring), feature.add(one.feature)
    _print_history(histories.History("all", refactoring, feature))
    gates = []
    for title, outcome, way, least in (
        ("Excess falls in refactorings that change it", refactoring, "fell", 0.6),
        ("Excess rises in features that change it", feature, "rose", 0.85),
    ):
        share = outcome.share(way) or 0.0
        name = f"{title} ({getattr(outcome, way)} of {outcome.changed}, p = {outcome.p:.0e})"
        gates.append(Gate(name, f"{share:.1%}", f">= {least:.0%}", share >= least))
    return Part(gates, [asdict(one) for one in found])


def _print_history(one: histories.History) -> None:
    print(f"{one.repository:<30}", end="")
    for outcome in (one.refactoring, one.feature):
        print(f"{outcome.changed + outcome.stayed:>12}{outcome.fell:>6}{outcome.rose:>6}", end="")
    print()


def _neighbours(rows: Rows) -> Part:
    """Does the score stay where it is from one commit to the next?"""
    found = neighbours.measure(_pinned(rows))
    print(f"{'Change of the score':<30}{'commits':>8}{'moved it':>10}{'median':>9}{'of those':>10}{'largest':>9}")
    for one in found:
        moved = [step for step in one.steps if step]
        of_those = f"{median(moved):.3f}" if moved else "-"
        print(f"{one.repository:<30}{len(one.steps):>8}{len(moved):>10}{one.median:>9.3f}", end="")
        print(f"{of_those:>10}{one.largest:>9.3f}")
    worst = max(one.median for one in found)
    name = f"Median change over {neighbours.STEPS} neighbouring commits, worst repository"
    return Part([Gate(name, f"{worst:.3f}", "<= 0.1", worst <= 0.1)], [asdict(one) for one in found])


def _determinism(rows: Rows) -> Part:
    """Does a commit always give the same bytes?"""
    found = determinism.measure(_pinned(rows))
    for one in found:
        print(f"{one.repository}: {one.runs} runs, {one.different} different reports")
    runs, different = sum(one.runs for one in found), sum(one.different for one in found)
    gate = Gate("Reports that differ over processes, seeds and cores", f"{different} of {runs}", "0", not different)
    return Part([gate], [asdict(one) for one in found])


PARTS: dict[str, Callable[[Rows], Part]] = {
    "size": _size,
    "histories": _histories,
    "neighbours": _neighbours,
    "determinism": _determinism,
}

if __name__ == "__main__":
    sys.exit(main())
