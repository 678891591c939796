from __future__ import annotations

from flask.testing import FlaskCliRunner

from repocat.users.models import ApiToken
from tests.conftest import make_user


def test_issue_prints_the_token_and_nothing_else(runner: FlaskCliRunner) -> None:
    make_user("robin")
    result = runner.invoke(args=["token", "issue", "robin", "deploy-bot", "--scope", "generations:read", "--days", "7"])
    assert result.exit_code == 0, result.output
    token = ApiToken.verify(result.stdout.strip())
    assert token is not None
    assert (token.name, token.scopes) == ("deploy-bot", ["generations:read"])
    listed = runner.invoke(args=["token", "list", "robin"]).output
    assert "deploy-bot" in listed
    assert result.stdout.strip() not in listed


def test_a_name_is_used_once(runner: FlaskCliRunner) -> None:
    make_user("robin")
    assert runner.invoke(args=["token", "issue", "robin", "x"]).exit_code == 0
    result = runner.invoke(args=["token", "issue", "robin", "X"])
    assert result.exit_code == 1
    assert "already" in result.output
    assert result.stdout == ""


def test_wrong_input(runner: FlaskCliRunner) -> None:
    make_user("robin")
    assert runner.invoke(args=["token", "issue", "nobody", "x"]).exit_code == 1
    assert runner.invoke(args=["token", "issue", "robin", "a\nb"]).exit_code == 2
    assert runner.invoke(args=["token", "issue", "robin", "x", "--days", "400"]).exit_code == 2
    assert runner.invoke(args=["token", "issue", "robin", "x", "--scope", "everything"]).exit_code == 2
