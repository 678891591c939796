"""A PostgreSQL server of our own, for where no DATABASE_URL is set.

Processes come and go in any order, so none of them owns the server. Each one that uses it holds a shared lock on
``users.lock`` until it ends; the first also starts the keeper (`keeper.py`), which holds ``keeper.lock``, runs the
server, and stops it when it can lock ``users.lock`` for itself alone. The kernel drops the locks of a process however
it ends, so nothing is left running after ``kill -9`` of anyone, and no pid is trusted.

The server listens on a unix socket only. Everybody who can reach the socket is let in as its superuser, and the
socket's folder belongs to, and opens for, nobody but the user who runs Repocat.

Layout of the folder: ``data/``, ``socket/``, ``users.lock``, ``keeper.lock``, ``server.log``.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO
from urllib.parse import quote

import psycopg2

from repocat.embedded import binaries, keeper
from repocat.embedded.keeper import EmbeddedError

__all__ = ["EmbeddedError", "is_joined", "is_running", "join", "lock_descriptor", "release", "revive", "server_url"]

START_SECONDS = 60.0
WAIT_SECONDS = 0.03
LOG_BYTES = 5_000_000
LOG_TAIL_LINES = 12
SOCKET_PATH_BYTES = 107  # sun_path of unix(7), without its final NUL

_users_locks: dict[Path, int] = {}


def join(folder: Path, *, bindir: Path | None = None, settings: Mapping[str, str] | None = None) -> str:
    """Use the server of ``folder`` until this process ends; start it if it does not run. Returns its libpq URL.

    ``bindir`` and ``settings`` (of postgresql.conf) count only for the process that starts it. Forked children use
    the server too, executed programs don't. Raises EmbeddedError, with the reason and what to do about it.
    """
    folder = folder.resolve()
    deadline = time.monotonic() + START_SECONDS
    _make_private(folder)
    is_new_user = folder not in _users_locks
    if is_new_user:
        _users_locks[folder] = _lock_as_user(folder, deadline)
    try:
        _wait_for_server(folder, deadline, bindir, settings or {})
    except EmbeddedError:
        if is_new_user:
            os.close(_users_locks.pop(folder))
        raise
    return server_url(folder)


def is_joined(folder: Path) -> bool:
    """Whether this process uses the folder's server."""
    return folder.resolve() in _users_locks


def is_running(folder: Path) -> bool:
    """Whether a keeper lives; its server may still be starting or already stopping."""
    keeper_lock = _take_keeper_lock(folder.resolve())
    if keeper_lock is None:
        return True
    os.close(keeper_lock)
    return False


def revive(folder: Path) -> bool:
    """Start the keeper again if somebody killed it, without waiting for the server; True if it had to."""
    folder = folder.resolve()
    keeper_lock = _take_keeper_lock(folder)
    if keeper_lock is None:
        return False
    _start_keeper(folder, keeper_lock, None, {})
    return True


def lock_descriptor(folder: Path) -> int:
    """The file descriptor to pass to executed children that use the server beyond the end of this process."""
    return _users_locks[folder.resolve()]


def release(folder: Path, seconds: float = keeper.STOP_SECONDS) -> bool:
    """Give the server up and wait until it is stopped. False if others still use it or time is up."""
    folder = folder.resolve()
    os.close(_users_locks.pop(folder))
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not is_running(folder):
            return True
        if _has_users(folder):
            return False
        _hurry_keeper(folder)
        time.sleep(WAIT_SECONDS)
    return False


def server_url(folder: Path, database: str = keeper.DATABASE) -> str:
    """The libpq address of a database of the folder's server, whether it runs or not."""
    return f"postgresql://{keeper.SUPERUSER}@/{database}?host={quote(str(_socket_folder(folder.resolve())))}"


def _wait_for_server(folder: Path, deadline: float, bindir: Path | None, settings: Mapping[str, str]) -> None:
    """Start a keeper if there is none, once: a second one would only repeat the first one's failure."""
    started = False
    while time.monotonic() < deadline:
        keeper_lock = _take_keeper_lock(folder)
        if keeper_lock is None:
            if _answers(folder):
                return
        elif started:
            os.close(keeper_lock)
            raise EmbeddedError(f"The embedded PostgreSQL did not start.\n{_log_tail(folder)}")
        else:
            _start_keeper(folder, keeper_lock, bindir, settings)
            started = True
        time.sleep(WAIT_SECONDS)
    raise EmbeddedError(f"The embedded PostgreSQL gave no answer in {START_SECONDS:.0f} s.\n{_log_tail(folder)}")


