"""Traits -> SVG text through the templates in `templates/cat/`."""

from __future__ import annotations

import math
import re
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template

from repocat.cat.geometry.paths import number, path, smooth
from repocat.cat.geometry.picture import Picture, compose
from repocat.cat.model import Traits
from repocat.cat.palette import SKIES, THINGS, RoomColours, cat_colours, coat_lightness, room_colours, score_colour
from repocat.cat.scenes import SCENES
from repocat.cat.text import clean, fit

THEMES = ("light", "dark", "auto")

#: Colours of the room that are also used for lines.
STROKED = ("rug_edge", "frame", "quiet")

SCENE_HEIGHT = 540.0

#: Of the texts on the left of the caption; numbers begin there.
CAPTION_WIDTH = 540
#: Traits whose number the caption shows, each with its icon.
FIGURES = ("size", "age", "tests", "complexity", "idle")

TEMPLATES = Path(__file__).resolve().parents[2] / "templates" / "cat"


@dataclass(frozen=True, slots=True)
class Frame:
    """viewBox, outer size, outline weight, and whether whiskers, toes and small things are drawn."""

    box: tuple[float, float, float, float]
    size: tuple[int, int]
    line: float
    detail: bool


_FRAMES: dict[str, Frame] = {
    "full": Frame((0, 0, 1200, 630), (1200, 630), 4.4, True),
    "square": Frame((330, 0, 540, 540), (540, 540), 5.4, True),
    "bust": Frame((0, 0, 330, 330), (330, 330), 6.0, True),
    "head": Frame((0, 0, 330, 330), (330, 330), 9.0, False),
}

VIEWS = tuple(_FRAMES)
_CLASSES = re.compile(r' class="[^"]*"')
_MARKS = re.compile(r' class="[a-z0-9-]*-t-[a-z_]*"')

_BOXES = {
    "unknown": "a cat asleep in a box, nobody has asked for it yet",
    "drawing": "a cat looks out of a box, its picture is being drawn",
    "failed": "an empty box, the cat could not be drawn",
}


@dataclass(frozen=True, slots=True)
class Room:
    """Around a box: outer size, and what of the drawing is seen; its height is always 540."""

    size: tuple[int, int]
    left: float
    width: float


_ROOM = Room((540, 540), 0, 540)
_WIDE_ROOM = Room((1200, 630), -244.3, 1028.6)

_BOX_ROOM = {
    "light": {"wall": "#efe7da", "floor": "#dfcfb8", "trim": "#f8f2e8", "shadow": "#c9b596", "ink": "#4a3524"},
    "dark": {"wall": "#3b3542", "floor": "#463a33", "trim": "#4e4757", "shadow": "#2e2622", "ink": "#eadfcf"},
}


def svg(traits: Traits, *, view: str = "full", theme: str = "light", prefix: str = "c", marked: bool = False) -> str:
    """A complete SVG document; `prefix` begins every id, so that several pictures may share one page.

    `marked`: every trait's group has the class `PREFIX-t-KEY`, for a page that lights it.
    """
    return drawn("cat.svg", traits, view=view, theme=theme, prefix=prefix, marked=marked)


def picture_size(view: str) -> tuple[int, int]:
    """Width and height of a view in pixels."""
    return _FRAMES[view].size


def drawn(  # noqa: PLR0913 - each stands for itself
    template: str, traits: Traits, *, view: str, theme: str, prefix: str, marked: bool = False, **more: object
) -> str:
    """What a template makes of a cat seen in a view; `more` is what only that template knows."""
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,40}", prefix):
        raise ValueError("prefix: lower-case letters, digits and hyphens, beginning with a letter")
    if view not in _FRAMES or theme not in THEMES:
        raise ValueError(f"view is one of {', '.join(_FRAMES)}; theme one of {', '.join(THEMES)}")
    picture = compose(traits)
    scene = SCENES[traits.scene]
    lightness = coat_lightness(picture.identity, picture.pattern)
    light, dark = (room_colours(scene, picture.identity, lightness, dark=value) for value in (False, True))
    frame = _frame(view, picture)
    text = rendered(
        template,
        t=traits,
        p=picture,
        a=picture.points,
        c=cat_colours(picture.breed, picture.identity, picture.pattern, traits),
        r=dark if theme == "dark" else light,
        night_rules=_rules(light, dark, prefix) if theme == "auto" else "",
        k=THINGS,
        sky=SKIES[traits.daypart],
        scene=scene,
        view=view,
        frame=frame,
        lw=frame.line,
        id=prefix,
        title=clean(f"{traits.owner}/{traits.name}"),
        description=_description(traits),
        caption=_caption(traits),
        **more,
    )
    if marked:
        return text
    # Only the automatic theme and pages have a use for classes.
    return (_MARKS if theme == "auto" else _CLASSES).sub("", text)


