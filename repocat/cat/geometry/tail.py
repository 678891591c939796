"""The tail: a ribbon along a curve whose posture is the mood's and whose width is the breed's."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.geometry.anchors import REACH, Anchors
from repocat.cat.geometry.paths import Cubic, Point, at, path, smooth

#: Half-widths along the tail, from root to tip.
PROFILES: dict[str, tuple[float, ...]] = {
    "even": (15, 15.5, 15.5, 15, 13.5, 11),
    "brush": (10, 13, 16, 17, 15, 7),
    "plume": (9, 12, 16, 20, 19, 5),
    "whip": (15, 13, 11, 9, 7, 5),
    "stub": (15, 17, 18, 18, 17, 14),
}

WIDEST_IN_FRONT = 32.0

#: The shortest tail's share of the longest; a tail of unknown length is as long as the longest.
SHORTEST = 0.62

#: Where stripes and the tip lie, as shares of the tail's length.
STRIPES = ((0.30, 0.38), (0.48, 0.56), (0.66, 0.74))
TIP = (0.82, 1.0)


@dataclass(frozen=True, slots=True)
class Tail:
    outline: str
    stripes: tuple[str, ...]
    tip: str
    #: Whether it lies in front of the paws.
    in_front: bool
    middle: Point


def tail(breed: Breed, points: Anchors, posture: str, facing: int, length: float | None = None) -> Tail:
    """posture: hook, up, around, low, lash or curl; facing -1 or 1 is the side on which it lies; length 0.0-1.0."""
    spine = [(x * facing, y) for x, y in _spine(breed, points, posture)]
    if length is not None:
        spine = _cut(spine, SHORTEST + (1 - SHORTEST) * length)
    stub = breed.tail_shape == "stub"
    widths = tuple(width * (1.0 if stub else breed.tail_width) for width in PROFILES[breed.tail_shape])
    in_front = posture in {"around", "curl"} and not stub
    if in_front:
        # It lies on the floor, and the floor ends with the picture.
        widths = tuple(min(width, WIDEST_IN_FRONT) for width in widths)
    ribbon = _Ribbon(spine[0], smooth(spine), widths)
    return Tail(
        outline=ribbon.part(0.0, 1.0, steps=8),
        stripes=tuple(ribbon.part(low, high, steps=2) for low, high in STRIPES),
        tip=ribbon.part(*TIP, steps=3),
        in_front=in_front,
        middle=at(spine[0], smooth(spine), 0.62)[0],
    )


def _cut(spine: list[Point], share: float) -> list[Point]:
    """The first part of a curve, with as many points."""
    cubics = smooth(spine)
    return [at(spine[0], cubics, share * number / (len(spine) - 1))[0] for number in range(len(spine))]


def _spine(breed: Breed, points: Anchors, posture: str) -> list[Point]:
    girth = points.girth
    root: Point = (girth * 0.66, -26.0)
    if breed.tail_shape == "stub":
        tip = min(girth + 18, REACH - 4)
        return [root, (girth * 0.92, -34), (tip - 8, -52), (tip, -66)]
    bulk = 13 * breed.tail_width
    far = min(girth + 50, REACH - bulk)
    tall = -points.height * 0.98
    if posture == "hook" and bulk > 16:
        # A bushy tail would fold over itself in a hook.
        return [root, (far - 34, -22), (far - 8, tall * 0.42), (far - 34, tall * 0.84), (far - 8, tall * 1.20)]
    if posture == "hook":
        return [
            root,
            (far - 30, -22),
            (far - 8, tall * 0.40),
            (far - 34, tall * 0.80),
            (far - 38, tall * 1.08),
            (far - 20, tall * 1.22),
            (far + 1, tall * 1.12),
        ]
    if posture == "up":
        return [root, (far - 24, -20), (far - 2, tall * 0.36), (far - 16, tall * 0.70), (far - 4, tall * 1.06)]
    if posture in {"low", "lash"}:
        rise = -34 if posture == "low" else -12
        far = min(girth + 78, REACH - bulk)
        return [root, (girth * 0.9, -14), (far - 34, -10), (far - 8, rise * 0.6), (far, rise * 1.6)]
    y = 3.0 if posture == "around" else 4.0
    end = -points.paw * 1.2 if posture == "around" else -girth * 0.30
    return [
        (girth * 0.80, -30),
        (girth * 0.86, -12),
        (girth * 0.58, y),
        (girth * 0.20, y + 4),
        (end * 0.6, y + 2),
        (end - 14, y - 9),
    ]


@dataclass(frozen=True, slots=True)
class _Ribbon:
    """A curve with a half-width at every share of its length."""

    start: Point
    cubics: list[Cubic]
    widths: tuple[float, ...]

    def part(self, low: float, high: float, steps: int) -> str:
        """The outline between two shares of the length, with a round end where it is the tip."""
        left: list[Point] = []
        right: list[Point] = []
        for step in range(steps + 1):
            share = low + (high - low) * step / steps
            (x, y), (dx, dy) = at(self.start, self.cubics, share)
            half = self._width(share)
            left.append((x + dy * half, y - dx * half))
            right.append((x - dy * half, y + dx * half))
        _, (dx, dy) = at(self.start, self.cubics, high)
        cap = self._width(high) * (1.25 if high >= 1.0 else 0.0)
        (lx, ly), (rx, ry) = left[-1], right[-1]
        round_end: list[Cubic] = [((lx + dx * cap, ly + dy * cap), (rx + dx * cap, ry + dy * cap), (rx, ry))]
        return path(left[0], [*smooth(left), *round_end, *smooth(right[::-1])], close=True)

    def _width(self, share: float) -> float:
        position = min(share, 0.9999) * (len(self.widths) - 1)
        index = int(position)
        return self.widths[index] + (self.widths[index + 1] - self.widths[index]) * (position - index)
