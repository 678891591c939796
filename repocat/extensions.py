"""The extension objects; the factory binds them to the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from procrastinate import App as Queue
from procrastinate.contrib.sqlalchemy import SQLAlchemyPsycopg2Connector
from sqlalchemy.orm import DeclarativeBase

from repocat.config import ROOT
from repocat.database import embedded_folder, join_when_needed


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model
migrate = Migrate()
csrf = CSRFProtect()
htmx = Htmx()
#: The web side of the queue: puts jobs in. `jobs.queue` has the worker's side.
queue = Queue(connector=SQLAlchemyPsycopg2Connector())

# Errors come quickly instead of piling up behind a slow or absent database (seconds; milliseconds in `options`).
ENGINE_OPTIONS = {
    "pool_pre_ping": True,
    # Errors are logged, and what was typed or hashed has no business there.
    "hide_parameters": True,
    "pool_recycle": 1800,
    "pool_size": 5,
    "max_overflow": 5,
    "pool_timeout": 5,
    "connect_args": {
        "connect_timeout": 3,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=15000"
        " -c timezone=UTC",
        "keepalives_idle": 30,
        "application_name": "repocat",
    },
}


def init_app(app: Flask) -> None:
    app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", ENGINE_OPTIONS)
    db.init_app(app)
    migrate.init_app(app, db, directory=str(ROOT / "migrations"), compare_type=True, render_as_batch=False)
    csrf.init_app(app)
    htmx.init_app(app)
    with app.app_context():
        if not app.config["DATABASE_URL"]:
            join_when_needed(db.engine, embedded_folder(app.config["REPOCAT_INSTANCE"]))
        queue.open(db.engine)
