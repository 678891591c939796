"""Eyes: an ellipse that the iris fills, a lid cut from the same ellipse, a lash line, a brow."""

from __future__ import annotations

import math
from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.expressions import Expression
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, path, smooth


@dataclass(frozen=True, slots=True)
class Oval:
    x: float
    y: float
    rx: float
    ry: float

    def point(self, degrees: float, swell: float = 1.0) -> Point:
        """On the rim: 0 is right, 90 below."""
        angle = math.radians(degrees)
        return self.x + self.rx * swell * math.cos(angle), self.y + self.ry * swell * math.sin(angle)


@dataclass(frozen=True, slots=True)
class Eye:
    """Paths are empty where nothing is drawn; a closed eye has only `closed`."""

    oval: Oval
    pupil: Oval
    #: Height of the two highlights' centre.
    light_y: float
    lid: str
    lash: str
    closed: str
    brow: str


def eye(breed: Breed, points: Anchors, look: Expression, side: int, *, round_pupil: bool) -> Eye:
    """One eye around the head's centre; side is -1 or 1."""
    radius = 27.5 * breed.eye * (1 + 0.20 * points.youth)
    rx, ry = radius * (1 + 0.10 * breed.almond), radius * 1.10 * (1 - 0.16 * breed.almond)
    oval = Oval(side * points.head_width * 0.465, points.head_height * 0.16, rx, ry)
    if look.closed:
        return Eye(oval, oval, oval.y, "", "", _closed(oval, look.closed), "")
    lidded = bool(look.lid or look.slant)
    lid, lash = _lid(oval, look, side) if lidded else ("", _lash(oval, side))
    pupil = Oval(
        oval.x, oval.y + ry * look.lid * 0.2, rx * (0.74 if round_pupil else 0.56), ry * (0.76 if round_pupil else 0.80)
    )
    brow = "" if look.brow is None else _brow(oval, side, look.brow)
    return Eye(oval, pupil, oval.y + ry * (look.lid * 0.75 - 0.02), lid, lash, "", brow)


def _lid(oval: Oval, look: Expression, side: int) -> tuple[str, str]:
    """The lid and its edge; the edge meets the rim of the eye, so nothing sticks out."""
    cover = -1 + 2 * look.lid
    lean = side * look.slant
    ends = [_rim(cover + lean), 180 - _rim(cover - lean)]
    if side * look.slant:
        ends = [180 - _rim(cover + lean), _rim(cover - lean)]
        ends = [ends[1], ends[0]]
    right, left = ends[0], ends[1]
    start, end = oval.point(left, 1.04), oval.point(right, 1.04)
    bulge = oval.ry * (0.20 if look.lid > 0.4 else -0.16 if look.slant <= 0 else 0.02)
    edge: list[Cubic] = [
        (
            (start[0] + (end[0] - start[0]) * 0.3, start[1] + (end[1] - start[1]) * 0.3 + bulge),
            (start[0] + (end[0] - start[0]) * 0.7, start[1] + (end[1] - start[1]) * 0.7 + bulge),
            end,
        )
    ]
    sweep = (left - 360) - right
    roof = smooth([oval.point(right + sweep * step / 5, 1.04) for step in range(6)])
    return path(start, [*edge, *roof], close=True), path(start, edge)


def _rim(level: float) -> float:
    """Degrees of the right rim point at a height -1.0 (top) to 1.0 (bottom)."""
    return math.degrees(math.asin(min(0.98, max(-0.98, level))))


def _lash(oval: Oval, side: int) -> str:
    """The upper rim of a wide open eye, with a little flick at its outer corner."""
    degrees = (196, 232, 270, 308, 338) if side > 0 else (344, 308, 270, 232, 202)
    rim = [oval.point(angle, 1.02) for angle in degrees]
    flick = (oval.x + side * oval.rx * 1.16, oval.y - oval.ry * 0.52)
    return path(rim[0], smooth([*rim, flick]))


def _closed(oval: Oval, kind: str) -> str:
    happy = kind == "happy"
    bend = oval.rx * (-0.95 if happy else 0.70)
    base = oval.y + oval.rx * (0.34 if happy else -0.02)
    half = oval.rx * 0.90
    arc: Cubic = ((oval.x - half * 0.6, base + bend), (oval.x + half * 0.6, base + bend), (oval.x + half, base))
    return path((oval.x - half, base), [arc])


def _brow(oval: Oval, side: int, slope: float) -> str:
    base = oval.y - oval.ry * 1.34
    start = (oval.x - side * oval.rx * 0.62, base + slope * 0.55)
    bend = (oval.x, base + slope * 0.1 - 4)
    end = (oval.x + side * oval.rx * 0.78, base - slope * 0.45)
    return path(start, [(bend, (oval.x + side * oval.rx * 0.4, base - slope * 0.4 - 3), end)])
