"""The embedded server with real processes: who starts it, who is killed, and what is left."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import time
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg2
import pytest

from repocat import embedded
from repocat.config import ROOT
from repocat.embedded import binaries, keeper

AS_ROOT = os.geteuid() == 0
NO_SYNC = {"fsync": "off"}

JOIN = """
import sys
from pathlib import Path
from repocat import embedded
try:
    print(embedded.join(Path(sys.argv[1]), settings={"fsync": "off"}), flush=True)
except embedded.EmbeddedError as error:
    sys.exit(str(error))
sys.stdin.read()
"""


@pytest.fixture(scope="module")
def used_folder():
    """A server's folder that goes through all the tests: what they do to it must never harm the data."""
    with tempfile.TemporaryDirectory(prefix="rc-") as parent:
        folder = Path(parent, "postgres")
        embedded.join(folder, settings=NO_SYNC)
        query(folder, "create table memory as select 42 as answer")
        assert embedded.release(folder)
        yield folder


@pytest.fixture
def folder(used_folder):
    yield used_folder
    leave(used_folder)


@pytest.fixture
def new_folder():
    """A folder that doesn't exist yet."""
    with tempfile.TemporaryDirectory(prefix="rc-") as parent:
        yield Path(parent, "postgres")
        leave(Path(parent, "postgres"))


def leave(folder):
    """Stop using the folder's server; nothing may be running in it, or any other in its place, after that."""
    if embedded.is_joined(folder):
        assert embedded.release(folder)
    wait_until(lambda: not any(is_running_in(path) for path in folder.parent.iterdir() if path.is_dir()))


def is_running_in(folder):
    return embedded.is_running(folder) or any(keeper.server_processes(folder / "data"))


def wait_until(condition, seconds=10.0):
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


def start_user(folder, *command, **options):
    return subprocess.Popen(
        [*(command or (sys.executable,)), "-c", JOIN, folder],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


@contextmanager
def user(folder, *command, **options):
    """Another process that uses the server; yields it once the server answers it."""
    with start_user(folder, *command, **options) as process:
        assert process.stdout.readline().startswith("postgresql://"), process.stderr.read()
        yield process


def query(folder, statement):
    with closing(psycopg2.connect(embedded.server_url(folder))) as connection:
        connection.autocommit = True
        cursor = connection.cursor()
        cursor.execute(statement)
        return cursor.fetchone()[0] if cursor.description else None


def postmaster(folder):
    return int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])


def keeper_pid(folder):
    return int((folder / "keeper.lock").read_text())


def stop_soon(folder):
    """Have the keeper stop the server without delay once nobody uses it."""
    os.kill(keeper_pid(folder), signal.SIGTERM)


def recalls_the_row(folder):
    return query(folder, "select answer from memory") == 42


def test_first_start_makes_a_private_utf8_database_without_network(new_folder):
    embedded.join(new_folder)
    assert query(new_folder, "show server_encoding") == "UTF8"
    assert query(new_folder, "show listen_addresses") == ""
    assert query(new_folder, "show timezone") == "UTC"
    assert query(new_folder, "show fsync") == "on"
    assert query(new_folder, "select current_database()") == "repocat"
    assert query(new_folder, "select 'ä' < 'z' or upper('ä') <> 'Ä'") is False
    assert new_folder.stat().st_mode & 0o777 == 0o700
    assert (new_folder / "socket").stat().st_mode & 0o777 == 0o700
    assert embedded.release(new_folder)
    assert not is_running_in(new_folder)


def test_the_next_start_finds_the_data(folder):
    embedded.join(folder)
    assert recalls_the_row(folder)


def test_a_second_process_joins_and_the_server_outlives_the_first(folder):
    with user(folder) as first:
        started = query(folder, "select pg_postmaster_start_time()")
        embedded.join(folder)
        stop_soon(folder)
        first.kill()
    time.sleep(5 * keeper.POLL_SECONDS)
    assert query(folder, "select pg_postmaster_start_time()") == started


