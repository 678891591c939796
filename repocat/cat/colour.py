"""Colours as OKLCH, the space in which equal steps look equal; pictures carry plain hex.

The matrices are those of Bjorn Ottosson's Oklab (2020), public domain.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Colour:
    """Lightness 0-1, chroma 0-0.4, hue in degrees."""

    lightness: float
    chroma: float
    hue: float

    def with_lightness(self, lightness: float) -> Colour:
        """The same hue and chroma at another lightness."""
        return replace(self, lightness=min(1.0, max(0.0, lightness)))

    def shifted(self, lightness: float = 0.0, chroma: float = 1.0, hue: float = 0.0) -> Colour:
        """Add to lightness and hue, multiply chroma."""
        return Colour(min(1.0, max(0.0, self.lightness + lightness)), self.chroma * chroma, (self.hue + hue) % 360)

    @property
    def hex(self) -> str:
        """`#rrggbb`; chroma is reduced until the colour exists in sRGB."""
        chroma = self.chroma
        rgb = _linear_rgb(self.lightness, chroma, self.hue)
        while chroma > 0.004 and not all(-0.0005 <= channel <= 1.0005 for channel in rgb):
            chroma *= 0.92
            rgb = _linear_rgb(self.lightness, chroma, self.hue)
        return "#" + "".join(f"{_encode(channel):02x}" for channel in rgb)


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two, `share` 0.0 is the first; mixed in Oklab, so the hue never runs round the circle."""
    a1, b1 = _cartesian(first)
    a2, b2 = _cartesian(second)
    a, b = a1 + (a2 - a1) * share, b1 + (b2 - b1) * share
    lightness = first.lightness + (second.lightness - first.lightness) * share
    return Colour(lightness, math.hypot(a, b), math.degrees(math.atan2(b, a)) % 360)


def _cartesian(colour: Colour) -> tuple[float, float]:
    angle = math.radians(colour.hue)
    return colour.chroma * math.cos(angle), colour.chroma * math.sin(angle)


def _linear_rgb(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    a, b = _cartesian(Colour(lightness, chroma, hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )


def _encode(channel: float) -> int:
    channel = min(1.0, max(0.0, channel))
    encoded = 12.92 * channel if channel <= 0.0031308 else 1.055 * float(channel ** (1 / 2.4)) - 0.055
    return round(encoded * 255)
