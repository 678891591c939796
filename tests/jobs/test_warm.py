"""Children from a zygote are as safe as those that are started cold, and there sooner."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from repocat.analysis import sandbox
from repocat.analysis.limits import Limits
from repocat.analysis.request import request_for_folder
from repocat.jobs import warm
from repocat.jobs.child import Watcher, analyse
from repocat.jobs.warm import Running, Zygote, start_child

WATCHER = Watcher(progress=lambda *_: True, moved=lambda *_: True, wanted=lambda: True)


@pytest.fixture
def zygote(monkeypatch: pytest.MonkeyPatch) -> Iterator[Zygote]:
    monkeypatch.setenv("DATABASE_URL", "postgresql://secret")
    started = Zygote()
    assert started.start()
    monkeypatch.setattr(warm, "_zygote", started)
    yield started
    started.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a.py").write_text("def f(a):\n    return a\n")
    return tmp_path


def _descendants(pid: int) -> set[int]:
    found = {pid}
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found |= _descendants(int(child))
    return found


def _waiting(zygote: Zygote) -> tuple[Running, set[int]]:
    """A child that waits for its request, and the processes that came with it."""
    assert zygote._process is not None
    before = _descendants(zygote._process.pid)
    child = start_child(Limits())
    deadline = time.monotonic() + 5
    while len(new := _descendants(zygote._process.pid) - before) < 2 and time.monotonic() < deadline:
        time.sleep(0.01)
    return child, new


def _gone(pids: set[int], seconds: float = 5) -> bool:
    deadline = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids) and time.monotonic() < deadline:
        time.sleep(0.01)
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_warm_and_cold_children_say_the_same(zygote: Zygote, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    request = request_for_folder(folder, "2024-06-01", Limits())
    first = analyse(request, Limits(), WATCHER)
    assert analyse(request, Limits(), WATCHER) == first
    monkeypatch.setattr(warm, "_zygote", None)
    assert analyse(request, Limits(), WATCHER) == first


def test_every_child_has_namespaces_of_its_own_and_no_secrets(zygote: Zygote) -> None:
    one, first = _waiting(zygote)
    two, second = _waiting(zygote)
    try:
        inner = [max(first), max(second)]
        for kind in ("user", "pid", "mnt"):
            found = {Path(f"/proc/{pid}/ns/{kind}").readlink() for pid in (*inner, os.getpid())}
            assert len(found) == 3, kind
        for pid in inner:
            assert b"secret" not in Path(f"/proc/{pid}/environ").read_bytes()
            assert sorted(int(each.name) for each in Path(f"/proc/{pid}/fd").iterdir()) == [0, 1, 2]
    finally:
        one.stop()
        two.stop()


def test_stop_ends_a_child_and_no_other(zygote: Zygote, folder: Path) -> None:
    one, first = _waiting(zygote)
    two, second = _waiting(zygote)
    one.stop()
    assert _gone(first)
    assert all(Path(f"/proc/{pid}").exists() for pid in second)
    two.stdin.write(request_for_folder(folder, "2024-06-01", Limits()))
    two.stdin.close()
    *_, last = two.stdout.read().splitlines()
    assert json.loads(last)["event"] == "report"
    two.stop()


def test_a_child_ends_when_its_time_is_over(zygote: Zygote) -> None:
    child = zygote.spawn(1)
    assert child is not None
    started = time.monotonic()
    assert child.stdout.read() == b""
    assert 0.5 < time.monotonic() - started < 5
    child.stop()


def test_children_die_with_the_worker(tmp_path: Path) -> None:
    code = (
        "import time; from repocat.jobs import warm; from repocat.analysis.limits import Limits;"
        "warm.warm_up(); child = warm.start_child(Limits()); print(warm._zygote._process.pid, flush=True);"
        "time.sleep(60)"
    )
    with subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE) as worker:
        assert worker.stdout is not None
        zygote = int(worker.stdout.readline())
        deadline = time.monotonic() + 5
        while len(all_of_it := _descendants(zygote)) < 4 and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(all_of_it) == 4
        worker.send_signal(signal.SIGKILL)
    assert _gone(all_of_it - {zygote})


def test_without_namespaces_children_are_started_cold(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setattr(sandbox, "tools", lambda: sandbox.Tools((), (), (), None, None))
    assert not Zygote().start()


def test_a_zygote_that_died_is_done_without(zygote: Zygote, folder: Path) -> None:
    assert zygote._process is not None
    zygote._process.kill()
    zygote._process.wait()
    report = analyse(request_for_folder(folder, "2024-06-01", Limits()), Limits(), WATCHER)
    assert report.files == 1
