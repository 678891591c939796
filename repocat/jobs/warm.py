"""Analysing children that are there at once: forked from a zygote where that is as safe as a cold start, else started.

For a small repository the whole answer took 0.20 s warm and 0.32 s cold; starting the zygote takes 0.15 s once.
"""

from __future__ import annotations

import logging
import os
import select
import signal
import socket
import subprocess
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from io import BufferedReader
from typing import IO, cast

from repocat.analysis.limits import Limits
from repocat.analysis.sandbox import child_command, lifetime, stop, tools, zygote_command
from repocat.analysis.zygote import READY, STARTED

log = logging.getLogger("repocat.jobs")

_START_SECONDS = 20.0
_FORK_SECONDS = 5.0
_LONGEST_ANSWER = 64


@dataclass(frozen=True, slots=True)
class Running:
    """A child that waits for its request."""

    stdin: IO[bytes]
    stdout: BufferedReader
    #: Kills it with all that it started; closes its pipes.
    stop: Callable[[], None]


class Zygote:
    """The worker's end of a zygote. The thread that makes it must outlive it: the kernel ends it with the thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    def start(self) -> bool:
        """False where namespaces are refused: children are started cold then."""
        command = zygote_command()
        if command is None:
            return False
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                command.command,
                env=command.environment,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        ours.settimeout(_START_SECONDS)
        self._control = ours
        if self._receive()[0] != READY:
            self.close()
            return False
        ours.settimeout(_FORK_SECONDS)
        return True

    def spawn(self, seconds: int) -> Running | None:
        """A child that lives for so many seconds at most; None where there is no zygote any more."""
        child_in, stdin = os.pipe()
        stdout, child_out = os.pipe()
        handle = self._ask(seconds, [child_in, child_out])
        os.close(child_in)
        os.close(child_out)
        if handle is None:
            os.close(stdin)
            os.close(stdout)
            return None
        return _running(handle, os.fdopen(stdin, "wb"), os.fdopen(stdout, "rb"))

    def _ask(self, seconds: int, descriptors: list[int]) -> int | None:
        with self._lock:
            if self._control is None:
                return None
            try:
                socket.send_fds(self._control, [str(seconds).encode()], descriptors)
                answer, handle = self._receive()
            except OSError:
                answer, handle = b"", None
            if answer != STARTED or handle is None:
                log.warning("the warm process does not answer; analyses are started cold from now on")
                self.close()
        return handle

    def _receive(self) -> tuple[bytes, int | None]:
        control = cast("socket.socket", self._control)
        try:
            message, descriptors, _, _ = socket.recv_fds(control, _LONGEST_ANSWER, 1)
        except OSError:
            return b"", None
        return message, descriptors[0] if descriptors else None

    def close(self) -> None:
        """End it and every child that it has started."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            stop(self._process)


def _running(handle: int, stdin: IO[bytes], stdout: BufferedReader) -> Running:
    def end() -> None:
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(handle, signal.SIGKILL)
        select.select([handle], [], [], _FORK_SECONDS)
        os.close(handle)
        for pipe in (stdin, stdout):
            with suppress(BrokenPipeError):
                pipe.close()

    return Running(stdin, stdout, end)


_zygote: Zygote | None = None


def warm_up() -> None:
    """Called once by a worker's main thread: says what protects its children, and starts its zygote."""
    global _zygote  # noqa: PLW0603 - one per process, as the worker is
    have = tools()
    log.info(
        "sandbox: namespaces %s, no network %s, setpriv %s, prlimit %s, timeout %s",
        *(bool(tool) for tool in (have.namespaces, have.no_network, have.die_with_parent, have.prlimit, have.timeout)),
    )
    if not have.namespaces:
        log.warning("sandbox: this machine refuses user namespaces; git runs in a process group of its own only")
    zygote = Zygote()
    if zygote.start():
        _zygote = zygote


def cool_down() -> None:
    """Ends the zygote."""
    global _zygote  # noqa: PLW0603
    if _zygote is not None:
        _zygote.close()
        _zygote = None


def start_child(limits: Limits) -> Running:
    """A child for one analysis, from the zygote if there is one."""
    return (_zygote and _zygote.spawn(lifetime(limits))) or _start_cold(limits)


def _start_cold(limits: Limits) -> Running:
    child = child_command(limits)
    process = subprocess.Popen(
        child.command,
        env=child.environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    stdin, stdout = cast("IO[bytes]", process.stdin), cast("BufferedReader", process.stdout)
    return Running(stdin, stdout, lambda: stop(process))
