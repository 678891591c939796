"""A folder of this machine is measured while a bar shows how far it is."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from repocat.analysis.report import Report
from repocat.cli.terminal import printable
from repocat.jobs.child import AnalysisFailedError
from repocat.jobs.generate import measure_folder


def measure(folder: Path, name: str) -> Report:
    """The report; ends the command with a sentence where there is none. Ctrl-C ends what was started, too."""
    bar = click.progressbar(
        length=100,
        label=f"Measuring {printable(name, 30)}",
        item_show_func=lambda note: note,
        width=20,
        file=sys.stderr,
        hidden=not sys.stderr.isatty(),
    )
    with bar:

        def progress(_state: str, percent: int, note: str | None) -> bool:
            bar.update(max(0, percent - bar.pos), note)
            return True

        try:
            report = measure_folder(folder, progress)
        except AnalysisFailedError as error:
            raise click.ClickException(error.text) from None
        bar.update(100 - bar.pos)
    return report
