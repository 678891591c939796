"""`flask up`, which is behind `make run`: one supervisor for database, web and worker.

Each child has a process group of its own, so that a Ctrl-C reaches the supervisor only and it decides the order in
which things end. The kernel sends the children SIGTERM if the supervisor dies; they hold its lock on the embedded
server themselves, so the database outlives it until they are through.
"""

from __future__ import annotations

import errno
import http.client
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from repocat import embedded
from repocat.cli.first_run import first_run
from repocat.config import ROOT
from repocat.database import embedded_folder
from repocat.embedded.keeper import die_with_parent
from repocat.extensions import db

TICK_SECONDS = 0.1
LONGEST_PAUSE_SECONDS = 30.0
STEADY_SECONDS = 60.0
WEB_STOP_SECONDS = 35.0  # gunicorn's own limit is 30
WORKER_STOP_SECONDS = 40.0


class AddressError(click.ClickException):
    exit_code = 2


@dataclass
class Child:
    """One program that is to run all the time."""

    name: str
    command: list[str]
    stop_seconds: float
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    descriptors: tuple[int, ...] = ()
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    start_at: float = 0.0
    failures: int = 0

    def start(self) -> None:
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            pass_fds=self.descriptors,
            process_group=0,
            preexec_fn=die_with_parent(signal.SIGTERM),  # noqa: PLW1509 - the supervisor has one thread
        )

    def has_ended(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def look_after(self) -> None:
        """Start it, now or, after it ended, when its pause is over: 1, 2, 4 … 30 seconds."""
        now = time.monotonic()
        if self.process is not None and self.has_ended():
            self.failures = 0 if now - self.started_at > STEADY_SECONDS else self.failures
            pause = min(2.0**self.failures, LONGEST_PAUSE_SECONDS)
            self.failures += 1
            say(f"{self.name} ended ({_outcome(self.process)}); starting it again in {pause:.0f} s.")
            self.kill()
            self.process, self.start_at = None, now + pause
        if self.process is None and now >= self.start_at:
            self.start()

    def kill(self) -> None:
        """End what is left of its process group; its leader may be gone already."""
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()


class Supervisor:
    """Runs children until SIGTERM, SIGINT or SIGHUP, then stops them one after the other; a second signal kills."""

    def __init__(self, children: Iterable[Child], on_tick: Callable[[], None] = lambda: None) -> None:
        self.children = list(children)
        self.on_tick = on_tick
        self.signals = 0
        for signum in (signal.SIGTERM, signal.SIGINT):
            signal.signal(signum, self._note_signal)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as it is under nohup
            signal.signal(signal.SIGHUP, self._note_signal)

    def _note_signal(self, _signum: int, _frame: FrameType | None) -> None:
        self.signals += 1

    def run(self) -> None:
        try:
            while not self.signals:
                for child in self.children:
                    child.look_after()
                self.on_tick()
                time.sleep(TICK_SECONDS)
            for child in self.children:
                self._stop(child)
        finally:
            for child in self.children:
                child.kill()

    def _stop(self, child: Child) -> None:
        if child.process is None or child.has_ended():
            return
        say(f"Stopping {child.name} …")
        child.process.terminate()
        deadline = time.monotonic() + child.stop_seconds
        while not child.has_ended():
            if self.signals > 1 or time.monotonic() > deadline:
                say(f"{child.name} is killed.")
                child.kill()
            time.sleep(TICK_SECONDS)


def say(line: str) -> None:
    # A log that nobody reads any more is no reason to stop.
    with suppress(OSError):
        click.echo(line, err=True)


def _outcome(process: subprocess.Popen[bytes]) -> str:
    if process.returncode < 0:
        return f"killed by {signal.Signals(-process.returncode).name}"
    return f"exit code {process.returncode}"


@click.command("up")
@with_appcontext
def up() -> None:
    """Run Repocat: migrate the database, then web server and worker until stopped.

    \b
    Example: flask --app wsgi up
    """
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    host, port = app.config["HOST"], app.config["PORT"]
    check_address(host, port)
    upgrade()
    first_run(app)
    db.session.remove()
    db.engine.dispose()

    database = embedded_folder(app.config["REPOCAT_INSTANCE"])
    is_embedded = embedded.is_joined(database)
    announce = Announcement(host, port)

    def on_tick() -> None:
        announce.once_ready()
        if is_embedded and embedded.revive(database):
            say("The database's keeper was gone; another one has taken its place.")

    Supervisor(children(app, database if is_embedded else None), on_tick).run()
    if is_embedded:
        stopped = embedded.release(database)
        say("Stopped." if stopped else "Stopped. The database goes on for another process that uses it.")


def children(app: Flask, database: Path | None) -> list[Child]:
    """Web and worker, in the order in which they are to stop."""
    figures = app.config["REPOCAT_INSTANCE"] / "metrics"
    shutil.rmtree(figures, ignore_errors=True)
    environment = os.environ | {
        "DATABASE_URL": app.config["SQLALCHEMY_DATABASE_URI"],
        "PROMETHEUS_MULTIPROC_DIR": str(figures),
    }
    descriptors = (embedded.lock_descriptor(database),) if database else ()
    bind = _host_and_port(app.config["HOST"], app.config["PORT"])
    gunicorn = [
        *("gunicorn", "--worker-class", "gthread", "--workers", "2", "--threads", "4", "--bind", bind),
        *("--timeout", "30", "--graceful-timeout", "30", "--max-requests", "1000", "--max-requests-jitter", "100"),
        *("--no-control-socket", "--log-level", "warning", "wsgi:app"),
    ]
    worker = ["flask", "--app", "wsgi", "worker"]
    return [
        Child("Web server", [sys.executable, "-m", *gunicorn], WEB_STOP_SECONDS, environment, descriptors),
        Child("Worker", [sys.executable, "-m", *worker], WORKER_STOP_SECONDS, environment, descriptors),
    ]


def check_address(host: str, port: int) -> None:
    """Find out before anything starts whether the web server will be able to listen there."""
    try:
        family, kind, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            reason = f"Port {port} is in use by another program. Choose another one: PORT={port + 1} make run"
        elif error.errno == errno.EACCES:
            reason = f"Port {port} needs special rights. Choose one above 1023: PORT=5000 make run"
        else:
            reason = f"HOST={host} is not an address of this machine ({error.strerror}). Try: HOST=127.0.0.1 make run"
        raise AddressError(reason) from error


class Announcement:
    """Says once that the first page can be opened, when it can."""

    def __init__(self, host: str, port: int) -> None:
        self.host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - asked, not listened on
        self.port = port
        self.is_made = False

    def once_ready(self) -> None:
        if not self.is_made and self._answers():
            self.is_made = True
            say(f"Repocat is ready: http://{_host_and_port(self.host, self.port)}/")

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection(self.host, self.port, timeout=1.0)
        try:
            connection.request("GET", "/healthz", headers={"Host": "localhost"})
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def _host_and_port(host: str, port: int) -> str:
    return f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
