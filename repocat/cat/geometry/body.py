"""Torso, legs and paws of the seated cat and of the loaf, around the cat's origin."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.geometry.anchors import Anchors
from repocat.cat.geometry.paths import Cubic, Point, mirrored, path, symmetric, tuft


@dataclass(frozen=True, slots=True)
class Paw:
    x: float
    y: float
    rx: float
    ry: float
    toes: str


@dataclass(frozen=True, slots=True)
class Body:
    outline: str
    belly: str
    shade: str
    #: Contours inside the silhouette: haunches, legs, folds.
    lines: tuple[str, ...]
    #: Rolls of fat, clipped to the outline.
    folds: tuple[str, ...]
    hind: tuple[Paw, ...]
    front: tuple[Paw, ...]
    socks: tuple[str, ...]
    ruff: str
    collar: str
    tag: Point


def body(breed: Breed, points: Anchors, size: float) -> Body:
    """Everything below the chin except the tail."""
    front, hind = _paws(points)
    return Body(
        outline=symmetric((0.0, -points.height), _half(breed, points)),
        belly=_belly(points),
        shade=_shade(points),
        lines=_sleeping_lines(points) if points.asleep else _leg_lines(points),
        folds=() if points.loaf else _folds(points, size),
        hind=hind,
        front=front,
        socks=() if points.loaf else tuple(_sock(points, side) for side in (-1, 1)),
        ruff=_ruff(breed, points),
        collar=_collar(points),
        tag=_tag(points),
    )


def _half(breed: Breed, points: Anchors) -> list[Cubic]:
    girth, shoulder, height = points.girth, points.shoulder, points.height
    upper = (shoulder, -height * 0.80)
    widest = (girth, -height * 0.28)
    half: list[Cubic] = [((shoulder * 0.6, -height), (shoulder * 0.93, -height * 0.94), upper)]
    if points.loaf:
        upper = (girth * 0.80, -height * 0.80)
        half = [((girth * 0.34, -height), (girth * 0.62, -height), upper)]
    half.append(((upper[0] + (girth - upper[0]) * 0.42, -height * 0.64), (girth, -height * 0.50), widest))
    low = widest
    if breed.fur >= 0.6 and not points.loaf:
        low = (girth * 1.0, -height * 0.20)
        half += tuft(widest, (girth + 3 + 10 * breed.fur, -height * 0.15), low, 0.16)
        half += tuft(low, (girth * 0.98 + 9 * breed.fur, -height * 0.03), (girth * 0.93, -height * 0.06), 0.16)
        low = (girth * 0.93, -height * 0.06)
    corner = (girth * 0.74, 0.0)
    half.append(((girth * 0.99, -height * 0.06), (girth * 0.92, 0.0), corner))
    half.append(((girth * 0.4, 2.0), (girth * 0.2, 2.0), (0.0, 2.0)))
    return half


def _paws(points: Anchors) -> tuple[tuple[Paw, ...], tuple[Paw, ...]]:
    paw = points.paw
    spread = paw * 0.98
    if points.asleep:
        return (), ()
    if points.loaf:
        return tuple(_paw(side * spread, -4 - paw * 0.42, paw * 1.05, paw * 0.55) for side in (-1, 1)), ()
    reach = max(points.girth * 0.80, spread + paw * 1.15)
    hind = tuple(_paw(side * reach, -paw * 0.62, paw * 1.02, paw * 0.48) for side in (-1, 1))
    return tuple(_paw(side * spread, -paw * 0.42, paw * 0.98, paw * 0.60) for side in (-1, 1)), hind


def _paw(x: float, y: float, rx: float, ry: float) -> Paw:
    toes = "".join(
        path(
            (x + dx, y + ry * 0.08),
            [((x + dx * 1.05, y + ry * 0.4), (x + dx, y + ry * 0.7), (x + dx * 0.9, y + ry * 0.86))],
        )
        for dx in (-rx * 0.30, rx * 0.30)
    )
    return Paw(x, y, rx, ry, toes)


def _leg_lines(points: Anchors) -> tuple[str, ...]:
    paw, height, girth = points.paw, points.height, points.girth
    outer = paw * 1.92
    if points.loaf:
        return ()
    knee = (min(girth * 0.88, outer + 62), -height * 0.50)
    leg: list[Cubic] = [((paw * 2.05, -height * 0.34), (outer * 0.98, -height * 0.20), (outer, -paw * 0.75))]
    leg_start: Point = (paw * 1.75, -height * 0.52)
    haunch_end: Point = (outer + paw * 0.35, -paw * 0.85)
    haunch: list[Cubic] = [((knee[0] - 34, -height * 0.47), (outer + paw * 0.1, -height * 0.34), haunch_end)]
    middle = path((0.0, -height * 0.36), [((1.5, -height * 0.26), (0.5, -height * 0.16), (0.0, -paw * 0.55))])
    return (
        path(leg_start, leg),
        path((-leg_start[0], leg_start[1]), mirrored(leg)),
        path(knee, haunch),
        path((-knee[0], knee[1]), mirrored(haunch)),
        middle,
    )


def _sleeping_lines(points: Anchors) -> tuple[str, ...]:
    """The thigh of the curled cat, on the tail's side."""
    side = -1 if points.head_x > 0 else 1
    girth, height = points.girth, points.height
    start: Point = (side * girth * 0.34, -height * 0.60)
    thigh: list[Cubic] = [
        (
            (side * girth * 0.74, -height * 0.66),
            (side * girth * 0.86, -height * 0.34),
            (side * girth * 0.60, -height * 0.17),
        )
    ]
    return (path(start, thigh),)


