"""What a command says where the database fails it: a sentence, not a traceback."""

from __future__ import annotations

import sys
from types import TracebackType

import click
from psycopg2.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import OperationalError, ProgrammingError

from repocat.embedded import EmbeddedError


def explain_failures() -> None:
    """For this process, if it is a command: `flask db` is not ours, so no group of ours could do it for all."""
    if click.get_current_context(silent=True) is not None:
        sys.excepthook = _explain


def sentence(error: BaseException) -> str | None:
    """None for an error that is a fault of ours and needs its traceback."""
    if isinstance(error, OperationalError):
        if isinstance(getattr(error.orig, "__cause__", None), EmbeddedError):
            return str(error.orig)
        reason = str(error.orig).strip().partition("\n")[0]
        # What a server says has a code; without one there was no server.
        if getattr(error.orig, "pgcode", None) is None:
            return f"The database cannot be reached: {reason}. Check DATABASE_URL and that the server runs."
        return f"The database could not do it: {reason}."
    if isinstance(error, ProgrammingError) and isinstance(error.orig, UndefinedTable | UndefinedColumn):
        return "The database lacks what this version needs: run `flask --app wsgi db upgrade`, then try again."
    return None


def _explain(kind: type[BaseException], error: BaseException, traceback: TracebackType | None) -> None:
    if (said := sentence(error)) is not None:
        click.echo(f"Error: {said}", err=True)
    else:
        sys.__excepthook__(kind, error, traceback)
