"""Cats as stored files: drawn once, served many times, drawn anew if a file is missing."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import re
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from repocat.analysis.load import InvalidReportError, load
from repocat.cat.draw import placeholder_svg, svg
from repocat.cat.traits import ART_VERSION, Traits, from_legacy, traits
from repocat.generations.models import Generation

log = logging.getLogger("repocat.pictures")

VIEWS = ("full", "square", "bust", "head")
THEMES = ("auto", "light", "dark")
#: Made when the generation is; the others when somebody first asks for them.
_EAGER = (("full", "auto"), ("square", "auto"))
_KEY = re.compile(r"[0-9a-z.]{1,16}/[0-9a-f]{2}/[0-9a-f]{62}", re.ASCII)


@dataclass(frozen=True, slots=True)
class PictureStore:
    """A folder of pictures under content-derived keys; writing the same picture twice is harmless."""

    folder: Path

    def read(self, key: str, view: str, theme: str) -> bytes | None:
        try:
            return self._path(key, view, theme).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, key: str, view: str, theme: str, picture: bytes) -> None:
        path = self._path(key, view, theme)
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(picture)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)

    def _path(self, key: str, view: str, theme: str) -> Path:
        # Keys come from our own database, yet an imported row may hold anything in that column.
        if not _KEY.fullmatch(key) or view not in VIEWS or theme not in THEMES:
            raise ValueError(f"no picture key: {key!r}")
        return self.folder / key / f"{view}-{theme}.svg"


def store_pictures(store: PictureStore, cat: Traits) -> str:
    """Draws the pictures that pages show, and gives the key for `image_path`."""
    key = picture_key(cat)
    for view, theme in _EAGER:
        store.write(key, view, theme, _drawn(cat, key, view, theme))
    return key


def picture_key(cat: Traits) -> str:
    digest = hashlib.sha256(repr(cat).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{ART_VERSION}/{digest[:2]}/{digest[2:]}"


def picture(store: PictureStore, generation: Generation, view: str, theme: str) -> bytes:
    """The generation's cat; a box where there is none (yet)."""
    if generation.state != "done":
        kind = "failed" if generation.state in {"failed", "cancelled"} else "drawing"
        return placeholder_svg(generation.repo_owner or "", generation.repo_name or "", kind=kind).encode()
    # A file is opened only for rows of our own making: an imported row's image_path may be any text.
    key = generation.image_path if generation.art_version else None
    if key is None:
        return svg(_imported(generation), view=view, theme=theme).encode()
    stored = store.read(key, view, theme)
    if stored is None:
        stored = _drawn(_measured(generation), key, view, theme)
        try:
            store.write(key, view, theme, stored)
        except OSError as error:
            # A full disk is no reason not to show the picture.
            log.warning("picture not stored: %s", error.strerror)
    return stored


def etag(generation: Generation, view: str, theme: str) -> str:
    """Known without drawing or reading anything."""
    parts: Iterable[Any] = (ART_VERSION, generation.image_path, generation.state, generation.id, view, theme)
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def _drawn(cat: Traits, key: str, view: str, theme: str) -> bytes:
    return svg(cat, view=view, theme=theme, prefix=f"c{key[-6:]}").encode()


def _measured(generation: Generation) -> Traits:
    try:
        report = load(json.dumps(generation.analysis_data).encode())
    except InvalidReportError:
        # Written by another version of the analyser; its words still give a cat.
        return _imported(generation)
    return traits(report, owner=generation.repo_owner or "", name=generation.repo_name or "")


def _imported(generation: Generation) -> Traits:
    return from_legacy(
        generation.cat_attributes,
        owner=generation.repo_owner or "",
        name=generation.repo_name or generation.github_url,
        language=generation.primary_language,
    )
