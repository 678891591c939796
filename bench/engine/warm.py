"""Analyses in an already imported process, which forks for each: `python -m bench.engine.warm`.

One JSON line in, {"repository", "processes", "sampled", "seconds"}, and one out with the figures. It leaves out what
surrounds a worker's analysis: the namespaces of the child, the history, and the parent's check of the report.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path

from bench.engine.tools import AS_OF, LIMITS
from bench.engine.watch import wait
from repocat.analysis import sandbox
from repocat.analysis.dump import dump
from repocat.analysis.languages import ALL
from repocat.analysis.measure import measure
from repocat.analysis.scanner import scan
from repocat.analysis.source import open_folder


def main() -> None:
    """Serve until standard input ends."""
    sandbox.tools()
    for language in ALL:
        # Compiles the language's patterns, as the worker's zygote does.
        scan(b"x\n", language)
    gc.freeze()
    for line in sys.stdin:
        asked = json.loads(line)
        started = time.monotonic()
        pid = os.fork()
        if not pid:
            _measure(Path(asked["repository"]), asked["processes"])
        done = wait(pid, started, asked["seconds"], sampled=asked["sampled"], also=[os.getpid()])
        print(json.dumps(asdict(done)), flush=True)


def _measure(repository: Path, processes: int) -> None:
    status = 1
    try:
        os.setsid()
        dump(measure(open_folder(repository, LIMITS), None, AS_OF, LIMITS, processes=processes))
        status = 0
    finally:
        os._exit(status)


if __name__ == "__main__":
    main()
