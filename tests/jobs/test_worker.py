"""Real `flask worker` processes on committed data: killed, stopped, and found again."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from repocat import create_app
from repocat.config import ROOT
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.repository import Repository
from repocat.jobs.queue import recover
from tests.clusters import create_database, drop_database
from tests.conftest import settings
from tests.git_server import GitServer, HangAtFetch, serve
from tests.repositories import bare


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    for number in range(4):
        bare(tmp_path / "git", "owner", f"cat{number}")
    with serve(tmp_path / "git") as running:
        yield running


@pytest.fixture
def committed(cluster: str, template: str, tmp_path: Path, server: GitServer) -> Iterator[Flask]:
    url = create_database(cluster, "worker", template=template)
    hosts = {"REPOCAT_GIT_HOSTS": f"github.com={server.url}", "REPOCAT_ALLOW_INSECURE_GIT": "1"}
    app = create_app(settings(url, tmp_path / "instance", **hosts))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    drop_database(cluster, url)


Start = Callable[[], subprocess.Popen[bytes]]


@pytest.fixture
def start(committed: Flask) -> Iterator[Start]:
    """Starts workers; none is left at the end."""
    running: list[subprocess.Popen[bytes]] = []
    environment = {
        **os.environ,
        "DATABASE_URL": committed.config["DATABASE_URL"],
        "REPOCAT_INSTANCE": str(committed.config["REPOCAT_INSTANCE"]),
        "REPOCAT_GIT_HOSTS": ",".join(f"{host}={base}" for host, base in committed.config["REPOCAT_GIT_HOSTS"].items()),
        "REPOCAT_ALLOW_INSECURE_GIT": "1",
    }

    def begin() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
        running.append(subprocess.Popen(command, cwd=ROOT, env=environment, stderr=subprocess.DEVNULL))
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.wait()


def _request(number: int) -> uuid.UUID:
    generation = Generation.request(Repository("github.com", "owner", f"cat{number}"))
    db.session.commit()
    return generation.id


def _state(generation_id: uuid.UUID) -> str | None:
    state = db.session.scalar(select(Generation.state).where(Generation.id == generation_id))
    # An open transaction would be ended by the server while the test waits.
    db.session.rollback()
    return state


def _until(condition: Callable[[], bool], seconds: float = 40) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "it did not happen in time"
        time.sleep(0.05)


def _our_processes(instance: Path) -> list[str]:
    """Programs that work in the data folder: git and the analysis, not the workers themselves."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(instance) in command or "repocat.analysis" in command:
            found.append(command)
    return found


def test_makes_what_is_queued(committed: Flask, start: Start) -> None:
    ids = [_request(number) for number in range(4)]
    start()
    _until(lambda: {_state(each) for each in ids} == {"done"})
    _until(lambda: db.session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 0)
    assert len(list(committed.config["PICTURES"].rglob("full-light-1200x630.png"))) == 4


def test_killed_in_the_middle_and_started_again(committed: Flask, server: GitServer, start: Start) -> None:
    server.misbehave("owner/cat0", HangAtFetch())
    first = _request(0)
    worker = start()
    _until(lambda: any(request.startswith("POST") for request in server.requests))
    assert _state(first) == "fetching"
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    _until(lambda: _our_processes(committed.config["REPOCAT_INSTANCE"]) == [], seconds=5)
    server.misbehaviours.clear()
    second = _request(1)
    start()
    _until(lambda: (_state(first), _state(second)) == ("done", "done"))
    assert db.session.scalar(select(Generation.attempts).where(Generation.id == first)) == 2
    assert db.session.scalar(text("SELECT count(*) FROM generations")) == 2


def test_stopped_gently_it_gives_back_what_it_cannot_finish(committed: Flask, server: GitServer, start: Start) -> None:
    server.misbehave("owner/cat0", HangAtFetch())
    ids = [_request(number) for number in range(4)]
    worker = start()
    _until(lambda: {_state(each) for each in ids[1:]} == {"done"})
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=30) == 0
    db.session.rollback()
    waiting = db.session.get_one(Generation, ids[0])
    db.session.refresh(waiting)
    assert (waiting.state, waiting.attempts) == ("queued", 0)
    assert _our_processes(committed.config["REPOCAT_INSTANCE"]) == []
    server.misbehaviours.clear()
    start()
    _until(lambda: _state(ids[0]) == "done")


def test_a_deleted_one_is_stopped(committed: Flask, server: GitServer, start: Start) -> None:
    instance = committed.config["REPOCAT_INSTANCE"]
    server.misbehave("owner/cat0", HangAtFetch())
    start()
    # When one is done the worker has started all that it keeps.
    earlier = _request(2)
    _until(lambda: _state(earlier) == "done")
    server.requests.clear()
    idle = len(_our_processes(instance))
    first = _request(0)
    _until(lambda: any(request.startswith("POST") for request in server.requests))
    db.session.get_one(Generation, first).delete()
    db.session.commit()
    _until(lambda: len(_our_processes(instance)) == idle, seconds=5)
    second = _request(1)
    _until(lambda: _state(second) == "done")


def test_a_generation_without_a_job_gets_one(committed: Flask) -> None:
    first = _request(0)
    db.session.execute(text("DELETE FROM procrastinate_jobs"))
    db.session.execute(text("UPDATE generations SET created_at = now() - interval '1 minute'"))
    db.session.commit()
    recover(committed)
    recover(committed)
    jobs = db.session.execute(text("SELECT args ->> 'generation_id' FROM procrastinate_jobs")).scalars().all()
    assert jobs == [str(first)]
