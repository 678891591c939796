"""A whole Repocat as separate programs (web server, workers, PostgreSQL, git host) that tests may kill one by one."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import psycopg2
import pytest

from repocat.config import ROOT
from repocat.database import libpq_url
from tests.clusters import create_database, drop_database
from tests.git_server import GitServer, serve
from tests.repositories import bare

REPOSITORIES = 40
ACTIVE = {"queued", "fetching", "analysing", "drawing"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@dataclass
class Answer:
    status: int
    headers: Any
    text: str
    seconds: float


@dataclass
class System:
    url: str
    server: GitServer
    instance: Path
    port: int
    environment: dict[str, str]
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def flask(self, *arguments: str, wrap: tuple[str, ...] = (), **options: Any) -> subprocess.Popen[bytes]:
        command = [*wrap, sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
        return self._start(command, **options)

    def worker(self, wrap: tuple[str, ...] = (), **environment: str) -> subprocess.Popen[bytes]:
        return self.flask("worker", wrap=wrap, env=self.environment | environment)

    def web(self) -> subprocess.Popen[bytes]:
        bind = f"127.0.0.1:{self.port}"
        options = ["--worker-class", "gthread", "--workers", "2", "--threads", "4", "--bind", bind]
        process = self._start([sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "wsgi:app"])
        until(lambda: self.get("/healthz").status == 200, "the web server answers")
        return process

    def _start(self, command: list[str], **options: Any) -> subprocess.Popen[bytes]:
        with (self.instance / "log").open("ab") as log:
            options = {"cwd": ROOT, "env": self.environment, "stderr": log, "start_new_session": True, **options}
            self.running.append(subprocess.Popen(command, **options))
        return self.running[-1]

    def get(self, path: str, **more: Any) -> Answer:
        """The answer, whatever it is; status 0 where there was none."""
        started = time.monotonic()
        opener = more.pop("opener", urllib.request.build_opener(_NoRedirect))
        try:
            with opener.open(f"http://127.0.0.1:{self.port}{path}", timeout=15, **more) as response:
                found = response.status, response.headers, response.read().decode()
        except urllib.error.HTTPError as error:
            found = error.code, error.headers, error.read().decode()
        except OSError as error:
            found = 0, {}, str(error)
        return Answer(*found, time.monotonic() - started)

    def create(self, address: str) -> str | None:
        """The id that a visitor was answered, if any; a form is opened first, as browsers do."""
        opener = urllib.request.build_opener(_NoRedirect, urllib.request.HTTPCookieProcessor(CookieJar()))
        token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.get("/generations/new", opener=opener).text)
        if token is None:
            return None
        data = urllib.parse.urlencode({"csrf_token": token[1], "github_url": address}).encode()
        answer = self.get("/generations", opener=opener, data=data)
        return answer.headers["Location"].rpartition("/")[2] if answer.status == 303 else None

    def query(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        with self.connection() as connection, connection.cursor() as cursor:
            cursor.execute(statement, values or None)
            return cursor.fetchall() if cursor.description else []

    @contextmanager
    def connection(self) -> Iterator[Any]:
        connection = psycopg2.connect(libpq_url(self.url))
        try:
            with connection:
                yield connection
        finally:
            connection.close()

    def queue(self, count: int, first: int = 0) -> list[str]:
        """Generations of so many repositories, queued by the command line."""
        code = (
            "import sys; from wsgi import app; from repocat.extensions import db\n"
            "from repocat.generations.models import Generation; from repocat.generations.repository import Repository\n"
            "with app.app_context():\n"
            "    for n in range(int(sys.argv[1]), int(sys.argv[2])):\n"
            "        print(Generation.request(Repository('github.com', 'owner', f'cat{n}')).id); db.session.commit()"
        )
        command = [sys.executable, "-c", code, str(first), str(first + count)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=True)
        return done.stdout.split()

    def states(self) -> dict[str, str]:
        return dict(self.query("SELECT id::text, state FROM generations"))

    def all_ended(self) -> bool:
        return not ACTIVE & set(self.states().values())

    def postmaster(self) -> int:
        (folder,) = self.query("SHOW data_directory")[0]
        return int((Path(folder) / "postmaster.pid").read_text().split("\n")[0])

    def keeper(self) -> int:
        (folder,) = self.query("SHOW data_directory")[0]
        return int((Path(folder).parent / "keeper.lock").read_text())

    @contextmanager
    def without_database(self, how: signal.Signals = signal.SIGINT) -> Iterator[None]:
        """PostgreSQL is stopped, and its keeper kept from starting it again, until the block ends."""
        keeper, postmaster = self.keeper(), self.postmaster()
        os.kill(keeper, signal.SIGSTOP)
        os.kill(postmaster, how)
        try:
            until(lambda: _is_zombie(postmaster), "PostgreSQL has stopped", 10)
            yield
        finally:
            os.kill(keeper, signal.SIGCONT)
            until(self.answers, "PostgreSQL is back", 20)

    def answers(self) -> bool:
        try:
            return self.query("SELECT 1") == [(1,)]
        except psycopg2.Error:
            return False

    def leftovers(self) -> list[str]:
        """Processes of a fetch or an analysis, and their folders."""
        found = [str(path) for path in (self.instance / "work").glob("*")]
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
                environment = (folder / "environ").read_bytes()
            except OSError:
                continue
            if str(self.instance / "work") in command or (
                "repocat.analysis" in command and str(self.instance).encode() in environment
            ):
                found.append(command)
        return found

    def logged(self) -> str:
        return (self.instance / "log").read_text(errors="replace")


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: Any) -> None:
        return None


def _is_zombie(pid: int) -> bool:
    try:
        return ") Z" in Path(f"/proc/{pid}/stat").read_text()
    except OSError:
        return True


def until(condition: Callable[[], bool], what: str, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, f"not in {seconds} s: {what}"
        time.sleep(0.1)


@pytest.fixture
def system(cluster: str, template: str, tmp_path: Path) -> Iterator[System]:
    first = bare(tmp_path / "git", "owner", "cat0")
    for number in range(1, REPOSITORIES):
        (first.parent / f"cat{number}").symlink_to(first)
    instance = tmp_path / "instance"
    instance.mkdir()
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    url = create_database(cluster, "faults", template=template)
    with serve(tmp_path / "git") as server:
        environment = os.environ | {
            "DATABASE_URL": url,
            "REPOCAT_INSTANCE": str(instance),
            "REPOCAT_GIT_HOSTS": f"github.com={server.url}",
            "REPOCAT_ALLOW_INSECURE_GIT": "1",
            "REPOCAT_PUBLIC_SUBMISSIONS": "1",
            "REPOCAT_SUBMISSIONS_PER_MINUTE": "100000",
        }
        system = System(url, server, instance, port, environment)
        yield system
        for process in system.running:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()
    drop_database(cluster, url)
