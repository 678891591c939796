"""Workers that are killed, stopped, paused and starved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from pathlib import Path

from tests.faults.conftest import System, until
from tests.git_server import HangAtFetch
from tests.repositories import git


def _assert_whole(system: System, ids: list[str]) -> None:
    """Each exists once, nothing runs or lies about any more, and one result a repository is the latest."""
    assert set(system.states()) == set(ids)
    until(lambda: system.leftovers() == [], "nothing is left over", 40)
    assert system.query("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')") == [(0,)]
    twice = "SELECT repo_key FROM generations WHERE is_latest GROUP BY repo_key HAVING count(*) > 1"
    assert system.query(twice) == []


def test_killed_at_random_moments(system: System) -> None:
    ids = system.queue(20)
    generator = random.Random(5)
    workers = [system.worker(), system.worker()]
    kills = 0
    deadline = time.monotonic() + 240
    while not system.all_ended():
        assert time.monotonic() < deadline
        time.sleep(generator.uniform(1.5, 4))
        if kills < 8:
            victim = generator.randrange(2)
            workers[victim].kill()
            workers[victim].wait()
            workers[victim] = system.worker()
            kills += 1
    _assert_whole(system, ids)
    # A generation whose worker was killed three times says so instead of going on for ever.
    failed = system.query("SELECT attempts, error_code FROM generations WHERE state <> 'done'")
    assert all(row == (4, "internal") for row in failed), failed
    assert len(failed) <= 2


def test_asked_to_stop_with_one_running_and_five_queued(system: System) -> None:
    system.server.misbehave("owner/cat0", HangAtFetch())
    first = system.queue(1)
    worker = system.worker(REPOCAT_WORKER_JOBS="1")
    until(lambda: any(request.startswith("POST") for request in system.server.requests), "the fetch has begun")
    ids = first + system.queue(5, first=1)
    started = time.monotonic()
    worker.terminate()
    assert worker.wait(timeout=35) == 0
    assert time.monotonic() - started < 30
    assert system.query("SELECT DISTINCT state, attempts FROM generations") == [("queued", 0)]
    system.server.misbehaviours.clear()
    system.worker()
    until(system.all_ended, "all end")
    assert set(system.states().values()) == {"done"}
    _assert_whole(system, ids)


def test_paused_longer_than_it_may_be_silent(system: System) -> None:
    """Another worker takes over; what the paused one says afterwards counts for nothing and harms nobody."""
    system.server.misbehave("owner/cat0", HangAtFetch())
    ids = system.queue(1)
    paused = system.worker()
    until(lambda: any(request.startswith("POST") for request in system.server.requests), "the fetch has begun")
    os.killpg(paused.pid, signal.SIGSTOP)
    other = system.worker()
    until(lambda: system.query("SELECT attempts FROM generations") == [(2,)], "the other worker takes over", 60)
    os.killpg(paused.pid, signal.SIGCONT)
    time.sleep(8)
    assert system.query("SELECT state, attempts FROM generations") == [("fetching", 2)]
    system.server.misbehaviours.clear()
    system.server.release()
    until(system.all_ended, "it ends")
    assert set(system.states().values()) == {"done"}
    assert (paused.poll(), other.poll()) == (None, None)
    ids += system.queue(4, first=1)
    until(system.all_ended, "both go on")
    _assert_whole(system, ids)


def test_four_workers_make_each_once(system: System) -> None:
    ids = system.queue(40)
    for _ in range(4):
        system.worker()
    until(system.all_ended, "all end", 240)
    assert system.query("SELECT state, attempts, count(*) FROM generations GROUP BY 1, 2") == [("done", 1, 40)]
    _assert_whole(system, ids)


def test_an_analysis_that_crashes_each_time(system: System) -> None:
    system.server.misbehave("owner/cat0", HangAtFetch())
    ids = system.queue(3)
    system.worker()
    deadline = time.monotonic() + 120
    while system.states()[ids[0]] != "failed":
        assert time.monotonic() < deadline
        if [state for _, state in system.query("SELECT id, state FROM generations")].count("done") == 2:
            for pid in _children(system):
                os.kill(pid, signal.SIGSEGV)
        time.sleep(0.5)
    assert system.query("SELECT state, attempts, error_code FROM generations WHERE state <> 'done'") == [
        ("failed", 3, "internal")
    ]
    _assert_whole(system, ids)


def _children(system: System) -> list[int]:
    """Processes that run the analysis for this system's worker."""
    workers = {str(process.pid) for process in system.running}
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes()
            parents = _ancestors(int(folder.name))
        except OSError:
            continue
        if command.endswith(b"-m\0repocat.analysis\0") and b"python" in command.split(b"\0")[0] and parents & workers:
            found.append(int(folder.name))
    return found


def _ancestors(pid: int) -> set[str]:
    found = set()
    while pid > 1:
        pid = int(Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()[1])
        found.add(str(pid))
    return found


def test_a_full_work_folder(system: System, tmp_path: Path) -> None:
    large = tmp_path / "git/owner/large"
    tree = tmp_path / "large"
    tree.mkdir()
    git(tree, "init", "-q", "-b", "main")
    for number in range(24):
        (tree / f"{number}.bin").write_bytes(os.urandom(900_000))
    (tree / "a.py").write_text("x = 1\n")
    git(tree, "add", "-A")
    git(tree, "commit", "-q", "-m", "Large")
    subprocess.run(["git", "clone", "-q", "--bare", str(tree), str(large)], check=True, capture_output=True)
    (system.instance / "work").mkdir()
    mount = f'mount -t tmpfs -o size=8m none {system.instance}/work && exec "$@"'
    system.worker(wrap=("unshare", "-rm", "sh", "-c", mount, "sh"))
    system.query(
        "INSERT INTO generations (id, github_url, host, repo_owner, repo_name, repo_key, state, created_at) VALUES"
        " (gen_random_uuid(), 'https://github.com/owner/large', 'github.com', 'owner', 'large',"
        " 'github.com/owner/large', 'queued', now() - interval '1 minute')"
    )
    until(lambda: "disk_full" in str(system.query("SELECT error_code FROM generations")), "it says so", 120)
    small = system.queue(1)
    until(lambda: system.states()[small[0]] == "done", "a small one is made", 30)
