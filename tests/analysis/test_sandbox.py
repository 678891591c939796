from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from repocat.analysis import sandbox
from repocat.analysis.limits import Limits
from repocat.analysis.sandbox import Bounds, Tools

GENEROUS = Bounds(seconds=10, memory=1 << 30, file_size=1 << 20, network=True)
NO_TOOLS = Tools((), (), (), None, None)
#: Seconds to sleep that nobody else on this machine sleeps, to find the sleeper by.
SLEEP = f"70.{os.getpid()}"


def output(command: list[str], bounds: Bounds = GENEROUS) -> bytes:
    process = sandbox.start(command, bounds, sandbox.ENVIRONMENT, stdout=subprocess.PIPE)
    try:
        return process.communicate(timeout=20)[0]
    finally:
        sandbox.stop(process)


def alive(pid: int) -> bool:
    """Whether a process runs; one that waits to be reaped does not."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def wait_until_dead(pids: list[int]) -> list[int]:
    deadline = time.monotonic() + 5
    while any(map(alive, pids)) and time.monotonic() < deadline:
        time.sleep(0.02)
    return [pid for pid in pids if alive(pid)]


def pids_with(marker: str) -> list[int]:
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                if marker.encode() in (entry / "cmdline").read_bytes():
                    found.append(int(entry.name))
            except OSError:
                continue
    return found


def runs(command: list[str]) -> bool:
    """Whether exactly this command is running somewhere."""
    wanted = b"".join(part.encode() + b"\0" for part in command)
    for pid in pids_with(command[-1]):
        try:
            if Path(f"/proc/{pid}/cmdline").read_bytes() == wanted:
                return True
        except OSError:
            continue
    return False


def test_commands_see_no_environment_but_the_given_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    assert sorted(line.split(b"=")[0] for line in output(["env"]).splitlines()) == [
        b"HOME", b"LC_ALL", b"PATH", b"XDG_CONFIG_HOME",
    ]  # fmt: skip


def test_a_command_that_takes_too_long_is_killed() -> None:
    started = time.monotonic()
    process = sandbox.start(["sleep", "30"], Bounds(1, 1 << 30, 1 << 20), sandbox.ENVIRONMENT)
    assert process.wait(timeout=10) != 0
    assert time.monotonic() - started < 5


def test_a_file_cannot_grow_beyond_its_limit(tmp_path: Path) -> None:
    target = tmp_path / "file"
    output(["dd", "if=/dev/zero", f"of={target}", "bs=64k", "count=100", "status=none"])
    assert target.stat().st_size == GENEROUS.file_size


def test_there_is_no_network_unless_asked_for() -> None:
    names = b"".join(
        line.split(b":")[0].strip() for line in output(["cat", "/proc/net/dev"], Bounds(5, 1 << 30, 1)).splitlines()[2:]
    )
    assert names == b"lo"


def test_stop_ends_a_command_with_its_children() -> None:
    process = sandbox.start(["sh", "-c", f"sleep {SLEEP}1 & sleep {SLEEP}1"], GENEROUS, sandbox.ENVIRONMENT)
    deadline = time.monotonic() + 5
    while len(pids := pids_with(f"{SLEEP}1")) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert pids
    sandbox.stop(process)
    assert wait_until_dead(pids) == []


@pytest.mark.parametrize("namespaces", [True, False])
def test_a_command_dies_with_a_parent_that_is_killed(namespaces: bool) -> None:
    marker = f"{SLEEP}{3 + namespaces}"
    code = (
        "import dataclasses, time; from repocat.analysis import sandbox as s; have = s.tools();"
        f"have = have if {namespaces} else dataclasses.replace(have, namespaces=(), no_network=());"
        f"s.tools = lambda: have; s.start(['sleep', '{marker}'], s.Bounds(60, 1 << 30, 1, True), s.ENVIRONMENT);"
        "print('started', flush=True); time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == b"started\n"
        deadline = time.monotonic() + 5
        # Only once the innermost program runs has every one around it asked to die with its parent.
        while not runs(["sleep", marker]) and time.monotonic() < deadline:
            time.sleep(0.02)
        pids = [pid for pid in pids_with(marker) if pid != parent.pid]
        parent.send_signal(signal.SIGKILL)
    assert pids
    assert wait_until_dead(pids) == []


def test_without_any_tool_a_command_is_still_run_and_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sandbox, "tools", lambda: NO_TOOLS)
    assert sandbox.wrap(["git", "version"], GENEROUS) == ["git", "version"]
    process = sandbox.start(["sh", "-c", f"sleep {SLEEP}2 & sleep {SLEEP}2"], GENEROUS, sandbox.ENVIRONMENT)
    deadline = time.monotonic() + 5
    while len(pids := pids_with(f"sleep\0{SLEEP}2")) < 2 and time.monotonic() < deadline:
        time.sleep(0.02)
    assert len(pids) == 2
    sandbox.stop(process)
    assert wait_until_dead(pids) == []


def test_programs_that_are_missing_or_refused_are_not_used(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("setpriv", "unshare"):
        (tmp_path / name).write_text("#!/bin/sh\nexit 1\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert sandbox.tools.__wrapped__() == NO_TOOLS


def test_the_child_gets_no_secrets_and_starts_this_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "very secret")
    child = sandbox.child_command(Limits())
    assert child.command[-2:] == ["-m", "repocat.analysis"]
    assert "very secret" not in repr(child)
    assert "SECRET_KEY" not in child.environment


def test_leaving_the_network_leaves_nothing_but_loopback() -> None:
    code = (
        "from repocat.analysis import sandbox; left = sandbox.leave_network();"
        "names = [line.split(':')[0].strip() for line in open('/proc/self/net/dev')][2:]; print(left, names)"
    )
    done = subprocess.run(
        ["unshare", "-Ur", sys.executable, "-c", code], capture_output=True, check=True, text=True, env=os.environ
    )
    assert done.stdout.strip() == "True ['lo']"


def test_limits_hold_for_the_process_itself() -> None:
    code = (
        "import resource; from repocat.analysis import sandbox; from repocat.analysis.limits import Limits;"
        "sandbox.limit_self(Limits(memory_bytes=3 << 30, analysis_cpu_seconds=7, fetch_bytes=9, history_bytes=8));"
        "r = resource; print(*(r.getrlimit(k)[1] for k in (r.RLIMIT_AS, r.RLIMIT_CPU, r.RLIMIT_FSIZE, r.RLIMIT_CORE)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert done.stdout.split() == [str(3 << 30), "7", "9", "0"]
