"""What lies around the cat. Every prop owns a slot, so that none hides another's."""

from __future__ import annotations

import math
from dataclasses import dataclass

from repocat.cat.geometry.anchors import REACH, Anchors
from repocat.cat.geometry.paths import Cubic, Point, path, smooth
from repocat.cat.identity import Identity
from repocat.cat.model import Traits

#: Inner edges of the safe square, less a margin.
LEFT, RIGHT = 336.0, 864.0
CENTRE = 600.0

#: The 90th percentile of complexity below which there is no yarn, and the span up to the largest ball.
YARN_FROM, YARN_SPAN = 3.0, 22.0

MOUSE_STEP = 49.0

#: Offsets from the middle of the room, from the wall to the front.
PAW_PRINTS = ((242.0, 426.0), (242.0, 470.0), (205.0, 420.0), (206.0, 461.0))


@dataclass(frozen=True, slots=True)
class Yarn:
    x: float
    y: float
    radius: float
    loops: tuple[str, ...]
    #: In the room's coordinates; empty below a quarter of the scale.
    strand: str
    #: Around the front legs, in the cat's coordinates.
    wraps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Props:
    yarn: Yarn | None
    #: Left edges of the caught mice.
    mice: tuple[float, ...]
    books: int
    #: Centre of the stack of books, in the room.
    books_x: float
    bowl_x: float
    #: In the cat's coordinates.
    copycats: tuple[Point, ...]
    #: Centres, and the half-width of each.
    hairballs: tuple[tuple[Point, float], ...]
    rosette_x: float
    #: Centres, on the floor beside the tail.
    paw_prints: tuple[Point, ...]
    #: In the cat's coordinates; one more hangs in the tail.
    burrs: tuple[Point, ...]


def props(traits: Traits, points: Anchors, cat_x: float, chosen: Identity) -> Props:
    """The tail's side holds yarn, hairballs and paw prints; the other one bowl, books and copycats."""
    facing, away = chosen.facing, -chosen.facing
    yarn = _yarn(traits.complexity, points, cat_x, facing)
    first = CENTRE + away * 22 - MOUSE_STEP * (traits.mice or 0) / 2
    return Props(
        yarn=yarn,
        mice=tuple(first + MOUSE_STEP * number for number in range(traits.mice or 0)),
        books=traits.books or 0,
        books_x=CENTRE + away * 214,
        bowl_x=CENTRE + away * 208,
        copycats=_copycats(traits.copycats or 0, points, away),
        hairballs=_hairballs(traits.hairballs, yarn, facing),
        rosette_x=CENTRE + chosen.window_side * 238,
        paw_prints=tuple((CENTRE + facing * x, y) for x, y in PAW_PRINTS[: traits.paw_prints]),
        burrs=_burrs(points, facing)[: max(0, traits.burrs - 1)],
    )


def _hairballs(count: int, yarn: Yarn | None, facing: int) -> tuple[tuple[Point, float], ...]:
    """In front, on the side of the yarn where there is more room: a heap of up to three."""
    if not count:
        return ()
    x = CENTRE + facing * 150
    if yarn:
        outside = abs(yarn.x - CENTRE) + yarn.radius + 26
        x = CENTRE + facing * (outside if outside < 216 else abs(yarn.x - CENTRE) - yarn.radius - 26)
    spots = ((x, 518.0), (x + facing * 29, 520.0), (x + facing * 13, 493.0))
    return tuple((spot, radius) for spot, radius in zip(spots, (22.0, 21.0, 22.0), strict=True))[:count]


def _burrs(points: Anchors, facing: int) -> tuple[Point, ...]:
    if points.asleep:
        back, flank = facing * points.girth * 0.30, facing * points.girth * 0.86
        return ((back, -points.height * 0.94), (flank, -points.height * 0.56))
    side = points.girth * 0.82 if points.loaf else points.shoulder + 4
    return ((-facing * side, -points.height * 0.70), (facing * points.girth * 0.98, -points.height * 0.34))


def _copycats(count: int, points: Anchors, side: int) -> tuple[Point, ...]:
    if points.asleep:
        return tuple((-side * (20.0 + 66 * number), -points.height * (1.10 - 0.13 * number)) for number in range(count))
    edge = min(points.girth + 22, REACH - 22)
    spots = (
        (side * edge, -points.height * 0.20),
        (side * (edge - points.girth * 0.16), -points.height * 0.20 - 64),
        (side * (edge - points.girth * 0.10), -points.height * 0.20 - 128),
    )
    return spots[:count]


def _yarn(complexity: float | None, points: Anchors, cat_x: float, facing: int) -> Yarn | None:
    if complexity is None or complexity <= YARN_FROM:
        return None
    share = min(1.0, (complexity - YARN_FROM) / YARN_SPAN)
    radius = 18 + 30 * share
    x = cat_x + facing * (points.girth * points.scale * 0.86 + 30)
    x = min(RIGHT - radius - 4, max(LEFT + radius + 4, x))
    y = 526.0 - radius
    return Yarn(
        x=x,
        y=y,
        radius=radius,
        loops=_loops(radius, 3 + round(9 * share)),
        strand=_strand(x, radius, cat_x, facing, share) if share >= 0.25 else "",
        wraps=_wraps(points, share) if share >= 0.7 and not points.loaf else (),
    )


def _loops(radius: float, count: int) -> tuple[str, ...]:
    """Chords of the ball, bent; around the ball's own centre, in three directions."""
    lines = []
    for number in range(count):
        turn = (18, 78, 138)[number % 3]
        rank = number // 3
        height = radius * (-0.45 + 0.36 * rank) * 0.95
        half = math.sqrt(max(0.0, radius**2 - height**2)) * 0.93
        angle = math.radians(turn)

        def place(x: float, y: float, angle: float = angle) -> Point:
            return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)

        bend = height - radius * 0.26
        lines.append(
            path(place(-half, height), [(place(-half * 0.4, bend), place(half * 0.4, bend), place(half, height))])
        )
    return tuple(lines)


def _strand(x: float, radius: float, cat_x: float, facing: int, share: float) -> str:
    """A loose end that wanders along the floor towards the paws."""
    end = cat_x - facing * (10 + 70 * share)
    span = x - end
    points: list[Point] = [
        (x - facing * radius * 0.4, 525),
        (x - span * 0.28, 533),
        (x - span * 0.44, 512),
        (x - span * 0.58, 505),
        (x - span * 0.52, 524),
        (x - span * 0.74, 532),
        (end, 514),
    ]
    return path(points[0], smooth(points))


def _wraps(points: Anchors, share: float) -> tuple[str, ...]:
    """Yarn wound round the front legs: two turns from 0.7 of the scale, three from 0.85."""
    reach = points.paw * 1.98
    wraps = []
    for turn in range(2 if share < 0.85 else 3):
        y = -points.paw * (1.25 + 0.55 * turn)
        lean = 5.0 if turn % 2 else -4.0
        arc: Cubic = ((-reach * 0.4, y + 11 + lean), (reach * 0.4, y + 11 - lean), (reach, y - lean))
        wraps.append(path((-reach, y + lean), [arc]))
    return tuple(wraps)
