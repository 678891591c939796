"""Which commit a remote repository is at, asked in one small request of git's protocol 2 and without git."""

from __future__ import annotations

import http.client
import re
import socket
import threading
import time

from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Remote, connect

_HEADERS = {
    "User-Agent": "git/repocat",
    "Git-Protocol": "version=2",
    "Content-Type": "application/x-git-upload-pack-request",
    "Accept": "application/x-git-upload-pack-result",
}
_QUESTION = b"0014command=ls-refs\n00010014ref-prefix HEAD\n0000"
#: One packet that names HEAD; 40 or 64 digits by the kind of hash.
_ANSWER = re.compile(rb"[0-9a-f]{4}([0-9a-f]{40}(?:[0-9a-f]{24})?) HEAD\n")


def newest(remote: Remote, limits: Limits) -> str | None:
    """The commit of HEAD; None where the host does not say so at once. Never an error: the fetch will tell."""
    deadline = time.monotonic() + limits.preflight_seconds
    try:
        connection = connect(remote.host, deadline)
        # A socket's own time-out starts anew with every byte.
        clock = threading.Timer(max(0.0, deadline - time.monotonic()), connection.sock.shutdown, [socket.SHUT_RDWR])
        clock.daemon = True
        clock.start()
        try:
            headers = {**_HEADERS, "Host": remote.host.netloc}
            connection.request("POST", f"{remote.path}/git-upload-pack", body=_QUESTION, headers=headers)
            with connection.getresponse() as response:
                body = response.read(limits.preflight_bytes) if response.status == http.HTTPStatus.OK else b""
        finally:
            clock.cancel()
            connection.close()
    except (AnalysisError, OSError, http.client.HTTPException, ValueError):
        return None
    found = _ANSWER.match(body)
    return found[1].decode("ascii") if found else None
