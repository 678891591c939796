"""A report -> JSON, as small as its readers expect."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

from repocat.analysis.report import Report

#: What `load` accepts, and what a database row may hold.
MOST_BYTES = 64_000


def dump(report: Report) -> bytes:
    """JSON in ASCII, keys in the order of the records, finite numbers only, at most `MOST_BYTES` long.

    Lists of places are shortened from their end until it fits.
    """
    data = _encode(report)
    places = 50
    while len(data) > MOST_BYTES and places:
        places = places * 3 // 4
        data = _encode(_shortened(report, places))
    return data


def _encode(report: Report) -> bytes:
    return json.dumps(asdict(report), allow_nan=False, separators=(",", ":")).encode("ascii")


def _shortened(report: Report, places: int) -> Report:
    functions, duplication, practice = report.functions, report.duplication, report.practice
    few = places // 4
    # One of each kind stays: it says that there is one.
    files = max(1, few)
    return replace(
        report,
        functions=functions and replace(functions, worst=functions.worst[:places]),
        duplication=duplication and replace(duplication, groups=duplication.groups[:few]),
        big_files=replace(report.big_files, largest=report.big_files.largest[:few]),
        languages=report.languages[:places],
        practice=replace(
            practice,
            ci=practice.ci[:files],
            linters=practice.linters[:files],
            lock_files=practice.lock_files[:files],
            containers=practice.containers[:files],
            dependency_updates=practice.dependency_updates[:files],
        ),
        score=replace(report.score, findings=report.score.findings[:places]),
    )
