"""Coats, patterns and irises: the natural colours a cat may have. Data only."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.colour import Colour


@dataclass(frozen=True, slots=True)
class Coat:
    """base: most of the cat; second: stripes, patches and points; belly: chest, muzzle, socks."""

    base: Colour
    second: Colour
    belly: Colour


COATS: dict[str, Coat] = {
    "snow": Coat(Colour(0.970, 0.008, 85), Colour(0.860, 0.030, 72), Colour(0.990, 0.004, 90)),
    "apricot": Coat(Colour(0.835, 0.080, 68), Colour(0.720, 0.110, 58), Colour(0.965, 0.020, 85)),
    "black": Coat(Colour(0.370, 0.018, 285), Colour(0.290, 0.018, 285), Colour(0.930, 0.010, 285)),
    "golden": Coat(Colour(0.790, 0.085, 82), Colour(0.600, 0.085, 70), Colour(0.950, 0.030, 90)),
    "caramel": Coat(Colour(0.700, 0.080, 65), Colour(0.520, 0.075, 52), Colour(0.920, 0.035, 78)),
    "cinnamon": Coat(Colour(0.610, 0.090, 48), Colour(0.480, 0.085, 42), Colour(0.890, 0.035, 70)),
    "chocolate": Coat(Colour(0.470, 0.055, 45), Colour(0.360, 0.045, 40), Colour(0.830, 0.035, 68)),
    "walnut": Coat(Colour(0.600, 0.055, 72), Colour(0.410, 0.045, 60), Colour(0.900, 0.030, 82)),
    "cream": Coat(Colour(0.905, 0.045, 82), Colour(0.800, 0.070, 72), Colour(0.980, 0.010, 90)),
    "smoke": Coat(Colour(0.480, 0.020, 262), Colour(0.370, 0.020, 265), Colour(0.860, 0.012, 262)),
    "blue": Coat(Colour(0.620, 0.032, 255), Colour(0.490, 0.034, 258), Colour(0.900, 0.012, 250)),
    "silver": Coat(Colour(0.800, 0.012, 250), Colour(0.540, 0.018, 258), Colour(0.965, 0.006, 250)),
    "lilac": Coat(Colour(0.735, 0.030, 325), Colour(0.600, 0.038, 322), Colour(0.945, 0.012, 330)),
    "fawn": Coat(Colour(0.805, 0.042, 58), Colour(0.670, 0.055, 50), Colour(0.955, 0.016, 75)),
    "sand": Coat(Colour(0.850, 0.040, 88), Colour(0.680, 0.055, 78), Colour(0.970, 0.014, 92)),
    "marmalade": Coat(Colour(0.765, 0.120, 62), Colour(0.640, 0.135, 50), Colour(0.945, 0.035, 80)),
}

#: Patches of the two patterns that have two colours beside white.
TORTOISE = Colour(0.660, 0.115, 56)
CALICO_DARK = Colour(0.390, 0.022, 300)
CALICO_WARM = Colour(0.740, 0.120, 60)
WHITE = Colour(0.975, 0.008, 85)

PATTERNS = (
    "solid",
    "mackerel",
    "classic",
    "spotted",
    "tuxedo",
    "bicolour",
    "van",
    "calico",
    "patch",
)

#: Only a repository of many languages has it.
POLYGLOT_PATTERN = "tortoise"

IRISES: dict[str, Colour] = {
    "amber": Colour(0.750, 0.135, 75),
    "gold": Colour(0.820, 0.140, 90),
    "copper": Colour(0.660, 0.125, 55),
    "hazel": Colour(0.680, 0.095, 100),
    "green": Colour(0.730, 0.125, 140),
    "jade": Colour(0.700, 0.090, 165),
    "blue": Colour(0.700, 0.095, 235),
    "ice": Colour(0.790, 0.065, 225),
}

NOSES = (Colour(0.700, 0.085, 18), Colour(0.620, 0.070, 25), Colour(0.480, 0.040, 30))
