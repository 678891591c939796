"""Path data from points: everything is cubic curves, rounded to half a pixel."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from functools import lru_cache

Point = tuple[float, float]
#: Two control points and an end.
Cubic = tuple[Point, Point, Point]


def number(value: float) -> str:
    """A number with at most one decimal and no negative zero."""
    text = f"{value:.1f}"
    text = text[:-2] if text.endswith(".0") else text
    return "0" if text == "-0" else text


def path(start: Point, cubics: Iterable[Cubic], *, close: bool = False) -> str:
    """Path data through cubic segments, each relative to the rounded end of the one before: short, without drift."""
    x, y = _tenths(start)
    parts = [f"M{_number(x)}{_next(y)}"]
    for cubic in cubics:
        (x1, y1), (x2, y2), (x3, y3) = map(_tenths, cubic)
        parts.append(f"c{_number(x1 - x)}{_next(y1 - y)}{_next(x2 - x)}{_next(y2 - y)}{_next(x3 - x)}{_next(y3 - y)}")
        x, y = x3, y3
    return "".join(parts) + ("z" if close else "")


def mirrored(cubics: Sequence[Cubic]) -> list[Cubic]:
    """The same segments on the other side of the vertical axis."""
    return [((-a[0], a[1]), (-b[0], b[1]), (-c[0], c[1])) for a, b, c in cubics]


def symmetric(start: Point, right: Sequence[Cubic]) -> str:
    """A closed outline from its right half, which begins and ends on the axis."""
    starts = [start, *(cubic[2] for cubic in right)]
    back = [((-b[0], b[1]), (-a[0], a[1]), (-s[0], s[1])) for (a, b, _), s in zip(right, starts, strict=False)]
    return path(start, [*right, *reversed(back)], close=True)


def tuft(start: Point, tip: Point, end: Point, belly: float = 0.35) -> list[Cubic]:
    """A lock of fur: out along a bulge to the tip, back along a hollow; `belly` is the bulge's share of its length."""
    reach = math.dist(start, tip)
    along = ((tip[0] - start[0]) / (reach or 1), (tip[1] - start[1]) / (reach or 1))
    normal = (along[1], -along[0])
    bulge = belly * reach
    first = (
        start[0] + along[0] * reach * 0.35 + normal[0] * bulge,
        start[1] + along[1] * reach * 0.35 + normal[1] * bulge,
    )
    second = (
        start[0] + along[0] * reach * 0.75 + normal[0] * bulge * 0.5,
        start[1] + along[1] * reach * 0.75 + normal[1] * bulge * 0.5,
    )
    middle = (end[0] + (tip[0] - end[0]) * 0.4 + normal[0] * bulge * 0.2, end[1] + (tip[1] - end[1]) * 0.4)
    return [(first, second, tip), (middle, middle, end)]


def smooth(points: Sequence[Point]) -> list[Cubic]:
    """Cubic segments of the Catmull-Rom curve through the points."""
    padded = [points[0], *points, points[-1]]
    cubics: list[Cubic] = []
    for before, here, there, after in zip(padded, padded[1:], padded[2:], padded[3:], strict=False):
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        cubics.append((first, second, there))
    return cubics


def blob(points: Sequence[Point]) -> str:
    """A closed soft shape through the points."""
    count = len(points)
    cubics: list[Cubic] = []
    for index, here in enumerate(points):
        before, there, after = points[index - 1], points[(index + 1) % count], points[(index + 2) % count]
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        cubics.append((first, second, there))
    return path(points[0], cubics, close=True)


def bow(start: Point, control: Point, end: Point, low: float = 0.0, high: float = 1.0) -> tuple[Point, Cubic]:
    """Start and segment of the part between two shares of a quadratic curve."""

    def blossom(u: float, v: float) -> Point:
        x, y = (
            (1 - u) * (1 - v) * start[k] + ((1 - u) * v + u * (1 - v)) * control[k] + u * v * end[k] for k in (0, 1)
        )
        return x, y

    first, middle, last = blossom(low, low), blossom(low, high), blossom(high, high)
    return first, (between(first, middle, 2 / 3), between(last, middle, 2 / 3), last)


def between(start: Point, end: Point, share: float) -> Point:
    """The point at a share of the way."""
    return (start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share)


def at(start: Point, cubics: Sequence[Cubic], share: float) -> tuple[Point, Point]:
    """The point and the unit direction at a share 0.0-1.0 of a chain of segments of equal weight."""
    position = min(max(share, 0.0), 0.9999) * len(cubics)
    index = int(position)
    t = position - index
    p0 = start if index == 0 else cubics[index - 1][2]
    p1, p2, p3 = cubics[index]
    u = 1 - t
    x, y = (u**3 * p0[k] + 3 * u * u * t * p1[k] + 3 * u * t * t * p2[k] + t**3 * p3[k] for k in (0, 1))
    dx, dy = (3 * u * u * (p1[k] - p0[k]) + 6 * u * t * (p2[k] - p1[k]) + 3 * t * t * (p3[k] - p2[k]) for k in (0, 1))
    length = math.hypot(dx, dy) or 1.0
    return (x, y), (dx / length, dy / length)


def rotated(point: Point, degrees: float, about: Point = (0.0, 0.0)) -> Point:
    """A point turned clockwise (y grows downwards)."""
    angle = math.radians(degrees)
    dx, dy = point[0] - about[0], point[1] - about[1]
    return (
        about[0] + dx * math.cos(angle) - dy * math.sin(angle),
        about[1] + dx * math.sin(angle) + dy * math.cos(angle),
    )


def _tenths(point: Point) -> tuple[int, int]:
    """In tenths of a pixel, at halves: finer ones are not seen and cost a tenth of the file."""
    return 5 * round(point[0] * 2), 5 * round(point[1] * 2)


@lru_cache(maxsize=8192)
def _number(tenths: int) -> str:
    """A number without what it does not need: no ".0", no zero before the point."""
    sign, whole, part = "-" if tenths < 0 else "", *divmod(abs(tenths), 10)
    return sign + (str(whole) if whole or not part else "") + (f".{part}" if part else "")


@lru_cache(maxsize=8192)
def _next(tenths: int) -> str:
    """The same after another number: a minus sign separates by itself."""
    text = _number(tenths)
    return text if text.startswith("-") else " " + text
