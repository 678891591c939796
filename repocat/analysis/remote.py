"""A repository on a git host: which address is contacted, and what the host says before git is started."""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits

OWNER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_.-]{0,98}[A-Za-z0-9_-])?", re.ASCII)
NAME = re.compile(r"[A-Za-z0-9._-]{1,100}", re.ASCII)
_BASE = re.compile(r"https?://[A-Za-z0-9.\[\]:-]+(?:/[A-Za-z0-9._~-]+)*", re.ASCII)
#: How git is told to start a helper program, whatever the address behind it.
_HELPER = re.compile(r"[A-Za-z0-9+.-]+::[A-Za-z0-9+.-]+:", re.ASCII)
_CREDENTIALS = re.compile(r"https?://[^/]*@", re.ASCII)
_ADVERTISEMENT = "application/x-git-upload-pack-advertisement"
_HEADERS = {"User-Agent": "git/repocat", "Git-Protocol": "version=2", "Accept": "*/*"}
_MOVED = (301, 302, 307, 308)
_MISSING = (401, 403, 404, 410)

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


@dataclass(frozen=True, slots=True)
class Address:
    """What somebody asks for. `base_url` comes from the operator, `owner` and `name` from anybody.

    `allow_http` is the operator's word that plain http and addresses of a private network are meant.
    """

    base_url: str
    owner: str
    name: str
    allow_http: bool = False


@dataclass(frozen=True, slots=True)
class Host:
    """A git host as configured by the operator, with the addresses that it was found at (and that alone are used)."""

    scheme: str
    name: str
    port: int
    prefix: str
    addresses: tuple[str, ...]

    @property
    def netloc(self) -> str:
        name = f"[{self.name}]" if ":" in self.name else self.name
        default = 443 if self.scheme == "https" else 80
        return name if self.port == default else f"{name}:{self.port}"

    @property
    def pin(self) -> str:
        """For git's http.curloptResolve: name and port always mean these addresses."""
        addresses = (f"[{address}]" if ":" in address else address for address in self.addresses)
        return f"{self.name}:{self.port}:{','.join(addresses)}"


@dataclass(frozen=True, slots=True)
class Remote:
    """One repository on a host; `suffix` is ".git" for servers that insist on it."""

    host: Host
    owner: str
    name: str
    suffix: str = ""

    @property
    def path(self) -> str:
        return f"{self.host.prefix}/{self.owner}/{self.name}{self.suffix}"

    @property
    def url(self) -> str:
        return f"{self.host.scheme}://{self.host.netloc}{self.path}"


@dataclass(frozen=True, slots=True)
class Advertisement:
    """What the preflight learned: where the repository is now, and whether the server can leave objects out."""

    remote: Remote
    filters: bool


def valid_name(owner: str, name: str) -> bool:
    """Whether owner and name can be parts of an address without meaning anything else."""
    return bool(OWNER.fullmatch(owner) and NAME.fullmatch(name)) and name not in {".", "..", ".git"}


def find(address: Address) -> Remote:
    """The repository at an address whose parts are valid and whose host may be contacted."""
    if not valid_name(address.owner, address.name):
        raise AnalysisError("wrong_name")
    host = resolve_host(address.base_url, allow_http=address.allow_http)
    return Remote(host, address.owner, address.name)


def resolve_host(base_url: str, *, allow_http: bool = False) -> Host:
    """Split the operator's base address and look its name up once."""
    if not _BASE.fullmatch(base_url):
        raise AnalysisError(_fault(base_url))
    parts = urlsplit(base_url)
    if not parts.hostname or (parts.scheme == "http" and not allow_http):
        raise AnalysisError("insecure_host")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise AnalysisError("unreachable") from error
    addresses = tuple(dict.fromkeys(str(entry[4][0]) for entry in found))
    if not allow_http and not all(is_public(address) for address in addresses):
        raise AnalysisError("insecure_host")
    return Host(parts.scheme, parts.hostname, port, parts.path.rstrip("/"), addresses)


def _fault(base_url: str) -> str:
    """What is wrong with an address that is none."""
    if _HELPER.match(base_url):
        return "helper_address"
    return "credentials_in_address" if _CREDENTIALS.match(base_url) else "wrong_address"


def is_public(address: str) -> bool:
    """Whether an address is on the open internet, seen through the ways to write IPv4 inside IPv6."""
    return _unwrap(ipaddress.ip_address(address)).is_global


