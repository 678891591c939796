"""What `make run` does on an empty database, so that the first page has something on it."""

from __future__ import annotations

import click
from flask import Flask
from sqlalchemy import select

from repocat.cli.generation import create_from_folder
from repocat.config import ROOT
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.users.models import AuditEvent, User

ADMIN = "admin"


def first_run(app: Flask) -> None:
    with app.app_context():
        if db.session.scalar(select(User.id).limit(1)) is None:
            _make_admin()
        if db.session.scalar(select(Generation.id).limit(1)) is None:
            _make_own_cat()


def _make_admin() -> None:
    admin = User(username=ADMIN, is_admin=True)
    db.session.add(admin)
    db.session.flush()
    password = admin.set_random_password()
    db.session.add(AuditEvent(action="user.created", target=ADMIN, detail={"by": "first run"}))
    db.session.commit()
    click.echo(f"Made the first administrator. User name: {ADMIN}   Password, shown only now: {password}")


def _make_own_cat() -> None:
    try:
        made = create_from_folder(ROOT)
    except click.ClickException as error:
        # A gallery without its first cat is no reason not to start.
        click.echo(f"Could not draw this repository's own cat: {error.message}", err=True)
        return
    click.echo(f"Drew this repository's own cat: generation {made.id}.")
