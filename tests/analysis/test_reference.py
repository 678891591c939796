from __future__ import annotations

import json

import pytest

from repocat.analysis import reference
from repocat.analysis.score import Values, overall

ROWS = json.loads(reference.FILE.read_bytes())["repositories"]


def test_the_list_is_long_and_reaches_from_poor_to_good() -> None:
    assert len(reference.SCORES) >= 60
    assert reference.SCORES[0] < 3.5
    assert reference.SCORES[-1] > 8.5


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["repository"])
def test_scores_of_the_list_are_those_of_todays_anchors(row) -> None:
    assert overall(Values(row["code"], row["functions"], row["families"], row["values"])) == row["score"]


def test_a_percentile_is_null_safe_and_rises() -> None:
    assert reference.percentile(None) is None
    assert (reference.percentile(0.0), reference.percentile(10.0)) == (0, 100)