def _unwrap(address: IPAddress) -> IPAddress:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address.ipv4_mapped or address.sixtofour:
        return address.ipv4_mapped or address.sixtofour or address
    if address in ipaddress.ip_network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address


def preflight(remote: Remote, limits: Limits) -> Advertisement:
    """Ask the host for the repository before git does: renames are followed here, git never follows anything."""
    deadline = time.monotonic() + limits.preflight_seconds
    for _ in range(limits.moves + 1):
        status, location, body = _ask(remote, deadline, limits.preflight_bytes)
        if status == http.HTTPStatus.NOT_FOUND and not remote.suffix:
            with_suffix = replace(remote, suffix=".git")
            status, location, body = _ask(with_suffix, deadline, limits.preflight_bytes)
            remote = with_suffix if status == http.HTTPStatus.OK else remote
        if status == http.HTTPStatus.OK:
            return Advertisement(remote, _offers_filters(body))
        if status in _MISSING:
            raise AnalysisError("not_found")
        if status not in _MOVED:
            raise AnalysisError("server_error")
        remote = _moved(remote, location)
    raise AnalysisError("moved")


def _offers_filters(body: bytes) -> bool:
    capabilities = body.replace(b"\n", b" ").replace(b"=", b" ").split(b" ")
    return b"filter" in capabilities


def _moved(remote: Remote, location: str) -> Remote:
    host = remote.host
    start = f"{host.scheme}://{host.netloc}{host.prefix}/"
    path = location.removeprefix(start) if location.startswith(start) else location.removeprefix(f"{host.prefix}/")
    found = re.fullmatch(r"([^/?#]+)/([^/?#]+)/info/refs(?:\?service=git-upload-pack)?", path)
    if not found:
        raise AnalysisError("moved")
    owner, name = found[1], found[2].removesuffix(".git")
    if not valid_name(owner, name):
        raise AnalysisError("moved")
    return replace(remote, owner=owner, name=name, suffix=".git" if found[2].endswith(".git") else "")


def _ask(remote: Remote, deadline: float, most: int) -> tuple[int, str, bytes]:
    """Status, Location and the beginning of the body of one request."""
    connection = connect(remote.host, deadline)
    # A socket's own time-out starts anew with every byte; a server that drips must not get more than its time.
    clock = threading.Timer(max(0.0, deadline - time.monotonic()), connection.sock.shutdown, [socket.SHUT_RDWR])
    clock.daemon = True
    clock.start()
    try:
        headers = {
            "Host": remote.host.netloc,
            "User-Agent": "git/repocat",
            "Git-Protocol": "version=2",
            "Accept": "*/*",
        }
        connection.request("GET", f"{remote.path}/info/refs?service=git-upload-pack", headers=headers)
        with connection.getresponse() as response:
            status, location = response.status, response.headers.get("Location", "")
            found = response.headers.get_content_type() == _ADVERTISEMENT
            body = response.read(most) if status == http.HTTPStatus.OK and found else b""
    except (OSError, http.client.HTTPException, ValueError) as error:
        late = time.monotonic() >= deadline
        silent = isinstance(error, TimeoutError | http.client.RemoteDisconnected)
        raise AnalysisError(("host_silent" if silent else "host_slow") if late else "unreachable") from error
    finally:
        clock.cancel()
        connection.close()
    # What the clock cuts off looks like a whole answer.
    if time.monotonic() >= deadline:
        raise AnalysisError("host_slow")
    if status == http.HTTPStatus.OK and not found:
        raise AnalysisError("not_found")
    return status, location, body


def connect(host: Host, deadline: float) -> http.client.HTTPConnection:
    """A connection to one of the host's pinned addresses; the certificate is checked against the host's name."""
    failure: OSError | None = None
    for address in host.addresses:
        remaining = deadline - time.monotonic()
        if remaining <= 0:
            break
        try:
            plain = socket.create_connection((address, host.port), timeout=remaining)
            connection = http.client.HTTPConnection(host.name, host.port, timeout=remaining)
            connection.sock = plain
            if host.scheme == "https":
                connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host.name)
        except ssl.SSLCertVerificationError as error:
            raise AnalysisError("bad_certificate") from error
        except OSError as error:
            failure = error
            continue
        return connection
    raise AnalysisError("unreachable") from failure
