"""Reports from a hostile child, scores of anything, cut streams, odd folders. A sample of what `make fuzz` tries."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.analysis.hostile_reports import check_load, check_score
from tests.analysis.hostile_sources import check_folder, check_history, check_streams

SEEDS = st.integers(min_value=0, max_value=2**32)


@pytest.mark.parametrize("check", [check_score, check_load, check_streams, check_history])
def test_nothing_but_what_is_allowed_comes_of_it(check: Callable[[random.Random], None]) -> None:
    @settings(max_examples=150, deadline=None, derandomize=True, database=None)
    @given(SEEDS)
    def holds(seed: int) -> None:
        check(random.Random(seed))

    holds()


@settings(max_examples=60, deadline=None, derandomize=True, database=None)
@given(SEEDS)
def test_folders_of_any_names_and_kinds(seed: int) -> None:
    with TemporaryDirectory() as folder:
        check_folder(random.Random(seed), Path(folder))
