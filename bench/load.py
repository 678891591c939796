"""Servers to measure, and somebody who asks them: latency, throughput and processor time in one table."""

from __future__ import annotations

import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from repocat.config import ROOT

RESULTS = ROOT / "bench" / "results"


@dataclass(frozen=True, slots=True)
class Figure:
    """Milliseconds, requests per second; processor milliseconds of server and database per request."""

    p50: float
    p99: float
    rate: float
    cpu: float


@contextmanager
def gunicorn(target: str, environment: Mapping[str, str], workers: int = 2) -> Iterator[str]:
    """A server of `target` (module:app) on a free port; yields its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(sys.executable, "-m", "gunicorn", "--worker-class", "gthread", "--workers", str(workers), "--threads", "4"),
        *("--bind", f"127.0.0.1:{port}", "--no-control-socket", "--log-level", "error", target),
    ]
    server = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stderr=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=30)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the server did not start")


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for, and the status that has to come back."""

    address: str
    headers: Mapping[str, str] = field(default_factory=dict)
    status: int = 200


def measure(asked: str | Request, programs: tuple[str, ...], connections: int = 1, seconds: float = 3.0) -> Figure:
    """Asks over keep-alive connections; `programs` are the processes whose time counts."""
    request = asked if isinstance(asked, Request) else Request(asked)
    _ask(request, time.monotonic() + 0.5, [])
    taken: list[float] = []
    before, started = _processor_seconds(programs), time.monotonic()
    askers = [threading.Thread(target=_ask, args=(request, started + seconds, taken)) for _ in range(connections)]
    for asker in askers:
        asker.start()
    for asker in askers:
        asker.join()
    elapsed, spent = time.monotonic() - started, _processor_seconds(programs) - before
    taken.sort()
    return Figure(
        p50=statistics.median(taken) * 1000,
        p99=taken[int(len(taken) * 0.99)] * 1000,
        rate=len(taken) / elapsed,
        cpu=spent * 1000 / len(taken),
    )


def _ask(request: Request, until: float, taken: list[float]) -> None:
    parts = urlsplit(request.address)
    connection = http.client.HTTPConnection(parts.netloc, timeout=30)
    path = parts.path + (f"?{parts.query}" if parts.query else "")
    while time.monotonic() < until:
        started = time.monotonic()
        connection.request("GET", path or "/", headers=dict(request.headers))
        response = connection.getresponse()
        response.read()
        taken.append(time.monotonic() - started)
        if response.status != request.status:
            raise RuntimeError(f"{request.address} answered {response.status}")
    connection.close()


def _processor_seconds(programs: tuple[str, ...]) -> float:
    """Time on a processor of all threads of all processes whose command line names one of `programs`."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().decode(errors="replace")
            if any(program in command for program in programs):
                total += sum(int((task / "schedstat").read_text().split()[0]) for task in (process / "task").iterdir())
        except OSError:
            continue
    return total / 1e9


def middle(figures: list[Figure]) -> Figure:
    """The median of several runs, measure by measure."""
    return Figure(*(statistics.median(values) for values in zip(*(asdict(f).values() for f in figures), strict=True)))


def report(title: str, rows: Mapping[str, tuple[Figure, Figure]], name: str) -> None:
    """Prints ours beside the floor's with the ratio, and writes the same as JSON."""
    print(f"\n{title}\n")
    print(f"{'':28}{'CPU ms':>18}{'ratio':>7}{'p50 ms':>16}{'p99 ms':>16}{'requests/s':>18}")
    print(f"{'':28}{'ours / floor':>18}{'':7}" + f"{'ours / floor':>16}" * 2 + f"{'ours / floor':>18}")
    for label, (ours, floor) in rows.items():
        print(
            f"{label:28}{ours.cpu:9.2f} / {floor.cpu:6.2f}{ours.cpu / floor.cpu:6.1f}×"
            f"{ours.p50:8.2f} / {floor.p50:5.2f}{ours.p99:8.2f} / {floor.p99:5.2f}"
            f"{ours.rate:10.0f} / {floor.rate:5.0f}"
        )
    RESULTS.mkdir(exist_ok=True)
    plain = {label: {"ours": asdict(ours), "floor": asdict(floor)} for label, (ours, floor) in rows.items()}
    (RESULTS / f"{name}.json").write_text(json.dumps(plain, indent=2) + "\n")
