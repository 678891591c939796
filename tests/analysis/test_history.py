from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from repocat.analysis import history
from repocat.analysis.history import Commit, Tags, parse_commit, summarise
from repocat.analysis.limits import Limits
from repocat.analysis.source import BareRepository, Folder, find_git_dir
from tests.analysis.repositories import commit, create, git

DAY = 86_400
NOON = 1_714_564_800  # 2024-05-01T12:00:00Z


def commits(*times: int, author: bytes = b"a") -> list[Commit]:
    return [Commit(author, time, 0, time) for time in times]


def test_dates_and_recent_work() -> None:
    found = summarise(commits(NOON - 400 * DAY, NOON - 40 * DAY, NOON - DAY), None, "2024-05-01", complete=True)
    assert (found.first_commit, found.newest_commit) == ("2023-03-28T12:00:00Z", "2024-04-30T12:00:00Z")
    assert (found.commits, found.commits_last_30_days, found.commits_last_365_days) == (3, 1, 2)


def test_broken_clocks_count_as_commits_but_not_as_dates() -> None:
    found = summarise(commits(0, NOON, NOON + 5000 * DAY), None, "2024-05-01", complete=True)
    assert found.commits == 3
    assert found.first_commit == found.newest_commit == "2024-05-01T12:00:00Z"


def test_a_committer_with_a_sound_clock_stands_in_for_an_author_without() -> None:
    found = summarise([Commit(b"a", 0, 60, NOON), Commit(b"a", 2**32, 60, NOON)], None, "2024-05-01", complete=True)
    assert (found.first_commit, found.commits_last_30_days, found.hours[13]) == ("2024-05-01T12:00:00Z", 2, 2)


def test_cadence_of_commits() -> None:
    weekly = commits(*(NOON - week * 7 * DAY for week in range(104)))
    found = summarise(weekly, None, "2024-05-01", complete=True)
    assert (found.commits_last_365_days, found.commits_per_week, found.active_weeks) == (53, 1.0, 52)
    asleep = summarise(weekly, None, "2026-05-01", complete=True)
    assert (asleep.commits_per_week, asleep.active_weeks) == (0.0, 0)
    young = summarise(commits(*[NOON - 13 * DAY] * 6), None, "2024-05-01", complete=True)
    assert young.commits_per_week == 3.1


def test_cadence_of_releases() -> None:
    days = [NOON, NOON + 60, NOON - 10 * DAY, NOON - 40 * DAY]
    found = summarise(commits(NOON), Tags(9, days), "2024-05-01", complete=True)
    assert (found.tags, found.releases, found.days_between_releases) == (9, 4, 20.0)
    assert summarise(commits(NOON), Tags(2, days[:2]), "2024-05-01", complete=True).days_between_releases is None


def test_programs_commit_but_are_no_authors() -> None:
    bots = [Commit(b"49699333+dependabot[bot]@users.noreply.github.com", NOON, 0, NOON, b"dependabot[bot]")] * 9
    found = summarise([*bots, *commits(NOON)], None, "2024-05-01", complete=True)
    assert (found.commits, found.bot_commits, found.authors, found.bus_factor) == (10, 9, 1, 1)


