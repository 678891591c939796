from __future__ import annotations

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from repocat.extensions import db
from repocat.users.models import AuditEvent, LoginSession, User
from tests.conftest import PASSWORD, Visitor, make_user


def _named(username: str) -> User:
    return db.session.scalars(select(User).where(User.username == username)).one()


def test_create_prints_the_password_and_nothing_else(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["user", "create", "robin", "--admin"])
    assert result.exit_code == 0, result.output
    password = result.stdout.strip()
    assert "\n" not in password
    user = _named("robin")
    assert user.is_admin
    assert user.must_change_password
    assert User.authenticate("robin", password) is user
    assert "user.created" in db.session.scalars(select(AuditEvent.action)).all()


def test_create_takes_a_password_from_standard_input(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["user", "create", "robin", "--password-stdin"], input=f"{PASSWORD}\n")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert PASSWORD not in result.output
    assert User.authenticate("robin", PASSWORD) is not None
    assert not _named("robin").must_change_password


@pytest.mark.parametrize(
    ("name", "message"), [("robin", "already"), ("a b", "letters, digits"), ("", "letters, digits")]
)
def test_create_refuses_wrong_names(runner: FlaskCliRunner, name: str, message: str) -> None:
    make_user("robin")
    result = runner.invoke(args=["user", "create", name])
    assert result.exit_code == 2
    assert message in result.output


def test_create_refuses_weak_passwords(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["user", "create", "robin", "--password-stdin"], input="short\n")
    assert result.exit_code == 1
    assert "at least 15" in result.output
    assert db.session.scalar(select(User.id)) is None


def test_password_ends_the_sessions(runner: FlaskCliRunner, owner: Visitor) -> None:
    result = runner.invoke(args=["user", "password", "OWNER"])
    assert result.exit_code == 0
    assert User.authenticate("owner", result.stdout.strip()) is not None
    assert db.session.scalars(select(LoginSession.ended_at)).one() is not None
    assert owner.get("/account").status_code == 303


def test_disable_and_enable(runner: FlaskCliRunner, owner: Visitor) -> None:
    assert runner.invoke(args=["user", "disable", "owner"]).exit_code == 0
    assert owner.get("/account").status_code == 303
    assert User.authenticate("owner", PASSWORD) is None
    assert runner.invoke(args=["user", "enable", "owner"]).exit_code == 0
    assert User.authenticate("owner", PASSWORD) is not None


def test_the_last_admin_cannot_be_disabled(runner: FlaskCliRunner) -> None:
    make_user("first", is_admin=True)
    result = runner.invoke(args=["user", "disable", "first"])
    assert result.exit_code == 1
    assert "last administrator" in result.output
    make_user("second", is_admin=True)
    assert runner.invoke(args=["user", "disable", "first"]).exit_code == 0


def test_list_shows_the_unnamed_too(runner: FlaskCliRunner) -> None:
    make_user("robin")
    db.session.add(User())
    db.session.commit()
    output = runner.invoke(args=["user", "list"]).output
    assert "robin" in output
    assert "unnamed user" in output
    assert "cannot sign in" in output


@pytest.mark.parametrize("command", ["password", "disable", "enable"])
def test_unknown_users(runner: FlaskCliRunner, command: str) -> None:
    result = runner.invoke(args=["user", command, "nobody"])
    assert result.exit_code == 1
    assert "There is no user called nobody" in result.output
