"""A cat as data: everything the drawing needs to know of a repository, and the sentence behind each of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from repocat.cat.breeds import DEFAULT_BREED
from repocat.cat.identity import identity
from repocat.cat.scenes import DEFAULT_SCENE, SCENES

UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Trait:
    """One visible thing and the one measure behind it."""

    key: str
    title: str
    level: str
    value: str
    sentence: str
    #: 1 reads at 128 px, 2 at 256, 3 only in the full picture.
    tier: int
    #: A few characters for the caption; empty for traits that it does not show.
    brief: str = ""


@dataclass(frozen=True, slots=True)
class Traits:
    """A cat. None and "unknown" draw the neutral form; the defaults are the cat of which nothing is known."""

    owner: str
    name: str
    #: 0.0-1.0.
    size: float | None = None
    #: Years.
    age: float | None = None
    breed: str = DEFAULT_BREED
    scene: str = DEFAULT_SCENE
    #: 0.0-10.0.
    score: float | None = None
    #: beaming, content, neutral, concerned, grumpy, unknown.
    mood: str = UNKNOWN
    #: awake, yawning, loafing, asleep, fast asleep, unknown.
    idle: str = UNKNOWN
    #: Caught mice, 0-5.
    mice: int | None = None
    #: none, set up, unknown.
    ci: str = UNKNOWN
    #: none, permissive, weak-copyleft, strong-copyleft, public-domain, custom, unknown.
    licence: str = UNKNOWN
    #: 0-4.
    books: int | None = None
    #: 90th percentile of cyclomatic complexity.
    complexity: float | None = None
    #: 0-3.
    copycats: int | None = None
    #: day, dusk, night, unknown.
    daypart: str = UNKNOWN
    #: 0, 2 or 4.
    socks: int = 0
    #: The scene of the second language, whose colour the socks have.
    socks_of: str = DEFAULT_SCENE
    polyglot: bool = False
    #: none, plain, striped, dotted, unknown.
    bow_tie: str = UNKNOWN
    #: 0-2: nothing, brush, comb as well.
    brushes: int = 0
    #: none, bronze, silver, gold, faded, unknown.
    rosette: str = UNKNOWN
    #: 0-2.
    feathers: int = 0
    #: 0-4.
    paw_prints: int = 0
    slipper: bool = False
    #: 0-3.
    hairballs: int = 0
    #: 0-3.
    boxes: int = 0
    #: 0-3.
    burrs: int = 0
    #: 0.0-1.0.
    tail: float | None = None
    #: closed, open, unknown.
    jar: str = UNKNOWN
    cardboard: bool = False
    shield: bool = False
    #: winter, spring, summer, autumn, unknown.
    season: str = UNKNOWN
    #: Keys of traits for which there was no room.
    left_out: tuple[str, ...] = ()
    legend: tuple[Trait, ...] = ()

    def level(self, key: str) -> str:
        """The level of a trait of the legend, "unknown" where the legend has no such row."""
        return next((row.level for row in self.legend if row.key == key), UNKNOWN)

    def to_attributes(self) -> dict[str, object]:
        """JSON for `cat_attributes`: the earlier system's keys, each from its own measure, and the legend."""
        return {
            "size": self.level("size"),
            "age": self.level("age"),
            "expression": self.mood,
            "background": SCENES[self.scene].title,
            "beauty_score": self.score,
            "accessories": self._accessories(),
            "breed": self.breed,
            "coat": identity(self.owner, self.name).coat,
            "mood": self.mood,
            "legend": [asdict(row) for row in self.legend],
        }

    def _accessories(self) -> list[str]:
        worn = []
        if self.licence not in {UNKNOWN, "none"}:
            worn.append("bandana" if self.licence == "public-domain" else "collar")
        if self.ci == "set up":
            worn.append("bell")
        if self.mice:
            worn.append("toy mice")
        if self.books:
            worn.append("books")
        return worn
