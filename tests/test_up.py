"""The supervisor behind `make run`, with real children."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from repocat import embedded
from repocat.cli.up import AddressError, Announcement, Child, check_address
from repocat.config import ROOT
from repocat.database import embedded_folder
from repocat.embedded import keeper

PATIENCE_SECONDS = 40.0

SUPERVISE = """
import sys
from repocat.cli.up import Child, Supervisor
Supervisor([Child(name, ["sh", "-c", script], 30.0) for name, script in zip(("First", "Second"), sys.argv[1:])]).run()
"""
SLEEP = "echo pid $$; exec sleep 60"
STUBBORN = "trap '' TERM; echo pid $$; sleep 60 & wait; wait"


class Output:
    """What a process prints, line by line."""

    def __init__(self, process):
        self.process = process
        self.seen = []

    def wait_for(self, text):
        for line in self.process.stdout:
            self.seen.append(line)
            if text in line:
                return line
        raise AssertionError(f"{text!r} was not printed, but {''.join(self.seen)}")

    def pid(self):
        return int(self.wait_for("pid ").split()[-1])


@contextmanager
def running(*command, **variables):
    process = subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env=os.environ | variables,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watchdog = threading.Timer(PATIENCE_SECONDS, process.kill)
    watchdog.start()
    with process:
        try:
            yield process, Output(process)
        finally:
            watchdog.cancel()
            process.kill()


def supervising(*scripts):
    return running("-c", SUPERVISE, *scripts)


def descendants(pid):
    """All the processes below one, but for the keeper, which is nobody's child."""
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        yield int(child)
        yield from descendants(child)


def wait_until_gone(pids, seconds=15.0):
    deadline = time.monotonic() + seconds
    while any(map(is_alive, pids)):
        assert time.monotonic() < deadline, f"still there: {pids}"
        time.sleep(0.05)


def is_alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except (FileNotFoundError, ProcessLookupError):
        return False


def test_pauses_grow_while_a_child_keeps_failing(capsys):
    child = Child("Web server", ["sh", "-c", "exit 3"], 1.0)
    deadline = time.monotonic() + 5.0
    while child.failures < 2 and time.monotonic() < deadline:
        child.look_after()
        time.sleep(0.02)
    assert capsys.readouterr().err.splitlines() == [
        "Web server ended (exit code 3); starting it again in 1 s.",
        "Web server ended (exit code 3); starting it again in 2 s.",
    ]


def test_a_killed_child_is_started_again_and_all_are_stopped_in_order():
    with supervising(SLEEP, SLEEP) as (supervisor, output):
        pids = [output.pid(), output.pid()]
        os.kill(pids[0], signal.SIGKILL)
        output.wait_for("First ended (killed by SIGKILL); starting it again in 1 s.")
        pids.append(output.pid())
        assert is_alive(pids[2])
        supervisor.send_signal(signal.SIGINT)
        assert output.wait_for("Stopping").startswith("Stopping First")
        assert output.wait_for("Stopping").startswith("Stopping Second")
        assert supervisor.wait() == 0
        assert not any(map(is_alive, pids))


def test_a_second_signal_kills():
    with supervising(STUBBORN) as (supervisor, output):
        stubborn = output.pid()
        supervisor.terminate()
        output.wait_for("Stopping First")
        assert is_alive(stubborn)
        supervisor.terminate()
        output.wait_for("First is killed.")
        assert supervisor.wait() == 0
        wait_until_gone([stubborn])


def test_what_a_child_left_of_its_group_ends_with_it():
    with supervising(f"sh -c '{SLEEP}' & wait") as (supervisor, output):
        grandchild = output.pid()
        supervisor_children = list(descendants(supervisor.pid))
        os.kill(supervisor_children[0], signal.SIGKILL)
        output.wait_for("starting it again")
        wait_until_gone([grandchild])


