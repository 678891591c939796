"""The `flask` commands, one file per group."""

from __future__ import annotations

from flask import Flask

from repocat.cli.analyse import analyse
from repocat.cli.cat import cat
from repocat.cli.failures import explain_failures
from repocat.cli.generation import generation
from repocat.cli.token import token
from repocat.cli.up import up
from repocat.cli.user import user
from repocat.cli.worker import worker


def init_app(app: Flask) -> None:
    for command in (analyse, cat, user, token, generation, worker, up):
        app.cli.add_command(command)
    explain_failures()
