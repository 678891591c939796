"""Who is signed in: a row per sign-in, of which the browser's signed cookie carries the id."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import ParamSpec, TypeVar
from urllib.parse import urlsplit

from flask import abort, current_app, g, redirect, request, session, url_for
from sqlalchemy.orm import contains_eager
from werkzeug.wrappers import Response

from repocat.extensions import db
from repocat.rate_limits import Limit, RateLimit, network_of
from repocat.users.models import AuditEvent, LoginSession, User

P = ParamSpec("P")
R = TypeVar("R")

SEEN_EVERY = timedelta(minutes=1)

# Per account, per address, overall: the figures that PyPI uses. Only failures count.
ACCOUNT_LIMIT = Limit(10, timedelta(minutes=5))
ADDRESS_LIMIT = Limit(10, timedelta(minutes=5))
OVERALL_LIMIT = Limit(1000, timedelta(minutes=5))


class ThrottledError(Exception):
    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        super().__init__(f"wait {seconds} s")


def current_user() -> User | None:
    """Asks the database once per request, and only where the browser sent a session cookie at all."""
    if "user" not in g:
        login = _live_session()
        g.user, g.login_session = (login.user, login) if login else (None, None)
    user: User | None = g.user
    return user


def _live_session() -> LoginSession | None:
    if current_app.config["SESSION_COOKIE_NAME"] not in request.cookies or "sid" not in session:
        return None
    try:
        login_id = uuid.UUID(str(session["sid"]))
    except ValueError:
        return None
    login = db.session.scalars(
        LoginSession.live().where(LoginSession.id == login_id).options(contains_eager(LoginSession.user))
    ).one_or_none()
    if login is not None and login.last_seen_at < datetime.now(UTC) - SEEN_EVERY:
        login.last_seen_at = datetime.now(UTC)
        db.session.commit()
    return login


def attempt(username: str, password: str) -> User | None:
    """Checks name and password, within the throttle; counts and records what happened."""
    keys = (
        (f"login:user:{_digest(username.lower())}", ACCOUNT_LIMIT),
        (f"login:ip:{network_of(request.remote_addr)}", ADDRESS_LIMIT),
        ("login:all", OVERALL_LIMIT),
    )
    # Counted before the check and given back after a success: many tries at once can't slip past.
    waits = [RateLimit.hit(key, limit) for key, limit in keys]
    if any(waits):
        record("login.throttled")
        db.session.commit()
        raise ThrottledError(max(wait for wait in waits if wait))
    db.session.commit()
    user = User.authenticate(username, password)
    if user is None:
        # A name that nobody has may be a password in the wrong field.
        record("login.failed", target=username if User.named(username) else None)
    else:
        for key, limit in keys:
            RateLimit.refund(key, limit)
        begin_session(user)
        record("login.ok", target=username)
    db.session.commit()
    return user


def begin_session(user: User) -> None:
    login = LoginSession(id=uuid.uuid4(), user=user, ip=_address(), user_agent=request.user_agent.string[:300] or None)
    db.session.add(login)
    # A session from before signing in, perhaps planted, ends here.
    session.clear()
    session["sid"] = str(login.id)
    g.user, g.login_session = user, login


def sign_out() -> None:
    if current_user() is not None:
        g.login_session.ended_at = datetime.now(UTC)
        record("logout")
        db.session.commit()
    session.clear()
    g.user = g.login_session = None


def record(action: str, target: str | None = None, **detail: object) -> None:
    """Adds to the audit what the current request does."""
    user = g.get("user")
    db.session.add(
        AuditEvent(
            actor_id=user.id if user else None,
            ip=_address(),
            action=action,
            target=target[:255] if target else None,
            detail=detail or None,
            request_id=g.get("request_id"),
        )
    )


def user_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R | Response:
        if (user := current_user()) is None:
            return redirect(url_for("users.login", next=here()), 303)
        if user.must_change_password and request.endpoint != "users.change_password":
            return redirect(url_for("users.change_password"), 303)
        return view(*args, **kwargs)

    return guarded


def admin_required(view: Callable[P, R]) -> Callable[P, R | Response]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        user = current_user()
        if user is None or not user.is_admin:
            abort(403, "Only administrators may see this.")
        return view(*args, **kwargs)

    return user_required(guarded)


def safe_next(target: str | None) -> str | None:
    """`target` if it is a path on this site, else None: nobody is sent elsewhere after signing in."""
    if not target or not target.startswith("/") or target[1:2] in {"/", "\\"} or not target.isprintable():
        return None
    parts = urlsplit(target)
    return target if not parts.scheme and not parts.netloc and "\\" not in target else None


def here() -> str:
    """Where to return after signing in."""
    return request.full_path.rstrip("?") if request.method == "GET" else url_for("generations.index")


def _digest(text: str) -> str:
    """What is typed as a name may be a password, or longer than an index holds."""
    return hashlib.sha256(text.encode()).hexdigest()


def _address() -> str | None:
    """None where the client has none, as behind a unix socket."""
    return request.remote_addr if network_of(request.remote_addr) != "unknown" else None
