"""Ours beside lizard, scc, jscpd, cloc and radon in one run: `python -m bench.engine`.

All take turns, several rounds of them; figures are medians. The first round warms the disk's cache and samples memory;
its times count only for programs that are too slow to be run again.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.engine import table, tools
from bench.engine.repositories import from_indexes, prepare
from bench.engine.tools import Subject, Tool
from bench.engine.watch import Run, run

#: Seconds after which a program is run once only.
SLOW = 20.0
#: Processes, and whether all contents are known from the first round.
WARM = {"ours, warm": (2, False), "ours, warm, 1 process": (1, False), "ours, all known": (2, True)}


def main() -> int:
    """Measure, print, and say which targets hold."""
    options = _options()
    given = options.repositories or [Path(path) for path in os.environ.get("REPOSITORIES", "").split()]
    peers, missing = tools.peers()
    programs = [*([tools.floor()] if options.floor else []), tools.ours(), *peers]
    print("\n".join(missing), flush=True)
    results: dict[str, table.Rows] = {}
    subjects: list[Subject] = []
    with _folder(options.work) as work, _warm_process() as warm:
        for path in given or from_indexes(options.packages):
            try:
                subject = prepare(path, work)
            except ValueError as error:
                print(f"left out: {error}", flush=True)
                continue
            bench = Bench(programs, warm, work, options)
            results[subject.name] = bench.measure(subject)
            subjects.append(subject)
            table.show(subject, results[subject.name], options)
    targets = table.targets(subjects, results)
    table.write(subjects, results, targets, options)
    return int(options.strict and any(target.holds is False for target in targets))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.engine", description=__doc__)
    parser.add_argument("--repositories", type=Path, nargs="*", help="bare repositories or archives (or REPOSITORIES)")
    parser.add_argument("--packages", type=Path, default=Path(".oracle"), help="where packages are kept otherwise")
    parser.add_argument("--work", type=Path, help="keep what is made of them in this folder")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--timeout", type=float, default=120.0, help="seconds that a peer may take")
    parser.add_argument("--floor", action="store_true", help="with git alone, reading all files")
    parser.add_argument("--strict", action="store_true", help="exit with 1 if a target is missed")
    return parser.parse_args()


@contextmanager
def _folder(kept: Path | None) -> Iterator[Path]:
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
        yield kept.resolve()
        return
    with tempfile.TemporaryDirectory(prefix="repocat-bench-") as made:
        yield Path(made)


@contextmanager
def _warm_process() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "bench.engine.warm"]
    environment = {**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"}
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
    ) as process:  # fmt: skip
        yield process


class Bench:
    """The rounds of one repository."""

    def __init__(
        self, programs: Sequence[Tool], warm: subprocess.Popen[str], work: Path, options: argparse.Namespace
    ) -> None:
        self.programs = programs
        self.warm = warm
        self.work = work
        self.options = options

    def measure(self, subject: Subject) -> table.Rows:
        """Every program's runs; the first one of each has the memory."""
        runs: table.Rows = {}
        self._known(subject).unlink(missing_ok=True)
        programs = [tool for tool in self.programs if tools.measures(tool, subject)]
        for turn in range(1 + self.options.rounds):
            for name, (processes, known) in WARM.items():
                runs.setdefault(name, []).append(self._warm(subject, processes, known=known, sampled=not turn))
            for tool in programs:
                if not turn or runs[tool.name][0].wall < SLOW:
                    runs.setdefault(tool.name, []).append(self._cold(tool, subject, sampled=not turn))
        return runs

    def _known(self, subject: Subject) -> Path:
        return self.work / f"{subject.name.replace('/', '+')}.blobs"

    def _warm(self, subject: Subject, processes: int, *, known: bool, sampled: bool) -> Run:
        assert self.warm.stdin
        assert self.warm.stdout
        asked = {
            "repository": str(subject.bare),
            "processes": processes,
            "blobs": str(self._known(subject)) if known else None,
            "sampled": sampled,
            "seconds": 900,
        }
        self.warm.stdin.write(json.dumps(asked) + "\n")
        self.warm.stdin.flush()
        return Run(**json.loads(self.warm.stdout.readline()))

    def _cold(self, tool: Tool, subject: Subject, *, sampled: bool) -> Run:
        answer = self.work / "answer"
        is_ours = tool.name.startswith("ours")
        done = run(tool.order(subject), answer, 900 if is_ours else self.options.timeout, sampled=sampled)
        if is_ours and tools.report_of(answer) is None:
            raise SystemExit(f"{subject.name}: the analysis gave no report")
        return done


if __name__ == "__main__":
    sys.exit(main())
