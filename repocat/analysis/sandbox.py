"""Runs programs so that they see no secrets, stay within limits and never outlive their parent.

Linux with user namespaces: every command becomes the first process of its own process namespace and is killed, with
all it started, when its parent dies. Where namespaces are refused (some containers) or the tools are missing (macOS)
the fallback is a session of its own that `stop` kills as a group, with `timeout` around it where there is one.
A parent that is killed in the few milliseconds before the command has set this up leaves it to its `timeout`.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import IO, NoReturn

from repocat.analysis.limits import Limits

ENVIRONMENT: Mapping[str, str] = {
    "PATH": "/usr/local/bin:/usr/bin:/bin",
    "HOME": "/nonexistent",
    "XDG_CONFIG_HOME": "/nonexistent",
    "LC_ALL": "C.UTF-8",
}

_NAMESPACE_FLAGS = (
    ("-Urpf", "--kill-child", "--mount-proc"),
    ("-Urpf", "--kill-child"),
    ("-pf", "--kill-child", "--mount-proc"),
)
_CLONE_NEWNS, _CLONE_NEWUSER, _CLONE_NEWPID, _CLONE_NEWNET = 0x20000, 0x10000000, 0x20000000, 0x40000000
_MS_NOSUID, _MS_NODEV, _MS_NOEXEC, _MS_REC, _MS_PRIVATE = 0x2, 0x4, 0x8, 0x4000, 0x40000
_PR_SET_PDEATHSIG = 1

#: Whether this process is the first one of its own namespaces (`enter_namespaces`).
_is_first = False


@dataclass(frozen=True, slots=True)
class Tools:
    """What this machine offers; empty tuples where it does not."""

    die_with_parent: tuple[str, ...]
    namespaces: tuple[str, ...]
    #: Added to `namespaces` to cut the network off.
    no_network: tuple[str, ...]
    prlimit: str | None
    timeout: str | None


@dataclass(frozen=True, slots=True)
class Bounds:
    """Limits of one command: wall-clock seconds, address space and largest file in bytes."""

    seconds: int
    memory: int
    file_size: int
    network: bool = False


@dataclass(frozen=True, slots=True)
class Child:
    """Arguments for `subprocess.Popen`: `Popen(child.command, env=child.environment, start_new_session=True, …)`."""

    command: list[str]
    environment: dict[str, str]


@cache
def tools() -> Tools:
    """Look once at what works here: programs may exist and still be refused by the kernel or a container."""
    setpriv, unshare = shutil.which("setpriv"), shutil.which("unshare")
    die_with_parent = (setpriv, "--pdeathsig", "KILL") if setpriv and _works([setpriv, "--pdeathsig", "KILL"]) else ()
    namespaces: tuple[str, ...] = ()
    if unshare:
        choices = ((unshare, *flags) for flags in _NAMESPACE_FLAGS)
        namespaces = next((choice for choice in choices if _works(choice)), ())
    no_network = ("-n",) if namespaces and _works([*namespaces, "-n"]) else ()
    return Tools(die_with_parent, namespaces, no_network, shutil.which("prlimit"), shutil.which("timeout"))


def _works(command: Sequence[str]) -> bool:
    try:
        done = subprocess.run([*command, "true"], env=dict(ENVIRONMENT), capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def wrap(command: Sequence[str], bounds: Bounds, available: Tools | None = None) -> list[str]:
    """The command with everything around it that this machine can enforce."""
    have = available or tools()
    if _is_first:
        # The kernel ends whatever the first process of a namespace has started, and `leave_network` goes for all.
        have = replace(have, die_with_parent=(), namespaces=())
    wrapped = [*have.die_with_parent, *have.namespaces]
    if have.namespaces and not bounds.network:
        wrapped += have.no_network
    wrapped += _timed(have, bounds.seconds)
    if have.prlimit:
        wrapped += [
            have.prlimit,
            f"--as={_allowed(resource.RLIMIT_AS, bounds.memory)}",
            f"--fsize={_allowed(resource.RLIMIT_FSIZE, bounds.file_size)}",
            f"--cpu={_allowed(resource.RLIMIT_CPU, bounds.seconds)}",
            "--nofile=256",
            "--core=0",
        ]
    return [*wrapped, *command]


def _timed(have: Tools, seconds: int) -> list[str]:
    if not have.timeout:
        return []
    # `timeout` starts a process of its own; without a namespace that one must be told to die with it as well.
    again = () if have.namespaces else have.die_with_parent
    return [have.timeout, "-s", "KILL", str(seconds), *again]


def start(  # noqa: PLR0913 - three of them are the standard streams
    command: Sequence[str],
    bounds: Bounds,
    environment: Mapping[str, str],
    *,
    stdin: int | IO[bytes] = subprocess.DEVNULL,
    stdout: int | IO[bytes] = subprocess.DEVNULL,
    stderr: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start a bounded command. The calling thread must outlive it: the kernel ends it with the thread."""
    return subprocess.Popen(
        wrap(command, bounds),
        env=dict(environment),
        stdin=stdin,
        stdout=stdout,
        stderr=stderr,
        start_new_session=True,
        bufsize=1 << 20,
    )


