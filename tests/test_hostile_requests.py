"""What no browser sends: every address and every form answers it with a page of its own, never with a fault of ours."""

from __future__ import annotations

import base64
import json
import secrets
import uuid
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote_from_bytes

import pytest
from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from flask.testing import FlaskClient
from werkzeug.routing import Rule

from repocat.extensions import db
from repocat.generations.models import Generation
from tests.conftest import Visitor, make_user
from tests.generations.rows import add

TEXTS = [
    b"",
    b"\0",
    b"a\0b",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\xf0\x9f\x90\x88",
    "\u202egro.elpmaxe".encode(),
    "\u0661\u0662".encode(),
    b"1_0",
    b"-1",
    b"1e400",
    b"NaN",
    b"9" * 30,
    b"9" * 4400,
    b"[" * 5000,
    b"%",
    b"_%\\",
    b"' OR 1=1 --",
    b"<script>alert(1)</script>",
    b"{{ 7*7 }}",
    b"a\r\nSet-Cookie: forged=1",
    b"\x1b[31m",
    b"//evil.example",
    b"/\\evil.example",
    b"javascript:alert(1)",
    b"../../../etc/passwd",
    b"A" * 60_000,
]
PARAMETERS = ("q", "language", "sort", "after", "show", "next", "v", "view", "theme", "size", "github_url")


def _cursor(value: str) -> bytes:
    return base64.urlsafe_b64encode(value.encode()).rstrip(b"=")


CURSORS = [
    _cursor(f'[{value}, "{uuid.uuid4().hex}"]')
    for value in (
        "Infinity", "-Infinity", "NaN", "1e400", "null", "true", "{}", "[]", '""', '"\\u0000"', '"\\ud800"',
        '"1e999999"', '"1e-999999"', '"sNaN"', '"0001-01-01T00:00:00+23:59"', '"9999-12-31T23:59:59-23:59"',
        '"2026-01-01T00:00:00+00:00:30.5"', '"2026-01-01"', '"99999999999999999999"', "5.5", f'"{"x" * 3000}"',
    )
]  # fmt: skip


def _addresses(app: Flask, **values: object) -> Iterator[tuple[Rule, str]]:
    """Every address of the app, filled in with rows that exist."""
    for rule in app.url_map.iter_rules():
        filled = {name: values.get(name, "css/base.css") for name in rule.arguments} | dict(rule.defaults or {})
        with app.test_request_context():
            yield rule, app.url_for(rule.endpoint, **filled)


@pytest.fixture
def addresses(app: Flask) -> list[tuple[Rule, str]]:
    made = add()
    repository = {"host": made.host, "owner": made.repo_owner, "name": made.repo_name}
    return list(_addresses(app, generation_id=made.id, user_id=make_user("somebody").id, **repository))


def _fails(response: Any) -> bool:
    """A 5xx, or a header that the visitor has forged."""
    return response.status_code >= 500 or "forged" in response.headers.get("Set-Cookie", "")


def test_parameters(admin: Visitor, addresses: list[tuple[Rule, str]]) -> None:
    failures = []
    for rule, address in addresses:
        if rule.endpoint == "static":
            continue
        for value in [*TEXTS, *CURSORS]:
            # All at once: an address reads the ones that it knows.
            for names in (PARAMETERS, PARAMETERS[:3] + PARAMETERS[4:]):
                query = "&".join(f"{name}={quote_from_bytes(value[:3500])}" for name in names)
                if _fails(response := admin.get(f"{address}?{query}")):
                    failures.append((address, value[:40], response.status_code))
    assert failures == []


@pytest.mark.parametrize("sort", ["newest", "oldest", "best", "worst", "largest", "improved", "name"])
def test_cursors(client: FlaskClient, sort: str) -> None:
    for value in [*CURSORS, *TEXTS]:
        response = client.get(f"/?sort={sort}&after={quote_from_bytes(value)}")
        assert response.status_code in {200, 400}, value


FORMS = {
    "/login": ("/login", ("username", "password", "next")),
    "/account/password": ("/account/password", ("current", "new", "repeat")),
    "/users/new": ("/users", ("username", "is_admin")),
    "/generations/new": ("/generations", ("github_url",)),
    "{user}": ("{user}/tokens", ("name", "scopes", "days")),
}


@pytest.mark.parametrize("page", FORMS)
def test_forms(app: Flask, admin: Visitor, page: str) -> None:
    to, fields = FORMS[page]
    user = f"/users/{make_user('somebody').id}"
    page, to = page.format(user=user), to.format(user=user)
    for value in [*TEXTS, secrets.token_urlsafe(20_000).encode()]:
        for chosen in [(field,) for field in fields] + [fields]:
            data: dict[str, Any] = {**dict.fromkeys(fields, b"harmless"), **dict.fromkeys(chosen, value)}
            for more in ({}, {"content_type": "multipart/form-data"}):
                response = admin.submit(page, data, to, **more)
                assert not _fails(response), (to, chosen, value[:40], response.status_code)
    assert db.session.query(Generation).count() == 0