def test_the_repositorys_own_mailmap_is_read(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    commit(origin, {"a.py": "x\n"}, GIT_AUTHOR_EMAIL="old@x", GIT_AUTHOR_NAME="al")
    newest = commit(origin, {".mailmap": "Alice <alice@example.org> <old@x>\n"})
    source = BareRepository(origin, newest, limits)
    found = history.measure(origin, newest, "2024-05-10", limits, history.mailmap(source))
    assert found is not None
    assert (found.commits, found.authors) == (2, 1)
    assert history.mailmap(BareRepository(origin, f"{newest}~", limits)) == b""
    assert history.mailmap(Folder(tmp_path, limits)) == b""


def test_a_history_of_nothing_but_broken_clocks_still_has_dates() -> None:
    assert summarise(commits(-(10**12)), None, "2024-05-01", complete=True).first_commit == "1970-01-01T00:00:00Z"


def test_authors_and_bus_factor() -> None:
    many = [*commits(*[NOON] * 5, author=b"a"), *commits(*[NOON] * 4, author=b"b"), *commits(NOON, NOON, author=b"c")]
    found = summarise(many, None, "2024-05-01", complete=True)
    assert (found.authors, found.regular_authors, found.bus_factor) == (3, 1, 2)


def test_hours_are_the_authors_own() -> None:
    found = summarise(
        [Commit(b"a", NOON, -7 * 60, NOON), Commit(b"a", NOON, 330, NOON)], None, "2024-05-01", complete=True
    )
    assert {hour for hour, count in enumerate(found.hours) if count} == {5, 17}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (b"author A B <A@x> 10 +0230", Commit(b"a@x", 10, 150, 11, b"a b")),
        (b"author <> 10 -0030", Commit(b"<>", 10, -30, 11)),
        (b"author A <a@x>> 10 +9900", Commit(b"a@x", 10, 0, 11, b"a")),
        (b"author A <a@x> 10 +051800", Commit(b"a@x", 10, 0, 11, b"a")),
        (b"author A <a@x> -10 +0000", Commit(b"a@x", -10, 0, 11, b"a")),
        (b"author A <a@x> 10 +0000 trailing", None),
        (b"author A <a@x> 10", None),
        (b"author A <a@x> 99999999999999999 +0000", None),
        (b"nobody", None),
    ],
)
def test_author_lines(line: bytes, expected: Commit | None) -> None:
    assert parse_commit(b"tree x\n" + line + b"\ncommitter C <c> 11 +0000\n\nauthor B <b> 5 +0000\n") == expected


def test_a_real_repository(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    commit(origin, {"a.py": "x\n"}, GIT_AUTHOR_DATE="2020-01-01T00:00:00Z", GIT_AUTHOR_EMAIL="Carol@x")
    newest = commit(origin, {"a.py": "y\n"})
    git(origin, "tag", "v1.0", f"{newest}~")
    git(origin, "tag", "-a", "release-2.0.1", "-m", "x", newest)
    git(origin, "tag", "not-a-version", newest)
    found = history.measure(origin, newest, "2024-05-10", limits)
    assert found is not None
    assert (found.commits, found.authors, found.complete) == (2, 2, True)
    assert found.first_commit == "2020-01-01T00:00:00Z"
    assert (found.tags, found.releases, found.newest_release) == (3, 2, "2024-05-02T12:00:00Z")
    assert found.hours[10] == 1


def test_without_tags_releases_are_unknown(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    found = history.measure(origin, commit(origin, {"a.py": "x\n"}), "2024-05-10", limits)
    assert found is not None
    assert found.releases is None


def test_a_history_that_is_cut_off_says_so(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    for number in range(3):
        newest = commit(origin, {"a.py": f"{number}\n"})
    found = history.measure(origin, newest, "2024-05-10", replace(limits, history_commits=2))
    assert found is not None
    assert (found.commits, found.complete) == (2, False)


def test_a_shallow_clone_says_so_in_a_linked_worktree_too(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    for number in range(3):
        newest = commit(origin, {"a.py": f"{number}\n"})
    clone, linked = tmp_path / "clone", tmp_path / "linked"
    git(origin, "clone", "-q", "--depth", "2", f"file://{origin}", str(clone))
    git(clone / ".git", "worktree", "add", "-q", "-b", "other", str(linked))
    for place in (clone, linked):
        git_dir = find_git_dir(place)
        assert git_dir
        found = history.measure(git_dir, newest, "2024-05-10", limits)
        assert found is not None
        assert (found.commits, found.complete) == (2, False)


def test_a_commit_that_is_not_there_has_no_history(tmp_path: Path, limits: Limits) -> None:
    assert history.measure(create(tmp_path / "r.git"), "1" * 40, "2024-05-10", limits) is None
