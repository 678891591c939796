from __future__ import annotations

import re

import pytest
from flask import Flask
from sqlalchemy import select

from repocat.cli.first_run import first_run
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.users.models import User


def test_makes_an_admin_and_the_own_cat_once(app: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    first_run(app)
    db.session.expire_all()
    password = re.search(r"Password, shown only now: (\S+)", capsys.readouterr().out)
    assert password
    admin = User.authenticate("admin", password[1])
    assert admin is not None
    assert admin.is_admin
    own = db.session.scalars(select(Generation)).one()
    assert own.state == "done"
    assert own.primary_language == "Python"
    first_run(app)
    assert capsys.readouterr().out == ""
    assert len(db.session.scalars(select(User)).all()) == 1
