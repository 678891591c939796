from __future__ import annotations

import time
from pathlib import Path

import pytest

from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address, Advertisement, find, is_public, preflight, resolve_host, valid_name
from tests.analysis.repositories import repository
from tests.git_server import Drip, GitServer, Hang, Misbehaviour, Redirect, Status


@pytest.mark.parametrize(
    ("owner", "name"),
    [("pallets", "flask"), ("a", "b"), ("0-x", ".github"), ("A_b.c", "x.y-z_"), ("a" * 9, "b" * 100)],
)
def test_honest_names(owner: str, name: str) -> None:
    assert valid_name(owner, name)


@pytest.mark.parametrize(
    ("owner", "name"),
    [("", "x"), ("x", ""), ("..", "x"), ("x", ".."), ("x", "."), ("x", ".git"), ("-x", "y"), ("x/y", "z"), ("x", "y/z"),
     ("x", "y?z"), ("x", "y#z"), ("x", "y z"), ("x", "y\n"), ("x\n", "y"), ("é", "x"), ("x", "\u0660"),
     ("x", "a" * 101),     ("x@y", "z"), ("x:y", "z"), ("x", "%2e%2e"), ("x", "a\\b")],
)  # fmt: skip
def test_names_that_could_mean_something_else(owner: str, name: str) -> None:
    assert not valid_name(owner, name)


@pytest.mark.parametrize("address", ["140.82.121.3", "2606:50c0:8000::153", "::ffff:140.82.121.3"])
def test_addresses_of_the_open_internet(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "::1", "fe80::1", "fc00::1",
     "::ffff:127.0.0.1", "::ffff:169.254.169.254", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe",
     "2002:7f00:1::", "2002:a00:1::"],
)  # fmt: skip
def test_addresses_that_are_not_contacted(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("base", ["http://github.com", "https://127.0.0.1", "https://localhost", "https://[::1]"])
def test_insecure_bases_need_the_operators_word(base: str) -> None:
    with pytest.raises(AnalysisError, match="insecure_host"):
        resolve_host(base)


@pytest.mark.parametrize(
    ("base", "code"),
    [
        ("file:///etc", "wrong_address"), ("ssh://git@host", "wrong_address"), ("https://host/?x", "wrong_address"),
        ("host", "wrong_address"), ("", "wrong_address"), ("https://user:pass@host", "credentials_in_address"),
        ("https://user@host/a", "credentials_in_address"), ("ext::https://host", "helper_address"),
    ],
)  # fmt: skip
def test_bases_that_are_no_addresses(base: str, code: str) -> None:
    with pytest.raises(AnalysisError) as failure:
        resolve_host(base, allow_http=True)
    assert failure.value.code == code


def test_a_host_without_address_is_unreachable() -> None:
    with pytest.raises(AnalysisError, match="unreachable"):
        resolve_host("https://no-such-host.invalid")


def test_the_pin_names_host_port_and_addresses() -> None:
    host = resolve_host("http://127.0.0.1:8080/prefix", allow_http=True)
    assert host.pin == "127.0.0.1:8080:127.0.0.1"
    assert find(Address("http://[::1]:81/p", "o", "n", True)).url == ("http://[::1]:81/p/o/n")


def ask(server: GitServer, limits: Limits, owner: str = "pallets", name: str = "flask") -> Advertisement:
    return preflight(find(Address(server.url, owner, name, True)), limits)


@pytest.mark.parametrize("filters", [True, False])
def test_a_server_tells_whether_it_can_leave_objects_out(server: GitServer, limits: Limits, filters: bool) -> None:
    repository(server.root / "pallets/flask", {"a.py": "x = 1\n"}, filters=filters)
    assert ask(server, limits).filters is filters


def test_the_suffix_is_added_where_the_server_wants_it(server: GitServer, limits: Limits) -> None:
    repository(server.root / "pallets/flask.git", {"a.py": "x = 1\n"})
    server.misbehave("pallets/flask", Status(404))
    assert ask(server, limits).remote.url == f"{server.url}/pallets/flask.git"


@pytest.mark.parametrize("absolute", [True, False])
def test_a_renamed_repository_is_found_at_its_new_place(server: GitServer, limits: Limits, absolute: bool) -> None:
    repository(server.root / "pallets/quart", {"a.py": "x = 1\n"})
    server.misbehave("pallets/flask", Redirect((server.url if absolute else "") + "/pallets/quart"))
    found = ask(server, limits).remote
    assert (found.owner, found.name) == ("pallets", "quart")


@pytest.mark.parametrize(
    "location",
    ["https://evil.example/pallets/flask", "http://127.0.0.1:1/a/b", "file:///etc/passwd",
     "/a/../../b", "/a/b/c", "//evil/x",
     "/pallets/fla%0ask", "/-x/y", ""],
)  # fmt: skip
def test_other_redirects_are_not_followed(server: GitServer, limits: Limits, location: str) -> None:
    server.misbehave("pallets/flask", Redirect(location))
    with pytest.raises(AnalysisError, match="moved"):
        ask(server, limits)
    assert len(server.requests) == 1


def test_a_circle_of_redirects_ends(server: GitServer, limits: Limits) -> None:
    server.misbehave("pallets/flask", Redirect("/pallets/quart"))
    server.misbehave("pallets/quart", Redirect("/pallets/flask"))
    with pytest.raises(AnalysisError, match="moved"):
        ask(server, limits)
    assert len(server.requests) == limits.moves + 1


@pytest.mark.parametrize(
    ("how", "code"),
    [(Status(401), "not_found"), (Status(403), "not_found"), (Status(404), "not_found"), (Status(410), "not_found"),
     (Status(429), "server_error"), (Status(500), "server_error"), (Status(503), "server_error"),
     (Status(204), "server_error"),
     (Hang(), "host_silent"), (Drip(), "host_slow")],
)  # fmt: skip
def test_servers_that_misbehave(server: GitServer, limits: Limits, how: Misbehaviour, code: str) -> None:
    server.misbehave("pallets/flask", how)
    server.misbehave("pallets/flask.git", how)
    started = time.monotonic()
    with pytest.raises(AnalysisError) as failure:
        ask(server, limits)
    assert failure.value.code == code
    assert time.monotonic() - started < limits.preflight_seconds + 1


def test_a_page_that_is_no_git_server_is_not_found(server: GitServer, limits: Limits, tmp_path: Path) -> None:
    (server.root / "pallets").mkdir()
    with pytest.raises(AnalysisError, match="not_found"):
        ask(server, limits)


def test_nobody_listening_is_unreachable(limits: Limits) -> None:
    with pytest.raises(AnalysisError, match="unreachable"):
        preflight(find(Address("http://127.0.0.1:1", "a", "b", True)), limits)
