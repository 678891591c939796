"""The points on which the cat hangs, in its own coordinates: the origin lies on the floor between the front paws."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import BREEDS
from repocat.cat.model import Traits

GROWN_UP_YEARS = 6.0
SENIOR_YEARS = 10.0
NEUTRAL_SIZE = 0.45

#: Widest half-width, in the cat's own coordinates, that may stick out of the body's axis: keeps the safe square.
REACH = 226.0


@dataclass(frozen=True, slots=True)
class Anchors:
    """Lengths in pixels at scale 1; y is negative above the floor."""

    scale: float
    #: 1.0 newborn, 0.0 grown up.
    youth: float
    #: 0.0 up to maturity, 1.0 senior.
    seniority: float
    girth: float
    shoulder: float
    height: float
    head_width: float
    head_height: float
    #: Off the axis only while asleep.
    head_x: float
    head_y: float
    chin_y: float
    collar_y: float
    paw: float
    loaf: bool
    asleep: bool


def anchors(traits: Traits, facing: int) -> Anchors:
    """Size decides girth and scale, age decides proportions; the two never touch the same length."""
    breed = BREEDS[traits.breed]
    size = NEUTRAL_SIZE if traits.size is None else traits.size
    youth, seniority = _stages(traits.age)
    asleep = traits.idle in {"asleep", "fast asleep"}
    loaf = asleep or traits.idle == "loafing"
    girth = _between(88, 170, size**1.15)
    height = _between(202, 152, youth)
    head_width = 122 * breed.head_width * _between(1.0, 1.10, youth) * _between(1.0, 0.97, seniority)
    head_height = 98 * breed.head_height * _between(1.0, 1.06, youth)
    chin_y = -height * (0.64 if loaf else 0.80)
    if asleep:
        girth, height, chin_y = min(REACH - 6, max(girth * 1.28, head_width * 1.36)), _between(150, 200, size), 4.0
    elif loaf:
        girth, height = girth * 1.16, height * 0.80
    return Anchors(
        scale=_between(0.86, 1.06, size),
        youth=youth,
        seniority=seniority,
        girth=girth,
        shoulder=60 + 0.42 * (girth - 78),
        height=height,
        head_width=head_width,
        head_height=head_height,
        head_x=-facing * min(girth * 0.36, REACH - head_width * 1.20) if asleep else 0.0,
        head_y=chin_y - head_height * 0.93,
        chin_y=chin_y,
        collar_y=chin_y + 6,
        paw=_between(29, 25, youth) + 5 * size,
        loaf=loaf,
        asleep=asleep,
    )


def _stages(years: float | None) -> tuple[float, float]:
    if years is None:
        return 0.0, 0.0
    youth = max(0.0, 1.0 - (max(0.0, years) / GROWN_UP_YEARS) ** 0.7)
    seniority = min(1.0, max(0.0, (years - 6.0) / (SENIOR_YEARS - 6.0)))
    return youth, seniority


def _between(low: float, high: float, share: float) -> float:
    return low + (high - low) * share
