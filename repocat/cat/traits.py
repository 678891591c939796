"""Traits: what a report says, and what the cat shows of it."""

from __future__ import annotations

from repocat.analysis.report import Report
from repocat.cat import measures
from repocat.cat.breeds import breed_of
from repocat.cat.identity import identity, pattern_of
from repocat.cat.legacy import from_legacy
from repocat.cat.measures import Reading
from repocat.cat.model import UNKNOWN, Trait, Traits
from repocat.cat.scenes import scene_of

__all__ = ["ART_VERSION", "UNKNOWN", "Trait", "Traits", "from_legacy", "traits"]

#: Changes whenever the picture of the same traits could change.
ART_VERSION = "1"


def traits(report: Report, *, owner: str, name: str) -> Traits:
    """The cat of a report; `owner` and `name` choose the coat and the household, nothing measured."""
    rows: dict[str, Reading] = {
        "size": measures.size(report),
        "age": measures.age(report),
        "breed": measures.breed(report),
        "coat": _coat(owner, name, breed_of(report.primary_language)),
        "grooming": measures.grooming(report),
        "mood": measures.mood(report),
        "idle": measures.idle(report),
        "tests": measures.tests(report),
        "ci": measures.ci(report),
        "licence": measures.licence(report),
        "docs": measures.docs(report),
        "complexity": measures.complexity(report),
        "duplication": measures.duplication(report),
        "daypart": measures.daypart(report),
        "scene": measures.scene(report),
    }
    return Traits(
        owner=owner,
        name=name,
        size=rows["size"].number,
        age=rows["age"].number,
        breed=breed_of(report.primary_language),
        scene=scene_of(report.primary_language),
        score=rows["grooming"].number,
        mood=rows["mood"].trait.level,
        idle=rows["idle"].trait.level,
        mice=_whole(rows["tests"]),
        ci=rows["ci"].trait.level,
        licence=rows["licence"].trait.level,
        books=_whole(rows["docs"]),
        complexity=rows["complexity"].number,
        copycats=_whole(rows["duplication"]),
        daypart=rows["daypart"].trait.level,
        legend=tuple(row.trait for row in rows.values()),
    )


def _coat(owner: str, name: str, breed: str) -> Reading:
    chosen = identity(owner, name)
    text = f"{chosen.coat}, {pattern_of(breed, chosen)}"
    return Reading(Trait("coat", "Coat", chosen.coat, text, f"a {text} coat: chosen by the repository's name", 1), None)


def _whole(reading: Reading) -> int | None:
    return None if reading.number is None else int(reading.number)
