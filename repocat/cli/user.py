from __future__ import annotations

import sys

import click
from flask.cli import AppGroup
from sqlalchemy import func, select

from repocat.extensions import db
from repocat.users.forms import check_password, check_username
from repocat.users.models import AuditEvent, User

user = AppGroup("user", short_help="Create and manage users.")


@user.command("create")
@click.argument("username")
@click.option("--admin", is_flag=True, help="May manage users and tokens.")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def create(username: str, admin: bool, password_stdin: bool) -> None:
    """Create USERNAME; without --password-stdin a random password is made and printed once.

    \b
    Example: flask --app wsgi user create robin --admin
    """
    if problem := check_username(username):
        raise click.BadParameter(problem, param_hint="USERNAME")
    person = User(username=username, is_admin=admin)
    db.session.add(person)
    db.session.flush()
    password = _set_password(person, from_stdin=password_stdin)
    db.session.add(AuditEvent(action="user.created", target=username, detail={"by": "command line"}))
    db.session.commit()
    click.echo(f"Created {'administrator' if admin else 'user'} {username}.", err=True)
    _show(password)


@user.command("password")
@click.argument("username")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of making one.")
def password(username: str, password_stdin: bool) -> None:
    """Give USERNAME a new password and end all sessions.

    \b
    Example: flask --app wsgi user password robin
    """
    person = _named(username)
    made = _set_password(person, from_stdin=password_stdin)
    db.session.add(AuditEvent(action="password.changed", target=person.username, detail={"by": "command line"}))
    db.session.commit()
    click.echo(f"Changed the password of {person.username}; all sessions have ended.", err=True)
    _show(made)


@user.command("list")
@click.option("--limit", type=click.IntRange(1), default=200, show_default=True)
def list_users(limit: int) -> None:
    """List users, newest first.

    \b
    Example: flask --app wsgi user list
    """
    people = db.session.scalars(select(User).order_by(User.created_at.desc(), User.id).limit(limit))
    for person in people:
        state = "disabled" if person.disabled_at else "admin" if person.is_admin else "user"
        sign_in = "" if person.password_hash else "  (no password: cannot sign in)"
        click.echo(f"{person.id}  {state:8}  {person.display_name}{sign_in}")


@user.command("disable")
@click.argument("username")
def disable(username: str) -> None:
    """Stop USERNAME from signing in and using tokens, at once.

    \b
    Example: flask --app wsgi user disable robin
    """
    person = _named(username)
    if person.is_admin and _is_last_admin(person):
        raise click.ClickException(f"{username} is the last administrator; make another one first.")
    person.disabled_at = func.now()
    person.end_sessions()
    db.session.add(AuditEvent(action="user.disabled", target=person.username, detail={"by": "command line"}))
    db.session.commit()
    click.echo(f"Disabled {person.username}.", err=True)


@user.command("enable")
@click.argument("username")
def enable(username: str) -> None:
    """Let USERNAME sign in again.

    \b
    Example: flask --app wsgi user enable robin
    """
    person = _named(username)
    person.disabled_at = None
    db.session.add(AuditEvent(action="user.enabled", target=person.username, detail={"by": "command line"}))
    db.session.commit()
    click.echo(f"Enabled {person.username}.", err=True)


def _named(username: str) -> User:
    person = User.named(username)
    if person is None:
        raise click.ClickException(f"There is no user called {username}; `flask user list` shows all.")
    return person


def _set_password(person: User, *, from_stdin: bool) -> str | None:
    """The password that was made, or None where it was given."""
    if not from_stdin:
        return person.set_random_password()
    given = sys.stdin.readline().rstrip("\n")
    if problem := check_password(given, person.username):
        raise click.ClickException(problem)
    person.set_password(given)
    return None


def _show(made: str | None) -> None:
    if made is not None:
        click.echo("Password, shown only now, to be changed at the first sign-in:", err=True)
        click.echo(made)


def _is_last_admin(person: User) -> bool:
    others = select(func.count()).where(User.is_admin, User.disabled_at.is_(None), User.id != person.id)
    return not db.session.scalar(others)
