"""G01 to G16 and G23 to G26 of docs/security.md: hostile addresses, servers and packs."""

from __future__ import annotations

import ssl
import subprocess
import threading
import time
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import BinaryIO

import pytest

from repocat.analysis.errors import AnalysisError
from repocat.analysis.fetch import fetch
from repocat.analysis.limits import Limits
from repocat.analysis.remote import Address, Advertisement, Host, Remote, find
from repocat.generations.repository import AddressError, Repository
from repocat.jobs.child import AbandonedError, Watcher
from tests.analysis.repositories import commit, commit_tree, create, repository
from tests.analysis.untrusted import (
    at,
    blob_in_pack,
    outcome,
    pack_header,
    packed,
    packet,
    store,
    stored_block,
    tree,
)
from tests.git_server import Drip, GitServer, Hang, HangAtFetch, Posted, Redirect, Status

PLACE = "pallets/flask"
HOSTS = {"github.com": "https://github.com"}
FILES = {"a.py": "x = 1\n"}


@pytest.mark.parametrize(
    "base",
    ["ext::sh -c touch% /tmp/x", "file:///etc", "ssh://127.0.0.1", "git://127.0.0.1", "ftp://127.0.0.1", "fd::3",
     "dict://127.0.0.1", "gopher://127.0.0.1", "bundle:///x", "/etc", "", "http://127.0.0.1\\x"],
)  # fmt: skip
def test_g01_other_schemes_are_no_address(tmp_path: Path, limits: Limits, base: str) -> None:
    found = outcome(Address(base, "o", "n", True), tmp_path, limits)
    assert (found.code, found.seconds < 5) == ("wrong_address", True)
    with pytest.raises(AddressError):
        Repository.parse(f"{base}/o/n.git", HOSTS)


def test_g02_the_spelling_of_gits_helpers_is_no_address(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    found = outcome(Address(f"http::{server.url}", "o", "n", True), tmp_path, limits)
    assert (found.code, found.seconds < 5) == ("helper_address", True)
    with pytest.raises(AddressError) as caught:
        Repository.parse("http::https://github.com/o/n", HOSTS)
    assert caught.value.code == "helper"
    assert server.requests == []


@pytest.mark.parametrize("owner", ["--upload-pack=touch pwned", "-c", "--help"])
def test_g03_options_are_no_names(server: GitServer, tmp_path: Path, limits: Limits, owner: str) -> None:
    for address in (at(server, owner, "n"), at(server, "o", f"{owner}/x")):
        found = outcome(address, tmp_path, limits)
        assert (found.code, found.seconds < 5) == ("wrong_name", True)
    with pytest.raises(AddressError) as caught:
        Repository.parse(f"{owner}/n", HOSTS)
    assert caught.value.code == "option"
    assert server.requests == []


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:9/o/n", "file:///etc/passwd", "/pallets/flask", "//evil.example/o/n"]
)
def test_g04_redirects_elsewhere_are_not_followed(
    server: GitServer, tmp_path: Path, limits: Limits, target: str
) -> None:
    server.misbehave(PLACE, Redirect(target))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 5) == ("moved", True)


def test_g04_redirects_in_a_circle_end(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    server.misbehave(PLACE, Redirect("/pallets/quart"))
    server.misbehave("pallets/quart", Redirect(f"/{PLACE}"))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 5) == ("moved", True)
    assert len(server.requests) == limits.moves + 1


def test_g05_only_the_pinned_address_is_contacted(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, FILES)
    port = int(server.url.rpartition(":")[2])
    remote = Remote(Host("http", "rebound.invalid", port, "", ("127.0.0.1",)), "pallets", "flask")
    (tmp_path / "pinned").mkdir()
    # The name means nothing to any resolver: whoever asked one would not arrive.
    started = time.monotonic()
    found = fetch(Address("", "pallets", "flask", True), tmp_path / "pinned", limits, Advertisement(remote, True))
    assert (len(found.commit), time.monotonic() - started < limits.fetch_seconds) == (40, True)
    refused = outcome(Address("https://127.0.0.1", "o", "n"), tmp_path, limits)
    assert (refused.code, refused.seconds < 5) == ("insecure_host", True)