def stop(process: subprocess.Popen[bytes]) -> None:
    """Kill a command with all it started and reap it; does nothing to one that has ended."""
    if process.poll() is None:
        try:
            os.killpg(process.pid, signal.SIGKILL)
        except ProcessLookupError:
            process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            pipe.close()


def child_command(limits: Limits) -> Child:
    """How to start `python -m repocat.analysis` so that it and all its children die with the starting thread.

    It keeps the network for the fetch and gives it up by itself afterwards (`leave_network`). The environment holds
    no secrets whatever the caller's own environment holds.
    """
    have = tools()
    command = [*have.die_with_parent, *have.namespaces, *_timed(have, lifetime(limits))]
    return Child([*command, sys.executable, "-m", "repocat.analysis"], _python_environment())


def zygote_command() -> Child | None:
    """How to start `python -m repocat.analysis.zygote` likewise; None where it could not be as safe as a cold start."""
    have = tools()
    if not have.die_with_parent or not have.namespaces:
        return None
    command = [*have.die_with_parent, *have.namespaces, sys.executable, "-m", "repocat.analysis.zygote"]
    return Child(command, _python_environment())


def lifetime(limits: Limits) -> int:
    """Seconds after which a child is killed whatever it does."""
    return limits.fetch_seconds + limits.analysis_seconds + 30


def _python_environment() -> dict[str, str]:
    return {
        **ENVIRONMENT,
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": os.pathsep.join(path for path in sys.path if path),
        "OPENBLAS_NUM_THREADS": "1",
    }


def leave_network() -> bool:
    """Move this process and its later children into a network namespace without interfaces; False if refused."""
    if not sys.platform.startswith("linux"):
        return False
    return bool(ctypes.CDLL(None).unshare(_CLONE_NEWNET) == 0)


def die_with_parent() -> None:
    """End this process, just forked, when the thread that forked it ends; ends it now where that has happened."""
    if not sys.platform.startswith("linux"):
        return
    parent = os.getppid()
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def enter_namespaces(main: Callable[[], int]) -> NoReturn:
    """What `unshare -Urpf --kill-child --mount-proc` does, for a forked process: `main` runs as the first process of
    new namespaces, this one ends with it. Raises OSError where the kernel refuses.
    """
    global _is_first  # noqa: PLW0603 - as true for the whole process as its number
    libc = ctypes.CDLL(None, use_errno=True)
    user, group = os.getuid(), os.getgid()
    _call(libc.unshare(_CLONE_NEWUSER | _CLONE_NEWPID | _CLONE_NEWNS))
    for name, text in (("setgroups", "deny"), ("uid_map", f"0 {user} 1"), ("gid_map", f"0 {group} 1")):
        Path(f"/proc/self/{name}").write_text(text)
    pid = os.fork()
    if pid:
        os._exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) & 0xFF)
    status = 1
    try:
        die_with_parent()
        _call(libc.mount(b"none", b"/", None, _MS_REC | _MS_PRIVATE, None))
        _call(libc.mount(b"proc", b"/proc", b"proc", _MS_NOSUID | _MS_NODEV | _MS_NOEXEC, None))
        _is_first = True
        status = main()
    finally:
        os._exit(status)


def _call(result: int) -> None:
    if result != 0:
        raise OSError(ctypes.get_errno(), "the kernel refused")


def limit_self(limits: Limits) -> None:
    """Bound this process: address space, processor time, size of written files, no core dumps."""
    _lower(resource.RLIMIT_CORE, 0)
    _lower(resource.RLIMIT_CPU, limits.analysis_cpu_seconds)
    _lower(resource.RLIMIT_FSIZE, max(limits.fetch_bytes, limits.history_bytes))
    if sys.platform.startswith("linux"):
        _lower(resource.RLIMIT_AS, limits.memory_bytes)


def _lower(which: int, value: int) -> None:
    value = _allowed(which, value)
    resource.setrlimit(which, (value, value))


def _allowed(which: int, value: int) -> int:
    """The value, or less where this process has been given less: nobody may raise a limit."""
    _, hard = resource.getrlimit(which)
    return value if hard == resource.RLIM_INFINITY else min(value, hard)
