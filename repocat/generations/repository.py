"""The address that somebody pastes -> which repository it means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

MAX_ADDRESS = 300
LOCAL_HOST = "local"

_OWNER = r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}"
_NAME = r"[A-Za-z0-9._-]{1,100}"
# What follows owner/name when somebody copies the address of a page inside the repository.
_PAGE = r"(?:/(?:-|tree|blob|commits?|issues|pulls?|releases|tags|actions|wiki|branches)(?:/[!-~]*)?)?(?:[?#][!-~]*)?"
_ADDRESS = re.compile(
    rf"(?:(?:https?://(?:www\.)?|git@|ssh://git@)?(?P<host>[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)[/:])?"
    rf"(?P<owner>{_OWNER})/(?P<name>{_NAME}?)(?:\.git)*/?{_PAGE}",
    re.ASCII | re.IGNORECASE,
)
#: What would mean something to git's command line.
_FOR_GIT = (
    (
        re.compile(r"-"),
        "option",
        "This begins with a hyphen, as options of commands do and owners do not. Use {example}.",
    ),
    (
        re.compile(r"[a-z0-9+.-]+::[a-z0-9+.-]+:", re.IGNORECASE),
        "helper",
        "This address would make git start another program. Use {example}.",
    ),
)
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*)(?:://|::)", re.ASCII)


class AddressError(ValueError):
    """An address that means no repository we may read; `str()` says what is wrong and what to do."""

    def __init__(self, code: str, text: str) -> None:
        self.code = code
        super().__init__(text)


@dataclass(frozen=True, slots=True)
class Repository:
    """owner/name on a host, as written; `key` is the same for every spelling."""

    host: str
    owner: str
    name: str

    @classmethod
    def parse(cls, text: str, hosts: Mapping[str, str]) -> Repository:
        """Reads an address; `hosts` are the allowed ones, the first is meant where none is named."""
        text = text.strip()
        match = _ADDRESS.fullmatch(text) if len(text) <= MAX_ADDRESS else None
        if match is None:
            raise _explain(text, hosts)
        if match["host"] is None and "." in match["owner"]:
            raise _explain_path(text, hosts)
        host = (match["host"] or next(iter(hosts))).lower().removeprefix("www.")
        if host not in hosts:
            raise _unknown_host(host, hosts)
        if match["name"].lower() in {".", "..", ".git"}:
            raise AddressError("no_repository", f"“{match['name']}” is not a repository's name.")
        return cls(host, match["owner"], match["name"])

    @classmethod
    def local(cls, name: str, owner: str = "local") -> Repository:
        """A folder of this machine; only its label is kept, never its path."""
        cleaned = re.sub(r"[^A-Za-z0-9._-]+", "-", name).strip("-.") or "folder"
        return cls(LOCAL_HOST, owner, cleaned[:100])

    @property
    def key(self) -> str:
        return f"{self.host}/{self.owner}/{self.name}".lower()

    @property
    def url(self) -> str:
        if self.host == LOCAL_HOST:
            return f"local:{self.owner}/{self.name}"
        return f"https://{self.host}/{self.owner}/{self.name}"


def _explain(text: str, hosts: Mapping[str, str]) -> AddressError:
    example = f"https://{next(iter(hosts))}/owner/name"
    for pattern, code, message in _FOR_GIT:
        if pattern.match(text):
            return AddressError(code, message.format(example=example))
    scheme = _SCHEME.match(text)
    reasons = (
        (not text, "empty", f"Paste the address of a repository, such as {example}."),
        (
            len(text) > MAX_ADDRESS,
            "too_long",
            f"This address has {len(text):,} characters; at most {MAX_ADDRESS} are read. Paste only {example}.",
        ),
        (
            not text.isascii() or not text.isprintable(),
            "characters",
            f"This address holds characters that no repository's address has. Type it by hand: {example}.",
        ),
        (
            scheme is not None and scheme[1].lower() not in {"http", "https", "ssh"},
            "scheme",
            f"Only https addresses are read. Use {example}.",
        ),
        (
            re.match(r"(?:\w+://)?[^/@]*@", text) is not None and not re.match(r"(?:ssh://)?git@", text),
            "credentials",
            f"This address carries a user name or password. Take it out, and use {example}.",
        ),
        (
            text.startswith(("/", "./", "../", "~")) or re.match(r"[A-Za-z]:\\|\\\\", text) is not None,
            "local_path",
            "This is a path on your computer. Measure a local folder with `flask generation create FOLDER`.",
        ),
        (
            re.match(r"https?://[^/]*:\d", text, re.IGNORECASE) is not None,
            "port",
            f"Addresses with a port are not read. Use {example}.",
        ),
    )
    for applies, code, message in reasons:
        if applies:
            return AddressError(code, message)
    return _explain_path(text, hosts)


def _explain_path(text: str, hosts: Mapping[str, str]) -> AddressError:
    example = f"https://{next(iter(hosts))}/owner/name"
    host, _, path = re.sub(r"^\w+://(?:git@)?", "", text).partition("/")
    host = host.lower().removeprefix("www.")
    if "." in host and host not in hosts:
        return _unknown_host(host, hosts)
    parts = [part for part in path.split("/") if part]
    if "." in host and len(parts) == 1:
        return AddressError("no_repository", f"This is the page of {parts[0]}; add the repository: {example}.")
    if "." in host and not parts:
        return AddressError("no_repository", f"This is only the host; add owner and repository: {example}.")
    return AddressError("malformed", f"This is not a repository's address. It should look like {example}.")


def _unknown_host(host: str, hosts: Mapping[str, str]) -> AddressError:
    return AddressError("host", f"Repositories on {host[:60]} are not read here, only those on {', '.join(hosts)}.")
