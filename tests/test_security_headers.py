from __future__ import annotations

import re
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat import create_app
from repocat.config import ROOT
from repocat.extensions import db
from tests.conftest import settings
from tests.generations.rows import add

EXPECTED = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
}


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/login",
        "/account",
        "/none",
        "/generations/new",
        "/healthz",
        "/readyz",
        "/metrics",
        "/static/css/tokens.css",
    ],
)
def test_on_every_kind_of_answer(client: FlaskClient, path: str) -> None:
    response = client.get(path, buffered=True)
    for name, value in EXPECTED.items():
        assert response.headers[name] == value, (path, name)
    policy = response.headers["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "Strict-Transport-Security" not in response.headers


def test_not_modified_carries_them_too(client: FlaskClient) -> None:
    address = f"/generations/{add().id}/cat.svg"
    response = client.get(address, headers={"If-None-Match": client.get(address).headers["ETag"]})
    assert response.status_code == 304
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_https_adds_hsts_and_secure_cookies(shared_app: Flask, tmp_path: Path) -> None:
    url = shared_app.config["DATABASE_URL"]
    app = create_app(settings(url, tmp_path, PUBLIC_URL="https://cats.example.org"))
    response = app.test_client().get("/login", base_url="https://cats.example.org")
    assert response.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    assert "upgrade-insecure-requests" in response.headers["Content-Security-Policy"]
    assert response.headers["Set-Cookie"].startswith("__Host-session=")
    assert "Secure" in response.headers["Set-Cookie"]
    assert app.test_client().get("/", base_url="https://evil.example").status_code == 400
    with app.app_context():
        db.engine.dispose()


def test_forwarded_headers_count_only_from_a_trusted_proxy(shared_app: Flask, tmp_path: Path) -> None:
    headers = {"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Proto": "https"}
    for proxies, expected in ((0, "127.0.0.1"), (1, "203.0.113.9")):
        app = create_app(settings(shared_app.config["DATABASE_URL"], tmp_path, TRUSTED_PROXIES=proxies))
        seen: list[str | None] = []
        app.before_request(lambda seen=seen: seen.append(__import__("flask").request.remote_addr))
        app.test_client().get("/healthz", headers=headers)
        assert seen == [expected]
        with app.app_context():
            db.engine.dispose()


def test_templates_use_no_unsafe_output_and_nothing_inline() -> None:
    banned = re.compile(r"\|\s*safe\b|Markup\(|autoescape false|javascript:|\sstyle=|<style|\son[a-z]+=", re.IGNORECASE)
    for path in (ROOT / "templates").rglob("*.html"):
        assert not banned.search(path.read_text()), path


def test_scripts_are_ours_and_carry_integrity_where_vendored(client: FlaskClient) -> None:
    page = client.get("/").text
    scripts = re.findall(r"<script[^>]*>", page)
    assert scripts
    for tag in scripts:
        assert 'src="/static/' in tag
        assert "vendor" not in tag or 'integrity="sha384-' in tag
    assert "http://" not in page.replace("http://www.w3.org", "").replace("http://127.0.0.1", "")
