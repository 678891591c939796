"""A process with all that it starts: how long it takes, how much processor time and memory."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_PAUSE = 0.02
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Run:
    """Wall and processor seconds; megabytes of the largest process and, where it was sampled, of all together."""

    wall: float
    cpu: float
    largest: float
    together: float | None
    timed_out: bool = False
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    """A command with what it reads and sees; `environment` None is ours."""

    command: Sequence[str]
    stdin: bytes = b""
    environment: Mapping[str, str] | None = None


def run(order: Order, answer: Path, seconds: float, *, sampled: bool) -> Run:
    """Run a command whose standard output goes to the file `answer`, for so many seconds at most."""
    asked = answer.with_suffix(".stdin")
    asked.write_bytes(order.stdin)
    with asked.open("rb") as standard_in, answer.open("wb") as standard_out:
        started = time.monotonic()
        process = subprocess.Popen(
            order.command, env=order.environment, cwd=answer.parent, start_new_session=True,
            stdin=standard_in, stdout=standard_out, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        return wait(process.pid, started, seconds, sampled=sampled)


def wait(pid: int, started: float, seconds: float, *, sampled: bool, also: Sequence[int] = ()) -> Run:
    """Wait for a child; its figures count its own children, those of its children, and so on.

    `also` are further processes whose memory counts. Memory is a proportional share (PSS) where it is for all together,
    so that what processes have in common counts once.
    """
    over = threading.Event()
    seen: list[float] = []
    watcher = threading.Thread(target=_watch, args=(pid, also, started + seconds, over, seen if sampled else None))
    watcher.start()
    _, status, usage = os.wait4(pid, 0)
    wall = time.monotonic() - started
    over.set()
    watcher.join()
    return Run(
        wall=wall,
        cpu=usage.ru_utime + usage.ru_stime,
        largest=usage.ru_maxrss * 1024 / _MB,
        together=max(seen, default=None) if sampled else None,
        timed_out=wall >= seconds,
        failed=status != 0,
    )


def _watch(pid: int, also: Sequence[int], deadline: float, over: threading.Event, seen: list[float] | None) -> None:
    """Kill it when its time is over; note its memory meanwhile."""
    while not over.wait(_PAUSE if seen is not None else max(0.0, deadline - time.monotonic())):
        if seen is not None:
            seen.append(sum(_proportional(found) for found in (*also, *_family(pid))))
        if time.monotonic() >= deadline:
            with suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)
            return


def _family(pid: int) -> Iterator[int]:
    yield pid
    with suppress(OSError):
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _proportional(pid: int) -> float:
    with suppress(OSError):
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024 / _MB
    return 0.0
