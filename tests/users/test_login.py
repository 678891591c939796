from __future__ import annotations

import re
import time

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, text, update

from repocat.extensions import db
from repocat.users.models import AuditEvent, LoginSession, User
from repocat.users.sign_in import safe_next
from tests.conftest import PASSWORD, Visitor, make_user


def test_sign_in_and_out(visitor: Visitor) -> None:
    make_user("robin")
    response = visitor.submit("/login", {"username": "Robin", "password": PASSWORD})
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert "robin" in visitor.get("/").text
    cookie = visitor.client.get_cookie("session")
    assert cookie is not None
    assert visitor.submit("/logout", {}).status_code == 303
    assert visitor.get("/account").status_code == 303
    visitor.client.set_cookie("session", cookie.value)
    assert visitor.get("/account").status_code == 303, "a signed-out session's cookie is worth nothing"


def test_cookie_is_httponly_and_lax(visitor: Visitor) -> None:
    make_user("robin")
    cookie = visitor.submit("/login", {"username": "robin", "password": PASSWORD}).headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


@pytest.mark.parametrize(("username", "password"), [("robin", "wrong"), ("nobody", PASSWORD), ("legacy", ""), ("", "")])
def test_wrong_ones_get_one_answer(visitor: Visitor, username: str, password: str) -> None:
    make_user("robin")
    db.session.add(User(username="legacy"))
    db.session.commit()
    response = visitor.submit("/login", {"username": username, "password": password})
    assert response.status_code == 422
    assert "wrong" in response.text or "Enter your" in response.text
    assert visitor.get("/account").status_code == 303


def test_known_and_unknown_names_cost_the_same(app: Flask) -> None:
    make_user("robin")

    def seconds(name: str) -> float:
        started = time.process_time()
        for _ in range(3):
            assert User.authenticate(name, "wrong") is None
        return time.process_time() - started

    seconds("robin")
    assert 0.5 < seconds("nobody") / seconds("robin") < 2


def test_disabled_users_stay_out_and_are_put_out(visitor: Visitor) -> None:
    user = make_user("robin")
    visitor.sign_in("robin")
    user.disabled_at = db.func.now()
    db.session.commit()
    assert visitor.get("/account").status_code == 303
    assert visitor.submit("/login", {"username": "robin", "password": PASSWORD}).status_code == 422


def test_too_many_failures_are_throttled_and_success_is_not_counted(visitor: Visitor) -> None:
    make_user("robin")
    for _ in range(12):
        visitor.sign_in("robin")
    answers = [visitor.submit("/login", {"username": "robin", "password": "wrong"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    response = visitor.submit("/login", {"username": "robin", "password": PASSWORD})
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 300
    db.session.execute(text("DELETE FROM rate_limits"))
    visitor.sign_in("robin")


@pytest.mark.parametrize("column", ["last_seen_at", "created_at"])
def test_sessions_end_when_idle_and_when_old(visitor: Visitor, column: str) -> None:
    make_user("robin")
    visitor.sign_in("robin")
    assert visitor.get("/account").status_code == 200
    db.session.execute(update(LoginSession).values({column: text("now() - interval '13 hours'")}))
    db.session.commit()
    assert visitor.get("/account").status_code == 303


def test_a_new_session_at_every_sign_in(visitor: Visitor) -> None:
    make_user("robin")
    for _ in range(2):
        visitor.sign_in("robin")
    assert len(db.session.scalars(select(LoginSession)).all()) == 2


@pytest.mark.parametrize(
    ("target", "safe"),
    [
        ("/generations/new?github_url=a/b", True),
        ("//evil.example", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("javascript:alert(1)", False),
        ("/a\\b", False),
        ("/a\r\nSet-Cookie: x=y", False),
        ("", False),
        (None, False),
    ],
)
def test_next_stays_on_this_site(target: str | None, safe: bool) -> None:
    assert safe_next(target) == (target if safe else None)


def test_next_is_followed_after_signing_in(visitor: Visitor) -> None:
    make_user("robin")
    page = visitor.get("/login?next=/account").text
    assert re.search(r'name="next"[^>]*value="/account"', page)
    response = visitor.submit("/login", {"username": "robin", "password": PASSWORD, "next": "/account"})
    assert response.headers["Location"] == "/account"
    evil = visitor.submit("/login", {"username": "robin", "password": PASSWORD, "next": "//evil.example"})
    assert evil.headers["Location"] == "/"


def test_attempts_are_audited_without_what_was_typed(visitor: Visitor) -> None:
    make_user("robin")
    visitor.submit("/login", {"username": "my secret password", "password": "x"})
    visitor.submit("/login", {"username": "robin", "password": "hunter2hunter2"})
    visitor.sign_in("robin")
    events = db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)).all()
    assert [event.action for event in events] == ["login.failed", "login.failed", "login.ok"]
    assert [event.target for event in events] == [None, "robin", "robin"]
    assert not any("hunter2" in str(vars(event)) or "secret" in str(vars(event)) for event in events)


def test_the_form_needs_its_token(client: FlaskClient) -> None:
    make_user("robin")
    assert client.post("/login", data={"username": "robin", "password": PASSWORD}).status_code == 400


def test_changing_the_password_ends_the_other_sessions(app: Flask) -> None:
    make_user("robin")
    here, there = Visitor(app).sign_in("robin"), Visitor(app).sign_in("robin")
    new = "another quite long password"
    fields = {"current": PASSWORD, "new": new, "repeat": new}
    assert here.submit("/account/password", fields).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    Visitor(app).sign_in("robin", new)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"current": "wrong", "new": "another quite long one", "repeat": "another quite long one"}, "not your current"),
        ({"current": PASSWORD, "new": "short", "repeat": "short"}, "at least 15"),
        ({"current": PASSWORD, "new": "a" * 20, "repeat": "a" * 20}, "too easy"),
        ({"current": PASSWORD, "new": "another quite long one", "repeat": "different"}, "differ"),
    ],
)
def test_bad_new_passwords_are_explained(owner: Visitor, fields: dict[str, str], message: str) -> None:
    response = owner.submit("/account/password", fields)
    assert response.status_code == 422
    assert message in response.text


def test_a_password_from_somebody_else_must_be_changed_first(visitor: Visitor) -> None:
    user = make_user("robin")
    user.must_change_password = True
    db.session.commit()
    visitor.sign_in("robin")
    assert visitor.get("/account").headers["Location"] == "/account/password"
