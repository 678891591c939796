"""From a report's numbers to levels: every function reads one measure and names it in plain words.

A level that could not be measured is "unknown"; the drawing then shows the neutral form. Thresholds are those of
the trait table in the design notes; sentences never hold text from the repository.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from repocat.analysis.report import Report
from repocat.cat.breeds import BREEDS, breed_of
from repocat.cat.model import UNKNOWN, Trait
from repocat.cat.scenes import SCENES, scene_of


@dataclass(frozen=True, slots=True)
class Reading:
    """A trait with the number that the drawing uses (its unit depends on the trait; None when unknown)."""

    trait: Trait
    number: float | None


SIZES = ((1_000, "tiny"), (10_000, "small"), (50_000, "medium"), (200_000, "large"), (700_000, "chonky"))
AGES = ((0.5, "kitten"), (2.0, "young"), (6.0, "adult"), (10.0, "mature"))
GROOMING = ((3.0, "scruffy"), (5.0, "untidy"), (7.0, "presentable"), (8.5, "well kept"))
MOODS = ((0.25, "grumpy"), (0.45, "concerned"), (0.60, "neutral"), (0.85, "content"))
#: Commits in a year; more make no difference to the mood.
_BUSY_YEAR = 52
MICE = ((0.1, 1), (0.3, 2), (0.6, 3), (1.0, 4))
IDLE = ((30, "awake"), (120, "yawning"), (365, "loafing"), (730, "asleep"))
COPYCATS = ((0.03, 0), (0.08, 1), (0.15, 2))
YARN = ((5.0, "no yarn"), (8.0, "a small ball"), (14.0, "a big ball"), (18.0, "a huge ball"))

COLLARS = {
    "none": ("stray", "no licence found, so no collar"),
    "permissive": ("blue collar", "a permissive licence"),
    "weak-copyleft": ("green collar", "a weak copyleft licence"),
    "strong-copyleft": ("red collar", "a strong copyleft licence"),
    "public-domain": ("bandana", "dedicated to the public domain"),
    "custom": ("grey collar", "a licence nobody recognises"),
}


def band(value: float, steps: Sequence[tuple[float, str]], last: str) -> str:
    """The name of the first step that `value` stays below, else `last`."""
    return next((name for limit, name in steps if value < limit), last)


def size(report: Report) -> Reading:
    """0.0-1.0 from the logarithm of production code lines."""
    lines = report.production_code
    number = min(1.0, max(0.0, (math.log10(max(lines, 1)) - 2) / 4))
    level = band(lines, SIZES, "absolute unit")
    sentence = f"{level}: {_count(lines, 'line')} of code, tests and vendored files left out"
    return Reading(Trait("size", "Body size", level, f"{_count(lines, 'line')} of code", sentence, 1), number)


def age(report: Report) -> Reading:
    """Years between the oldest and the newest commit."""
    if report.history is None:
        return _unknown("age", "Age", "the history was not available", 1)
    years = max(0, (_day(report.history.newest_commit) - _day(report.history.first_commit)).days) / 365.25
    if not report.history.complete and years < AGES[-1][0]:
        return _unknown("age", "Age", "only the newest commits were read", 1)
    level = band(years, AGES, "senior")
    value = f"{years:.1f} years" if years >= 1 else _count(round(years * 12), "month")
    return Reading(Trait("age", "Age", level, value, f"{level}: {value} from the first to the newest commit", 1), years)


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
        return _unknown("grooming", "Grooming", "too little could be measured for a score", 1)
    level = band(score, GROOMING, "immaculate")
    sentence = f"{level}: a code quality score of {score:.1f} out of 10"
    return Reading(Trait("grooming", "Grooming", level, f"{score:.1f} / 10", sentence, 1), score)


def _knows_the_year(report: Report) -> bool:
    """Whether the last year's commits are all there, or at least as many as make no difference any more."""
    history = report.history
    if history is None or history.complete or history.commits_last_365_days >= _BUSY_YEAR:
        return history is not None
    return (_day(report.as_of) - _day(history.first_commit)).days > 365


def mood(report: Report) -> Reading:
    """Health 0.0-1.0: tests 40, CI 25, activity 20 parts; what is missing is dropped and the rest re-weighted."""
    parts: list[tuple[float, float]] = [(25, 1.0 if report.practice.ci else 0.0)]
    if report.tests.ratio is not None:
        parts.append((40, min(1.0, report.tests.ratio / 0.7)))
    if report.history is not None and _knows_the_year(report):
        parts.append((20, min(1.0, report.history.commits_last_365_days / _BUSY_YEAR)))
    if len(parts) == 1:
        return _unknown("mood", "Mood", "neither tests nor activity could be measured", 1)
    health = sum(weight * part for weight, part in parts) / sum(weight for weight, _ in parts)
    level = band(health, MOODS, "beaming")
    sentence = f"{level}: a health of {health:.0%} from tests, continuous integration and activity"
    return Reading(Trait("mood", "Mood", level, f"{health:.0%} health", sentence, 1), health)