def _folds(points: Anchors, size: float) -> tuple[str, ...]:
    """Fat needs lines: one roll from large, two from chonky."""
    folds = []
    for threshold, level in ((0.62, 0.60), (0.80, 0.70)):
        if size >= threshold:
            x, y = points.girth * (1.36 - level), -points.height * level
            roll: list[Cubic] = [((x - 2, y + 10), (x - 12, y + 17), (x - 30, y + 17))]
            start: Point = (x + 34, y - 14)
            folds += [path(start, [((x + 20, y - 12), (x + 4, y - 6), (x, y)), *roll])]
            folds += [path((-start[0], start[1]), mirrored([((x + 20, y - 12), (x + 4, y - 6), (x, y)), *roll]))]
    return tuple(folds)


def _sock(points: Anchors, side: int) -> str:
    paw = points.paw
    inner, outer, top = side * 1.0, side * paw * 1.95, -paw * 1.75
    middle = (inner + outer) / 2
    return path(
        (inner, top + 4),
        [
            ((middle, top - 8), (middle, top + 12), (outer, top)),
            ((outer, -paw), (outer, -paw * 0.2), (outer, 0)),
            ((middle, 4), (middle, 4), (inner, 0)),
        ],
        close=True,
    )


def _belly(points: Anchors) -> str:
    width = points.shoulder * 0.62
    top, bottom = points.chin_y - 14, -points.height * 0.34
    if points.loaf:
        bottom = -points.height * 0.16
    half: list[Cubic] = [
        ((width, top), (width * 1.15, top + 34), (width * 0.84, (top + bottom) / 2)),
        ((width * 0.62, bottom - 16), (width * 0.22, bottom - 6), (0.0, bottom)),
    ]
    return symmetric((0.0, top), half)


def _shade(points: Anchors) -> str:
    """The side away from the light."""
    girth, height = points.girth, points.height
    return path(
        (girth * 0.62, -height * 0.72),
        [
            ((girth * 0.84, -height * 0.46), (girth * 0.86, -height * 0.14), (girth * 0.56, 4)),
            ((girth, 4), (girth * 1.1, 4), (girth * 1.15, -height * 0.2)),
            ((girth * 1.15, -height * 0.6), (girth * 0.8, -height * 0.8), (girth * 0.62, -height * 0.72)),
        ],
        close=True,
    )


def _ruff(breed: Breed, points: Anchors) -> str:
    """Chest fur: locks along a hanging arc, the middle one longest; three, or five for a ruff."""
    if points.asleep:
        return ""
    width = points.shoulder * (0.50 + 0.44 * breed.ruff)
    top, sag = points.chin_y - 26, 34 + 26 * breed.ruff
    locks = 5 if breed.ruff > 0.5 else 3
    roots = [_on_arc(width, top, sag, number / locks) for number in range(locks + 1)]
    cubics: list[Cubic] = []
    for number in range(locks):
        start, end = roots[number], roots[number + 1]
        lean = (number + 0.5) / locks - 0.5
        hang = (17 + 9 * breed.ruff) * (1.25 - abs(lean))
        tip: Point = ((start[0] + end[0]) / 2 - lean * 10, max(start[1], end[1]) + hang)
        cubics += [
            ((start[0] - 2, start[1] + hang * 0.5), (tip[0] - 8, tip[1] - hang * 0.18), tip),
            ((tip[0] + 8, tip[1] - hang * 0.18), (end[0] + 2, end[1] + hang * 0.5), end),
        ]
    return path(roots[0], cubics, close=True)


def _on_arc(width: float, top: float, sag: float, share: float) -> Point:
    """A point of the hanging arc, from left (0.0) to right (1.0)."""
    across = 2 * share - 1
    return width * across, top + sag * (1 - across * across)


def _collar(points: Anchors) -> str:
    if points.asleep:
        side = -1 if points.head_x > 0 else 1
        x, top = points.head_x + side * points.head_width, points.chin_y - points.head_height * 1.35
        bend: Cubic = ((x + side * 30, top + 20), (x + side * 40, -50), (x + side * 10, -8))
        return path((x - side * 20, top), [bend])
    width, y = points.shoulder * 0.94, points.collar_y
    return path((-width, y - 26), [((-width * 0.6, y + 22), (width * 0.6, y + 22), (width, y - 26))])


def _tag(points: Anchors) -> Point:
    if points.asleep:
        side = -1 if points.head_x > 0 else 1
        return (points.head_x + side * (points.head_width + 27), -44.0)
    return (0.0, points.collar_y + 27)
