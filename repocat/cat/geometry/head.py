"""The head's outline and the ears, around the head's own centre."""

from __future__ import annotations

import math
from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, between, bow, path, rotated, symmetric, tuft

#: From the floor on which the cat sits to the upper edge of the picture, at scale 1.
CEILING = 488.0


@dataclass(frozen=True, slots=True)
class Ear:
    outer: str
    inner: str
    hair: str
    lynx: str
    tip: Point


@dataclass(frozen=True, slots=True)
class Head:
    outline: str
    ears: tuple[Ear, ...]
    #: Folded ears lie over the head.
    folds: tuple[str, ...]
    stray: str


def head(breed: Breed, points: Anchors, ear_turn: float, notch: int, disorder: float) -> Head:
    """`ear_turn` in degrees lays the ears outwards; `disorder` 0.0-1.0 makes hair stand up."""
    width, height = points.head_width, points.head_height
    return Head(
        outline=symmetric((0.0, -height), _half(breed, width, height, points.seniority)),
        ears=tuple(_ear(breed, points, side, ear_turn, notched=notch == side) for side in (-1, 1)),
        folds=tuple(_fold(width, height, side) for side in (-1, 1)) if breed.folded else (),
        stray=_stray(height, disorder),
    )


def _half(breed: Breed, width: float, height: float, seniority: float) -> list[Cubic]:
    jaw = 0.55 + 0.45 * breed.chin
    cheek = breed.cheek + (0.25 * seniority if breed.cheek else 0.0)
    temple: Point = (width * 0.985, -height * 0.02)
    half: list[Cubic] = [((width * 0.52, -height), (width * 0.95, -height * 0.66), temple)]
    bottom: Point = (0.0, height * 0.96)
    if not cheek:
        low = (width * 0.50 * jaw, height * 0.90)
        half.append(((width * 1.01, height * 0.40), (width * 0.80 * jaw, height * 0.78), low))
        half.append(((width * 0.34 * jaw, height * 0.96), (width * 0.16, height * 0.96), bottom))
        return half
    first_end, second_end = (width * 0.96, height * 0.44), (width * 0.80, height * 0.71)
    half += tuft(temple, (width * (1.00 + 0.17 * cheek), height * 0.49), first_end, 0.17)
    half += tuft(first_end, (width * (0.90 + 0.13 * cheek), height * 0.80), second_end, 0.15)
    if cheek > 1.0:
        third_end = (width * 0.58, height * 0.87)
        half += tuft(second_end, (width * 0.74, height * 1.03), third_end, 0.15)
        second_end = third_end
    half.append(((second_end[0] - width * 0.14, height * 0.90), (width * 0.24 * jaw, height * 0.96), bottom))
    return half


def _ear(breed: Breed, points: Anchors, side: int, turn: float, *, notched: bool) -> Ear:
    width, height = points.head_width, points.head_height
    spread = 0.30 * (breed.ear_width - 1)
    inner: Point = (width * (0.25 - spread), -height * 0.86)
    outer: Point = (width * 0.94, -height * (0.26 + spread * 0.2))
    middle: Point = ((inner[0] + outer[0]) / 2, (inner[1] + outer[1]) / 2)
    reach = height * 0.98 * breed.ear_height
    angle = math.radians(22 + breed.ear_turn + turn)
    reach = min(reach, (_ceiling(points) + middle[1]) / math.cos(angle) / (1.28 if breed.lynx else 1.02))
    tip = (middle[0] + reach * math.sin(angle), middle[1] - reach * math.cos(angle))
    outline = _ear_outline(inner, tip, outer, 1.0, notched=notched)
    small = [between(point, (middle[0], middle[1] + 4), 0.30) for point in (inner, tip, outer)]
    hair_root = between(inner, middle, 0.2)
    hair = [
        *tuft(hair_root, between(hair_root, tip, 0.50), between(inner, middle, 0.75), 0.10),
        *tuft(between(inner, middle, 0.75), between(middle, tip, 0.36), between(middle, outer, 0.35), 0.10),
    ]
    lynx = tuft(
        between(tip, inner, 0.22),
        rotated((tip[0] + 3, tip[1] - reach * 0.22), 10 + turn / 2, tip),
        between(tip, outer, 0.2),
        0.1,
    )
    return Ear(
        outer=_sided(*outline, side, close=True),
        inner=_sided(small[0], _inner_ear(small), side, close=True),
        hair=_sided(hair_root, hair, side, close=True),
        lynx=_sided(between(tip, inner, 0.22), lynx, side, close=True) if breed.lynx else "",
        tip=(tip[0] * side, tip[1]),
    )


