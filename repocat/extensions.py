"""The extension objects; the factory binds them to the app."""

from __future__ import annotations

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from htmx_flask import Htmx
from procrastinate import App as Queue
from procrastinate.contrib.sqlalchemy import SQLAlchemyPsycopg2Connector
from sqlalchemy.orm import DeclarativeBase


class Base(DeclarativeBase):
    pass


db = SQLAlchemy(model_class=Base)
migrate = Migrate()
csrf = CSRFProtect()
htmx = Htmx()
#: The web side of the queue: puts jobs in. `jobs.queue` has the worker's side.
queue = Queue(connector=SQLAlchemyPsycopg2Connector())