def test_joining_twice_is_joining_once(folder):
    assert embedded.join(folder, settings=NO_SYNC) == embedded.join(folder)
    assert embedded.release(folder)
    assert not embedded.is_joined(folder)


def test_ten_at_once_start_one_server(new_folder):
    users = [start_user(new_folder) for _ in range(10)]
    urls = {process.stdout.readline() for process in users}
    assert urls == {f"{embedded.server_url(new_folder)}\n"}
    assert (new_folder / "server.log").read_text().count("ready to accept connections") == 1
    stop_soon(new_folder)
    for process in users:
        process.communicate("")
        assert process.returncode == 0


def test_a_killed_user_takes_the_server_with_it(folder):
    with user(folder) as process:
        assert is_running_in(folder)
        process.kill()
    wait_until(lambda: not is_running_in(folder))
    assert not (folder / "data" / "postmaster.pid").exists()


def test_a_forked_child_goes_on_using_the_server(folder):
    embedded.join(folder, settings=NO_SYNC)
    child = subprocess.Popen(["sleep", "60"], pass_fds=[embedded.lock_descriptor(folder)])
    assert not embedded.release(folder)
    assert query(folder, "select 1") == 1
    stop_soon(folder)
    child.kill()
    child.wait()
    wait_until(lambda: not is_running_in(folder))


def test_newcomers_wait_while_the_server_stops(folder):
    for _ in range(2):
        with user(folder) as process:
            stop_soon(folder)
            process.kill()
        wait_until(lambda: not (folder / "socket" / ".s.PGSQL.5432").exists())
        embedded.join(folder)
        assert embedded.release(folder)


def test_a_killed_postmaster_is_started_again(folder):
    embedded.join(folder)
    killed = postmaster(folder)
    os.kill(killed, signal.SIGKILL)
    embedded.join(folder)
    assert postmaster(folder) != killed
    assert recalls_the_row(folder)


def test_a_killed_keeper_takes_the_server_with_it_and_is_replaced(folder):
    embedded.join(folder)
    orphan = postmaster(folder)
    os.kill(keeper_pid(folder), signal.SIGKILL)
    wait_until(lambda: not embedded.is_running(folder))
    assert embedded.revive(folder)
    assert not embedded.revive(folder)
    embedded.join(folder)
    assert postmaster(folder) != orphan
    assert recalls_the_row(folder)


def test_what_a_killed_server_left_running_is_ended_before_the_next_start(folder):
    embedded.join(folder)
    frozen = query(folder, "select pid from pg_stat_activity where backend_type = 'walwriter'")
    os.kill(frozen, signal.SIGSTOP)  # so it doesn't notice that its server died
    os.kill(keeper_pid(folder), signal.SIGKILL)
    os.kill(postmaster(folder), signal.SIGKILL)
    wait_until(lambda: not embedded.is_running(folder))
    embedded.join(folder)
    assert recalls_the_row(folder)
    assert frozen not in keeper.server_processes(folder / "data")


def test_a_pid_file_whose_pid_is_another_programs_by_now(folder):
    embedded.join(folder)
    lock_files = [folder / "data" / "postmaster.pid", folder / "socket" / ".s.PGSQL.5432.lock"]
    contents = [path.read_text().split("\n", 1)[1] for path in lock_files]
    assert embedded.release(folder)
    with subprocess.Popen(["sleep", "60"]) as bystander:
        for path, content in zip(lock_files, contents, strict=True):
            path.write_text(f"{bystander.pid}\n{content}")
        embedded.join(folder)
        assert recalls_the_row(folder)
        assert bystander.poll() is None
        bystander.kill()


def test_a_torn_pid_file(folder):
    embedded.join(folder, settings=NO_SYNC)
    assert embedded.release(folder)
    (folder / "data" / "postmaster.pid").write_bytes(b"\xff\x00")
    embedded.join(folder)
    assert query(folder, "select 1") == 1


