"""The keeper: a small process that runs one PostgreSQL server for as long as anybody uses it.

``repocat.embedded`` starts it as a script, ``python -I keeper.py FOLDER SOCKET_FOLDER BINDIR [name=value ...]``, so it
imports nothing but the standard library and starts in a few milliseconds. The lock on ``keeper.lock`` is inherited
from whoever started it and goes with the process, however it ends.

PostgreSQL is a direct child of the main thread and is sent SIGINT by the kernel (on Linux) when the keeper dies.
SIGTERM asks the keeper to stop the server as soon as nobody uses it, without the usual moment of grace; while there
are users it only takes note. SIGINT and SIGHUP are ignored: a Ctrl-C is meant for the program in the terminal.
"""

import contextlib
import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

SUPERUSER = "repocat"
DATABASE = "repocat"
PORT = 5432  # names the socket's file only: the server listens on no network

POLL_SECONDS = 0.1
GRACE_SECONDS = 2.0  # one command of a script hands the running server to the next
STOP_SECONDS = 60.0
STEADY_SECONDS = 10.0
MAX_FAILED_STARTS = 3

PR_SET_PDEATHSIG = 1
BUILTIN_LOCALES_SINCE = 17

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "port": str(PORT),
    "max_connections": "60",
    "shared_buffers": "128MB",
    "fsync": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_line_prefix": "%m [%p] ",
    "cluster_name": "repocat",
    "jit": "off",  # compiling costs more than it saves on queries of a few milliseconds
}


class EmbeddedError(RuntimeError):
    """The server cannot be run; the text is for the person who started Repocat."""


def die_with_parent(signum: int) -> Callable[[], None] | None:
    """Return a ``preexec_fn`` by which the kernel sends the child ``signum`` when the calling thread ends.

    None where the kernel has no such thing (anything but Linux).
    """
    if sys.platform != "linux":
        return None
    prctl = ctypes.CDLL(None).prctl
    parent = os.getpid()

    def arrange() -> None:
        prctl(PR_SET_PDEATHSIG, signum)
        if os.getppid() != parent:  # it died before the line above took effect
            os._exit(1)

    return arrange


@dataclass(frozen=True)
class Account:
    """How PostgreSQL's programs, which refuse to run as root, are started from here."""

    prefix: tuple[str, ...] = ()
    owner: pwd.struct_passwd | None = None

    def popen(self, *command: str | Path, **options: Any) -> subprocess.Popen[bytes]:
        if self.owner:
            options |= {"user": self.owner.pw_uid, "group": self.owner.pw_gid, "extra_groups": []}
        options.setdefault("stdin", subprocess.DEVNULL)
        return subprocess.Popen([*self.prefix, *command], cwd="/", **options)

    def give(self, folder: Path) -> None:
        """Make the folder, with all that is in it, the account's own."""
        if self.owner:
            for path in (folder, *folder.rglob("*")):
                os.chown(path, self.owner.pw_uid, self.owner.pw_gid, follow_symlinks=False)


def nobody() -> pwd.struct_passwd:
    return pwd.getpwnam("nobody")


def account_for(folder: Path, program: Path) -> Account:
    """Choose who runs the server whose data are (or will be) in ``folder``/data.

    Root uses a user namespace in which it is ``nobody``: the files stay root's own, so even a data folder below a
    private home works. Where namespaces are refused, the real ``nobody`` does it, if it can reach the files.
    """
    if os.geteuid() != 0:
        return Account()
    namespace = Account(prefix=("unshare", "--user", f"--map-user={nobody().pw_uid}"))
    data = folder / "data"
    if not (data.exists() and data.stat().st_uid == nobody().pw_uid) and _runs(namespace, "true"):
        return namespace
    account = Account(owner=nobody())
    if not (_runs(account, program, "--version") and _runs(account, "test", "-x", folder.parent)):
        raise EmbeddedError(
            "PostgreSQL does not run as root, this system refuses user namespaces, and the user nobody cannot reach "
            f"both {program} and {folder}. Start Repocat as an ordinary user, or set DATABASE_URL to a PostgreSQL "
            "server of yours."
        )
    return account


