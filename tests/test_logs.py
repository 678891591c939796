from __future__ import annotations

import io
import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from repocat.logs import _JsonLines, _TextLines, _with_request_id, redact

TOKEN = "rcat_" + "A1b2" * 9


@pytest.mark.parametrize("formatter", [_TextLines, _JsonLines])
def test_lines_hold_no_secret_and_cannot_be_forged(formatter: type[logging.Formatter]) -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(formatter())
    handler.addFilter(_with_request_id)
    log = logging.Logger("test")
    log.addHandler(handler)
    log.warning("bearer %s at https://user:hunter2@host/x\n2026 INFO forged \x1b[31m \u202e", TOKEN)
    line = stream.getvalue()
    assert "A1b2A1b2" not in line
    assert "hunter2" not in line
    assert line.count("\n") == 1
    assert "\x1b" not in line
    assert "\u202e" not in line


def test_json_lines_are_json() -> None:
    record = logging.LogRecord("repocat", logging.INFO, "x.py", 1, "hello %s", ("you",), None)
    record.request_id = "abc"
    parsed = json.loads(_JsonLines().format(record))
    assert (parsed["message"], parsed["request_id"]) == ("hello you", "abc")


def test_request_ids_are_taken_over_only_if_harmless(client: FlaskClient) -> None:
    assert client.get("/healthz", headers={"X-Request-ID": "deploy-12345"}).headers["X-Request-ID"] == "deploy-12345"
    made = client.get("/healthz", headers={"X-Request-ID": "x y<script>"}).headers["X-Request-ID"]
    assert len(made) == 16


def test_each_request_is_one_line(app: Flask, client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "repocat.requests"):
        client.get("/?q=secret-search")
    lines = [record.getMessage() for record in caplog.records if record.name == "repocat.requests"]
    assert len(lines) == 1
    assert lines[0].startswith("GET / 200 ")


def test_redact_leaves_ordinary_addresses_alone() -> None:
    assert redact("https://github.com/a/b") == "https://github.com/a/b"


def test_rows_that_postgresql_quotes_are_left_out() -> None:
    said = "psycopg2.errors.CheckViolation: new row\nDETAIL:  Failing row contains (robin, $argon2id$v=19$x)."
    assert "argon2" not in redact(said)
    assert "CheckViolation" in redact(said)
