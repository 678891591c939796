"""Scores, reports, streams of git and folders out of chance, many times over."""

from __future__ import annotations

import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.analysis.hostile_reports import check_load, check_score
from tests.analysis.hostile_sources import check_folder, check_history, check_streams

CHECKS: dict[str, Callable[[random.Random], None]] = {
    "scores and findings": check_score,
    "reports of a hostile child": check_load,
    "streams of git": check_streams,
    "histories": check_history,
}


def fuzz(seconds: float, seed: int) -> int:
    """Each check for so many seconds; how many fail."""
    failures = 0
    for name, check in (*CHECKS.items(), ("plain folders", _folder)):
        tried, end = 0, time.monotonic() + seconds
        while time.monotonic() < end:
            failures += _fails(name, check, f"{seed}/{tried}")
            tried += 1
        print(f"{name}: {tried:,} tried")
    return failures


def _folder(chance: random.Random) -> None:
    with TemporaryDirectory() as folder:
        check_folder(chance, Path(folder))


def _fails(name: str, check: Callable[[random.Random], None], seed: str) -> bool:
    try:
        check(random.Random(seed))
    except Exception:  # whatever it is, it is what is looked for
        print(f"{name}, seed {seed!r}:\n{traceback.format_exc(limit=-3)}", file=sys.stderr)
        return True
    return False