def test_g06_a_certificate_that_nobody_vouches_for(tmp_path: Path, limits: Limits) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", "/CN=localhost"]
    subprocess.run([*command, "-keyout", str(key), "-out", str(certificate)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler) as plain:
        plain.socket = context.wrap_socket(plain.socket, server_side=True)
        thread = threading.Thread(target=plain.handle_request)
        thread.start()
        base = f"https://127.0.0.1:{plain.server_address[1]}"
        found = outcome(Address(base, "o", "n", True), tmp_path, limits)
        assert (found.code, found.seconds < 5) == ("bad_certificate", True)
        thread.join()


def test_g07_passwords_in_addresses_are_refused_and_not_repeated(tmp_path: Path, limits: Limits) -> None:
    found = outcome(Address("https://u:hunter2@127.0.0.1", "o", "n", True), tmp_path, limits)
    assert (found.code, "hunter2" in found.text, found.seconds < 5) == ("credentials_in_address", False, True)
    with pytest.raises(AddressError) as caught:
        Repository.parse("https://u:hunter2@github.com/o/n", HOSTS)
    assert (caught.value.code, "hunter2" in str(caught.value)) == ("credentials", False)


def test_g08_nobody_is_asked_for_a_password(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    server.misbehave(PLACE, Status(401))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 5) == ("not_found", True)


@pytest.mark.parametrize("how", [Hang(), HangAtFetch()])
def test_g09_a_server_that_hangs(server: GitServer, tmp_path: Path, limits: Limits, how: Hang | HangAtFetch) -> None:
    repository(server.root / PLACE, FILES)
    server.misbehave(PLACE, how)
    found = outcome(at(server), tmp_path, replace(limits, fetch_seconds=2, history_seconds=2))
    assert (found.code, found.seconds < 6) == ("host_silent", True)


def drip(stream: BinaryIO) -> None:
    """The beginning of a pack, and then a byte now and then."""
    stream.write(packet(b"packfile\n") + packet(b"\1" + pack_header(1) + blob_in_pack(1000) + stored_block()[:5]))
    while True:
        stream.write(packet(b"\1x"))
        stream.flush()
        time.sleep(0.05)


@pytest.mark.parametrize("how", [Drip(), Posted(b"fetch", drip)], ids=["preflight", "pack"])
def test_g10_a_server_that_drips(server: GitServer, tmp_path: Path, limits: Limits, how: Drip | Posted) -> None:
    repository(server.root / PLACE, FILES)
    server.misbehave(PLACE, how)
    found = outcome(at(server), tmp_path, replace(limits, fetch_seconds=2, history_seconds=2))
    assert (found.code, found.seconds < 6) == ("host_slow", True)


def test_g11_endless_refs(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, FILES)

    def answer(stream: BinaryIO) -> None:
        number = 0
        while True:
            block = (packet(b"%040x refs/tags/%d%s\n" % (1, number + n, b"x" * 900)) for n in range(1000))
            stream.write(b"".join(block))
            number += 1000

    server.misbehave(PLACE, Posted(b"ls-refs", answer))
    found = outcome(at(server), tmp_path, replace(limits, memory_bytes=300 << 20, fetch_seconds=20))
    assert (found.code, found.seconds < 25) == ("too_many_refs", True)


def test_g12_an_endless_pack(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, FILES)
    start = pack_header(1) + blob_in_pack(1 << 40)
    server.misbehave(PLACE, Posted(b"fetch", packed(start, endless=stored_block())))
    found = outcome(at(server), tmp_path, replace(limits, fetch_bytes=3_000_000, history_bytes=1_000_000))
    assert (found.code, found.seconds < 10) == ("too_large", True)


def test_g13_a_pack_that_claims_too_many_objects(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, FILES)
    server.misbehave(PLACE, Posted(b"fetch", packed(pack_header(200_000_000) + b"\0" * 100)))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("too_many_objects", True)


@pytest.mark.parametrize("filters", [True, False])
def test_g14_a_file_that_unpacks_to_a_hundred_times_its_size(
    server: GitServer, tmp_path: Path, limits: Limits, filters: bool
) -> None:
    origin = create(server.root / PLACE, filters=filters)
    bomb, small = store(origin, "blob", b"\0" * 200_000_000), store(origin, "blob", b"x = 1\n")
    commit_tree(origin, tree(origin, ("100644", b"a.py", small), ("100644", b"bomb.py", bomb)))
    found = outcome(at(server), tmp_path, replace(limits, memory_bytes=700 << 20, fetch_seconds=30))
    assert found.report is not None
    assert found.report.production_code == 1
    # Mostly git's own work on both sides: 4 s on a machine that does nothing else.
    assert found.seconds < 35


def test_g15_ten_thousand_million_paths(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    oid, mode = store(origin, "blob", b"x = 1\n"), "100644"
    for _ in range(10):
        oid, mode = tree(origin, *((mode, b"%d" % number, oid) for number in range(10))), "40000"
    commit_tree(origin, oid)
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 8) == ("repeated_folders", True)


def test_g16_five_thousand_folders_inside_each_other(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    small = store(origin, "blob", b"x = 1\n")
    oid = tree(origin, ("100644", b"deep.py", small))
    for _ in range(5000):
        oid = tree(origin, ("40000", b"d", oid))
    commit_tree(origin, tree(origin, ("100644", b"a.py", small), ("40000", b"d", oid)))
    found = outcome(at(server), tmp_path, replace(limits, fetch_seconds=30))
    assert found.report is not None
    assert found.report.production_code == 1
    assert found.seconds < 35


@pytest.mark.parametrize("filters", [True, False])
def test_g23_what_the_fetch_left_out_is_never_asked_for(
    server: GitServer, tmp_path: Path, limits: Limits, filters: bool
) -> None:
    origin = create(server.root / PLACE, filters=filters)
    commit(origin, {"a.py": "x = 1\n", "big.py": "x = 2\n" * 200_000})
    found = outcome(at(server), tmp_path, limits)
    assert found.report is not None
    assert ([(one.reason, one.files) for one in found.report.exclusions], found.seconds < 12) == (
        [("too_large", 1)],
        True,
    )
    # The preflight, and for both fetches: what there is, the names, the objects.
    assert len(server.requests) == 7


@pytest.mark.parametrize(
    ("said", "code"),
    [
        (packet(b"ERR \x1b[31m<b>out of memory"), "server_error"),
        (packet(b"ERR a\nfatal: couldn't find remote ref HEAD"), "server_error"),
        (packet(b"packfile\n") + packet(b"\2\x1b[31m<b>not found\n") + packet(b"\3<b>fsck error"), "server_error"),
        # Words about the progress are no complaint: this one hung up.
        (packet(b"packfile\n") + packet(b"\2<b>fsck error\n"), "unreachable"),
    ],
)
def test_g24_what_a_server_says_is_neither_repeated_nor_believed(
    server: GitServer, tmp_path: Path, limits: Limits, said: bytes, code: str
) -> None:
    repository(server.root / PLACE, FILES)
    server.misbehave(PLACE, Posted(b"fetch", lambda stream: stream.write(said)))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == (code, True)
    assert not {"\x1b", "<"} & set(found.text)


def test_g25_a_repository_without_commits(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    create(server.root / PLACE)
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("empty", True)


def test_g26_nothing_outlives_an_analysis_that_is_given_up(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, FILES)
    server.misbehave(PLACE, HangAtFetch())
    given_up = Watcher(progress=lambda *_: True, moved=lambda *_: True, wanted=lambda: len(server.requests) < 4)
    started = time.monotonic()
    with pytest.raises(AbandonedError):
        outcome(at(server), tmp_path, limits, given_up)
    assert time.monotonic() - started < limits.fetch_seconds
    assert list((tmp_path / "work").iterdir()) == []


def test_every_failure_of_an_address_has_a_sentence() -> None:
    with pytest.raises(AnalysisError, match="as the host's page shows them"):
        find(Address("https://example.org", "..", "x"))