def _inner_ear(corners: list[Point]) -> list[Cubic]:
    """The pink of the ear; its base sags upwards, as if the head's fur overlapped it."""
    inner, tip, outer = corners
    _, edges = _ear_outline(inner, tip, outer, 0.8, notched=False)
    hollow = between(between(inner, outer, 0.5), tip, 0.22)
    return [*edges, (hollow, hollow, inner)]


def _ceiling(points: Anchors) -> float:
    """From the head's centre to the upper edge of the picture, less what a tilted head needs."""
    return CEILING / points.scale + points.head_y - 12


def _ear_outline(inner: Point, tip: Point, outer: Point, bulge: float, *, notched: bool) -> tuple[Point, list[Cubic]]:
    """Both edges bulge outwards and the tip is round."""
    left, right = _pushed(inner, tip, 0.55, -9 * bulge), _pushed(tip, outer, 0.45, -13 * bulge)
    _, rising = bow(inner, left, tip, 0.0, 0.88)
    start, falling = bow(tip, right, outer, 0.13, 1.0)
    cap: Cubic = (between(rising[2], tip, 0.75), between(start, tip, 0.75), start)
    if not notched:
        return inner, [rising, cap, falling]
    _, upper = bow(tip, right, outer, 0.13, 0.36)
    below, lower = bow(tip, right, outer, 0.54, 1.0)
    dent = _pushed(upper[2], below, 0.5, 13)
    return inner, [rising, cap, upper, (upper[2], dent, dent), (dent, dent, below), lower]


def _fold(width: float, height: float, side: int) -> str:
    """The flap of a folded ear: a soft triangle that hangs forward."""
    start: Point = (width * 0.34, -height * 1.0)
    cubics: list[Cubic] = [
        ((width * 0.62, -height * 1.20), (width * 0.98, -height * 0.92), (width * 0.97, -height * 0.52)),
        ((width * 0.90, -height * 0.40), (width * 0.78, -height * 0.36), (width * 0.70, -height * 0.44)),
        ((width * 0.55, -height * 0.60), (width * 0.42, -height * 0.80), start),
    ]
    return _sided(start, cubics, side, close=True)


def _stray(height: float, disorder: float) -> str:
    """A tousled crown: three hairs' worth of fur, taller the less the cat is groomed."""
    if disorder < 0.10:
        return ""
    rise = 20 + 24 * disorder
    top = -height + 6
    start: Point = (-26, top)
    cubics = [
        *tuft(start, (-34, top - rise * 0.8), (-10, top - 2), 0.12),
        *tuft((-10, top - 2), (-4, top - rise * 1.15), (10, top - 2), 0.12),
        *tuft((10, top - 2), (34, top - rise * 0.75), (28, top), 0.12),
    ]
    return path(start, cubics, close=True)


def _sided(start: Point, cubics: list[Cubic], side: int, *, close: bool) -> str:
    flip = [((a[0] * side, a[1]), (b[0] * side, b[1]), (c[0] * side, c[1])) for a, b, c in cubics]
    return path((start[0] * side, start[1]), flip, close=close)


def _pushed(start: Point, end: Point, share: float, distance: float) -> Point:
    """A point on the way, pushed to the right of the direction by a distance (negative: to the left)."""
    base = between(start, end, share)
    length = math.dist(start, end) or 1.0
    return (
        base[0] - (end[1] - start[1]) / length * distance,
        base[1] + (end[0] - start[0]) / length * distance,
    )
