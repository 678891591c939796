"""PostgreSQL for the tests: a cluster thrown away at the end, or the server that TEST_DATABASE_URL names."""

from __future__ import annotations

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2
from psycopg2 import sql
from sqlalchemy.engine import make_url

from repocat import embedded
from repocat.database import libpq_url, normalise

PREFIX = "repocat-test-"
STARTING_SECONDS = 60.0
UNSAFE_BUT_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_wal_size": "2GB"}


@contextmanager
def throwaway_cluster() -> Iterator[str]:
    """Yield the address of a database to make others from; all that was made with it is gone afterwards.

    TEST_POSTGRES_BIN names the folder of the server programs to use. The server stops even if we are killed.
    """
    if given := os.environ.get("TEST_DATABASE_URL"):
        admin_url = normalise(given)
        try:
            yield admin_url
        finally:
            for url in tuple(_made):
                drop_database(admin_url, url)
        return
    _remove_abandoned()
    folder = Path(tempfile.mkdtemp(prefix=PREFIX))
    bindir = os.environ.get("TEST_POSTGRES_BIN")
    try:
        embedded.join(folder, bindir=Path(bindir) if bindir else None, settings=UNSAFE_BUT_FAST)
        yield normalise(embedded.server_url(folder, "postgres"))
    finally:
        if embedded.is_joined(folder):
            embedded.release(folder)
        shutil.rmtree(folder)


_made: list[str] = []


def create_database(admin_url: str, name: str, template: str | None = None) -> str:
    """Make a database, empty or a copy of ``template`` (an address given by this function); return its address.

    Its name is ``name`` and something that nobody else uses. Nobody may be connected to the template.
    """
    unique = f"{name}_{secrets.token_hex(4)}"
    statement = sql.SQL("create database {} template {} strategy file_copy").format(
        sql.Identifier(unique), sql.Identifier(_database_of(template) if template else "template0")
    )
    _execute(admin_url, statement)
    url = make_url(admin_url).set(database=unique).render_as_string(hide_password=False)
    _made.append(url)
    return url


def drop_database(admin_url: str, url: str) -> None:
    """Drop a database made by `create_database`, whoever is still connected to it."""
    _execute(admin_url, sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(_database_of(url))))
    _made.remove(url)


def _database_of(url: str) -> str:
    database = make_url(url).database
    assert database
    return database


def _execute(admin_url: str, statement: sql.Composed) -> None:
    connection = psycopg2.connect(libpq_url(admin_url))
    try:
        connection.autocommit = True
        connection.cursor().execute(statement)
    finally:
        connection.close()


def _remove_abandoned() -> None:
    """Remove what test runs that were killed left behind; their servers have stopped by themselves."""
    for folder in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        with suppress(FileNotFoundError):
            status = folder.stat()
            is_settled = time.time() - status.st_mtime > STARTING_SECONDS
            if status.st_uid == os.geteuid() and is_settled and not embedded.is_running(folder):
                shutil.rmtree(folder)
