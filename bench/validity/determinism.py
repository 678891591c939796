"""The same commit gives the same bytes: in other processes, under other hash seeds, with one core or two.

python -m bench.validity --only determinism
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bench.validity import repositories
from repocat.analysis import measure as analysis
from repocat.analysis.dump import dump
from repocat.analysis.request import request_for_folder
from repocat.analysis.source import BareRepository

#: One that is measured whole in one process, two that are large enough to be shared out.
REPOSITORIES = ("pallets/flask", "composer/composer", "redis/redis")
SEEDS = ("0", "1", "random")
_AS_OF = "2026-01-01"


@dataclass(frozen=True, slots=True)
class Sameness:
    """How many different reports came out of so many runs."""

    repository: str
    runs: int
    different: int


def measure(pinned: dict[str, str]) -> list[Sameness]:
    """Every repository under every seed, by one process and by two, and by the real child on one core and on all."""
    return [sameness(name, pinned[name]) for name in REPOSITORIES]


def sameness(name: str, commit: str) -> Sameness:
    git_dir = repositories.git_dir(name)
    direct = list(_direct(git_dir, commit))
    child = list(_child(git_dir))
    different = len(set(direct)) - 1 + len(set(child)) - 1
    return Sameness(name, len(direct) + len(child), different)


def _direct(git_dir: Path, commit: str) -> Iterator[str]:
    """Digests of `measure` in programs of their own."""
    for seed in SEEDS:
        for processes in ("1", "2"):
            yield _run([__spec__.name, str(git_dir), commit, processes], seed, b"").decode().strip()


def _child(git_dir: Path) -> Iterator[str]:
    """Digests of what the sandboxed child answers for the newest commit there, history included."""
    request = request_for_folder(git_dir, _AS_OF, repositories.LIMITS)
    cores = sorted(os.sched_getaffinity(0))
    for seed in SEEDS:
        for allowed in (cores[:1], cores):
            last = _run(["repocat.analysis"], seed, request, allowed).splitlines()[-1]
            if json.loads(last)["event"] != "report":
                raise SystemExit(f"the child failed on {git_dir}: {last.decode()}")
            yield sha256(last).hexdigest()


def _run(module: list[str], seed: str, data: bytes, cores: list[int] | None = None) -> bytes:
    def bind() -> None:
        os.sched_setaffinity(0, cores or os.sched_getaffinity(0))

    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-m", *module]
    return subprocess.run(
        command, input=data, env=environment, stdout=subprocess.PIPE, check=True, preexec_fn=bind
    ).stdout


def main() -> None:
    """Print the digest of one report; for `_direct`."""
    git_dir, commit, processes = sys.argv[1:]
    limits = repositories.LIMITS
    source = BareRepository(Path(git_dir), commit, limits)
    report = analysis.measure(source, None, _AS_OF, limits, processes=int(processes))
    print(sha256(dump(report)).hexdigest())


if __name__ == "__main__":
    main()
