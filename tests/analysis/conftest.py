from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from repocat.analysis.limits import Limits
from tests.git_server import GitServer, serve


@pytest.fixture
def limits() -> Limits:
    """Small enough that a test which runs into one of them is soon over."""
    return Limits(preflight_seconds=1.0, fetch_seconds=10, history_seconds=10, analysis_seconds=10)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[GitServer]:
    """A git server for the repositories below tmp_path / "served"."""
    root = tmp_path / "served"
    root.mkdir()
    with serve(root) as running:
        yield running
