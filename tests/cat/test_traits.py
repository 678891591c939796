"""Every trait at the borders of its levels, and what is unknown."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

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
    assert unknown == {"age", "grooming", "mood", "idle", "tests", "complexity", "duplication", "daypart"}


def test_functions_without_any_are_unknown() -> None:
    assert cat(functions=reports.functions(1, count=0)).complexity is None


def test_every_row_of_the_legend_has_its_own_key_and_sentence() -> None:
    legend = cat().legend
    assert len({row.key for row in legend}) == len({row.sentence for row in legend}) == len(legend) == 15
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
