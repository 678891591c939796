"""The parts of `make validity` that judge; what they judge is measured by `python -m bench.validity`."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from bench.validity.commits import kind_of
from bench.validity.histories import HISTORIES, Outcome, history
from bench.validity.neighbours import stability
from bench.validity.ranks import sign_test, spearman
from repocat.analysis import reference
from tests.analysis import repositories

SIMPLE = "def f(a):\n    return a\n"
BRANCHES = "".join(f"    if a == {n}:\n        return {n + 1}\n" for n in range(14))
CROWDED = f"def f(a):\n{BRANCHES}    return a\n"


@pytest.mark.parametrize(
    ("subject", "kind"),
    [
        ("Refactor the reader", "refactoring"),
        ("refactor(core)!: split the reader", "refactoring"),
        ("[core] Extract a reader", "refactoring"),
        ("KAFKA-123: Clean up readers", "refactoring"),
        ("KAFKA-123: [core] tidied", "refactoring"),
        ("chore: cleanup", None),
        ("Cleanup of readers", "refactoring"),
        ("Simplified", "refactoring"),
        ("feat(router): readers", "feature"),
        ("Add readers", "feature"),
        ("net/http: add readers", "feature"),
        ("router(matcher): support readers", "feature"),
        ("Implements readers", "feature"),
        ("fix: add a missing comma", None),
        ("docs: add a page", None),
        ("Address a complaint", None),
        ("Fix a bug in the refactored reader", None),
        ("", None),
    ],
)
def test_a_commit_is_what_its_first_word_says(subject, kind):
    assert kind_of(subject) == kind


@pytest.mark.parametrize("piece", ["a", "[", "a(", "a:", "[a] ", " ", "feat", "a(b): "])
def test_long_subjects_take_no_time(piece):
    began = time.perf_counter()
    kind_of(piece * 100_000)
    assert time.perf_counter() - began < 0.5


def test_sign_test_is_exact():
    assert sign_test(5, 10) == 1.0
    assert sign_test(10, 10) == sign_test(0, 10) == pytest.approx(2 / 1024)
    assert sign_test(8, 10) == pytest.approx(112 / 1024)
    assert sign_test(0, 0) == 1.0


def test_rank_correlation_shares_ranks_among_equals():
    assert spearman([1, 2, 3, 4], [10, 20, 30, 4000]) == pytest.approx(1.0)
    assert spearman([1, 2, 3, 4], [4, 3, 2, 1]) == pytest.approx(-1.0)
    assert spearman([1, 2, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9487, abs=1e-4)


@pytest.fixture
def git_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """alice/cats, with a feature that crowds a function, a refactoring that mends it, and a good deal besides."""
    monkeypatch.setenv("REPOSITORIES", str(tmp_path))
    path = repositories.create(tmp_path / "alice/cats.git")
    for message, files in (
        ("Begin", {"cat.py": SIMPLE}),
        ("Add branches", {"cat.py": CROWDED}),
        ("Add tests", {"cat.py": CROWDED, "tests/test_cat.py": CROWDED}),
        ("Add a function", {"cat.py": CROWDED, "dog.py": SIMPLE}),
        ("Fix a bug", {"cat.py": SIMPLE, "dog.py": SIMPLE}),
        ("Support dogs", {"cat.py": SIMPLE, "dog.py": CROWDED}),
        ("Simplify dogs", {"cat.py": SIMPLE, "dog.py": SIMPLE}),
    ):
        repositories.commit(path, files, message=message)
    return path


def test_a_history_counts_what_became_of_the_excess(git_dir):
    found = history("alice/cats", repositories.git(git_dir, "rev-parse", "main"))
    assert found.refactoring == Outcome(fell=1)
    assert found.feature == Outcome(rose=2, stayed=1)
    assert found.feature.share("rose") == 1.0


def test_no_more_commits_than_asked_for_are_looked_at(git_dir):
    found = history("alice/cats", repositories.git(git_dir, "rev-parse", "main"), most=1)
    assert found.feature == Outcome(rose=1)


def test_steps_between_neighbours_are_seen(git_dir):
    found = stability("alice/cats", repositories.git(git_dir, "rev-parse", "main"))
    assert len(found.steps) == 6
    assert found.largest == max(found.steps) > 0


def test_sixteen_histories_are_in_the_reference_list():
    assert len(set(HISTORIES)) == 16
    known = reference.FILE.read_text()
    assert [name for name in HISTORIES if f'"{name}"' not in known] == []
