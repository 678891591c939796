from __future__ import annotations

import html
import re
import uuid

import pytest
from sqlalchemy import select

from repocat.extensions import db
from repocat.users.models import AuditEvent, User
from tests.conftest import Visitor, make_user


def test_lists_users_newest_first(admin: Visitor) -> None:
    make_user("robin")
    make_user(None)
    page = admin.get("/users").text
    assert "robin" in page
    assert "unnamed user" in page or "no name" in page


def test_creates_a_user_and_shows_the_password_once(admin: Visitor) -> None:
    response = admin.submit("/users/new", {"username": "robin"}, "/users")
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"
    user = db.session.scalars(select(User).where(User.username == "robin")).one()
    assert user.must_change_password
    assert not user.is_admin
    shown = re.search(r'value="([A-Za-z0-9_-]{20})"', response.text)
    assert shown
    assert User.authenticate("robin", html.unescape(shown[1])) is not None
    assert shown[1] not in admin.get(f"/users/{user.id}").text
    assert "user.created" in db.session.scalars(select(AuditEvent.action)).all()


@pytest.mark.parametrize("username", ["", "robin", "ROBIN", "a b", "<b>", "x" * 81, "-a", "é"])
def test_wrong_names_are_explained_and_kept(admin: Visitor, username: str) -> None:
    make_user("robin")
    before = len(db.session.scalars(select(User)).all())
    response = admin.submit("/users/new", {"username": username}, "/users")
    assert response.status_code == 422
    assert f'value="{html.escape(username)}"' in response.text
    assert len(db.session.scalars(select(User)).all()) == before


@pytest.mark.parametrize("path", ["/users", "/users/new", "/users/{id}"])
def test_only_admins(visitor: Visitor, stranger: Visitor, path: str) -> None:
    address = path.format(id=make_user("robin").id)
    assert visitor.get(address).status_code == 303
    assert stranger.get(address).status_code == 403


def test_only_admins_create(stranger: Visitor) -> None:
    assert stranger.submit("/account/password", {"username": "x"}, "/users").status_code == 403
    assert db.session.scalar(select(User).where(User.username == "x")) is None


def test_unknown_user(admin: Visitor) -> None:
    assert admin.get(f"/users/{uuid.uuid4()}").status_code == 404


def test_pages_by_cursor(admin: Visitor) -> None:
    for number in range(55):
        db.session.add(User(username=f"cat{number}"))
    db.session.commit()
    first = admin.get("/users").text
    following = re.search(r'href="(/users\?after=[^"]+)"', first)
    assert following
    second = admin.get(html.unescape(following[1])).text
    names = set(re.findall(r"\bcat\d+\b", first)) ^ set(re.findall(r"\bcat\d+\b", second))
    assert len(names) == 55


def test_a_broken_cursor_is_refused(admin: Visitor) -> None:
    assert admin.get("/users?after=x").status_code == 400
