"""Has everything imported and forks one analysing child per request: `python -m repocat.analysis.zygote`.

It stands in namespaces of its own, holds nothing but code, and never looks at a repository. Standard input is a socket
of messages: each brings the child's standard input and output and the seconds that it may live; the answer brings a
descriptor by which the child can be killed, or none. A child is put into user, process and mount namespaces of its
own before it reads its request, as the cold start does it, so that no child sees the zygote or another child.
"""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from typing import NoReturn

from repocat.analysis import __main__ as analysis
from repocat.analysis import sandbox, shingles
from repocat.analysis.languages import ALL
from repocat.analysis.scanner import scan

READY, STARTED, REFUSED = b"ready", b"started", b"refused"
_LONGEST_MESSAGE = 64


def main() -> int:
    """Serve until the other end of the socket is closed."""
    control = socket.socket(fileno=os.dup(0))
    sandbox.tools()
    for language in ALL:
        # Compiles the language's patterns.
        scan(b"x\n", language)
    shingles.known()
    if not _works():
        control.send(REFUSED)
        return 1
    gc.freeze()
    # Children are reaped by the kernel: what becomes of them is for the other end to see.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    control.send(READY)
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, _LONGEST_MESSAGE, 2)
        if not message:
            return 0
        _start(control, int(message), descriptors)


def _start(control: socket.socket, seconds: int, descriptors: list[int]) -> None:
    pid = os.fork()
    if not pid:
        _guard(control, seconds, *descriptors)
    for descriptor in descriptors:
        os.close(descriptor)
    try:
        handle = os.pidfd_open(pid)
    except OSError:
        control.send(REFUSED)
        return
    socket.send_fds(control, [STARTED], [handle])
    os.close(handle)


def _guard(control: socket.socket, seconds: int, stdin: int, stdout: int) -> NoReturn:
    """The process between zygote and child: when it is killed, or its time is over, so is all of its namespace."""
    try:
        sandbox.die_with_parent()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        signal.alarm(seconds)
        os.setsid()
        os.dup2(stdin, 0)
        os.dup2(stdout, 1)
        for descriptor in (control.detach(), stdin, stdout):
            os.close(descriptor)
        sandbox.enter_namespaces(analysis.main)
    finally:
        os._exit(1)


def _works() -> bool:
    """Whether this machine lets a child into namespaces of its own."""
    pid = os.fork()
    if not pid:
        try:
            sandbox.enter_namespaces(lambda: 0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


if __name__ == "__main__":
    sys.exit(main())
