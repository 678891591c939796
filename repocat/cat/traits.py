"""Traits: what a report says, and what the cat shows of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from repocat.analysis.report import Report
from repocat.cat.breeds import breed_of
from repocat.cat.identity import identity, pattern_of
from repocat.cat.legacy import from_legacy
from repocat.cat.measures import code, history, practice, whole
from repocat.cat.measures.reading import Reading
from repocat.cat.model import UNKNOWN, Trait, Traits
from repocat.cat.scenes import scene_of

__all__ = ["ART_VERSION", "UNKNOWN", "Trait", "Traits", "from_legacy", "traits"]

#: Changes whenever the picture of the same traits could change.
ART_VERSION = "2"

_MEASURES: tuple[Callable[[Report], Reading], ...] = (
    whole.size,
    whole.age,
    whole.breed,
    code.socks,
    whole.grooming,
    whole.mood,
    practice.tests,
    practice.ci,
    practice.licence,
    practice.docs,
    code.types,
    practice.linters,
    history.releases,
    whole.idle,
    history.recent_work,
    history.people,
    code.complexity,
    code.duplication,
    code.big_files,
    code.nesting,
    code.todos,
    code.line_length,
    practice.lock_files,
    practice.containers,
    practice.security_policy,
    whole.scene,
    history.daypart,
    history.season,
    history.stars,
)

#: Most things that lie or hang around the cat; the eye finds no more.
MOST_PROPS = 9
#: Fields of props, from the one that is left out last to the first, with what draws nothing.
_PROPS: tuple[tuple[str, str, object], ...] = (
    ("tests", "mice", None),
    ("complexity", "complexity", None),
    ("docs", "books", 0),
    ("duplication", "copycats", 0),
    ("big_files", "hairballs", 0),
    ("releases", "rosette", "none"),
    ("people", "paw_prints", 0),
    ("containers", "cardboard", False),
    ("linters", "brushes", 0),
    ("recent_work", "feathers", 0),
    ("lock_files", "jar", UNKNOWN),
    ("nesting", "boxes", 0),
)


def traits(report: Report, *, owner: str, name: str) -> Traits:
    """The cat of a report; `owner` and `name` choose the coat and the household, nothing measured."""
    rows = {reading.trait.key: reading for reading in (measure(report) for measure in _MEASURES)}
    level = {key: reading.trait.level for key, reading in rows.items()}
    polyglot = level["socks"] == "polyglot"
    legend = [reading.trait for reading in rows.values()]
    legend.insert(3, _coat(owner, name, breed_of(report.primary_language), polyglot=polyglot))
    return with_room(
        Traits(
            owner=owner,
            name=name,
            size=rows["size"].number,
            age=rows["age"].number,
            breed=breed_of(report.primary_language),
            scene=scene_of(report.primary_language),
            score=rows["grooming"].number,
            mood=level["mood"],
            idle=level["idle"],
            mice=_whole(rows["tests"]),
            ci=level["ci"],
            licence=level["licence"],
            books=_whole(rows["docs"]),
            complexity=rows["complexity"].number,
            copycats=_whole(rows["duplication"]),
            daypart=level["daypart"],
            socks=_whole(rows["socks"]) or 0,
            socks_of=scene_of(code.second_language(report)),
            polyglot=polyglot,
            bow_tie=level["types"],
            brushes=_whole(rows["linters"]) or 0,
            rosette=level["releases"],
            feathers=_whole(rows["recent_work"]) or 0,
            paw_prints=_whole(rows["people"]) or 0,
            slipper=level["people"].endswith("slipper"),
            hairballs=_whole(rows["big_files"]) or 0,
            boxes=_whole(rows["nesting"]) or 0,
            burrs=_whole(rows["todos"]) or 0,
            tail=rows["line_length"].number,
            jar=level["lock_files"],
            cardboard=level["containers"] == "yes",
            shield=level["security_policy"] == "yes",
            season=level["season"],
            legend=tuple(legend),
        )
    )


def with_room(cat: Traits) -> Traits:
    """At most so many props; what there is no room for is said in the legend."""
    due = [(key, field, nothing) for key, field, nothing in _PROPS if getattr(cat, field) not in {nothing, UNKNOWN, 0}]
    dropped = due[MOST_PROPS:]
    if not dropped:
        return cat
    keys = tuple(key for key, _, _ in dropped)
    legend = tuple(
        replace(row, sentence=f"{row.sentence} (no room for it in the picture)") if row.key in keys else row
        for row in cat.legend
    )
    changes: dict[str, Any] = {field: nothing for _, field, nothing in dropped}
    return replace(cat, left_out=keys, legend=legend, slipper=cat.slipper and "people" not in keys, **changes)


def _coat(owner: str, name: str, breed: str, *, polyglot: bool) -> Trait:
    chosen = identity(owner, name)
    text = f"{chosen.coat}, {pattern_of(breed, chosen, polyglot=polyglot)}"
    return Trait("coat", "Coat", chosen.coat, text, f"a {text} coat: chosen by the repository's name", 1)


def _whole(reading: Reading) -> int | None:
    return None if reading.number is None else int(reading.number)