def _runs(account: Account, *command: str | Path) -> bool:
    try:
        process = account.popen(*command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    except OSError:
        return False
    return process.wait() == 0


def server_processes(data: Path) -> Iterator[int]:
    """Find the PostgreSQL processes at work in a data folder, by the program they run and their working directory."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            is_postgres = (process / "exe").readlink().name.startswith("postgres")
            if is_postgres and (process / "cwd").samefile(data):
                yield int(process.name)


def kill_servers(data: Path) -> None:
    for pid in server_processes(data):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@dataclass
class Server:
    """One PostgreSQL server: its files and, while it runs, its process."""

    folder: Path
    socket_folder: Path
    bindir: Path
    settings: dict[str, str]
    account: Account = field(init=False)
    process: subprocess.Popen[bytes] = field(init=False)
    started_at: float = 0.0
    failed_starts: int = 0

    def __post_init__(self) -> None:
        self.account = account_for(self.folder, self.bindir / "postgres")
        self.data = self.folder / "data"

    def initialise(self) -> None:
        """Make the data folder, complete or not at all: a half-made one never gets its final name."""
        if self.account.owner:
            self.folder.chmod(0o711)
        self.account.give(self.socket_folder)
        if (self.data / "PG_VERSION").exists():
            if self.data.stat().st_uid != self.socket_folder.stat().st_uid:
                self.account.give(self.data)
            return
        fresh = self.folder / "data.new"
        kill_servers(fresh)  # of an initdb that was killed
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        self.account.give(fresh)
        self._run("initdb", "--pgdata", fresh, *self._initdb_options())
        self._run("postgres", "--single", "-D", fresh, "postgres", sql=f"create database {DATABASE}\n")
        fresh.rename(self.data)

    def _initdb_options(self) -> list[str]:
        locale = "C" if sys.platform == "darwin" else "C.UTF-8"
        options = [f"--username={SUPERUSER}", "--no-instructions", "--auth-local=trust", "--auth-host=reject"]
        options += ["--encoding=UTF8", f"--locale={locale}"]
        version = subprocess.check_output([self.bindir / "postgres", "--version"], text=True)
        if int(version.split()[-1].split(".")[0]) >= BUILTIN_LOCALES_SINCE:
            options += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        return options if self.settings["fsync"] == "on" else [*options, "--no-sync"]

    def _run(self, program: str, *arguments: str | Path, sql: str = "") -> None:
        options = {"stdin": subprocess.PIPE, "preexec_fn": die_with_parent(signal.SIGKILL)}
        process = self.account.popen(self.bindir / program, *arguments, **options)
        process.communicate(sql.encode())
        if process.returncode:
            raise EmbeddedError(f"{program} failed with exit code {process.returncode}.")

    def start(self) -> None:
        self._clear_leftovers()
        settings = self.settings | {"unix_socket_directories": str(self.socket_folder)}
        self.process = self.account.popen(
            self.bindir / "postgres",
            *("-D", self.data),
            *(argument for name, value in settings.items() for argument in ("-c", f"{name}={value}")),
            preexec_fn=die_with_parent(signal.SIGINT),
        )
        self.started_at = time.monotonic()

    def _clear_leftovers(self) -> None:
        """Remove what a killed server left: its processes, and lock files whose pid may be another program's by now."""
        if sys.platform != "linux":
            return  # PostgreSQL's own checks must do
        lock_file = self.data / "postmaster.pid"
        if lock_file.exists():
            postmaster = lock_file.read_text(errors="replace").partition("\n")[0]
            deadline = time.monotonic() + STOP_SECONDS
            while postmaster in map(str, server_processes(self.data)) and time.monotonic() < deadline:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(int(postmaster), signal.SIGINT)
                time.sleep(0.05)
            kill_servers(self.data)
            lock_file.unlink(missing_ok=True)
        for name in (f".s.PGSQL.{PORT}", f".s.PGSQL.{PORT}.lock"):
            (self.socket_folder / name).unlink(missing_ok=True)

    def revive(self) -> None:
        """Start the server again if it was killed; give up when it keeps ending, or when its data are gone."""
        if self.process.poll() is None:
            if time.monotonic() - self.started_at > STEADY_SECONDS:
                self.failed_starts = 0
            return
        self.failed_starts += 1
        if self.failed_starts > MAX_FAILED_STARTS or not self.data.exists():
            raise EmbeddedError(f"The server ended with exit code {self.process.returncode}, again.")
        time.sleep(0.1 * 2**self.failed_starts)
        self.start()

    def stop(self) -> None:
        for signum, seconds in ((signal.SIGINT, STOP_SECONDS), (signal.SIGQUIT, 10.0), (signal.SIGKILL, None)):
            self.process.send_signal(signum)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(seconds)
                break
        if self.socket_folder.parent != self.folder:
            with contextlib.suppress(OSError):
                self.socket_folder.rmdir()


class Keeper:
    def __init__(self, server: Server) -> None:
        self.server = server
        self.users_lock = (server.folder / "users.lock").open()
        self.in_a_hurry = False
        signal.signal(signal.SIGTERM, self._hurry)
        for signum in (signal.SIGINT, signal.SIGHUP):
            signal.signal(signum, lambda *_: None)

    def _hurry(self, _signum: int, _frame: FrameType | None) -> None:
        self.in_a_hurry = True

    def keep(self) -> None:
        """Run the server until nobody has used it for a moment; newcomers wait while it stops, on the lock we hold."""
        self.server.initialise()
        self.server.start()
        unused_since = None
        while True:
            time.sleep(POLL_SECONDS)
            self.server.revive()
            if not self._nobody_uses_it():
                unused_since = None
                continue
            unused_since = unused_since or time.monotonic()
            if self.in_a_hurry or time.monotonic() - unused_since >= GRACE_SECONDS:
                self.server.stop()
                return
            fcntl.flock(self.users_lock, fcntl.LOCK_UN)

    def _nobody_uses_it(self) -> bool:
        try:
            fcntl.flock(self.users_lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


def main() -> None:
    folder, socket_folder, bindir = map(Path, sys.argv[1:4])
    settings = SETTINGS | dict(argument.split("=", 1) for argument in sys.argv[4:])
    if os.fork():
        return  # whoever started the keeper is not its parent and never has to wait for it
    (folder / "keeper.lock").write_text(str(os.getpid()))
    try:
        Keeper(Server(folder, socket_folder, bindir, settings)).keep()
    except EmbeddedError as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
