from __future__ import annotations

import click
from flask import current_app
from flask.cli import with_appcontext

from repocat.jobs.queue import work


@click.command("worker")
@click.option("--jobs", type=click.IntRange(1, 64), help="Generations at once (default: REPOCAT_WORKER_JOBS).")
@with_appcontext
def worker(jobs: int | None) -> None:
    """Make queued generations until stopped.

    \b
    Example: flask --app wsgi worker --jobs 4
    """
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    jobs = jobs or app.config["REPOCAT_WORKER_JOBS"]
    click.echo(f"Worker ready, {jobs} generation{'' if jobs == 1 else 's'} at once.", err=True)
    work(app, jobs)
