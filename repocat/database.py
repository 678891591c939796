"""Which PostgreSQL: the one that is configured, else the embedded one."""

from __future__ import annotations

import threading
from pathlib import Path
from urllib.parse import quote, urlencode

import psycopg2
from sqlalchemy import event
from sqlalchemy.engine import URL, Engine, make_url
from sqlalchemy.exc import ArgumentError

from repocat import embedded

DRIVER = "postgresql+psycopg2"
ACCEPTED = {"postgres", "postgresql", DRIVER}

_joining = threading.Lock()


def database_url(configured: str | None, instance: Path) -> str:
    """The address for SQLAlchemy: if none is configured the embedded server's, whether it runs or not.

    Raises ValueError for an address that is not PostgreSQL's.
    """
    return normalise(configured or embedded.server_url(embedded_folder(instance)))


def embedded_folder(instance: Path) -> Path:
    return instance / "postgres"


def join_when_needed(engine: Engine, folder: Path) -> None:
    """Join or start the embedded server when somebody connects: what never does, such as `--help`, starts none."""

    def join(*_connecting: object) -> None:
        try:
            with _joining:
                if not embedded.is_joined(folder):
                    embedded.join(folder)
        except embedded.EmbeddedError as error:
            # What is prepared for an absent database is right for this one, too.
            raise psycopg2.OperationalError(str(error)) from error

    event.listen(engine, "do_connect", join)


def normalise(url: str) -> str:
    """The address with the driver named, as SQLAlchemy would otherwise take psycopg 3. Raises ValueError.

    The error's text follows the setting's name, and leaves the address out, for it may hold a password.
    """
    scheme, separator, rest = url.strip().partition("://")
    if not separator:
        raise ValueError("is not an address: it must look like postgresql://user:password@host:5432/name")
    if scheme not in ACCEPTED:
        raise ValueError(f"must begin with postgresql:// (it begins with {scheme}://)")
    try:
        make_url(f"{DRIVER}://{rest}")
    except (ArgumentError, ValueError):
        raise ValueError(
            "is not a valid address: it must look like postgresql://user:password@host:5432/name, "
            "with special characters in the password written as %40 and the like"
        ) from None
    return f"{DRIVER}://{rest}"


def libpq_url(sqlalchemy_url: str | URL) -> str:
    """The same address for psycopg 3, psql and pg_dump, which read it more strictly than SQLAlchemy does."""
    url = make_url(sqlalchemy_url)
    _, parameters = url.get_dialect()().create_connect_args(url)
    return "postgresql://?" + urlencode(parameters, quote_via=quote)
