from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from repocat.extensions import db
from repocat.users.models import ApiToken, AuditEvent, User
from tests.conftest import Visitor, make_user

FIELDS = {"name": "deploy-bot", "scopes": ["generations:read"], "days": "30"}


def _issue(admin: Visitor, user: User, **fields: object) -> tuple[int, str]:
    page = f"/users/{user.id}"
    response = admin.submit(page, {**FIELDS, **fields}, f"{page}/tokens")
    return response.status_code, response.text


def _secret(page: str) -> str:
    found = re.search(r"rcat_[0-9A-Za-z]{36}", page)
    assert found
    return found[0]


def test_issues_a_token_shown_once_and_stored_as_a_digest(admin: Visitor) -> None:
    user = make_user("robin")
    status, page = _issue(admin, user)
    assert status == 200
    secret = _secret(page)
    token = db.session.scalars(select(ApiToken)).one()
    assert ApiToken.verify(secret) is token
    assert (token.scopes, token.name) == (["generations:read"], "deploy-bot")
    assert (token.expires_at - token.created_at).days == 30
    again = admin.get(f"/users/{user.id}").text
    assert secret not in again
    assert token.hint in again
    stored = db.session.execute(text("SELECT api_tokens::text FROM api_tokens")).scalar_one()
    assert secret not in stored
    assert secret[10:30] not in stored
    assert "token.created" in db.session.scalars(select(AuditEvent.action)).all()


@pytest.mark.parametrize(
    "fields",
    [
        {"name": ""},
        {"name": "x" * 81},
        {"days": "0"},
        {"days": "367"},
        {"days": "x"},
        {"scopes": []},
        {"scopes": ["x"]},
    ],
)
def test_wrong_input_is_explained_in_place(admin: Visitor, fields: dict[str, object]) -> None:
    status, page = _issue(admin, make_user("robin"), **fields)
    assert status == 422
    assert "rcat_" not in page
    assert db.session.scalar(select(ApiToken.id)) is None


def test_a_name_is_used_once(admin: Visitor) -> None:
    user = make_user("robin")
    assert _issue(admin, user)[0] == 200
    status, page = _issue(admin, user, name="Deploy-Bot")
    assert status == 422
    assert "already" in page
    assert len(db.session.scalars(select(ApiToken)).all()) == 1


def test_only_admins_issue(stranger: Visitor) -> None:
    user = make_user("robin")
    response = stranger.submit("/account/password", FIELDS, f"/users/{user.id}/tokens")
    assert response.status_code == 403
    assert db.session.scalar(select(ApiToken.id)) is None


def test_mistyped_tokens_never_reach_the_database(app: Flask, statements: list[str]) -> None:
    _, secret = ApiToken.issue(make_user("robin"), "x")
    db.session.commit()
    statements.clear()
    for position in range(5, len(secret)):
        typo = secret[:position] + ("a" if secret[position] != "a" else "b") + secret[position + 1 :]
        assert ApiToken.verify(typo) is None
    assert statements == []


@pytest.mark.parametrize("credential", ["", "x" * 256, "rcat_", "töken", "a\nb", "rcat_" + "0" * 36, "Bearer x"])
def test_what_is_no_token(app: Flask, credential: str) -> None:
    assert ApiToken.verify(credential) is None


def test_expired_revoked_and_disabled(app: Flask) -> None:
    user = make_user("robin")
    token, secret = ApiToken.issue(user, "x")
    db.session.commit()
    assert ApiToken.verify(secret) is not None
    for change, undo in (
        (update(ApiToken).values(revoked_at=text("now()")), update(ApiToken).values(revoked_at=None)),
        (update(User).values(disabled_at=text("now()")), update(User).values(disabled_at=None)),
        (update(ApiToken).values(expires_at=text("now()")), update(ApiToken).values(expires_at=token.expires_at)),
    ):
        db.session.execute(change)
        assert ApiToken.verify(secret) is None
        db.session.execute(undo)
        assert ApiToken.verify(secret) is not None
