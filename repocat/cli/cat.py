from __future__ import annotations

import uuid
from pathlib import Path

import click
from flask.cli import AppGroup

from repocat.analysis.load import InvalidReportError, load
from repocat.analysis.report import Report
from repocat.cat.draw import THEMES, VIEWS, picture_size, svg
from repocat.cat.png import png
from repocat.cat.traits import Traits, traits
from repocat.cli.measuring import measure
from repocat.extensions import db
from repocat.generations.models import Generation
from repocat.generations.pictures import traits_of

cat = AppGroup("cat", short_help="Draw cats into files.")

_LARGEST_REPORT = 1 << 20
_WIDEST = 2400


@cat.command("draw")
@click.argument("source", metavar="GENERATION|REPORT|FOLDER")
@click.option("--output", "-o", type=click.Path(dir_okay=False, path_type=Path), default="cat.svg", show_default=True)
@click.option("--view", type=click.Choice(VIEWS), default=VIEWS[0], show_default=True)
@click.option("--theme", type=click.Choice(THEMES), help="auto for an SVG and light for a PNG, unless said.")
@click.option("--width", type=click.IntRange(16, _WIDEST), help="Of a PNG, in pixels; its own unless said.")
@click.option("--name", metavar="OWNER/NAME", help="Whose coat it has; that of the folder or report unless said.")
def draw(source: str, output: Path, view: str, theme: str | None, width: int | None, name: str | None) -> None:  # noqa: PLR0913, PLR0917
    """Draw one cat into an SVG or PNG file.

    GENERATION is the id of a stored one. REPORT is a file that `flask analyse --json` wrote, FOLDER a checkout, a bare
    repository or plain files: these two need no database and no network.

    \b
    Examples: flask --app wsgi cat draw . --name pallets/flask
              flask --app wsgi cat draw report.json -o cat.png --width 600
    """
    suffix = output.suffix.lower()
    if suffix not in {".svg", ".png"}:
        raise click.BadParameter("it has to end with .svg or .png.", param_hint="--output")
    if theme == "auto" and suffix == ".png":
        raise click.BadParameter("a PNG is light or dark.", param_hint="--theme")
    text = svg(_traits(source, name), view=view, theme=theme or ("auto" if suffix == ".svg" else "light"))
    if suffix == ".svg":
        content = text.encode()
    else:
        across, down = picture_size(view)
        wide = width or across
        content = png(text, wide, round(wide * down / across))
    try:
        output.write_bytes(content)
    except OSError as error:
        raise click.ClickException(f"{output} could not be written: {error.strerror}.") from None
    click.echo(str(output))


def _traits(source: str, name: str | None) -> Traits:
    path = Path(source)
    if path.is_dir():
        resolved = path.resolve()
        owner, own_name = _names(name, "local", resolved.name)
        return traits(measure(path, own_name), owner=owner, name=own_name)
    if path.is_file():
        owner, own_name = _names(name, "local", path.stem)
        return traits(_report(path), owner=owner, name=own_name)
    return _stored(source)


def _names(asked: str | None, owner: str, name: str) -> tuple[str, str]:
    if asked is None:
        return owner, name
    first, slash, second = asked.partition("/")
    if not (first and slash and second) or "/" in second:
        raise click.BadParameter("it has to be OWNER/NAME.", param_hint="--name")
    return first, second


def _report(path: Path) -> Report:
    try:
        with path.open("rb") as file:
            return load(file.read(_LARGEST_REPORT))
    except InvalidReportError:
        raise click.ClickException(f"{path} is no report of this version; `flask analyse --json` writes one.") from None
    except OSError as error:
        raise click.ClickException(f"{path} could not be read: {error.strerror}.") from None


def _stored(source: str) -> Traits:
    try:
        generation = db.session.get(Generation, uuid.UUID(source))
    except ValueError:
        raise click.BadParameter("there is no such folder or file, and it is no id.", param_hint="SOURCE") from None
    if generation is None or generation.state != "done":
        raise click.ClickException("There is no finished generation with this id.")
    return traits_of(generation)
