"""Every colour of a picture, by role. The room's colours come in a light and a dark set; the cat keeps its own."""

from __future__ import annotations

from dataclasses import dataclass

from repocat.cat.breeds import Breed
from repocat.cat.coats import CALICO_DARK, CALICO_WARM, COATS, IRISES, NOSES, TORTOISE, WHITE
from repocat.cat.colour import Colour, mix
from repocat.cat.identity import Identity
from repocat.cat.model import Traits
from repocat.cat.scenes import SCENES, Scene

#: Least difference in lightness between coat and wall.
CONTRAST = 0.12
LIGHTEST_WALL = 0.935

SKIN = Colour(0.830, 0.045, 40)
PINK = Colour(0.780, 0.075, 20)

COLLARS: dict[str, Colour] = {
    "permissive": Colour(0.560, 0.130, 250),
    "weak-copyleft": Colour(0.580, 0.110, 155),
    "strong-copyleft": Colour(0.560, 0.165, 25),
    "public-domain": Colour(0.640, 0.120, 330),
    "custom": Colour(0.580, 0.015, 260),
}


#: Muted colours of furniture and toys, the same in every room.
THINGS: dict[str, str] = {
    "wood": "#b98a5c",
    "wooddark": "#8f6644",
    "paper": "#faf3e4",
    "ink": "#463c4d",
    "red": "#d6716a",
    "orange": "#df9a5f",
    "yellow": "#e8c468",
    "green": "#8db48a",
    "leaf": "#6d9a78",
    "blue": "#7d9fd0",
    "sky": "#bcdcea",
    "slate": "#7f8da5",
    "plum": "#957aa8",
    "grey": "#b4b6bf",
}

#: Where the score's own scale changes colour; readable with every kind of colour vision.
SCORE_COLOURS: tuple[tuple[float, str], ...] = ((3.0, "#6f2653"), (5.0, "#4a6aa6"), (8.5, "#36a89c"), (11.0, "#e3ae35"))

#: Sky, and what hangs in it, by part of the day.
SKIES: dict[str, tuple[str, str]] = {
    "day": ("#b9def0", "#f7dc8a"),
    "dusk": ("#f0b48e", "#e5745e"),
    "night": ("#3a4372", "#f4ecc4"),
    "unknown": ("#c9d8dc", "#eef1ea"),
}


@dataclass(frozen=True, slots=True)
class CatColours:
    """Hex colours of the cat."""

    base: str
    second: str
    belly: str
    white: str
    warm: str
    dark: str
    line: str
    soft: str
    shade: str
    lid: str
    inner_ear: str
    nose: str
    iris: str
    iris_light: str
    iris_dark: str
    pupil: str
    gloss: str
    collar: str
    collar_line: str
    yarn: str
    yarn_line: str
    bowl: str
    bowl_line: str
    sock: str
    sock_line: str

    def role(self, name: str) -> str:
        """The colour that a marking's role stands for."""
        return str(getattr(self, name))


@dataclass(frozen=True, slots=True)
class RoomColours:
    """Hex colours of the room and the caption."""

    wall: str
    wall_low: str
    wall_mark: str
    trim: str
    floor: str
    floor_line: str
    rug: str
    rug_edge: str
    paper: str
    ink: str
    quiet: str
    frame: str
    shadow: str
    print: str


def cat_colours(breed: Breed, chosen: Identity, pattern: str, cat: Traits) -> CatColours:
    """The coat of the name, dulled where the score is low; socks in the hue of the second language's home."""
    score = cat.score
    groomed = 0.94 if score is None else 0.55 + 0.45 * min(1.0, max(0.0, score / 9))
    base, second, belly = _fur(chosen, pattern, groomed)
    iris = IRISES[breed.iris or chosen.iris]
    line = _line(base)
    collar = COLLARS.get(cat.licence, COLLARS["custom"])
    yarn = Colour(0.64, 0.135, (chosen.bowl_hue + 150) % 360)
    bowl = Colour(0.70, 0.075, chosen.bowl_hue)
    sock = Colour(0.60, 0.105, SCENES[cat.socks_of].wall)
    return CatColours(
        base=base.hex,
        second=second.hex,
        belly=belly.hex,
        white=WHITE.hex,
        warm=(TORTOISE if pattern == "tortoise" else CALICO_WARM).shifted(chroma=groomed).hex,
        dark=CALICO_DARK.hex,
        line=line.hex,
        soft=mix(line, base, 0.30).hex,
        shade=mix(base, line, 0.35).hex,
        lid=mix(base, line, 0.14 if base.lightness > 0.45 else -0.10).hex,
        inner_ear=mix(PINK, base, 0.25).hex,
        nose=NOSES[chosen.nose].hex if base.lightness > 0.45 else NOSES[0].hex,
        iris=iris.hex,
        iris_light=iris.shifted(lightness=0.11, chroma=0.9, hue=6).hex,
        iris_dark=iris.shifted(lightness=-0.17, hue=-8).hex,
        pupil=Colour(0.20, 0.02, line.hue).hex,
        gloss=mix(base, WHITE, 0.55).hex,
        collar=collar.hex,
        collar_line=collar.shifted(lightness=-0.22, chroma=0.8).hex,
        yarn=yarn.hex,
        yarn_line=yarn.shifted(lightness=-0.17).hex,
        bowl=bowl.hex,
        bowl_line=bowl.shifted(lightness=-0.24).hex,
        sock=sock.hex,
        sock_line=sock.shifted(lightness=0.12).hex,
    )


