"""What the whole cat shows: size, age, breed, home, grooming, mood, wakefulness."""

from __future__ import annotations

import math

from repocat.analysis.report import Report
from repocat.cat.breeds import BREEDS, breed_of
from repocat.cat.measures.reading import Reading, band, count, day, short, unknown
from repocat.cat.model import Trait
from repocat.cat.scenes import SCENES, scene_of

SIZES = ((1_000, "tiny"), (10_000, "small"), (50_000, "medium"), (200_000, "large"), (700_000, "chonky"))
AGES = ((0.5, "kitten"), (2.0, "young"), (6.0, "adult"), (10.0, "mature"))
GROOMING = ((3.0, "scruffy"), (5.0, "untidy"), (7.0, "presentable"), (8.5, "well kept"))
MOODS = ((0.25, "grumpy"), (0.45, "concerned"), (0.60, "neutral"), (0.85, "content"))
#: Commits in a year; more make no difference to the mood.
_BUSY_YEAR = 52
IDLE = ((30, "awake"), (120, "yawning"), (365, "loafing"), (730, "asleep"))


def size(report: Report) -> Reading:
    """0.0-1.0 from the logarithm of production code lines."""
    lines = report.production_code
    number = min(1.0, max(0.0, (math.log10(max(lines, 1)) - 2) / 4))
    level = band(lines, SIZES, "absolute unit")
    sentence = f"{level}: {count(lines, 'line')} of code, tests and vendored files left out"
    value = f"{count(lines, 'line')} of code"
    return Reading(Trait("size", "Body size", level, value, sentence, 1, short(lines)), number)


def age(report: Report) -> Reading:
    """Years between the oldest and the newest commit."""
    if report.history is None:
        return unknown("age", "Age", "the history was not available", 1)
    years = max(0, (day(report.history.newest_commit) - day(report.history.first_commit)).days) / 365.25
    if not report.history.complete and years < AGES[-1][0]:
        return unknown("age", "Age", "only the newest commits were read", 1)
    level = band(years, AGES, "senior")
    value = f"{years:.1f} years" if years >= 1 else count(round(years * 12), "month")
    brief = f"{years:.0f} y" if years >= 1 else f"{years * 12:.0f} m"
    sentence = f"{level}: {value} from the first to the newest commit"
    return Reading(Trait("age", "Age", level, value, sentence, 1, brief), years)


def breed(report: Report) -> Reading:
    """The family of the primary language chooses the breed."""
    title = BREEDS[breed_of(report.primary_language)].title
    article = "an" if title[0] in "aeiou" else "a"
    sentence = f"{article} {title}: the breed for the family of the primary language"
    return Reading(Trait("breed", "Breed", title, "primary language", sentence, 1), None)


def scene(report: Report) -> Reading:
    """The primary language chooses the home."""
    name = scene_of(report.primary_language)
    sentence = f"at home in {SCENES[name].title}: the scene for the primary language"
    return Reading(Trait("scene", "Home", name, "primary language", sentence, 1), None)


def grooming(report: Report) -> Reading:
    """The score, 0.0-10.0."""
    score = report.score.value
    if score is None:
        return unknown("grooming", "Grooming", "too little could be measured for a score", 1)
    level = band(score, GROOMING, "immaculate")
    sentence = f"{level}: a code quality score of {score:.1f} out of 10"
    return Reading(Trait("grooming", "Grooming", level, f"{score:.1f} / 10", sentence, 1), score)


def _knows_the_year(report: Report) -> bool:
    """Whether the last year's commits are all there, or at least as many as make no difference any more."""
    history = report.history
    if history is None or history.complete or history.commits_last_365_days >= _BUSY_YEAR:
        return history is not None
    return (day(report.as_of) - day(history.first_commit)).days > 365


def mood(report: Report) -> Reading:
    """Health 0.0-1.0: tests 40, CI 25, activity 20 parts; what is missing is dropped and the rest re-weighted."""
    parts: list[tuple[float, float]] = [(25, 1.0 if report.practice.ci else 0.0)]
    if report.tests.ratio is not None:
        parts.append((40, min(1.0, report.tests.ratio / 0.7)))
    if report.history is not None and _knows_the_year(report):
        parts.append((20, min(1.0, report.history.commits_last_365_days / _BUSY_YEAR)))
    if len(parts) == 1:
        return unknown("mood", "Mood", "neither tests nor activity could be measured", 1)
    health = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    level = band(health, MOODS, "beaming")
    sentence = f"{level}: a health of {health:.0%} from tests, continuous integration and activity"
    return Reading(Trait("mood", "Mood", level, f"{health:.0%} health", sentence, 1), health)


def idle(report: Report) -> Reading:
    """Days from the newest commit to the day of the analysis."""
    if report.history is None:
        return unknown("idle", "Wakefulness", "the history was not available", 1)
    days = max(0, (day(report.as_of) - day(report.history.newest_commit)).days)
    level = band(days, IDLE, "fast asleep")
    value = f"newest commit {count(days, 'day')} before the analysis"
    return Reading(Trait("idle", "Wakefulness", level, value, f"{level}: {value}", 1, f"{days:,} d"), days)
