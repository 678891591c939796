"""Cats to measure and to look at: one plain cat, every trait's levels from least to most, and cats at random."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from repocat.cat.breeds import BREEDS
from repocat.cat.expressions import EXPRESSIONS
from repocat.cat.scenes import SCENES
from repocat.cat.traits import Traits, with_room

MOODS = tuple(mood for mood in EXPRESSIONS if mood != "asleep")

PLAIN = Traits(
    owner="pallets",
    name="flask",
    size=0.45,
    age=4.0,
    breed="tabby",
    scene="den",
    score=7.6,
    mood="content",
    idle="awake",
    mice=2,
    ci="set up",
    licence="permissive",
    books=2,
    complexity=6.0,
    copycats=0,
    daypart="day",
    bow_tie="none",
    rosette="none",
    paw_prints=1,
    tail=0.4,
    jar="open",
    boxes=1,
    season="summer",
)


@dataclass(frozen=True, slots=True)
class Channel:
    """A trait: the field that it sets, its levels in order, and where in the picture it may be seen."""

    field: str
    tier: int
    levels: tuple[Any, ...]
    #: Groups of the drawing: `cat` or the key of a trait (`t-…`).
    places: tuple[str, ...]
    #: Whether more of the measure means a greater distance from the first level.
    ordered: bool = True

    def cats(self, start: Traits = PLAIN) -> list[Traits]:
        """The plain cat at every level."""
        return [replace(start, **{self.field: level}) for level in self.levels]


LICENCES = ("none", "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom")

#: The wall belongs to the breed as far as a pale pattern darkens it, so that the cat stands out.
CHANNELS: tuple[Channel, ...] = (
    Channel("size", 1, (0.0, 0.2, 0.4, 0.6, 0.8, 1.0), ("cat",)),
    Channel("age", 1, (0.2, 1.0, 4.0, 8.0, 14.0), ("cat",)),
    Channel("breed", 1, tuple(BREEDS), ("cat", "wall"), ordered=False),
    Channel("score", 1, tuple(float(score) for score in range(10, -1, -1)), ("cat",)),
    Channel("mood", 1, ("beaming", "content", "neutral", "concerned", "grumpy"), ("cat",), ordered=False),
    Channel("ci", 1, ("none", "set up"), ("t-ci", "t-licence", "t-daypart", "t-season")),
    Channel("idle", 1, ("awake", "yawning", "loafing", "asleep", "fast asleep"), ("cat", "t-idle"), ordered=False),
    Channel("complexity", 1, (3.0, 6.0, 10.0, 15.0, 19.0, 25.0), ("t-complexity",)),
    Channel("scene", 1, tuple(SCENES), ("t-scene", "room"), ordered=False),
    Channel("socks", 2, (0, 2, 4), ("t-socks",)),
    Channel("mice", 2, (1, 2, 3, 4, 5), ("t-tests",)),
    Channel("licence", 2, LICENCES, ("t-licence", "t-ci"), ordered=False),
    Channel("books", 2, (0, 1, 2, 3, 4), ("t-docs",)),
    Channel("bow_tie", 2, ("none", "plain", "striped", "dotted"), ("t-types", "t-ci", "t-licence")),
    Channel("rosette", 2, ("none", "bronze", "silver", "gold"), ("t-releases",)),
    Channel("paw_prints", 2, (1, 2, 3, 4), ("t-people",)),
    Channel("copycats", 2, (0, 1, 2, 3), ("t-duplication",)),
    Channel("hairballs", 2, (0, 1, 2, 3), ("t-big_files",)),
    Channel("burrs", 2, (0, 1, 2, 3), ("t-todos",)),
    Channel("daypart", 2, ("day", "dusk", "night"), ("t-daypart", "t-ci", "cat"), ordered=False),
    Channel("brushes", 3, (0, 1, 2), ("t-linters",)),
    Channel("feathers", 3, (0, 1, 2), ("t-recent_work",)),
    Channel("boxes", 3, (1, 2, 3), ("t-nesting",)),
    Channel("tail", 3, (0.0, 0.25, 0.5, 0.75, 1.0), ("t-line_length",)),
    Channel("jar", 3, ("open", "closed"), ("t-lock_files",)),
    Channel("cardboard", 3, (False, True), ("t-containers",)),
    Channel("shield", 3, (False, True), ("t-security_policy",)),
    Channel("season", 3, ("spring", "summer", "autumn", "winter"), ("t-season",), ordered=False),
)  # fmt: skip


def random_cats(count: int, seed: int = 7) -> list[Traits]:
    """Repositories that nobody has, the same in every run."""
    dice = random.Random(seed)
    return [
        with_room(
            Traits(
                owner=f"owner{number // 2}",
                name=f"project{number}",
                size=dice.betavariate(2, 2),
                age=dice.expovariate(1 / 5),
                breed=dice.choice(list(BREEDS)),
                scene=dice.choice(list(SCENES)),
                score=round(dice.uniform(2, 9.8), 1),
                mood=dice.choice(MOODS),
                idle=dice.choice(("awake", "awake", "awake", "yawning", "loafing", "asleep")),
                complexity=dice.uniform(1, 20),
                socks_of=dice.choice(list(SCENES)),
                tail=dice.betavariate(2, 3),
                **{field: dice.choice(levels) for field, levels in _DISCRETE.items()},
            )
        )
        for number in range(count)
    ]


_DISCRETE: dict[str, tuple[Any, ...]] = {
    "mice": (0, 1, 2, 3, 4, 5),
    "ci": ("set up", "set up", "none"),
    "licence": ("none", "permissive", "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom"),
    "books": (0, 1, 2, 3, 4),
    "copycats": (0, 0, 1, 2, 3),
    "daypart": ("day", "day", "dusk", "night"),
    "socks": (0, 0, 2, 4),
    "polyglot": (False,) * 9 + (True,),
    "bow_tie": ("unknown", "none", "plain", "striped", "dotted"),
    "brushes": (0, 1, 2),
    "rosette": ("none", "bronze", "silver", "gold", "faded"),
    "feathers": (0, 1, 2),
    "paw_prints": (1, 2, 3, 4),
    "slipper": (False, False, True),
    "hairballs": (0, 0, 1, 2, 3),
    "boxes": (1, 1, 2, 3),
    "burrs": (0, 1, 1, 2, 3),
    "jar": ("closed", "open"),
    "cardboard": (False, True),
    "shield": (False, False, True),
    "season": ("winter", "spring", "summer", "autumn"),
}


def namesakes(count: int) -> Iterable[Traits]:
    """The plain cat under so many names, two of each owner."""
    return (replace(PLAIN, owner=f"owner{number // 2}", name=f"project{number}") for number in range(count))
