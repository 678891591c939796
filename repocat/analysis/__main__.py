"""The child that analyses one repository: `python -m repocat.analysis`.

One JSON request on standard input, JSON lines on standard output, exit status 0 whenever the last line could be
written. Requests are {"remote", "owner", "name", "allow_http", "directory", "known", "blobs", "as_of", "limits"} or
{"folder", "as_of", "limits"}; `directory` is an empty directory of the caller's, who also removes it; where `known` is
the newest commit still, the one answer is {"event": "unchanged"}. `blobs` is a file with what is known of contents;
what is known afterwards lies in `directory` as `BLOBS` before the report is told.

Once the repository is here the process leaves the network for good (it and the git programs that it starts later),
before the first byte of the repository is looked at by code of ours.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import sys
from pathlib import Path
from typing import Any, NoReturn

from repocat.analysis import blob_format, history, sandbox
from repocat.analysis.blobs import Blobs
from repocat.analysis.dump import dump
from repocat.analysis.errors import AnalysisError
from repocat.analysis.fetch import Fetched, fetch
from repocat.analysis.heads import newest
from repocat.analysis.limits import Limits
from repocat.analysis.measure import measure
from repocat.analysis.remote import Address, find, preflight
from repocat.analysis.request import BLOBS, Request, parse_request
from repocat.analysis.source import BareRepository, Source, find_git_dir, open_folder

_MOST_BYTES = 1 << 20
_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EFBIG: "disk_full",
    errno.ENOMEM: "out_of_memory",
}


def main() -> int:
    """Answer the request on standard input."""
    try:
        request = parse_request(sys.stdin.buffer.read(_MOST_BYTES))
        sandbox.limit_self(request.limits)
        report = _analyse(request)
        if report is None:
            _say("unchanged")
        else:
            _say("report", report=json.loads(report))
    except AnalysisError as error:
        _say("error", code=error.code, text=error.text)
    except MemoryError:
        _say_error("out_of_memory")
    except OSError as error:
        _say_error(_CODES.get(error.errno or 0, "internal"))
    return 0


def _analyse(request: Request) -> bytes | None:
    """The report; None where the newest commit is the one that the parent knows."""
    _progress("fetching", 0, "")
    opened = _open_folder(request.folder, request.limits) if request.folder else _bring(request)
    if opened is None:
        return None
    source, past = opened
    signal.signal(signal.SIGALRM, _out_of_time)
    signal.alarm(max(1, request.limits.analysis_seconds))
    _progress("analysing", 0, "")
    limits = request.limits
    known = (
        history.measure(past, source.commit, request.as_of, limits, history.mailmap(source))
        if past and source.commit
        else None
    )
    blobs = _read_blobs(request.blobs)
    report = measure(
        source,
        known,
        request.as_of,
        limits,
        lambda done, note: _progress("analysing", done, note),
        processes=_cores(),
        blobs=blobs,
    )
    if request.blobs and blobs.changed:
        (request.directory / BLOBS).write_bytes(blob_format.dump(blobs))
    return dump(report)


def _read_blobs(path: Path | None) -> Blobs:
    try:
        return blob_format.parse(path.read_bytes()) if path else Blobs()
    except (FileNotFoundError, blob_format.InvalidBlobsError):
        return Blobs()


def _cores() -> int:
    """Processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform.startswith("linux") else os.cpu_count() or 1


def _out_of_time(_signal: int, _frame: object) -> NoReturn:
    raise AnalysisError("timed_out")


def _open_folder(folder: Path, limits: Limits) -> tuple[Source, Path | None]:
    """The files to measure, and the git directory that knows the past."""
    sandbox.leave_network()
    return open_folder(folder, limits), find_git_dir(folder)


def _bring(request: Request) -> tuple[Source, Path | None] | None:
    """The same for a remote repository; None where its newest commit is known."""
    asked, limits = request.address, request.limits
    found = preflight(find(asked), limits)
    stayed = (found.remote.owner, found.remote.name) == (asked.owner, asked.name)
    if request.known and stayed and newest(found.remote, limits) == request.known:
        return None
    fetched = fetch(asked, request.directory, limits, found)
    sandbox.leave_network()
    _announce_move(asked, fetched)
    return BareRepository(fetched.repository, fetched.commit, limits), fetched.history


def _announce_move(asked: Address, fetched: Fetched) -> None:
    if (asked.owner, asked.name) != (fetched.owner, fetched.name):
        _say("moved", owner=fetched.owner, name=fetched.name)


def _progress(state: str, done: int, note: str) -> None:
    _say("progress", state=state, progress=done, note=note)


def _say_error(code: str) -> None:
    error = AnalysisError(code)
    _say("error", code=error.code, text=error.text)


def _say(event: str, **values: Any) -> None:
    sys.stdout.write(json.dumps({"event": event, **values}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