def _fur(chosen: Identity, pattern: str, groomed: float) -> tuple[Colour, Colour, Colour]:
    """Base, second and belly colour as the pattern wears the coat; `groomed` multiplies the chroma."""
    coat = COATS[chosen.coat]
    base, second, belly = (
        colour.shifted(chroma=groomed, hue=chosen.hue_jitter) for colour in (coat.base, coat.second, coat.belly)
    )
    if pattern == "calico":
        return WHITE, CALICO_DARK, belly
    if pattern == "van":
        return WHITE, base if base.lightness < 0.86 else second, belly
    if pattern == "tortoise":
        return CALICO_DARK.shifted(hue=20, lightness=0.02), mix(TORTOISE, second, 0.3), belly
    if pattern in {"points", "mitted"}:
        return mix(belly, base, 0.14), mix(second.with_lightness(0.56), Colour(0.52, 0.040, 45), 0.55), belly
    if pattern == "bare":
        skin = mix(base, SKIN, 0.72)
        return skin, skin.shifted(lightness=-0.12), mix(belly, SKIN, 0.5)
    return base, second, belly


def coat_lightness(chosen: Identity, pattern: str) -> float:
    """Mean lightness of what the wall is seen beside."""
    if pattern in {"calico", "van", "points", "mitted"}:
        return 0.93
    if pattern == "tortoise":
        return 0.46
    base = COATS[chosen.coat].base.lightness
    return base * 0.3 + 0.58 if pattern == "bare" else base


def room_colours(scene: Scene, chosen: Identity, coat: float, *, dark: bool) -> RoomColours:
    """The walls of the language, shifted by the name, kept apart from the coat's lightness."""
    hue = scene.wall + chosen.wall_hue
    light = _wall_lightness(coat, chosen.wall_shade, dark=dark)
    muted = not dark and light < 0.8
    # A mid-tone wall between orange and yellow would look like mud, so it stays greyer than the others.
    vividness = 0.75 if not muted else 0.65 if 10 < hue % 360 < 120 else 1.15
    wall = Colour(light, scene.chroma * vividness, hue)
    floor = Colour(light - (0.09 if dark or muted else 0.11), 0.030 if dark else 0.042, scene.floor)
    rug = Colour(
        (light - 0.02 if dark or muted else 0.76) + 0.09 * chosen.rug_shade, 0.045 if dark else 0.060, chosen.rug_hue
    )
    ink = Colour(0.94, 0.012, 80) if dark else Colour(0.25, 0.03, 290)
    return RoomColours(
        wall=wall.hex,
        wall_low=wall.shifted(lightness=-0.035, chroma=1.15).hex,
        wall_mark=wall.shifted(lightness=0.025 if light > 0.6 else 0.03).hex,
        trim=wall.shifted(lightness=0.05 if light < 0.9 else 0.045, chroma=0.5).hex,
        floor=floor.hex,
        floor_line=floor.shifted(lightness=-0.05).hex,
        rug=rug.hex,
        rug_edge=rug.shifted(lightness=0.07, chroma=0.8).hex,
        paper="#211d2c" if dark else "#fbf7f0",
        ink=ink.hex,
        quiet=(Colour(0.76, 0.015, 80) if dark else Colour(0.46, 0.02, 290)).hex,
        frame=wall.shifted(lightness=0.30 if dark else -0.24, chroma=1.2).hex,
        shadow=floor.shifted(lightness=-0.14).hex,
        print=floor.shifted(lightness=-0.26 if floor.lightness > 0.5 else 0.26).hex,
    )


def _wall_lightness(coat: float, shade: float, *, dark: bool) -> float:
    """`shade`, 0.0-1.0, is the name's."""
    if dark:
        wall = 0.36 + 0.08 * shade
        return wall if coat >= wall + CONTRAST else coat + CONTRAST + 0.01 + 0.05 * shade
    wall = max(LIGHTEST_WALL - 0.10 * shade, min(LIGHTEST_WALL, coat + CONTRAST))
    return wall if coat <= wall - CONTRAST else coat - CONTRAST - 0.02 - 0.08 * shade


def _line(base: Colour) -> Colour:
    """The coat's own hue at low lightness: an outline that is never black."""
    chroma = min(0.065, max(0.028, base.chroma * 0.8))
    return Colour(max(0.225, 0.12 + base.lightness * 0.30), chroma, base.hue if base.chroma > 0.015 else 40)


def score_colour(score: float) -> str:
    """Plum, slate, teal or gold."""
    return next(colour for limit, colour in SCORE_COLOURS if score < limit)
