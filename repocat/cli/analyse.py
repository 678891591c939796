from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from repocat.analysis.dump import dump
from repocat.cli.measuring import measure
from repocat.cli.report_table import lines
from repocat.cli.terminal import width


@click.command("analyse")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--json/--table", "as_json", default=False, help="The whole report as JSON, or a table to read (default)."
)
@with_appcontext
def analyse(folder: Path, as_json: bool) -> None:
    """Measure FOLDER and print the report; nothing is stored, no database and no network is used.

    FOLDER is a checkout, a linked worktree or a bare repository, measured at its newest commit, or a plain folder.

    \b
    Examples: flask --app wsgi analyse .
              flask --app wsgi analyse /srv/git/cats.git --json > report.json
    """
    name = folder.resolve().name
    report = measure(folder, name)
    if as_json:
        click.echo(dump(report))
        return
    for line in lines(report, name, width()):
        click.echo(line)
