"""What both tables of `make oracle` can be told."""

from __future__ import annotations

import argparse
from pathlib import Path


def options(module: str, description: str | None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(prog=f"python -m {module}", description=description)
    parser.add_argument("--folder", type=Path, default=Path(".oracle"), help="where packages are kept")
    parser.add_argument("--repositories", type=Path, nargs="*", default=[], help="bare repositories in their place")
    parser.add_argument("--language", action="append", help="only this one; may be given several times")
    parser.add_argument("--show", type=int, default=0, help="print so many disagreements of each kind")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()
