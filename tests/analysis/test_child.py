"""The child as its parent sees it: started by `child_command`, asked on standard input, heard on standard output."""

from __future__ import annotations

import json
import subprocess
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from repocat.analysis import sandbox
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.load import load
from repocat.analysis.remote import Address
from repocat.analysis.request import parse_request, request_for, request_for_folder
from tests.analysis.repositories import commit, create, git, repository
from tests.analysis.test_sandbox import pids_with, wait_until_dead
from tests.git_server import GitServer, Hang, Redirect

DAY = "2024-06-01"


def ask(request: bytes) -> list[dict[str, Any]]:
    child = sandbox.child_command(Limits())
    done = subprocess.run(
        child.command,
        env=child.environment,
        input=request,
        capture_output=True,
        start_new_session=True,
        timeout=60,
        check=True,
    )
    assert done.stderr == b""
    return [json.loads(line) for line in done.stdout.splitlines()]


def ask_server(server: GitServer, directory: Path, limits: Limits) -> list[dict[str, Any]]:
    work = directory / "work"
    work.mkdir()
    return ask(request_for(Address(server.url, "pallets", "flask", True), work, DAY, limits))


def test_a_repository_on_a_server_becomes_a_report(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / "pallets/flask")
    commit(origin, {"a.py": "x = 1\n"})
    newest = commit(origin, {"a.py": "x = 2\n", "README.md": "# A\n"})
    git(origin, "tag", "v1.0", newest)
    *progress, last = ask_server(server, tmp_path, limits)
    assert {line["event"] for line in progress} == {"progress"}
    assert progress[0]["state"] == "fetching"
    assert progress[-1] == {"event": "progress", "state": "analysing", "progress": 100, "note": "2 files · Python"}
    assert last["event"] == "report"
    report = load(json.dumps(last["report"]).encode())
    assert report.commit == newest
    assert report.history is not None
    assert (report.history.commits, report.history.releases) == (2, 1)


def test_a_folder_needs_no_network(tmp_path: Path, limits: Limits) -> None:
    origin = repository(tmp_path / "r.git", {"a.py": "x = 1\n"})
    last = ask(request_for_folder(origin, DAY, limits))[-1]
    assert last["event"] == "report"
    assert load(json.dumps(last["report"]).encode()).history is not None


def test_a_plain_folder_has_neither_commit_nor_history(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder/a.py").write_text("x = 1\n")
    report = load(json.dumps(ask(request_for_folder(tmp_path / "folder", DAY, limits))[-1]["report"]).encode())
    assert (report.commit, report.history) == (None, None)


def test_a_move_is_told(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / "pallets/quart", {"a.py": "x = 1\n"})
    server.misbehave("pallets/flask", Redirect("/pallets/quart"))
    assert {"event": "moved", "owner": "pallets", "name": "quart"} in ask_server(server, tmp_path, limits)


def test_failures_end_with_a_reason(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    last = ask_server(server, tmp_path, limits)[-1]
    assert last == {"event": "error", "code": "not_found", "text": AnalysisError("not_found").text}


@pytest.mark.parametrize("request_bytes", [b"", b"nonsense", b"[]", b"{}", b'{"as_of": "x", "limits": 3}'])
def test_what_is_no_request_is_answered_too(request_bytes: bytes) -> None:
    assert ask(request_bytes)[-1]["code"] in {"invalid_request", "not_found"}


def test_reading_has_its_time(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "folder").mkdir()
    for number in range(150):
        (tmp_path / f"folder/{number}.py").write_bytes(b"def f(a):\n    return a\n\n" * 40_000)
    last = ask(request_for_folder(tmp_path / "folder", DAY, replace(limits, analysis_seconds=1)))[-1]
    assert last["code"] == "timed_out"


def test_too_little_memory_is_a_reason(tmp_path: Path, limits: Limits) -> None:
    origin = repository(tmp_path / "r.git", {"a.py": "x = 1\n" * 100_000})
    last = ask(request_for_folder(origin, DAY, replace(limits, memory_bytes=1 << 20)))[-1]
    assert last["code"] == "out_of_memory"


def test_the_child_and_its_git_die_with_the_parent(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / "pallets/flask", {"a.py": "x = 1\n"})
    server.misbehave("pallets/flask", Hang())
    marker = tmp_path / "work-of-the-killed"
    marker.mkdir()
    request = request_for(
        Address(server.url, "pallets", "flask", True), marker, DAY, replace(limits, preflight_seconds=30)
    )
    child = sandbox.child_command(Limits())
    code = (
        "import json, subprocess, sys, time; command, environment, request = json.loads(sys.argv[1]);"
        "p = subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, start_new_session=True);"
        "p.stdin.write(request.encode()); p.stdin.close(); print(p.pid, flush=True); time.sleep(60)"
    )
    argument = json.dumps([[*child.command, str(marker)], child.environment, request.decode()])
    with subprocess.Popen(["python3", "-c", code, argument], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        pid = int(parent.stdout.readline())
        deadline = time.monotonic() + 10
        while not server.requests and time.monotonic() < deadline:
            time.sleep(0.02)
        pids = [pid, *pids_with(str(marker))]
        parent.kill()
    assert len(pids) > 2
    assert wait_until_dead([found for found in pids if found != parent.pid]) == []


def test_a_request_survives_the_way_to_the_child(tmp_path: Path) -> None:
    limits = Limits(paths=7, memory_bytes=9)
    address = Address("https://example.org", "o", "n")
    request = parse_request(request_for(address, tmp_path, DAY, limits))
    assert (request.address, request.directory, request.limits, request.folder) == (address, tmp_path, limits, None)
    assert parse_request(request_for_folder(tmp_path, DAY, limits)).folder == tmp_path
