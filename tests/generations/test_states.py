"""The verbs of a generation: each changes only what its attempt still owns."""

from __future__ import annotations

from decimal import Decimal

import pytest
from flask import Flask

from repocat.extensions import db
from repocat.generations.attempt import Attempt
from repocat.generations.models import Generation
from repocat.generations.repository import Repository
from tests.generations.rows import add


@pytest.fixture
def queued(app: Flask) -> Generation:
    generation = Generation.request(Repository("github.com", "o", "r"))
    db.session.commit()
    return generation


def _fresh(generation: Generation) -> Generation:
    db.session.refresh(generation)
    return generation


def _claimed(generation: Generation) -> Attempt:
    attempt = Attempt.claim(generation.id)
    assert attempt is not None
    return attempt


def test_from_queue_to_done(queued: Generation) -> None:
    attempt = _claimed(queued)
    assert attempt.number == 1
    assert _fresh(queued).state == "fetching"
    assert attempt.advance("analysing", 50, "12 files")
    assert (_fresh(queued).progress, queued.progress_note) == (50, "12 files")
    assert attempt.finish({"code_quality_score": Decimal("6.0")})
    assert (_fresh(queued).state, queued.progress, queued.is_latest) == ("done", 100, True)
    assert queued.finished_at is not None
    assert queued.duration_ms is not None
    assert queued.duration_ms >= 0


def test_a_stale_attempt_changes_nothing(queued: Generation) -> None:
    stale, current = _claimed(queued), _claimed(queued)
    assert (stale.number, current.number) == (1, 2)
    assert not stale.advance("analysing", 50)
    assert not stale.fail("internal", "no")
    assert not stale.release()
    assert not stale.finish({"code_quality_score": Decimal(1)})
    assert not stale.counts()
    assert current.counts()
    assert _fresh(queued).state == "fetching"


@pytest.mark.parametrize("state", ["done", "failed", "cancelled"])
def test_what_is_over_is_not_claimed(app: Flask, state: str) -> None:
    assert Attempt.claim(add(state=state, is_latest=False).id) is None


def test_release_gives_the_attempt_back(queued: Generation) -> None:
    assert _claimed(queued).release()
    assert (_fresh(queued).state, queued.attempts) == ("queued", 0)


def test_the_newest_done_is_the_latest_and_knows_the_difference(app: Flask) -> None:
    repository = Repository("github.com", "o", "r")
    first = Generation.record(repository, {"code_quality_score": Decimal("6.0")})
    second = Generation.record(repository, {"code_quality_score": Decimal("6.5")})
    unscored = Generation.record(repository, {"code_quality_score": None})
    db.session.commit()
    assert [_fresh(row).is_latest for row in (first, second, unscored)] == [False, False, True]
    assert (first.score_delta, second.score_delta, unscored.score_delta) == (None, Decimal("0.5"), None)


def test_no_difference_to_a_score_outside_the_scale(app: Flask) -> None:
    add(0, name="r", owner="o", kind="imported", code_quality_score=Decimal("NaN"))
    made = Generation.record(Repository("github.com", "o", "r"), {"code_quality_score": Decimal("6.5")})
    assert made.score_delta is None


def test_a_failure_leaves_the_last_good_one_in_the_gallery(queued: Generation) -> None:
    _claimed(queued).finish({})
    again = Generation.request(Repository("github.com", "o", "r"))
    _claimed(again).fail("timed_out", "It took too long.")
    assert _fresh(queued).is_latest
    assert (_fresh(again).state, again.error_code, again.is_latest) == ("failed", "timed_out", False)


def test_moving_to_an_address_that_is_under_way_is_refused(queued: Generation) -> None:
    other = Generation.request(Repository("github.com", "o", "new"))
    attempt = _claimed(queued)
    assert not attempt.move(Repository("github.com", "o", "new"))
    assert attempt.move(Repository("github.com", "o", "newer"))
    assert _fresh(queued).repo_key == "github.com/o/newer"
    assert _fresh(other).repo_key == "github.com/o/new"
