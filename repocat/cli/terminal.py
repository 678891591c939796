"""Text for a terminal."""

from __future__ import annotations

import shutil
import sys

WIDTH = 80


def printable(text: str, most: int = 200) -> str:
    """Text of others without what steers a terminal or turns the direction of reading."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)[:most]


def width() -> int:
    """Columns to fill: the terminal's, within reason, and the same everywhere else."""
    return min(max(shutil.get_terminal_size().columns, 60), 120) if sys.stdout.isatty() else WIDTH
