"""What the documents point at exists: files, make targets, commands, settings."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
from flask import Flask
from flask.cli import FlaskGroup

from repocat.config import ROOT, Settings

DOCUMENTS = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
LINK = re.compile(r"\]\(([^)#\s]+)")
CODE = re.compile(r"```.*?```|`[^`\n]+`", re.DOTALL)
TARGET = re.compile(r"\bmake ((?:[a-z-]+ ?)+)")
COMMAND = re.compile(r"\bflask (?:--app wsgi )?([a-z]+)(?: ([a-z]+))?")
SETTING = re.compile(r"\b(?:REPOCAT_[A-Z_]+|SECRET_KEY\w*|DATABASE_URL|PUBLIC_URL)\b")


def code(document: Path) -> str:
    return "\n".join(CODE.findall(document.read_text()))


@pytest.fixture(params=DOCUMENTS, ids=lambda path: str(path.relative_to(ROOT)))
def document(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_links_lead_somewhere(document):
    targets = [target for target in LINK.findall(document.read_text()) if not target.startswith("http")]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_make_targets_exist(document):
    known = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {word for words in TARGET.findall(code(document)) for word in words.split()}
    assert named <= known


def test_flask_commands_exist(document: Path, app: Flask):
    known = {**FlaskGroup().commands, **app.cli.commands}
    for name, subcommand in COMMAND.findall(code(document)):
        assert name in known, f"flask {name}"
        if subcommand and isinstance(known[name], click.Group):
            assert subcommand in known[name].commands, f"flask {name} {subcommand}"


def test_settings_exist(document):
    settings = {name.upper() for name in Settings.model_fields}
    assert set(SETTING.findall(code(document))) <= settings
