from __future__ import annotations

import click
from flask.cli import AppGroup
from sqlalchemy.exc import IntegrityError

from repocat.extensions import db
from repocat.users.models import SCOPES, TOKEN_DAYS, TOKEN_DAYS_MAX, ApiToken, AuditEvent, User

token = AppGroup("token", short_help="Issue and list API tokens.")


@token.command("issue")
@click.argument("username")
@click.argument("name")
@click.option("--scope", "scopes", multiple=True, type=click.Choice(SCOPES), help="Repeatable; default: all.")
@click.option("--days", type=click.IntRange(1, TOKEN_DAYS_MAX), default=TOKEN_DAYS, show_default=True)
def issue(username: str, name: str, scopes: tuple[str, ...], days: int) -> None:
    """Issue a token called NAME for USERNAME; standard output gets the token and nothing else.

    \b
    Example: flask --app wsgi token issue robin deploy-bot --days 30
    """
    person = _named(username)
    if not 1 <= len(name) <= 80 or not name.isprintable():
        raise click.BadParameter("use 1 to 80 printable characters", param_hint="NAME")
    issued, secret = ApiToken.issue(person, name, days=days, scopes=scopes or SCOPES)
    try:
        db.session.flush()
    except IntegrityError:
        raise click.ClickException(f"{username} has a token called {name} already; choose another name.") from None
    db.session.add(AuditEvent(action="token.created", target=person.username, detail={"name": name}))
    db.session.commit()
    click.echo(f"Token {name} for {person.username}, {issued.hint}, works for {days} days. Shown only now:", err=True)
    click.echo(secret)


@token.command("list")
@click.argument("username")
def list_tokens(username: str) -> None:
    """List the tokens of USERNAME.

    \b
    Example: flask --app wsgi token list robin
    """
    for row in db.session.scalars(_named(username).token_rows()):
        click.echo(f"{row.hint:20}  {row.state:8}  until {row.expires_at:%Y-%m-%d}  {row.name}")


def _named(username: str) -> User:
    person = User.named(username)
    if person is None:
        raise click.ClickException(f"There is no user called {username}; `flask user list` shows all.")
    return person