def test_a_server_that_lost_its_keeper_is_stopped_before_the_next_start(folder):
    """As it happens where the kernel does not tell it: the database is that of a server started by hand."""
    embedded.join(folder, settings=NO_SYNC)
    assert embedded.release(folder)
    command = [binaries.find(folder / "data") / "postgres", "-D", folder / "data", "-k", folder / "socket"]
    account = keeper.account_for(folder, command[0])
    by_hand = account.popen(*command, "-c", "listen_addresses=", stderr=subprocess.DEVNULL)
    wait_until((folder / "socket" / ".s.PGSQL.5432").exists)
    embedded.join(folder)
    assert by_hand.wait() == 0
    assert recalls_the_row(folder)


def test_a_keeper_killed_while_it_makes_the_data(new_folder):
    process = start_user(new_folder)
    wait_until((new_folder / "data.new" / "base").exists)
    os.kill(keeper_pid(new_folder), signal.SIGKILL)
    with process:
        assert "did not start" in process.communicate("")[1]
    embedded.join(new_folder)
    assert query(new_folder, "select 1") == 1
    assert not (new_folder / "data.new").exists()


def test_the_keeper_outlives_signals_while_the_server_is_used(folder):
    embedded.join(folder, settings=NO_SYNC)
    started = query(folder, "select pg_postmaster_start_time()")
    for signum in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        os.kill(keeper_pid(folder), signum)
    time.sleep(5 * keeper.POLL_SECONDS)
    assert query(folder, "select pg_postmaster_start_time()") == started


@pytest.mark.parametrize("name", ["a" * 200, "one,two", 'quo"ted', "back\\slash", "per%20cent & space ü"])
def test_odd_and_long_paths(folder, name):
    odd = folder.rename(folder.parent / name)
    try:
        url = embedded.join(odd, settings=NO_SYNC)
        with closing(psycopg2.connect(url)) as connection:
            socket_folder = Path(connection.info.host)
        assert len(os.fsencode(socket_folder)) < embedded.SOCKET_PATH_BYTES
        assert socket_folder.stat().st_mode & 0o777 == 0o700
        assert embedded.release(odd)
        assert not socket_folder.exists() or socket_folder.parent == odd
    finally:
        odd.rename(folder)


def test_a_socket_folder_of_somebody_else_is_refused(new_folder):
    """The short folder in /tmp has a name that others can guess."""
    long = new_folder.parent / ("a" * 200)
    place = Path(psycopg2.extensions.parse_dsn(embedded.server_url(long))["host"])
    place.symlink_to(new_folder.parent)
    try:
        with pytest.raises(embedded.EmbeddedError, match="is not a folder"):
            embedded.join(long)
    finally:
        place.unlink()


@pytest.mark.parametrize("major", [14, 99])
def test_data_of_another_major_version_are_refused(new_folder, major):
    (new_folder / "data").mkdir(parents=True)
    (new_folder / "data" / "PG_VERSION").write_text(f"{major}\n")
    with pytest.raises(embedded.EmbeddedError, match=f"made by PostgreSQL {major}, but installed here is .*Install"):
        embedded.join(new_folder)
    assert not embedded.is_joined(new_folder)


def test_no_server_programs_at_all(folder, monkeypatch):
    monkeypatch.setattr(binaries, "OLDEST_MAJOR", 99)
    with pytest.raises(embedded.EmbeddedError, match="No PostgreSQL 99 or newer was found"):
        embedded.join(folder)


def test_a_server_that_cannot_start_says_why(folder):
    with pytest.raises(embedded.EmbeddedError, match=r"(?s)did not start.*invalid value.*max_connections"):
        embedded.join(folder, settings={"fsync": "off", "max_connections": "many"})
    assert not embedded.is_joined(folder)
    embedded.join(folder)


def test_a_large_log_is_put_aside(folder, monkeypatch):
    monkeypatch.setattr(embedded, "LOG_BYTES", 100)
    (folder / "server.log").write_text("old\n" * 50)
    embedded.join(folder, settings=NO_SYNC)
    assert (folder / "server.log.1").read_text() == "old\n" * 50
    assert "old" not in (folder / "server.log").read_text()