def _make_private(folder: Path) -> None:
    """Make the folder, for its owner alone, or make sure that it is ours."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise EmbeddedError(f"The database's folder {folder} cannot be made: {error.strerror}.") from error
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode):
        raise EmbeddedError(f"{folder} is not a folder; remove it, for the database needs one of that name.")
    # Root's server may run as nobody, who then owns the socket's folder.
    if status.st_uid != os.geteuid() and not (os.geteuid() == 0 and status.st_uid == keeper.nobody().pw_uid):
        raise EmbeddedError(
            f"The database's folder {folder} belongs to another user (number {status.st_uid}). Run Repocat as that "
            "user, choose another data folder with REPOCAT_INSTANCE, or set DATABASE_URL."
        )
    if status.st_mode & 0o066:
        folder.chmod(0o700)


def _socket_folder(folder: Path) -> Path:
    """Inside ``folder``, unless its path is too long for a socket or libpq would read it as a list of hosts."""
    inside = folder / "socket"
    file_name = f"/.s.PGSQL.{keeper.PORT}"
    is_plain = str(inside).isprintable() and not set(str(inside)) & set(',"\\')
    if is_plain and len(os.fsencode(inside)) + len(file_name) <= SOCKET_PATH_BYTES:
        return inside
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(f"/tmp/repocat-{os.geteuid()}-{digest}")  # noqa: S108 - same for every TMPDIR, checked to be ours


def _open(path: Path) -> int:
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)


def _try_lock(descriptor: int, operation: int) -> bool:
    try:
        fcntl.flock(descriptor, operation | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _lock_as_user(folder: Path, deadline: float) -> int:
    """Wait while a keeper that found nobody left stops its server."""
    descriptor = _open(folder / "users.lock")
    while not _try_lock(descriptor, fcntl.LOCK_SH):
        if time.monotonic() > deadline:
            os.close(descriptor)
            raise EmbeddedError(f"The embedded PostgreSQL did not stop.\n{_log_tail(folder)}")
        time.sleep(WAIT_SECONDS)
    return descriptor


def _has_users(folder: Path) -> bool:
    descriptor = _open(folder / "users.lock")
    try:
        # Refused both ways: the keeper has it, so it is stopping the server.
        return not _try_lock(descriptor, fcntl.LOCK_EX) and _try_lock(descriptor, fcntl.LOCK_SH)
    finally:
        os.close(descriptor)


def _take_keeper_lock(folder: Path) -> int | None:
    """The lock, if no keeper lives."""
    descriptor = _open(folder / "keeper.lock")
    if _try_lock(descriptor, fcntl.LOCK_EX):
        return descriptor
    os.close(descriptor)
    return None


def _hurry_keeper(folder: Path) -> None:
    """Spare us its moment of grace; the pid in the file is its own as long as it holds the lock."""
    pid = (folder / "keeper.lock").read_text()
    if pid.isdigit():
        try:
            os.kill(int(pid), signal.SIGTERM)
        except ProcessLookupError:
            return


def _start_keeper(folder: Path, keeper_lock: int, bindir: Path | None, settings: Mapping[str, str]) -> None:
    """Start the keeper and hand it the lock, so that there is no moment in which another could be started."""
    try:
        bindir = bindir or binaries.find(folder / "data")
        keeper.account_for(folder, bindir / "postgres")
        socket_folder = _socket_folder(folder)
        _make_private(socket_folder)
        os.ftruncate(keeper_lock, 0)  # the last keeper's pid may be another program's by now
        with _open_log(folder) as log:
            subprocess.run(
                [
                    *(sys.executable, "-I", keeper.__file__, folder, socket_folder, bindir),
                    *(f"{name}={value}" for name, value in settings.items()),
                ],
                check=False,
                cwd="/",
                env=_keeper_environment(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[keeper_lock],
                start_new_session=True,
            )
    finally:
        os.close(keeper_lock)


def _keeper_environment() -> dict[str, str]:
    """Ours without libpq's and PostgreSQL's variables, which would change what the server does."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C.UTF-8", "TZ": "UTC"}


def _open_log(folder: Path) -> IO[bytes]:
    path = folder / "server.log"
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.rename(folder / "server.log.1")
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_NOFOLLOW, 0o600), "ab")


def _log_tail(folder: Path) -> str:
    path = folder / "server.log"
    lines = path.read_text(errors="replace").splitlines() if path.exists() else []
    return "\n".join([f"The last lines of {path}:", *lines[-LOG_TAIL_LINES:]])


def _answers(folder: Path) -> bool:
    try:
        connection = psycopg2.connect(server_url(folder), connect_timeout=5)
    except psycopg2.OperationalError:
        return False
    try:
        connection.cursor().execute("select 1")
    except psycopg2.OperationalError:
        return False
    finally:
        connection.close()
    return True
