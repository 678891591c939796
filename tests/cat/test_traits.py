"""Every trait at the borders of its levels, and what is unknown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from repocat.analysis.report import BigFiles, Language, Types
from repocat.cat.traits import Traits, traits
from tests.cat import reports


def cat(**changes: object) -> Traits:
    return traits(reports.report(**changes), owner="pallets", name="flask")


@pytest.mark.parametrize(
    ("lines", "level"),
    [
        (0, "tiny"),
        (999, "tiny"),
        (1_000, "small"),
        (9_999, "small"),
        (10_000, "medium"),
        (49_999, "medium"),
        (50_000, "large"),
        (199_999, "large"),
        (200_000, "chonky"),
        (699_999, "chonky"),
        (700_000, "absolute unit"),
    ],
)
def test_size_follows_lines_of_code(lines: int, level: str) -> None:
    assert cat(production_code=lines).level("size") == level


def test_size_is_logarithmic_and_bounded() -> None:
    sizes = [cat(production_code=lines).size for lines in (0, 100, 1_000, 10_000, 100_000, 1_000_000, 10**9)]
    assert sizes == pytest.approx([0, 0, 0.25, 0.5, 0.75, 1, 1])


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (0, "kitten"),
        (182, "kitten"),
        (183, "young"),
        (730, "young"),
        (731, "adult"),
        (2_191, "adult"),
        (2_192, "mature"),
        (3_652, "mature"),
        (3_653, "senior"),
    ],
)
def test_age_follows_the_history(days: int, level: str) -> None:
    assert cat(history=reports.history(days=days)).level("age") == level


@pytest.mark.parametrize(
    ("value", "level"),
    [
        (0.0, "scruffy"),
        (2.9, "scruffy"),
        (3.0, "untidy"),
        (4.9, "untidy"),
        (5.0, "presentable"),
        (6.9, "presentable"),
        (7.0, "well kept"),
        (8.4, "well kept"),
        (8.5, "immaculate"),
        (10.0, "immaculate"),
    ],
)
def test_grooming_follows_the_score(value: float, level: str) -> None:
    assert cat(score=reports.score(value)).level("grooming") == level


@pytest.mark.parametrize(
    ("ratio", "mice"), [(0.0, 0), (0.01, 1), (0.1, 2), (0.29, 2), (0.3, 3), (0.6, 4), (0.99, 4), (1.0, 5), (7.0, 5)]
)
def test_mice_follow_the_test_ratio(ratio: float, mice: int) -> None:
    assert cat(tests=reports.tests(ratio)).mice == mice


@pytest.mark.parametrize(
    ("days", "level"),
    [
        (0, "awake"),
        (29, "awake"),
        (30, "yawning"),
        (119, "yawning"),
        (120, "loafing"),
        (364, "loafing"),
        (365, "asleep"),
        (729, "asleep"),
        (730, "fast asleep"),
    ],
)
def test_sleep_follows_idleness(days: int, level: str) -> None:
    assert cat(history=reports.history(idle=days)).idle == level


@pytest.mark.parametrize(
    ("share", "cats"), [(0.0, 0), (0.029, 0), (0.03, 1), (0.08, 2), (0.149, 2), (0.15, 3), (1.0, 3)]
)
def test_copycats_follow_duplication(share: float, cats: int) -> None:
    assert cat(duplication=reports.duplication(share)).copycats == cats


@pytest.mark.parametrize(
    ("p90", "level"),
    [(1, "no yarn"), (4, "no yarn"), (5, "a small ball"), (8, "a big ball"), (14, "a huge ball"), (18, "a tangle")],
)
def test_yarn_follows_complexity(p90: int, level: str) -> None:
    assert cat(functions=reports.functions(p90)).level("complexity") == level


@pytest.mark.parametrize(
    ("night", "level"), [(0, "day"), (17, "day"), (18, "dusk"), (35, "dusk"), (36, "night"), (100, "night")]
)
def test_time_of_day_follows_commit_hours(night: int, level: str) -> None:
    hours = (night, *(0,) * 11, 100 - night, *(0,) * 11)
    assert cat(history=reports.history(hours=hours)).daypart == level


@pytest.mark.parametrize(
    ("ratio", "workflows", "year", "mood"),
    [
        (0.7, ("ci.yml",), 52, "beaming"),
        (0.7, (), 52, "content"),
        (0.35, ("ci.yml",), 0, "neutral"),
        (0.0, ("ci.yml",), 0, "concerned"),
        (0.0, (), 0, "grumpy"),
    ],
)
def test_mood_weighs_tests_ci_and_activity(ratio: float, workflows: tuple[str, ...], year: int, mood: str) -> None:
    found = cat(
        tests=reports.tests(ratio),
        practice=reports.practice(ci=workflows),
        history=reports.history(year=year),
    )
    assert found.mood == mood


def test_mood_is_weighted_anew_when_a_part_is_missing() -> None:
    without = cat(history=None, tests=reports.tests(0.7), practice=reports.practice(ci=()))
    assert without.mood == "content"  # 40 of 65 parts
    assert cat(history=None, tests=reports.tests(None)).mood == "unknown"


@pytest.mark.parametrize(
    ("days", "year", "age", "mood"),
    [(200, 30, "unknown", "content"), (200, 60, "unknown", "beaming"), (400, 0, "unknown", "content"),
     (4000, 60, "senior", "beaming")],
)  # fmt: skip
def test_a_history_that_was_cut_off_is_not_taken_for_the_whole(days: int, year: int, age: str, mood: str) -> None:
    history = replace(reports.history(days=days, year=year), complete=False)
    found = cat(history=history, tests=reports.tests(0.5), practice=reports.practice(ci=("ci.yml",)))
    assert (found.to_attributes()["age"], found.mood) == (age, mood)


@pytest.mark.parametrize(
    ("changes", "books"),
    [
        ({"readme_quality": 0.0, "folder": False, "comment_share": 0.0}, 0),
        ({"readme_quality": 0.3, "folder": False, "comment_share": None}, 1),
        ({"readme_quality": 0.7, "folder": False, "comment_share": 0.14}, 2),
        ({"readme_quality": 0.7, "folder": True, "comment_share": 0.14}, 3),
        ({"readme_quality": 0.7, "folder": True, "comment_share": 0.15}, 4),
    ],
)
def test_books_follow_the_documentation(changes: dict[str, object], books: int) -> None:
    assert cat(docs=reports.docs(**changes)).books == books


def test_bell_and_collar_follow_practice() -> None:
    assert cat().ci == "set up"
    assert cat(practice=reports.practice(ci=())).ci == "none"
    assert cat(practice=reports.practice(licence_class="strong-copyleft")).licence == "strong-copyleft"
    assert cat(practice=reports.practice(licence_class="something new")).licence == "custom"


@pytest.mark.parametrize(
    ("language", "breed", "scene"),
    [
        ("Python", "tabby", "den"),
        ("python", "tabby", "den"),
        ("C++", "maine-coon", "bench"),
        ("C#", "persian", "studio"),
        ("Jupyter Notebook", "ragdoll", "charts"),
        ("Klingon", "domestic-shorthair", "sitting-room"),
        (None, "domestic-shorthair", "sitting-room"),
    ],
)
def test_language_chooses_breed_and_home(language: str | None, breed: str, scene: str) -> None:
    found = cat(primary_language=language)
    assert (found.breed, found.scene) == (breed, scene)


def test_what_is_missing_is_unknown_and_not_a_number() -> None:
    found = cat(
        history=None,
        functions=None,
        duplication=None,
        tests=reports.tests(None),
        score=reports.score(None),
    )
    assert (found.age, found.score, found.mice, found.complexity, found.copycats) == (None,) * 5
    unknown = {row.key for row in found.legend if row.level == "unknown"}
    history = {"age", "idle", "daypart", "season", "releases", "recent_work", "people", "stars"}
    assert unknown == history | {"grooming", "mood", "tests", "complexity", "nesting", "duplication", "socks"}


def test_functions_without_any_are_unknown() -> None:
    assert cat(functions=reports.functions(1, count=0)).complexity is None


def test_every_row_of_the_legend_has_its_own_key_and_sentence() -> None:
    legend = cat().legend
    assert len({row.key for row in legend}) == len({row.sentence for row in legend}) == len(legend) == 30
    assert all(row.tier in {1, 2, 3} and row.value and row.title for row in legend)


def test_sentences_name_the_measure() -> None:
    sentences = {row.key: row.sentence for row in cat(production_code=310_000).legend}
    assert sentences["size"] == "chonky: 310,000 lines of code, tests and vendored files left out"
    assert "7.6 out of 10" in sentences["grooming"]


def test_no_text_of_the_repository_reaches_the_legend() -> None:
    hostile = reports.report(
        primary_language="<script>",
        practice=reports.practice(licence="<script>", licence_class="<script>", ci=("<script>",)),
    )
    assert "<script>" not in str(traits(hostile, owner="<script>", name="<script>").legend)


def test_attributes_keep_the_earlier_keys_and_are_json() -> None:
    attributes = json.loads(json.dumps(cat().to_attributes(), allow_nan=False))
    assert attributes["size"] == "medium"
    assert attributes["age"] == "adult"
    assert attributes["expression"] == attributes["mood"] == "beaming"
    assert attributes["background"] == "a warm den with a plush snake"
    assert attributes["beauty_score"] == 7.6
    assert attributes["accessories"] == ["collar", "bell", "toy mice", "books"]
    assert attributes["breed"] == "tabby"
    assert {row["key"] for row in attributes["legend"]} >= {"size", "coat", "mood"}


def test_a_stray_owns_nothing() -> None:
    stray = replace(cat(), licence="none", ci="none", mice=0, books=0)
    assert stray.to_attributes()["accessories"] == []
    assert replace(stray, licence="public-domain").to_attributes()["accessories"] == ["bandana"]


@pytest.mark.parametrize(("files", "balls"), [(0, 0), (1, 1), (2, 2), (4, 2), (5, 3), (90, 3)])
def test_hairballs_follow_big_files(files: int, balls: int) -> None:
    assert cat(big_files=BigFiles(files, files, 0, ())).hairballs == balls


@pytest.mark.parametrize(("p95", "boxes"), [(0, 1), (3, 1), (4, 2), (5, 2), (6, 3), (12, 3)])
def test_boxes_follow_nesting(p95: int, boxes: int) -> None:
    functions = reports.functions(6)
    found = cat(functions=replace(functions, nesting=replace(functions.nesting, p95=p95)))
    assert found.boxes == boxes


@pytest.mark.parametrize(("todos", "burrs"), [(0, 0), (1, 1), (19, 1), (20, 2), (59, 2), (60, 3)])
def test_burrs_follow_todos_in_a_thousand_lines(todos: int, burrs: int) -> None:
    assert cat(production_code=10_000, todos=todos).burrs == burrs


@pytest.mark.parametrize(("bytes_", "tail"), [(20, 0.0), (60, 0.0), (130, 0.5), (200, 1.0), (900, 1.0), (None, None)])
def test_the_tail_follows_line_lengths(bytes_: int | None, tail: float | None) -> None:
    assert cat(line_length_p95=bytes_).tail == tail


@pytest.mark.parametrize(
    ("share", "tie"),
    [
        (0.0, "none"),
        (0.049, "none"),
        (0.05, "plain"),
        (0.5, "striped"),
        (0.9, "dotted"),
        (1.0, "dotted"),
        (None, "unknown"),
    ],
)
def test_the_bow_tie_follows_annotations(share: float | None, tie: str) -> None:
    assert cat(types=Types(share)).bow_tie == tie


def _languages(**code: int) -> tuple[Language, ...]:
    return tuple(Language(name, 1, lines, 0, 0, 1, functions_measured=True) for name, lines in code.items())


@pytest.mark.parametrize(
    ("code", "socks"),
    [
        ({"Python": 100}, 0),
        ({"Python": 86, "C": 14}, 0),
        ({"Python": 85, "C": 15}, 2),
        ({"Python": 71, "C": 29}, 2),
        ({"Python": 70, "C": 30}, 4),
    ],
)
def test_socks_follow_the_second_language(code: dict[str, int], socks: int) -> None:
    found = cat(languages=_languages(**code))
    assert (found.socks, found.polyglot) == (socks, False)
    assert found.socks_of == ("bench" if len(code) > 1 else "sitting-room")


def test_four_languages_make_a_tortoiseshell() -> None:
    found = cat(languages=_languages(Python=30, C=30, Go=20, Rust=20))
    assert (found.polyglot, found.socks) == (True, 0)
    assert "tortoise" in next(row.value for row in found.legend if row.key == "coat")
    assert not cat(languages=_languages(Python=30, C=30, Go=30, Rust=10)).polyglot


def test_data_and_prose_are_no_second_language() -> None:
    data = Language("JSON", 1, 90, 0, 0, 1, functions_measured=False)
    assert cat(languages=(*_languages(Python=100), data)).socks == 0


@pytest.mark.parametrize(
    ("releases", "newest", "rosette"),
    [
        (0, None, "none"),
        (1, None, "bronze"),
        (4, None, "bronze"),
        (5, None, "silver"),
        (20, None, "gold"),
        (20, "2024-10-20", "gold"),
        (20, "2024-10-19", "faded"),
        (None, None, "unknown"),
    ],
)
def test_the_rosette_follows_releases(releases: int | None, newest: str | None, rosette: str) -> None:
    assert cat(history=replace(reports.history(), releases=releases, newest_release=newest)).rosette == rosette


@pytest.mark.parametrize(("commits", "feathers"), [(0, 0), (1, 1), (19, 1), (20, 2)])
def test_feathers_follow_recent_work(commits: int, feathers: int) -> None:
    assert cat(history=replace(reports.history(), commits_last_30_days=commits)).feathers == feathers


@pytest.mark.parametrize(
    ("authors", "half", "prints", "slipper"),
    [(0, 1, 1, True), (1, 1, 1, True), (2, 2, 2, False), (5, 1, 2, True), (6, 2, 3, False), (21, 2, 4, False)],
)
def test_paw_prints_follow_authors(authors: int, half: int, prints: int, slipper: bool) -> None:
    found = cat(history=replace(reports.history(), regular_authors=authors, bus_factor=half))
    assert (found.paw_prints, found.slipper) == (prints, slipper)


@pytest.mark.parametrize(
    ("month", "season"),
    [("12", "winter"), ("02", "winter"), ("03", "spring"), ("06", "summer"), ("09", "autumn"), ("11", "autumn")],
)
def test_the_season_is_the_newest_commits(month: str, season: str) -> None:
    assert cat(history=replace(reports.history(), newest_commit=f"2025-{month}-03T10:00:00Z")).season == season


def test_practice_lies_about() -> None:
    bare = cat(practice=reports.practice(linters=(), lock_files=(), containers=(), security_policy=False))
    full = cat(
        practice=reports.practice(linters=("a", "b", "c"), lock_files=("d",), containers=("e",), security_policy=True)
    )
    assert (bare.brushes, bare.jar, bare.cardboard, bare.shield) == (0, "open", False, False)
    assert (full.brushes, full.jar, full.cardboard, full.shield) == (2, "closed", True, True)


def test_there_are_nine_props_at_most_and_the_others_are_told() -> None:
    found = cat(
        duplication=reports.duplication(0.2),
        big_files=BigFiles(9, 9, 0, ()),
        practice=reports.practice(linters=("a",), lock_files=("d",), containers=("e",)),
    )
    assert found.left_out == ("recent_work", "lock_files", "nesting")
    assert (found.feathers, found.jar, found.boxes) == (0, "unknown", 0)
    told = {row.key for row in found.legend if "no room" in row.sentence}
    assert told == set(found.left_out)
