"""Logs to standard error: one line per request with its id, and never a secret."""

from __future__ import annotations

import logging
import re
import secrets
import time
from typing import Any

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

# The last: PostgreSQL quotes the faulty line of a statement, or a whole row, with the values that stood in it.
_SECRETS = re.compile(r"(rcat_)[0-9A-Za-z]{6,}|(://)[^/@\s]*@|(LINE \d+: |DETAIL:  )[^\n]*")
# C0, C1, separators and bidirectional controls could forge lines or reverse what an operator reads.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
_REQUEST_ID = re.compile(r"[A-Za-z0-9-]{8,64}", re.ASCII)

requests_log = logging.getLogger("repocat.requests")


def init_app(app: Flask) -> None:
    handler = logging.StreamHandler()
    handler.setFormatter(_JsonLines() if app.config["LOG_FORMAT"] == "json" else _TextLines())
    handler.addFilter(_with_request_id)
    root = logging.getLogger("repocat")
    root.handlers[:] = [handler]
    root.setLevel(app.config["LOG_LEVEL"])
    root.propagate = bool(app.testing)
    logging.getLogger("procrastinate").handlers[:] = [handler]
    logging.getLogger("procrastinate").setLevel("WARNING")
    app.before_request(_begin)
    app.after_request(_end)


def redact(text: str) -> str:
    """`text` without tokens, without credentials in addresses, on one line."""
    return _CONTROLS.sub("�", _SECRETS.sub(lambda match: f"{match[1] or match[2] or match[3]}***", text))


class _TextLines(logging.Formatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def format(self, record: logging.LogRecord) -> str:
        return "\n".join(redact(line) for line in super().format(record).split("\n"))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - the base class's name
        record.message = redact(record.message)
        return super().formatMessage(record)


class _JsonLines(JsonFormatter):
    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s %(request_id)s %(message)s", "%Y-%m-%dT%H:%M:%SZ")
        self.converter = time.gmtime

    def process_log_record(self, log_record: dict[str, Any]) -> dict[str, Any]:
        return {key: redact(value) if isinstance(value, str) else value for key, value in log_record.items()}


def _with_request_id(record: logging.LogRecord) -> bool:
    record.request_id = g.get("request_id", "-") if has_request_context() else "-"
    return True


def _begin() -> None:
    given = request.headers.get("X-Request-ID", "")
    g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
    g.started = time.monotonic()


def _end(response: Response) -> Response:
    response.headers["X-Request-ID"] = g.get("request_id", "-")
    if not request.path.startswith(("/static/", "/healthz")):
        milliseconds = (time.monotonic() - g.get("started", time.monotonic())) * 1000
        requests_log.info("%s %s %d %.1f ms", request.method, request.path, response.status_code, milliseconds)
    return response
