"""The analysis in a sandboxed process of its own: started, watched, and its words taken as untrusted."""

from __future__ import annotations

import json
import selectors
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from repocat.analysis.errors import REASONS
from repocat.analysis.limits import Limits
from repocat.analysis.load import InvalidReportError, load
from repocat.analysis.report import Report
from repocat.jobs.warm import Running, start_child

#: A report has less than 64 kB; what writes more is not our analyser any more.
MAX_LINE = 256 * 1024
MAX_OUTPUT = 1024 * 1024
MAX_NOTE = 200
STATES = ("fetching", "analysing")
#: How often a running child is asked for and its generation looked at.
TICK = 0.5
#: Seconds on top of the limits, for starting and tidying up.
MARGIN = 15.0


class AnalysisFailedError(Exception):
    """The analysis ended without a report. `passing`: another attempt may succeed."""

    def __init__(self, code: str) -> None:
        self.code = code if code in REASONS else "internal"
        self.text = REASONS[self.code].text
        self.passing = REASONS[self.code].passing
        super().__init__(self.code)


class UnchangedError(Exception):
    """The newest commit is the one that the request called known."""


class AbandonedError(Exception):
    """The result is not wanted any more: cancelled, deleted, or another worker's."""


@dataclass(frozen=True, slots=True)
class Watcher:
    """What the caller is told while the child runs; each may answer False: stop, nobody wants this any more."""

    progress: Callable[[str, int, str | None], bool]
    moved: Callable[[str, str], bool]
    wanted: Callable[[], bool]


def analyse(request: bytes, limits: Limits, watcher: Watcher) -> Report:
    """Runs one analysis; raises one of the errors above where it gives no report."""
    child = start_child(limits)
    try:
        _send(child, request)
        for event in _events(child, _deadline(limits), watcher):
            if (report := _handle(event, watcher)) is not None:
                return report
    finally:
        child.stop()
    # It ended without a last word: killed by a limit, or broken down.
    raise AnalysisFailedError("internal")


def _send(child: Running, request: bytes) -> None:
    try:
        child.stdin.write(request)
        child.stdin.close()
    except BrokenPipeError:
        raise AnalysisFailedError("internal") from None


def _deadline(limits: Limits) -> float:
    return time.monotonic() + limits.preflight_seconds + limits.fetch_seconds + limits.analysis_seconds + MARGIN


def _events(child: Running, deadline: float, watcher: Watcher) -> Iterator[Mapping[str, Any]]:
    """The child's lines as they come, within time and size."""
    pipe = child.stdout
    buffer, total = b"", 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if time.monotonic() > deadline:
                raise AnalysisFailedError("timed_out")
            if not selector.select(TICK):
                if not watcher.wanted():
                    raise AbandonedError
                continue
            chunk = pipe.read1(64 * 1024)
            if not chunk:
                return
            total += len(chunk)
            *lines, buffer = (buffer + chunk).split(b"\n")
            if total > MAX_OUTPUT or len(buffer) > MAX_LINE:
                raise AnalysisFailedError("internal")
            yield from map(_event, lines)


def _event(line: bytes) -> Mapping[str, Any]:
    try:
        event = json.loads(line)
    except (ValueError, RecursionError):
        raise AnalysisFailedError("internal") from None
    if not isinstance(event, dict):
        raise AnalysisFailedError("internal")
    return event


def _handle(event: Mapping[str, Any], watcher: Watcher) -> Report | None:
    match event:
        case {"event": "progress", "state": str(state), "progress": int(progress)} if state in STATES:
            wanted = watcher.progress(state, min(max(progress, 0), 99), _note(event.get("note")))
        case {"event": "moved", "owner": str(owner), "name": str(name)}:
            wanted = watcher.moved(owner, name)
        case {"event": "report", "report": dict(report)}:
            try:
                return load(json.dumps(report).encode())
            except InvalidReportError:
                raise AnalysisFailedError("internal") from None
        case {"event": "unchanged"}:
            raise UnchangedError
        case {"event": "error", "code": str(code)}:
            raise AnalysisFailedError(code)
        case _:
            raise AnalysisFailedError("internal")
    if not wanted:
        raise AbandonedError
    return None


def _note(text: object) -> str | None:
    if not isinstance(text, str):
        return None
    return "".join(c for c in text if c.isprintable()).encode("utf-8", "ignore").decode()[:MAX_NOTE]
