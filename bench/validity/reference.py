"""The frozen reference list: repositories measured at pinned commits. Only figures are kept.

python -m bench.validity.reference                   measure everything at its pinned commit again
python -m bench.validity.reference --regrade         keep the values, grade them by today's anchors
python -m bench.validity.reference --add OWNER/NAME  measure one more repository at its newest commit
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Sequence
from multiprocessing import Pool
from pathlib import Path
from typing import Any

from bench.validity import repositories
from repocat.analysis import reference, score
from repocat.analysis.errors import AnalysisError
from repocat.analysis.report import ANALYSER_VERSION, Report

Row = dict[str, Any]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regrade", action="store_true")
    parser.add_argument("--add", nargs="*", default=[], metavar="OWNER/NAME")
    parser.add_argument("--file", type=Path, default=reference.FILE, help="the list that is read")
    parser.add_argument("--output", type=Path, help="where the new list goes; the same file if not given")
    parser.add_argument("--processes", type=int, default=2, help="repositories measured at once")
    chosen = parser.parse_args()
    rows: list[Row] = json.loads(chosen.file.read_text())["repositories"] if chosen.file.exists() else []
    if chosen.add:
        rows += measured([(name, None) for name in chosen.add], chosen.processes)
    elif not chosen.regrade:
        largest_first = sorted(rows, key=lambda row: -row["code"])
        rows = measured([(row["repository"], row["commit"]) for row in largest_first], chosen.processes)
    write(chosen.output or chosen.file, rows)


def measured(wanted: Sequence[tuple[str, str | None]], processes: int) -> list[Row]:
    """The figures of repositories at commits, several at once; without those where there is nothing to measure."""
    began = time.monotonic()
    with Pool(processes) as pool:
        rows = [row for row in pool.imap(_row, wanted, chunksize=1) if row]
    lines = sum(row["code"] for row in rows)
    seconds = time.monotonic() - began
    print(f"{len(rows)} of {len(wanted)} repositories, {lines:,} lines, {processes} processes: {seconds:.1f} s")
    return rows


def _row(wanted: tuple[str, str | None]) -> Row | None:
    """The figures of one repository; None where there is nothing to measure."""
    name, commit = wanted
    path = repositories.git_dir(name)
    commit = commit or repositories.newest_commit(path)
    try:
        report = repositories.measure(path, commit)
    except AnalysisError as error:
        print(f"{name}: {error.code}")
        return None
    print(f"{name}: {report.production_code:,} lines, {report.score.value}", flush=True)
    return figures(name, report)


def figures(name: str, report: Report) -> Row:
    """What is kept of a report: no path, no name of a function, no text."""
    measured = report.functions.measured_code if report.functions else 0
    return {
        "repository": name,
        "commit": report.commit,
        "date": (report.committed_at or "")[:10],
        "language": report.primary_language,
        "code": report.production_code,
        "functions": round(measured / report.production_code, 4) if report.production_code else 0.0,
        "families": score.families(report.languages),
        "values": {indicator.key: indicator.value for indicator in report.score.indicators},
    }


def grade(row: Row) -> float | None:
    """The score of a row by today's anchors."""
    return score.overall(score.Values(row["code"], row["functions"], row["families"], row["values"]))


def write(path: Path, rows: list[Row]) -> None:
    """One row a line, so that a change is seen where it is."""
    rows = sorted(({**row, "score": grade(row)} for row in rows), key=lambda row: row["repository"].lower())
    lines = ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows)
    path.write_text(f'{{"analyser_version":"{ANALYSER_VERSION}","repositories":[\n{lines}\n]}}\n')


if __name__ == "__main__":
    main()
