"""PostgreSQL restarted, stopped, crashed, locked and out of connections under load."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.clusters import create_database, drop_database
from tests.faults.conftest import Answer, System, until


@dataclass
class Load:
    """Visitors who look and submit all the time; `ledger` holds every id that somebody was answered."""

    system: System
    answers: list[tuple[float, Answer]] = field(default_factory=list)
    ledger: set[str] = field(default_factory=set)
    over: threading.Event = field(default_factory=threading.Event)

    def look(self) -> None:
        while not self.over.wait(0.05):
            self.answers.append((time.monotonic(), self.system.get("/?sort=best")))

    def submit(self, offset: int) -> None:
        number = offset
        while not self.over.wait(0.2):
            if made := self.system.create(f"owner/cat{number % 40}"):
                self.ledger.add(made)
            number += 1


@contextmanager
def load(system: System) -> Iterator[Load]:
    under = Load(system)
    with ThreadPoolExecutor(4) as pool:
        started = [pool.submit(under.look), pool.submit(under.look), *(pool.submit(under.submit, n) for n in (0, 20))]
        try:
            yield under
        finally:
            under.over.set()
        for task in started:
            task.result()


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGQUIT], ids=["restart", "crash"])
def test_restarted_under_load(system: System, how: signal.Signals) -> None:
    (database,) = system.query("SELECT current_database()")[0]
    # The tests' server trades this for speed; what is promised has to survive a crash.
    system.query(f'ALTER DATABASE "{database}" SET synchronous_commit = on')
    system.web()
    worker = system.worker()
    with load(system) as under:
        time.sleep(2)
        os.kill(system.postmaster(), how)
        time.sleep(1)
        until(system.answers, "PostgreSQL is back", 20)
        back = time.monotonic()
        time.sleep(6)
    counted = Counter(answer.status for _, answer in under.answers)
    assert set(counted) <= {200, 503}, counted
    assert counted[200] > 20
    late = [answer.status for when, answer in under.answers if when > back + 3]
    assert set(late) == {200}
    assert max(answer.seconds for _, answer in under.answers) < 6
    assert under.ledger <= set(system.states())
    until(system.all_ended, "the worker goes on by itself", 180)
    assert worker.poll() is None
    assert set(system.states().values()) == {"done"}


def test_away_for_a_while(system: System) -> None:
    system.web()
    worker = system.worker()
    until(lambda: "last heartbeat" in system.get("/readyz").text, "the worker is there", 20)
    before = _processor_seconds(worker.pid)
    with system.without_database():
        for _ in range(5):
            assert system.get("/healthz").status == 200
            assert system.get("/readyz").status == 503
            page = system.get("/")
            assert (page.status, page.headers["Retry-After"]) == (503, "5")
            assert "stylesheet" in page.text
            assert page.seconds < 5
            time.sleep(5)
        assert worker.poll() is None, "the worker waits"
        assert _processor_seconds(worker.pid) - before < 3
    ids = system.queue(2)
    until(system.all_ended, "the worker goes on by itself", 60)
    assert set(system.states()) == set(ids)
    assert worker.poll() is None
    until(lambda: system.get("/").status == 200, "pages are back", 5)


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def test_a_locked_table(system: System) -> None:
    system.web()
    with system.connection() as connection, connection.cursor() as cursor:
        cursor.execute("LOCK TABLE generations")
        for _ in range(3):
            answer = system.get("/")
            assert answer.status == 503
            assert answer.seconds < 5
    assert system.get("/").status == 200


def test_no_connection_left(system: System) -> None:
    system.web()
    (database,) = system.query("SELECT current_database()")[0]
    # Superusers may always connect; the application must not be one here.
    system.query("CREATE ROLE few LOGIN CONNECTION LIMIT 1")
    system.query(f'GRANT ALL ON DATABASE "{database}" TO few; GRANT ALL ON ALL TABLES IN SCHEMA public TO few')
    try:
        system.environment["DATABASE_URL"] = system.url.replace("repocat@", "few@")
        system.port += 1
        system.web()
        with ThreadPoolExecutor(8) as pool:
            answers = list(pool.map(lambda _: system.get("/"), range(40)))
        counted = Counter(answer.status for answer in answers)
        assert set(counted) <= {200, 503}, counted
        assert max(answer.seconds for answer in answers) < 8
    finally:
        for process in system.running:
            process.terminate()
            process.wait()
        system.query("DROP OWNED BY few; DROP ROLE few")


def test_the_web_server_killed_under_load(system: System) -> None:
    web = system.web()
    with load(system) as under:
        for _ in range(3):
            time.sleep(2)
            os.killpg(web.pid, signal.SIGKILL)
            web.wait()
            web = system.web()
        time.sleep(1)
    assert under.ledger
    assert under.ledger <= set(system.states())
    assert 500 not in Counter(answer.status for _, answer in under.answers)
    counted = system.query("SELECT count(*), count(DISTINCT repo_key) FROM generations")[0]
    assert counted[0] == counted[1], "one active generation for a repository"
    system.worker()
    until(system.all_ended, "all end", 180)
    assert set(system.states().values()) == {"done"}


def test_fifty_visitors_with_five_spellings(system: System) -> None:
    system.web()
    spellings = ["owner/cat0", "https://github.com/owner/cat0", "http://www.github.com/Owner/Cat0.git",
                 "git@github.com:owner/cat0", "github.com/owner/cat0/tree/main"]  # fmt: skip
    with ThreadPoolExecutor(10) as pool:
        made = set(pool.map(lambda n: system.create(spellings[n % 5]), range(50)))
    assert made == set(system.states())
    assert len(made) == 1


def test_two_migrations_at_once_and_one_killed(system: System, cluster: str) -> None:
    empty = create_database(cluster, "migrated")
    environment = system.environment | {"DATABASE_URL": empty}
    try:
        killed = system.flask("db", "upgrade", env=environment)
        time.sleep(1.2)
        killed.kill()
        killed.wait()
        both = [system.flask("db", "upgrade", env=environment) for _ in range(2)]
        codes = [process.wait(timeout=60) for process in both]
        assert 0 in codes
        check = system.flask("db", "check", env=environment, stdout=subprocess.DEVNULL)
        assert check.wait(timeout=60) == 0
    finally:
        drop_database(cluster, empty)
