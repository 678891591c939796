"""The forms in which a cat can be had, and how an address names one of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class UnknownRenditionError(ValueError):
    """There is no such form; `str()` lists those that there are."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What one file name offers. The first view and theme are meant where none is named, and the last size."""

    title: str
    form: str
    #: View -> sizes; a drawing that scales has none.
    views: Mapping[str, tuple[str, ...]]
    themes: tuple[str, ...]


_SQUARE = ("64", "128", "256", "512")
SOCIAL_CARD = "1200x630"

SVG = Kind("The SVG", "svg", dict.fromkeys(("full", "square", "bust", "head"), ()), ("auto", "light", "dark"))
# A PNG can't follow its reader's colours.
PNG = Kind(
    "The PNG", "png", {"full": (SOCIAL_CARD,), **dict.fromkeys(("square", "bust", "head"), _SQUARE)}, SVG.themes[1:]
)
BADGE = Kind("The badge", "svg", {"pill": (), "card": ()}, SVG.themes)

KINDS = {"cat.svg": SVG, "cat.png": PNG, "badge.svg": BADGE}


@dataclass(frozen=True, slots=True)
class Rendition:
    """One picture of a cat."""

    kind: Kind
    view: str
    theme: str
    size: str | None = None

    @classmethod
    def of(cls, kind: Kind, args: Mapping[str, str]) -> Rendition:
        """What the parameters ask for; those that are no business of pictures are ignored."""
        view = _choice(kind, "view", args.get("view"), tuple(kind.views))
        theme = _choice(kind, "theme", args.get("theme"), kind.themes)
        sizes = kind.views[view]
        if not sizes:
            return cls(kind, view, theme)
        return cls(kind, view, theme, _choice(kind, f"size of the view {view}", args.get("size"), sizes[::-1]))

    @property
    def query(self) -> dict[str, str]:
        """The parameters of its canonical address, sorted: only what is not meant anyway."""
        sizes = self.kind.views[self.view]
        query = {}
        if self.size is not None and self.size != sizes[-1]:
            query["size"] = self.size
        if self.theme != self.kind.themes[0]:
            query["theme"] = self.theme
        if self.view != next(iter(self.kind.views)):
            query["view"] = self.view
        return query

    @property
    def file(self) -> str:
        """Its file's name in the store, after the key."""
        size = f"-{self.size}" if self.size else ""
        return f"{self.view}-{self.theme}{size}.{self.kind.form}"

    @property
    def pixels(self) -> tuple[int, int]:
        """Width and height of a PNG."""
        width, _, height = str(self.size).partition("x")
        return int(width), int(height or width)


def _choice(kind: Kind, what: str, asked: str | None, offered: tuple[str, ...]) -> str:
    """The first of what is offered where nothing is asked for."""
    if asked is None:
        return offered[0]
    if asked not in offered:
        shown = ", ".join(offered)
        raise UnknownRenditionError(f"{kind.title} has no such {what}. It can be {shown}.")
    return asked