def test_a_folder_of_another_user_is_refused(new_folder):
    foreign = Path("/etc")
    if AS_ROOT:
        foreign = new_folder
        new_folder.mkdir()
        os.chown(new_folder, 12345, 12345)
    with pytest.raises(embedded.EmbeddedError, match="belongs to another user"):
        embedded.join(foreign)


def test_a_folder_that_cannot_be_made(new_folder):
    new_folder.write_text("a file stands in its place")
    with pytest.raises(embedded.EmbeddedError, match="cannot be made"):
        embedded.join(new_folder / "postgres")
    new_folder.unlink()


def succeeds(*command, **options):
    return subprocess.run(command, check=False, cwd=ROOT, capture_output=True, **options).returncode == 0


def ordinary_user():
    """The command that runs Python as somebody who is not root, and the environment it needs.

    As root it is nobody, with the first Python that nobody can run. For a checkout that root alone can reach it is
    root without its uid and its rights.
    """
    if not AS_ROOT:
        return (sys.executable,), None
    nobody = pwd.getpwnam("nobody")
    setpriv = ("setpriv", f"--reuid={nobody.pw_uid}", f"--regid={nobody.pw_gid}", "--clear-groups")
    environment = os.environ | {"PYTHONPATH": sysconfig.get_path("purelib")}
    probe = "import subprocess, sys, repocat.embedded; subprocess.run([sys.executable, '-c', ''], check=True)"
    for python in (sys.executable, "/usr/bin/python3"):
        if succeeds(*setpriv, python, "-c", probe, env=environment):
            return (*setpriv, python), environment
    return ("unshare", "--user", f"--map-user={nobody.pw_uid}", sys.executable), None


def test_an_ordinary_user_needs_nothing_special(new_folder):
    command, environment = ordinary_user()
    if "setpriv" in command:
        shutil.chown(new_folder.parent, "nobody")
    with user(new_folder, *command, env=environment):
        assert query(new_folder, "select 1") == 1
        owner = new_folder.owner()
        assert Path(f"/proc/{keeper_pid(new_folder)}").owner() == owner
        assert Path(f"/proc/{postmaster(new_folder)}").owner() == owner
        stop_soon(new_folder)


def run_as_root_without_namespaces(folder, tmp_path):
    """What a user prints where ``unshare`` is refused, as it is in many containers."""
    unshare = tmp_path / "unshare"
    unshare.write_text("#!/bin/sh\necho 'unshare failed: Operation not permitted' >&2\nexit 1\n")
    unshare.chmod(0o755)
    return start_user(folder, env=os.environ | {"PATH": f"{tmp_path}:{os.environ['PATH']}"})


def test_without_namespaces_root_has_nobody_run_the_server(new_folder, tmp_path):
    new_folder.parent.chmod(0o711)
    postgres = binaries.find(new_folder / "data") / "postgres"
    within_reach = not AS_ROOT or succeeds(postgres, "--version", user="nobody", extra_groups=[])
    with run_as_root_without_namespaces(new_folder, tmp_path) as process:
        answer = process.stdout.readline()
        if not within_reach:
            assert "set DATABASE_URL" in process.stderr.read()
            return
        assert answer.startswith("postgresql://"), process.stderr.read()
        expected = "nobody" if AS_ROOT else new_folder.owner()
        assert Path(f"/proc/{postmaster(new_folder)}").owner() == expected
        assert (new_folder / "data").owner() == expected
        assert query(new_folder, "select 1") == 1
        stop_soon(new_folder)


def test_where_nobody_cannot_reach_the_data_root_is_told_what_to_do(new_folder, tmp_path):
    new_folder.parent.chmod(0o700)
    with run_as_root_without_namespaces(new_folder, tmp_path) as process:
        output, errors = process.communicate("")
    if AS_ROOT:
        assert "Start Repocat as an ordinary user, or set DATABASE_URL" in errors
    else:
        assert output.startswith("postgresql://")
