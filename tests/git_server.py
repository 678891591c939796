"""A real git server on loopback: `git http-backend` behind the standard library's HTTP server.

    with serve(root) as server:
        server.url                                          # http://127.0.0.1:PORT
        server.misbehave("pallets/flask", Status(401))      # or Redirect("/pallets/quart"), Hang(), Drip()

Repositories are bare ones below `root`, as `root/owner/name` or `root/owner/name.git`, or links to such.
"""

from __future__ import annotations

import os
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

CGI_HEADERS = {
    "Content-Type": "CONTENT_TYPE",
    "Git-Protocol": "GIT_PROTOCOL",
    "Content-Encoding": "HTTP_CONTENT_ENCODING",
}


@dataclass(frozen=True)
class Status:
    """Answer with this status and nothing else."""

    code: int


@dataclass(frozen=True)
class Redirect:
    """Answer 301 to this location, followed by the path and query of the request behind the repository."""

    location: str


@dataclass(frozen=True)
class Hang:
    """Say nothing until the server stops or hangs up."""


@dataclass(frozen=True)
class HangAtFetch:
    """Tell what there is, and say nothing more when it is fetched."""


@dataclass(frozen=True)
class Drip:
    """Answer one byte at a time, for ever."""


@dataclass(frozen=True)
class Posted:
    """Tell what there is, and let this write the answer to a POST that asks for `command` (ls-refs or fetch)."""

    command: bytes
    answer: Callable[[BinaryIO], object]


Misbehaviour = Status | Redirect | Hang | HangAtFetch | Drip | Posted


@dataclass
class GitServer:
    root: Path
    url: str = ""
    #: Let clients leave objects out even where a repository's own configuration does not say so.
    filters: bool = False
    #: "GET /owner/name/info/refs" for every request, in order.
    requests: list[str] = field(default_factory=list)
    misbehaviours: dict[str, Misbehaviour] = field(default_factory=dict)
    released: threading.Event = field(default_factory=threading.Event)

    def misbehave(self, repository: str, how: Misbehaviour) -> None:
        """From now on `owner/name` is answered that way."""
        self.misbehaviours[repository] = how

    def release(self) -> None:
        """Hang up on everybody who is kept waiting."""
        self.released.set()


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer()

    def do_POST(self) -> None:
        self._answer()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Keep the test's output clean."""

    def _answer(self) -> None:
        state = self.server.state
        parts = urlsplit(self.path)
        state.requests.append(f"{self.command} {parts.path}")
        owner, name = (*parts.path.split("/"), "", "")[1:3]
        how = state.misbehaviours.get(f"{owner}/{name}")
        body = self._body() if self.command == "POST" else b""
        if isinstance(how, Posted):
            how = how if b"command=" + how.command in body else None
        if how is None or (isinstance(how, HangAtFetch) and self.command == "GET"):
            self._run_git(parts.path, parts.query, body)
        else:
            self._misbehave(how, self.path.removeprefix(f"/{owner}/{name}"))

    def _misbehave(self, how: Misbehaviour, rest: str) -> None:
        self.close_connection = True
        match how:
            case Status(code):
                self._headers(code)
            case Redirect(location):
                self._headers(301, ("Location", location + rest))
            case Hang() | HangAtFetch():
                self.server.state.released.wait()
            case Posted(_, answer):
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/x-git-upload-pack-result\r\n\r\n")
                answer(self.wfile)
            case Drip():
                self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Drip: ")
                while not self.server.state.released.wait(0.05):
                    self.wfile.write(b".")

    def _headers(self, code: int, *headers: tuple[str, str]) -> None:
        self.send_response(code)
        for name, value in (*headers, ("Content-Length", "0")):
            self.send_header(name, value)
        self.end_headers()

    def _run_git(self, path: str, query: str, body: bytes) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "GIT_PROJECT_ROOT": str(self.server.state.root),
            "GIT_HTTP_EXPORT_ALL": "1",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": "safe.directory",
            "GIT_CONFIG_VALUE_0": "*",
            "REQUEST_METHOD": self.command,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "REMOTE_ADDR": "127.0.0.1",
        }
        if self.server.state.filters:
            environment |= {
                "GIT_CONFIG_COUNT": "2",
                "GIT_CONFIG_KEY_1": "uploadpack.allowFilter",
                "GIT_CONFIG_VALUE_1": "true",
            }
        environment |= {key: self.headers[name] for name, key in CGI_HEADERS.items() if name in self.headers}
        environment["CONTENT_LENGTH"] = str(len(body))
        git = subprocess.Popen(
            ["git", "http-backend"],
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        with git:
            feeder = threading.Thread(target=self._feed, args=(git, body))
            feeder.start()
            self._relay(git)
            feeder.join()

    def _body(self) -> bytes:
        if self.headers.get("Transfer-Encoding", "").lower() != "chunked":
            return self.rfile.read(int(self.headers.get("Content-Length", "0")))
        body = b""
        while size := int(self.rfile.readline().split(b";")[0], 16):
            body += self.rfile.read(size)
            self.rfile.readline()
        self.rfile.readline()
        return body

    @staticmethod
    def _feed(git: subprocess.Popen[bytes], body: bytes) -> None:
        assert git.stdin is not None
        try:
            git.stdin.write(body)
            git.stdin.close()
        except BrokenPipeError:
            return

    def _relay(self, git: subprocess.Popen[bytes]) -> None:
        assert git.stdout is not None
        status, headers = 200, []
        while line := git.stdout.readline().strip():
            name, _, value = line.decode().partition(": ")
            if name == "Status":
                status = int(value.split()[0])
            else:
                headers.append((name, value))
        self.send_response(status)
        for name, value in (*headers, ("Connection", "close")):
            self.send_header(name, value)
        self.end_headers()
        self.close_connection = True
        try:
            while block := git.stdout.read1(1 << 16):
                self.wfile.write(block)
        except (BrokenPipeError, ConnectionResetError):
            git.kill()


class _Server(ThreadingHTTPServer):
    #: Threads are waited for when the server closes.
    daemon_threads = False

    def __init__(self, state: GitServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that hang up are part of the tests."""


@contextmanager
def serve(root: Path, *, filters: bool = False) -> Iterator[GitServer]:
    """Serve the bare repositories below `root` until the block ends; `filters` as in `GitServer`."""
    state = GitServer(root, filters=filters)
    server = _Server(state)
    state.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield state
    finally:
        state.release()
        server.shutdown()
        server.server_close()
        thread.join()
