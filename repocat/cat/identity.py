"""What belongs to a repository's name alone: the coat, the pose, the household.

Every axis draws from a stream of its own (SHA-256 over axis and name), so a new axis never disturbs an old one.
The owner chooses the household (wall, rug), the name chooses the cat: an organisation's cats share a home.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from repocat.cat.breeds import BREEDS
from repocat.cat.coats import COATS, IRISES, PATTERNS, POLYGLOT_PATTERN

STREAM_VERSION = "repocat-art/1"


@dataclass(frozen=True, slots=True)
class Identity:
    """Every choice that only the name makes; shares are 0.0-1.0 unless said otherwise."""

    coat: str
    pattern: str
    hue_jitter: float  # degrees, -7..7
    markings: tuple[float, ...]  # six shares that place and size the pattern
    iris: str
    tail_tip: bool
    nose: int  # 0-2
    ear_notch: int  # -1 left, 0 none, 1 right
    facing: int  # -1 or 1: the side of the tail
    tilt: float  # degrees, -4..4
    offset: float  # -1..1 of the room there is
    wall_hue: float  # degrees, -25..25
    wall_shade: float
    rug_shade: float
    wall_pattern: int  # 0-3
    rug: int  # 0-3
    rug_hue: float  # degrees, 0..360
    wall_item: int  # 0-7
    window_side: int  # -1 or 1
    bowl_hue: float  # degrees, 0..360


def identity(owner: str, name: str) -> Identity:
    """The identity of `owner/name`, the same for every spelling in capitals."""
    cat, home = f"{owner}/{name}".lower(), owner.lower()

    def side(axis: str) -> int:
        return 1 if _share(axis, cat) < 0.5 else -1

    notch = _share("ear-notch", cat)
    return Identity(
        coat=_pick("coat", cat, tuple(COATS)),
        pattern=_pick("pattern", cat, PATTERNS),
        hue_jitter=_share("hue", cat) * 14 - 7,
        markings=tuple(_share(f"marking-{number}", cat) for number in range(6)),
        iris=_pick("iris", cat, tuple(IRISES)),
        tail_tip=_share("tail-tip", cat) < 0.4,
        nose=int(_share("nose", cat) * 3),
        ear_notch=-1 if notch < 0.08 else 1 if notch > 0.92 else 0,
        facing=side("facing"),
        tilt=_share("tilt", cat) * 8 - 4,
        offset=_share("offset", cat) * 2 - 1,
        wall_hue=_share("wall-hue", cat) * 50 - 25,
        wall_shade=_share("wall-shade", cat),
        rug_shade=_share("rug-lightness", cat),
        wall_pattern=int(_share("wall-pattern", home) * 4),
        rug=int(_share("rug", home) * 4),
        rug_hue=(_share("rug-hue", home) * 360 + _share("rug-shade", cat) * 60) % 360,
        wall_item=int(_share("wall-item", cat) * 8),
        window_side=side("window"),
        bowl_hue=_share("bowl", cat) * 360,
    )


def pattern_of(breed: str, chosen: Identity, *, polyglot: bool = False) -> str:
    """The polyglot's or the breed's own pattern, else the name's; a tabby is never plain, bare skin has no patches."""
    if polyglot and BREEDS[breed].pattern != "bare":
        return POLYGLOT_PATTERN
    if breed == "tabby" and chosen.pattern == "solid":
        return "mackerel"
    return BREEDS[breed].pattern or chosen.pattern


def _share(axis: str, subject: str) -> float:
    text = f"{STREAM_VERSION}\0{axis}\0{subject}".encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.sha256(text).digest()[:6], "big") / 2**48


def _pick(axis: str, subject: str, options: tuple[str, ...]) -> str:
    return options[int(_share(axis, subject) * len(options))]
