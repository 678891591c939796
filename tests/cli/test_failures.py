from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from repocat.config import ROOT
from tests.clusters import create_database, drop_database

COMMANDS = ["user list", "user create robin", "token list robin", "generation list", "db current", "worker"]


def run(command: str, url: str, instance: Path) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"DATABASE_URL": url, "REPOCAT_INSTANCE": str(instance)}
    arguments = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
    return subprocess.run(arguments, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_without_a_database_a_command_says_so_in_one_line(command: str, tmp_path: Path) -> None:
    done = run(command, "postgresql://robin:hunter2hunter2@127.0.0.1:1/none", tmp_path)
    assert done.returncode == 1
    last = done.stderr.strip().split("\n")[-1]
    assert last.startswith("Error: The database cannot be reached: connection to server at")
    assert "DATABASE_URL" in last
    assert "Traceback" not in done.stderr
    assert "hunter2" not in done.stderr


def test_before_the_migrations_it_says_what_to_run(cluster: str, tmp_path: Path) -> None:
    empty = create_database(cluster, "unmigrated")
    try:
        for command in ("user list", "worker"):
            done = run(command, empty, tmp_path)
            assert done.returncode == 1
            assert done.stderr.strip().split("\n")[-1].startswith("Error: The database lacks what this version needs")
            assert "flask --app wsgi db upgrade" in done.stderr
            assert "Traceback" not in done.stderr
    finally:
        drop_database(cluster, empty)


def test_a_fault_of_ours_keeps_its_traceback(tmp_path: Path) -> None:
    code = (
        "import click; from repocat.cli.failures import explain_failures\n"
        "@click.command()\ndef broken():\n    explain_failures()\n    1 // 0\nbroken()"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr
