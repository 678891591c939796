"""Analyses in an already imported process, which forks for each: `python -m bench.engine.warm`.

One JSON line in, {"repository", "processes", "blobs", "sampled", "seconds"}, and one out with the figures; `blobs` is
a file with what is known of contents, made where it is missing, or null. It leaves out what
surrounds a worker's analysis: the fetch, the history, and the parent's check of the report.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import NoReturn

from bench.engine.tools import AS_OF, LIMITS
from bench.engine.watch import wait
from repocat.analysis import blob_format, sandbox
from repocat.analysis.blobs import Blobs
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
            _measure(Path(asked["repository"]), asked["processes"], asked["blobs"] and Path(asked["blobs"]))
        done = wait(pid, started, asked["seconds"], sampled=asked["sampled"], also=[os.getpid()])
        print(json.dumps(asdict(done)), flush=True)


def _measure(repository: Path, processes: int, known: Path | None) -> NoReturn:
    def in_namespaces() -> int:
        blobs = blob_format.parse(known.read_bytes()) if known and known.exists() else Blobs()
        dump(measure(open_folder(repository, LIMITS), None, AS_OF, LIMITS, processes=processes, blobs=blobs))
        if known and blobs.changed:
            known.write_bytes(blob_format.dump(blobs))
        return 0

    try:
        os.setsid()
        sandbox.enter_namespaces(in_namespaces)
    finally:
        os._exit(1)


if __name__ == "__main__":
    main()