def test_children_end_with_a_killed_supervisor():
    with supervising(SLEEP, SLEEP) as (supervisor, output):
        pids = [output.pid(), output.pid()]
        supervisor.kill()
        wait_until_gone(pids)


@pytest.fixture
def taken_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


@pytest.fixture
def free_port():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def test_a_port_in_use_is_found_before_anything_starts(app, runner, taken_port, monkeypatch):
    monkeypatch.setitem(app.config, "PORT", taken_port)
    result = runner.invoke(args=["up"])
    assert result.exit_code == 2
    assert f"Port {taken_port} is in use by another program" in result.output
    assert f"PORT={taken_port + 1} make run" in result.output


@pytest.mark.parametrize("host", ["192.0.2.1", "no-such-host.invalid"])
def test_a_host_that_is_not_ours(host, free_port):
    with pytest.raises(AddressError, match=f"HOST={host} is not an address of this machine"):
        check_address(host, free_port)


def test_a_free_port_is_fine(free_port):
    check_address("127.0.0.1", free_port)


@pytest.mark.parametrize(
    ("host", "shown"), [("0.0.0.0", "127.0.0.1:5000"), ("::", "[::1]:5000"), ("cats.example", "cats.example:5000")]
)
def test_what_listens_everywhere_is_shown_with_an_address_to_open(host, shown, monkeypatch, capsys):
    announcement = Announcement(host, 5000)
    monkeypatch.setattr(announcement, "_answers", lambda: True)
    announcement.once_ready()
    announcement.once_ready()
    assert capsys.readouterr().err == f"Repocat is ready: http://{shown}/\n"


@pytest.fixture(scope="module")
def instance():
    with tempfile.TemporaryDirectory(prefix="rc-up-") as folder:
        yield Path(folder)
        assert not embedded.is_running(embedded_folder(Path(folder)))


@contextmanager
def repocat_up(instance, port):
    variables = {"REPOCAT_INSTANCE": str(instance), "HOST": "127.0.0.1", "PORT": str(port), "DATABASE_URL": ""}
    with running("-m", "flask", "--app", "wsgi", "up", **variables) as (supervisor, output):
        output.wait_for(f"Repocat is ready: http://127.0.0.1:{port}/")
        yield supervisor, output


def get(port, path):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as response:
        return response.status


def test_repocat_comes_up_survives_kills_and_goes_down(instance, free_port):
    with repocat_up(instance, free_port) as (supervisor, output):
        assert get(free_port, "/") == 200
        keeper_lock = embedded_folder(instance) / "keeper.lock"
        os.kill(int(keeper_lock.read_text()), signal.SIGKILL)
        output.wait_for("The database's keeper was gone")
        web, worker, *_ = map(int, Path(f"/proc/{supervisor.pid}/task/{supervisor.pid}/children").read_text().split())
        os.kill(worker, signal.SIGKILL)
        output.wait_for("Worker ended (killed by SIGKILL); starting it again in 1 s.")
        output.wait_for("Worker ready")
        assert get(free_port, "/readyz") == 200
        everything = list(descendants(supervisor.pid))
        assert web in everything
        supervisor.terminate()
        output.wait_for("Stopping Web server")
        output.wait_for("Stopping Worker")
        output.wait_for("Stopped.")
        assert supervisor.wait() == 0
        assert not any(map(is_alive, everything))
        assert not embedded.is_running(embedded_folder(instance))
        assert not list(keeper.server_processes(embedded_folder(instance) / "data"))


def test_nothing_is_left_of_a_killed_supervisor(instance, free_port):
    with repocat_up(instance, free_port) as (supervisor, _):
        everything = list(descendants(supervisor.pid))
        keeper_pid = int((embedded_folder(instance) / "keeper.lock").read_text())
        assert len(everything) >= 4
        os.kill(keeper_pid, signal.SIGTERM)  # spares us its moment of grace
        supervisor.kill()
        wait_until_gone([*everything, keeper_pid])
