"""The badge: the cat's head, the score and its word, 28 pixels high or as a card of 160 x 80."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace

from repocat.cat.draw import drawn, rendered
from repocat.cat.measures.reading import band
from repocat.cat.measures.whole import GROOMING
from repocat.cat.model import Traits
from repocat.cat.palette import score_colour
from repocat.cat.text import clean, fit, width

VIEWS = ("pill", "card")

CARD = (160, 80)
_WORD_SIZE, _SCORE_SIZE = 13.0, 14.0
#: Where the word begins, after the head, and the room on both sides of the score.
_WORD_LEFT, _WORD_RIGHT, _SCORE_ROOM = 37.0, 8.0, 9.0

_GREY = "#6f6876"
_WHITE, _INK = "#ffffff", "#120e1c"

#: Box -> its word, and what stands where the score would.
_WORDS = {"unknown": ("no cat yet", "?"), "drawing": ("being drawn", "\u2026"), "failed": ("no cat", "\u2013")}

_ROOMS = {
    "light": {"paper": "#fbf7f0", "ink": "#1f1b2e", "quiet": "#645c6b", "wall": "#efe3d0", "frame": "#d8ccb9"},
    "dark": {"paper": "#211d2c", "ink": "#efe9e1", "quiet": "#aaa1ae", "wall": "#4a4156", "frame": "#453d55"},
}


@dataclass(frozen=True, slots=True)
class Layout:
    """Everything that is written, and where; plain numbers for the template."""

    width: float
    word: str
    word_x: float
    word_size: float
    score: str
    score_x: float
    split: float
    tone: str
    on_tone: str
    name: str
    name_size: float
    score_end: float


def badge_svg(traits: Traits, *, view: str = "pill", theme: str = "light", prefix: str = "c") -> str:
    """The badge of a cat."""
    full = clean(f"{traits.owner}/{traits.name}")
    word = "no score" if traits.score is None else band(traits.score, GROOMING, "immaculate")
    score = "\u2013" if traits.score is None else f"{traits.score:.1f}"
    tone = _GREY if traits.score is None else score_colour(traits.score)
    label = f"{full}: {word}" if traits.score is None else f"{full}: {word}, {score} of 10"
    look = layout(view, word, score, tone, clean(traits.name))
    return drawn(
        f"{_checked(view)}.svg", traits, view="head", theme=theme, prefix=prefix, look=look, label=label, box=None
    )


def empty_badge_svg(box: str, *, view: str = "pill", theme: str = "light") -> str:
    """The badge of a repository without a cat; `box` is unknown, drawing or failed."""
    word, score = _WORDS[box]
    rules = "".join(
        f".c-{role}{{fill:{colour}}}.c-{role}-line{{stroke:{colour}}}" for role, colour in _ROOMS["dark"].items()
    )
    return rendered(
        f"{_checked(view)}.svg",
        look=layout(view, word, score, _GREY, ""),
        label=f"Repocat: {word}",
        box=box,
        r=SimpleNamespace(**_ROOMS["dark" if theme == "dark" else "light"]),
        night_rules=rules if theme == "auto" else "",
        id="c",
    )


def layout(view: str, word: str, score: str, tone: str, name: str) -> Layout:
    """Measures what is written: by a table, as nobody's fonts are known here."""
    if view == "card":
        return _card(word, score, tone, name)
    split = _WORD_LEFT + width(word, _WORD_SIZE) + _WORD_RIGHT
    right = max(22.0, width(score, _SCORE_SIZE) + 2 * _SCORE_ROOM)
    return Layout(
        width=round(split + right, 1),
        word=word,
        word_x=round((_WORD_LEFT + split - _WORD_RIGHT) / 2, 1),
        word_size=_WORD_SIZE,
        score=score,
        score_x=round(split + (right - 2) / 2, 1),
        split=round(split, 1),
        tone=tone,
        on_tone=readable_on(tone),
        name="",
        name_size=0.0,
        score_end=0.0,
    )


def _card(word: str, score: str, tone: str, name: str) -> Layout:
    left, room = 78.0, 74.0
    title, size = fit(name, room, 13.0, 9.0)
    score = score.removesuffix(".0") if score == "10.0" else score
    return Layout(
        width=CARD[0],
        word=word,
        word_x=left + 12,
        word_size=min(11.5, fit(word, room - 12, 11.5, 8.0)[1]),
        score=score,
        score_x=left,
        split=70.0,
        tone=tone,
        on_tone=readable_on(tone),
        name=title,
        name_size=size,
        score_end=round(left + width(score, 25) + 7, 1),
    )


def readable_on(background: str) -> str:
    """White or ink, whichever stands out more."""
    return max((_WHITE, _INK), key=lambda colour: contrast(colour, background))


def contrast(first: str, second: str) -> float:
    """The contrast of two hex colours as WCAG 2 defines it, 1-21."""
    light, dark = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _checked(view: str) -> str:
    if view not in VIEWS:
        raise ValueError(f"view is one of {', '.join(VIEWS)}")
    return f"badge_{view}"