BODIES = [
    (b"", None),
    (b"\0", "application/x-www-form-urlencoded"),
    (b"&" * 5000 + b"=" * 5000, "application/x-www-form-urlencoded"),
    (b"csrf_token=%00&github_url=%00", "application/x-www-form-urlencoded"),
    (b"github_url=a/b", "application/x-www-form-urlencoded; charset=utf-16"),
    (b"--x\r\n", "multipart/form-data; boundary=x"),
    (b"--x", "multipart/form-data"),
    (b"--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n" * 1200, "multipart/form-data; boundary=x"),
    (b'--x\r\nContent-Disposition: form-data; name="github_url"; filename="a"\r\n\r\na/b\r\n--x--\r\n',
     "multipart/form-data; boundary=x"),
    (b"[" * 50_000, "application/json"),
    (b"[1]", "application/json"),
    (b"null", "application/json"),
    (b'{"github_url": {"a": 1}}', "application/json"),
    (b"\xff\xfe{\x00}\x00", "application/json; charset=utf-16"),
    (b"x" * 70_000, "text/plain"),
]  # fmt: skip


def test_bodies_and_methods(admin: Visitor, addresses: list[tuple[Rule, str]]) -> None:
    methods = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "FOO"]
    for _, address in addresses:
        for method in methods:
            for body, kind in BODIES:
                response = admin.client.open(address, method=method, data=body, content_type=kind, buffered=True)
                assert not _fails(response), (method, address, body[:40], kind, response.status_code)


HEADERS = [
    ("Origin", "http://["),
    ("Origin", "null"),
    ("Origin", "http://localhost:99999999"),
    ("Referer", "http://["),
    ("Sec-Fetch-Site", "\xff"),
    ("Host", "["),
    ("Host", "localhost:x"),
    ("Host", "a b"),
    ("Host", "\xff\xff"),
    ("Host", ""),
    ("X-Forwarded-Host", "evil.example"),
    ("X-Request-ID", "x" * 5000),
    ("HX-Request", "true"),
    ("HX-Current-URL", "http://["),
    ("HX-Current-URL", "%00"),
    ("HX-Prompt", "\xff"),
    ("HX-Trigger", "{"),
    ("Triggering-Event", "{"),
    ("If-None-Match", '"' * 3000),
    ("If-Modified-Since", "Thu, 99 Foo 99999 99:99:99 GMT"),
    ("Range", "bytes=99999999999999999999-"),
    ("Accept", "*/" * 500),
    ("Accept-Encoding", "\xff"),
    ("Authorization", "Basic !!!"),
    ("Authorization", "Bearer rcat_" + "0" * 5000),
    ("Authorization", "Digest " + "a=" * 500),
    ("Content-Length", "-1"),
    ("Content-Length", "9" * 30),
    ("Content-Type", "multipart/form-data; boundary=" + "x" * 3000),
    ("Content-Type", ";;;=\xff"),
    ("User-Agent", "\x1b[31m\xff" * 400),
    ("Cookie", "session"),
    ("Cookie", "session=" + "x" * 3500),
    ("Cookie", "session=\xff; session=.; session=a.b.c"),
    ("Cookie", ";=;=" * 500),
    ("X-CSRFToken", "\xff"),
]


def test_headers(app: Flask, addresses: list[tuple[Rule, str]]) -> None:
    client = app.test_client(use_cookies=False)
    for _, address in addresses:
        for method in ("GET", "POST"):
            for name, value in HEADERS:
                response = client.open(address, method=method, headers={name: value}, buffered=True)
                assert not _fails(response), (method, address, name, value[:40], response.status_code)


SESSIONS: list[Any] = [
    {"sid": "x"},
    {"sid": ""},
    {"sid": None},
    {"sid": 5},
    {"sid": ["a"]},
    {"sid": {"a": 1}},
    {"sid": "\0"},
    {"sid": "\u0661" * 32},
    {"sid": str(uuid.uuid4())},
    {"csrf_token": 5},
    {"csrf_token": None},
    {"_flashes": 5},
]


def test_cookies_that_are_signed_and_nonsense(app: Flask, addresses: list[tuple[Rule, str]]) -> None:
    serializer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert serializer is not None
    cookies = [serializer.dumps(session) for session in SESSIONS]
    client = app.test_client(use_cookies=False)
    for _, address in addresses:
        for cookie in cookies:
            for method in ("GET", "POST"):
                headers = {"Cookie": f"session={cookie}"}
                data = {"csrf_token": "x"} if method == "POST" else None
                response = client.open(address, method=method, headers=headers, data=data, buffered=True)
                assert not _fails(response), (method, address, cookie, response.status_code)
                if address.startswith(("/account", "/users")) and method == "GET":
                    assert response.status_code in {303, 405}, (address, cookie)


def test_a_forged_cookie_signs_nobody_in(app: Flask, owner: Visitor) -> None:
    cookie = owner.client.get_cookie("session")
    assert cookie is not None
    payload, rest = cookie.value.split(".", 1)
    content = json.loads(base64.urlsafe_b64decode(payload + "=" * (-len(payload) % 4)))
    other = base64.urlsafe_b64encode(json.dumps({**content, "admin": True}).encode()).decode().rstrip("=")
    for forged in (f"{other}.{rest}", f"{payload}.{rest[:-1]}", payload):
        client = app.test_client(use_cookies=False)
        assert client.get("/account", headers={"Cookie": f"session={forged}"}).status_code == 303
    assert client.get("/account", headers={"Cookie": f"session={cookie.value}"}).status_code == 200
