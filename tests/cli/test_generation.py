from __future__ import annotations

import json
import re
import uuid
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner
from sqlalchemy import select

from repocat.extensions import db
from repocat.generations.models import Generation
from tests.generations.rows import add
from tests.repositories import bare, checkout, git


def _only() -> Generation:
    return db.session.scalars(select(Generation)).one()


def test_measures_a_checkout_here_and_now(runner: FlaskCliRunner, tmp_path: Path) -> None:
    folder = checkout(tmp_path / "My cat")
    result = runner.invoke(args=["generation", "create", str(folder)])
    assert result.exit_code == 0, result.output
    made = _only()
    assert (made.state, made.repo_key, made.github_url) == ("done", "local/local/my-cat", "local:local/My-cat")
    assert made.duration_ms > 0
    assert made.commit_sha == git(folder, "rev-parse", "HEAD")
    assert made.analysis_data["history"]["commits"] == 1
    assert str(tmp_path) not in json.dumps(made.to_dict())
    assert f"/generations/{made.id}" in result.stdout


def test_a_remote_on_an_allowed_host_gives_the_name(runner: FlaskCliRunner, tmp_path: Path) -> None:
    folder = checkout(tmp_path / "here")
    git(folder, "remote", "add", "origin", "git@github.com:pallets/flask.git")
    assert runner.invoke(args=["generation", "create", str(folder)]).exit_code == 0
    assert _only().repo_key == "github.com/pallets/flask"


def test_plain_folders_and_bare_repositories(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.py").write_text("x = 1\n")
    (tmp_path / "plain" / "link").symlink_to("/etc/passwd")
    assert runner.invoke(args=["generation", "create", str(tmp_path / "plain"), "--owner", "me"]).exit_code == 0
    made = _only()
    assert (made.repo_key, made.commit_sha, made.code_lines) == ("local/me/plain", None, 1)
    assert runner.invoke(args=["generation", "create", str(bare(tmp_path, "o", "cat"))]).exit_code == 0
    assert "local/local/cat" in db.session.scalars(select(Generation.repo_key)).all()


def test_an_empty_folder_is_explained(runner: FlaskCliRunner, tmp_path: Path) -> None:
    result = runner.invoke(args=["generation", "create", str(tmp_path)])
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    assert db.session.scalar(select(Generation.id)) is None


def test_an_address_is_queued(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["generation", "create", "https://github.com/pallets/flask", "--no-wait"])
    assert result.exit_code == 0
    assert _only().state == "queued"
    assert result.stdout.strip() == str(_only().id)


def test_waiting_without_a_worker_is_refused(runner: FlaskCliRunner) -> None:
    result = runner.invoke(args=["generation", "create", "pallets/flask"])
    assert result.exit_code == 1
    assert "flask worker" in result.output
    assert _only().state == "queued"


@pytest.mark.parametrize("target", ["no-such-folder", "https://gitlab.com/a/b", "/nowhere/at/all"])
def test_what_is_neither_folder_nor_address(runner: FlaskCliRunner, target: str) -> None:
    result = runner.invoke(args=["generation", "create", target])
    assert result.exit_code == 2
    assert "no folder of that name" in result.output


def test_list_and_show(runner: FlaskCliRunner) -> None:
    generation = add(owner="o\x1b[31m", name="r")
    listed = runner.invoke(args=["generation", "list"]).output
    assert str(generation.id) in listed
    assert "7.5" in listed
    assert "\x1b" not in listed
    shown = json.loads(runner.invoke(args=["generation", "show", str(generation.id)]).stdout)
    assert shown["state"] == "done"


def test_delete_asks_first(runner: FlaskCliRunner) -> None:
    generation_id = add().id
    assert runner.invoke(args=["generation", "delete", str(generation_id)], input="n\n").exit_code == 1
    assert db.session.get(Generation, generation_id) is not None
    assert runner.invoke(args=["generation", "delete", str(generation_id), "--yes"]).exit_code == 0
    assert db.session.get(Generation, generation_id) is None


@pytest.mark.parametrize("command", ["show", "delete"])
def test_unknown(runner: FlaskCliRunner, command: str) -> None:
    assert (
        runner.invoke(args=["generation", command, str(uuid.uuid4()), *["--yes"][: command == "delete"]]).exit_code == 1
    )
    assert runner.invoke(args=["generation", command, "1"]).exit_code == 2


@pytest.mark.parametrize("command", ["user", "token", "generation", "worker", "up"])
def test_every_command_helps_with_an_example(runner: FlaskCliRunner, command: str) -> None:
    result = runner.invoke(args=[command, "--help"])
    assert result.exit_code == 0
    for subcommand in re.findall(r"^  ([a-z]+)  ", result.output.partition("Commands:")[2], re.MULTILINE):
        assert "Example" in runner.invoke(args=[command, subcommand, "--help"]).output