def rendered(template: str, **values: object) -> str:
    """A template's SVG, without the white space between its elements."""
    return _tight(_template(template).render(**values))


def placeholder_svg(owner: str, name: str, kind: str = "unknown", *, view: str = "square", theme: str = "light") -> str:
    """A cardboard box with two ears: no cat yet, a cat on its way, or none to be had."""
    full = clean(f"{owner}/{name}").strip("/")
    title, size = fit(full, 480, 30, 18) if full else ("", 18)
    label = f"{full}: {_BOXES[kind]}" if full else _BOXES[kind]
    room = _WIDE_ROOM if view == "full" else _ROOM
    rules = "".join(f".c-{role}{{fill:{colour}}}" for role, colour in _BOX_ROOM["dark"].items())
    return rendered(
        "placeholder.svg",
        title=title,
        label=label,
        size=size,
        kind=kind,
        room=room,
        r=_BOX_ROOM["dark" if theme == "dark" else "light"],
        night_rules=rules if theme == "auto" else "",
        id="c",
    )


def _frame(view: str, picture: Picture) -> Frame:
    frame = _FRAMES[view]
    if view not in {"bust", "head"}:
        return frame
    points = picture.points
    middle = picture.y + points.head_y * points.scale
    side = 330.0 if view == "bust" else points.head_width * points.scale * 2.75
    left = picture.x + points.head_x * points.scale - side / 2
    top = middle - side * (0.50 if view == "bust" else 0.58)
    if view == "bust":
        top = min(top, SCENE_HEIGHT - side)
    return Frame((left, top, side, side), frame.size, frame.line, frame.detail)


def _rules(light: RoomColours, dark: RoomColours, prefix: str) -> str:
    """The room's dark colours for the media query of the theme that follows the reader's."""
    day, night = asdict(light), asdict(dark)
    fills = "".join(f".{prefix}-{role}{{fill:{night[role]}}}" for role in day if day[role] != night[role])
    return fills + "".join(f".{prefix}-{role}-line{{stroke:{night[role]}}}" for role in STROKED)


def _description(traits: Traits) -> str:
    wanted = ("size", "age", "mood", "idle", "grooming", "breed")
    sentences = [row.sentence for row in traits.legend if row.key in wanted]
    return "A cat. " + " ".join(f"{sentence[:1].upper()}{sentence[1:]}." for sentence in sentences)


def _caption(traits: Traits) -> dict[str, object]:
    name, size = fit(clean(f"{traits.owner}/{traits.name}"), CAPTION_WIDTH, 34, 20)
    words = [traits.level("size"), traits.level("age"), traits.level("breed")]
    known = " ".join(word for word in words if word != "unknown") or "a cat"
    shown = traits.idle if traits.idle in {"asleep", "fast asleep"} else traits.mood
    mood = "" if shown == "unknown" else f" \u2013 {shown}"
    told, told_size = fit(clean(known + mood), CAPTION_WIDTH, 22, 20)
    caption: dict[str, object] = {"name": name, "size": size, "words": told, "words_size": told_size}
    brief = {row.key: row.brief for row in traits.legend if row.brief}
    caption["figures"] = [(key, brief[key]) for key in FIGURES if key in brief]
    if traits.score is not None:
        groomed = traits.level("grooming")
        caption["groomed"] = "" if groomed == "unknown" else groomed
        caption["dial"], caption["tone"] = _dial(traits.score), score_colour(traits.score)
    return caption


def _dial(score: float) -> str:
    """An arc from the top, clockwise; ten points are the whole circle."""
    steps = max(1, round(score * 1.6))
    angles = [math.tau * min(score / 10, 0.9999) * step / steps for step in range(steps + 1)]
    rim = [(1126 + 36 * math.sin(angle), 585 - 36 * math.cos(angle)) for angle in angles]
    return path(rim[0], smooth(rim))


@cache
def _template(name: str) -> Template:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=StrictUndefined,
        auto_reload=False,
    )
    environment.filters["n"] = number
    return environment.get_template(name)


def _tight(text: str) -> str:
    return re.sub(r">\s+<", "><", text.strip()) + "\n"
