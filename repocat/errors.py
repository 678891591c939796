"""Every error as a page, as a fragment for HTMX, and as JSON under /api/; never a traceback."""

from __future__ import annotations

import logging
from dataclasses import dataclass

from flask import Flask, Response, g, jsonify, make_response, render_template
from flask_wtf.csrf import CSRFError
from gunicorn.http.errors import ParseException
from htmx_flask import request
from sqlalchemy.exc import (
    DataError,
    DBAPIError,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    SQLAlchemyError,
    StatementError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeoutError
from werkzeug.exceptions import HTTPException, SecurityError

from repocat import health
from repocat.embedded import EmbeddedError
from repocat.extensions import db

log = logging.getLogger("repocat.errors")
RETRY_AFTER = 5


@dataclass(frozen=True, slots=True)
class ErrorPage:
    code: int
    slug: str
    title: str
    text: str
    action: str


PAGES = {
    page.code: page
    for page in (
        ErrorPage(
            400,
            "bad_request",
            "That request made no sense",
            "Something in it can't be read.",
            "Go back, check what was sent, and try again.",
        ),
        ErrorPage(
            401,
            "unauthenticated",
            "Please sign in",
            "This needs a signed-in user or a valid token.",
            "Sign in and try again.",
        ),
        ErrorPage(
            403,
            "forbidden",
            "Not for you",
            "You may not do this.",
            "Sign in with an account that may, or ask an administrator.",
        ),
        ErrorPage(
            404,
            "not_found",
            "Nothing here but an empty box",
            "This page doesn't exist, or not any more.",
            "Check the address, or look in the gallery.",
        ),
        ErrorPage(
            405,
            "method_not_allowed",
            "Not like that",
            "This address can't be used in this way.",
            "Open the page and use its form.",
        ),
        ErrorPage(
            409,
            "conflict",
            "That clashes",
            "Somebody changed this in the meantime.",
            "Load the page again and repeat what you did.",
        ),
        ErrorPage(
            413,
            "too_large",
            "Too large",
            "More was sent than is read here.",
            "Send less: a repository's address is enough.",
        ),
        ErrorPage(
            415,
            "unsupported_media_type",
            "Wrong kind of content",
            "The body must be JSON.",
            "Send Content-Type: application/json.",
        ),
        ErrorPage(
            422,
            "unprocessable",
            "Please check what you entered",
            "Something in it is not valid.",
            "Correct it and send it again.",
        ),
        ErrorPage(
            429,
            "too_many_requests",
            "Too many at once",
            "You asked more often than is allowed.",
            "Wait a moment, then try again.",
        ),
        ErrorPage(
            500,
            "internal",
            "Something broke here",
            "The fault is ours, and it is in our log now.",
            "Try again; if it stays, tell whoever runs this site the request number below.",
        ),
        ErrorPage(
            503,
            "unavailable",
            "Back in a moment",
            "The database can't be reached just now.",
            "Nothing is lost. Try again in a few seconds.",
        ),
    )
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(SecurityError, _foreign_host)
    app.register_error_handler(OperationalError, _unavailable)
    app.register_error_handler(InterfaceError, _unavailable)
    app.register_error_handler(PoolTimeoutError, _unavailable)
    app.register_error_handler(ProgrammingError, _perhaps_not_migrated)
    app.register_error_handler(ParseException, _unreadable)
    for kind in (DataError, StatementError, UnicodeError):
        app.register_error_handler(kind, _unreadable)
    # A StatementError too by its class, yet our fault and not the input's.
    app.register_error_handler(DBAPIError, _internal)
    app.register_error_handler(Exception, _internal)


def answer(code: int, text: str | None = None, *, retry_after: int | None = None) -> Response:
    """The error in the form that the client can show; `text` replaces the page's own."""
    page = PAGES.get(code) or PAGES[500 if code >= 500 else 400]
    text = text or page.text
    request_id = g.get("request_id", "-")
    if request.path.startswith("/api/"):
        response = jsonify(error={"code": page.slug, "message": text, "request_id": request_id})
    else:
        template = "errors/_fragment.html" if request.htmx else "errors/page.html"
        response = make_response(render_template(template, error=page, text=text, request_id=request_id))
        response.vary.add("HX-Request")
    response.status_code = code
    response.headers["Cache-Control"] = "no-store"
    if retry_after is not None:
        response.headers["Retry-After"] = str(retry_after)
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return error.get_response()  # type: ignore[return-value]
    # Werkzeug's own sentences are for developers; ours, given to abort(), are for people.
    own = error.description if error.description != type(error).description else None
    response = answer(error.code, own)
    for name, value in error.get_headers():
        if name in {"Allow", "Retry-After", "WWW-Authenticate"}:
            response.headers[name] = value
    return response


def _csrf(error: CSRFError) -> Response:
    log.info("csrf: %s", error.description)
    return answer(400, "This form is too old or was not opened here. Load the page again and send it once more.")


def _foreign_host(_error: SecurityError) -> Response:
    """Plain text: for a host that is not ours, no address of a page can be built."""
    return Response("This host name is not served here.\n", 400, content_type="text/plain; charset=utf-8")


def _unavailable(error: Exception) -> Response:
    # Only the embedded server's reasons hold no values of anybody's.
    cause = getattr(getattr(error, "orig", None), "__cause__", None)
    log.error("database unavailable: %s", cause if isinstance(cause, EmbeddedError) else type(error).__name__)
    db.session.remove()
    return answer(503, retry_after=RETRY_AFTER)


def _perhaps_not_migrated(error: ProgrammingError) -> Response:
    """A table or column that is missing is the operator's to mend, and only then not ours."""
    db.session.rollback()
    try:
        state = health.migrations()
    except SQLAlchemyError:
        return _internal(error)
    if state == "ok":
        return _internal(error)
    log.error("the database is %s", state)
    return answer(503, "The database is being brought up to date.", retry_after=RETRY_AFTER)


def _unreadable(error: Exception) -> Response:
    log.warning("unreadable input: %s", type(error).__name__)
    db.session.rollback()
    return answer(400)


def _internal(error: Exception) -> Response:
    log.exception("unhandled %s", type(error).__name__)
    db.session.rollback()
    return answer(500)