def tests(report: Report) -> Reading:
    """Caught mice, 0-5, by test lines per production line."""
    ratio = report.tests.ratio
    if ratio is None:
        return _unknown("tests", "Caught mice", "there is no production code to test", 2)
    mice = 0 if ratio <= 0 else next((count for limit, count in MICE if ratio < limit), 5)
    caught = "a mouse sits on its head" if mice == 0 else _caught(mice)
    value = f"{ratio:.2f} test lines per line of code"
    return Reading(Trait("tests", "Caught mice", str(mice), value, f"{caught}: {value}", 2), mice)


def ci(report: Report) -> Reading:
    """Whether continuous integration is set up; its last result is not known from a repository alone."""
    found = bool(report.practice.ci)
    level = "set up" if found else "none"
    sentence = (
        "a silver bell: continuous integration is set up" if found else "no bell: no continuous integration found"
    )
    files = len(report.practice.ci)
    value = "1 workflow file" if files == 1 else f"{files} workflow files"
    return Reading(Trait("ci", "Bell and weather", level, value, sentence, 1), float(found))


def licence(report: Report) -> Reading:
    """The class of the licence."""
    kind = report.practice.licence_class if report.practice.licence_class in COLLARS else "custom"
    collar, meaning = COLLARS[kind]
    return Reading(Trait("licence", "Collar", kind, meaning, f"{collar}: {meaning}", 2), None)


def docs(report: Report) -> Reading:
    """Books, 0-4: README quality counts twice, then the docs folder and the share of comments."""
    found = report.docs
    books = (found.readme_quality >= 0.3) + (found.readme_quality >= 0.7) + found.folder
    books += found.comment_share is not None and found.comment_share >= 0.15
    value = f"README {found.readme_quality:.0%}, {'a' if found.folder else 'no'} docs folder"
    sentence = f"{_count(books, 'book')}: {value}"
    return Reading(Trait("docs", "Books", str(books), value, sentence, 2), books)


def complexity(report: Report) -> Reading:
    """The 90th percentile of cyclomatic complexity."""
    if report.functions is None or not report.functions.count:
        return _unknown("complexity", "Yarn", "no functions could be measured", 1)
    value = report.functions.complexity.p90
    level = band(value, YARN, "a tangle")
    text = f"90 % of functions have a complexity of at most {value}"
    return Reading(Trait("complexity", "Yarn", level, text, f"{level}: {text}", 1), value)


def idle(report: Report) -> Reading:
    """Days from the newest commit to the day of the analysis."""
    if report.history is None:
        return _unknown("idle", "Wakefulness", "the history was not available", 1)
    days = max(0, (_day(report.as_of) - _day(report.history.newest_commit)).days)
    level = band(days, IDLE, "fast asleep")
    value = f"newest commit {_count(days, 'day')} before the analysis"
    return Reading(Trait("idle", "Wakefulness", level, value, f"{level}: {value}", 1), days)


def duplication(report: Report) -> Reading:
    """Copycats, 0-3, by the share of duplicated lines."""
    if report.duplication is None:
        return _unknown("duplication", "Copycats", "duplication could not be measured", 2)
    share = report.duplication.share
    cats = next((count for limit, count in COPYCATS if share < limit), 3)
    value = f"{share:.1%} duplicated lines"
    return Reading(Trait("duplication", "Copycats", str(cats), value, f"{_count(cats, 'copycat')}: {value}", 2), cats)


def daypart(report: Report) -> Reading:
    """Share of commits between 22 and 6 o'clock, authors' own time: night over 35 %, dusk over 18 %."""
    hours = report.history.hours if report.history else ()
    if len(hours) != 24 or not sum(hours):
        return _unknown("daypart", "Time of day", "commit hours were not available", 2)
    share = (sum(hours[22:]) + sum(hours[:6])) / sum(hours)
    level = band(share, ((0.18, "day"), (0.35 + 1e-9, "dusk")), "night")
    value = f"{share:.0%} of commits between 22 and 6 o'clock"
    return Reading(Trait("daypart", "Time of day", level, value, f"{level}: {value}", 2), share)


def _unknown(key: str, title: str, reason: str, tier: int) -> Reading:
    return Reading(Trait(key, title, UNKNOWN, "not measured", f"unknown: {reason}", tier), None)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _caught(mice: int) -> str:
    return "one caught mouse" if mice == 1 else f"{mice} caught mice"


def _day(text: str) -> date:
    return date.fromisoformat(text[:10])
