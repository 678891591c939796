from __future__ import annotations

import subprocess
import sys
import time
import uuid
from pathlib import Path
from typing import Any

import click
from flask import current_app, url_for
from flask.cli import AppGroup
from sqlalchemy import select, text

from repocat.analysis.errors import AnalysisError
from repocat.analysis.source import find_git_dir
from repocat.cli.measuring import measure
from repocat.cli.terminal import printable
from repocat.extensions import db
from repocat.generations.models import Generation, QueueFullError
from repocat.generations.pictures import ask_for_card
from repocat.generations.repository import AddressError, Repository
from repocat.jobs.generate import columns_of

generation = AppGroup("generation", short_help="Create, list, show and delete generations.")

POLL = 0.3


@generation.command("create")
@click.argument("target", metavar="URL_OR_FOLDER")
@click.option("--owner", default="local", show_default=True, help="The owner to show for a local folder.")
@click.option("--wait/--no-wait", default=True, help="Wait until it is done (default), or only queue it.")
def create(target: str, owner: str, wait: bool) -> None:
    """Measure a repository and draw its cat.

    A folder (a checkout, a bare repository or plain files) is measured here and now, without network; an address is
    queued for the workers.

    \b
    Examples: flask --app wsgi generation create .
              flask --app wsgi generation create https://github.com/pallets/flask
    """
    if Path(target).is_dir():
        made = create_from_folder(Path(target), owner)
        _report(made)
        return
    try:
        repository = Repository.parse(target, current_app.config["REPOCAT_GIT_HOSTS"])
        queued = Generation.request(repository, queue_limit=current_app.config["REPOCAT_QUEUE_LIMIT"])
    except AddressError as error:
        raise click.BadParameter(f"{error} (There is no folder of that name either.)", param_hint="TARGET") from None
    except QueueFullError:
        raise click.ClickException("The queue is full; try again when the workers have caught up.") from None
    db.session.commit()
    click.echo(f"Queued {queued.title}: {queued.id}", err=True)
    if not wait:
        click.echo(str(queued.id))
        return
    if not _workers_alive():
        raise click.ClickException("No worker is running, so it waits in the queue; start one with `flask worker`.")
    _report(_wait_for(queued.id))


@generation.command("list")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
def list_generations(limit: int) -> None:
    """List the newest generations.

    \b
    Example: flask --app wsgi generation list --limit 50
    """
    columns = (Generation.id, Generation.state, Generation.code_quality_score, Generation.repo_owner)
    rows = db.session.execute(
        select(*columns, Generation.repo_name, Generation.github_url)
        .order_by(Generation.created_at.desc(), Generation.id.desc())
        .limit(limit)
    )
    for row in rows:
        title = f"{row.repo_owner}/{row.repo_name}" if row.repo_owner and row.repo_name else row.github_url
        score = "–" if row.code_quality_score is None else f"{row.code_quality_score}"
        click.echo(f"{row.id}  {row.state:9}  {score:>4}  {printable(title)}")


@generation.command("show")
@click.argument("generation_id", type=click.UUID)
def show(generation_id: uuid.UUID) -> None:
    """Print a generation as JSON.

    \b
    Example: flask --app wsgi generation show 6f1c7b1e-9d7e-4a35-9a0e-52d1f4f4f6a0
    """
    click.echo(current_app.json.dumps(_load(generation_id).to_dict(), indent=2))


@generation.command("delete")
@click.argument("generation_id", type=click.UUID)
@click.option("--yes", is_flag=True, help="Don't ask.")
def delete(generation_id: uuid.UUID, yes: bool) -> None:
    """Delete a generation; the repository's next newest takes its place.

    \b
    Example: flask --app wsgi generation delete 6f1c7b1e-9d7e-4a35-9a0e-52d1f4f4f6a0 --yes
    """
    found = _load(generation_id)
    title = printable(found.title)
    if not yes:
        click.confirm(f"Delete the generation of {title}?", abort=True)
    found.delete()
    db.session.commit()
    click.echo(f"Deleted the generation of {title}.", err=True)


def create_from_folder(folder: Path, owner: str = "local") -> Generation:
    """Measures a local folder, with a progress bar, and stores what came of it."""
    repository = _repository_of(folder, owner)
    started = time.monotonic()
    columns = columns_of(measure(folder, repository.name), repository)
    made = Generation.record(repository, {**columns, "duration_ms": round(1000 * (time.monotonic() - started))})
    ask_for_card(made.id)
    db.session.commit()
    return made


def _repository_of(folder: Path, owner: str) -> Repository:
    """The address of the remote `origin`, if it is on an allowed host; else the folder's name. Never its path."""
    try:
        return Repository.parse(_origin(folder), current_app.config["REPOCAT_GIT_HOSTS"])
    except (AddressError, AnalysisError, OSError, UnicodeError, subprocess.TimeoutExpired):
        return Repository.local(folder.resolve().name, owner)


def _origin(folder: Path) -> str:
    # Git would look for a repository in the folders above as well, and that one is not measured.
    git_dir = find_git_dir(folder)
    command = ["git", "--git-dir", str(git_dir), "config", "--get", "remote.origin.url"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=10).stdout if git_dir else ""


def _wait_for(generation_id: uuid.UUID) -> Generation:
    with click.progressbar(length=100, label="Waiting", file=sys.stderr) as bar:
        while True:
            db.session.rollback()
            found = _load(generation_id)
            bar.label = found.state
            bar.update(max(0, found.progress - bar.pos))
            if found.same_as_id:
                click.echo("\nNothing has changed since the last time.", err=True)
                return _load(found.same_as_id)
            if not found.is_active:
                return found
            time.sleep(POLL)


def _report(made: Generation) -> None:
    if made.state != "done":
        raise click.ClickException(made.error_text or made.state)
    score = "no score" if made.code_quality_score is None else f"score {made.code_quality_score}"
    attributes: dict[str, Any] = made.cat_attributes
    click.echo(f"{printable(made.title)}: {score}, a {attributes['size']} {attributes['breed']} cat.", err=True)
    with current_app.test_request_context(base_url=current_app.config["PUBLIC_URL"]):
        click.echo(url_for("generations.show", generation_id=made.id, _external=True))


def _load(generation_id: uuid.UUID) -> Generation:
    found = db.session.get(Generation, generation_id)
    if found is None:
        raise click.ClickException(f"There is no generation {generation_id}; `flask generation list` shows the newest.")
    return found


def _workers_alive() -> bool:
    alive = text("SELECT EXISTS (SELECT FROM procrastinate_workers WHERE last_heartbeat > now() - interval '30 s')")
    return bool(db.session.scalar(alive))
