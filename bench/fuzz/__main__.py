"""Hostile inputs for all of the analysis: `python -m bench.fuzz FOLDER|ARCHIVE|BARE-REPOSITORY …`.

Counts what raises, what does not add up, and what takes more than 2.3 times as long when it is twice as large.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from pathlib import Path

from bench.fuzz import data, doubling, mutations
from repocat.analysis import languages


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("places", nargs="*", type=Path, help="folders with files or archives, or bare repositories")
    parser.add_argument("--files", type=int, default=10_000, help="how many mutated files to scan")
    parser.add_argument("--seconds", type=float, default=20, help="for each kind of report, stream and folder")
    parser.add_argument("--processes", type=int, default=2, help="for doubling")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", help="only this one")
    parser.add_argument("--no-growth", action="store_true", help="leave the doubling of hostile inputs out")
    chosen = parser.parse_args()
    known = [one for one in languages.ALL if chosen.language in (None, one.name)]
    started = time.monotonic()
    failures = mutations.fuzz(mutations.collect(chosen.places, known), known, chosen.files, random.Random(chosen.seed))
    if not chosen.language:
        failures += data.fuzz(chosen.seconds, chosen.seed)
    failures += 0 if chosen.no_growth else doubling.measure(known, chosen.processes)
    print(f"\n{failures} failures in {time.monotonic() - started:.0f} s")
    return min(failures, 1)


if __name__ == "__main__":
    sys.exit(main())
