"""Cats as stored pictures: drawn once, served many times, drawn anew if one is missing."""

from __future__ import annotations

import gzip
import hashlib
import json
import logging
import uuid
from dataclasses import dataclass, replace
from functools import cache

from procrastinate.exceptions import AlreadyEnqueued
from sqlalchemy import bindparam, select, text

from repocat.analysis.load import InvalidReportError, load
from repocat.cat.badge import badge_svg, empty_badge_svg
from repocat.cat.draw import placeholder_svg, svg
from repocat.cat.traits import ART_VERSION, Traits, from_legacy, traits
from repocat.config import ROOT
from repocat.extensions import db, queue
from repocat.formats import score_word
from repocat.generations.models import Generation
from repocat.generations.renditions import BADGE, PNG, SOCIAL_CARD, SVG, Rendition
from repocat.generations.store import PictureStore, StoreError, picture_store
from repocat.generations.subjects import Subject

log = logging.getLogger("repocat.pictures")

#: Made when the generation is; the others when somebody first asks for them.
_EAGER = (Rendition(SVG, "full", "auto"), Rendition(SVG, "square", "auto"))
#: Sites that show links ask for this once and keep what they got, so it has to be there before them.
_CARD = Rendition(PNG, "full", "light", SOCIAL_CARD)
#: PNGs that may wait to be made: nobody fills the queue with them.
MOST_WAITING = 500

_EARLIER = (
    select(Generation.image_path)
    .where(
        Generation.repo_key == bindparam("key"),
        Generation.id != bindparam("id"),
        Generation.state == "done",
        Generation.kind == "analysis",
        Generation.art_version.is_not(None),
        Generation.image_path.is_not(None),
    )
    .order_by(Generation.created_at.desc(), Generation.id.desc())
    .limit(3)
)
_WAITING = text("""
    SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queueing_lock = :lock AND status = 'todo') AS is_asked_for,
           (SELECT count(*) FROM (SELECT FROM procrastinate_jobs WHERE status = 'todo' AND task_name = 'draw_png'
                                   LIMIT :most) AS waiting) AS jobs
""")


class GoneError(LookupError):
    """The generation was deleted a moment ago, and its picture is not in the store."""


@dataclass(frozen=True, slots=True)
class Picture:
    """What is shown, and how it is packed."""

    content: bytes
    encoding: str | None = None
    #: False for what only stands in until the real one is made.
    is_real: bool = True


def etag(subject: Subject, rendition: Rendition) -> str:
    """Known without drawing or reading anything."""
    if subject.state == "done" and subject.art_version:
        seen: tuple[object, ...] = (subject.image_path,)
    else:
        seen = (subject.id, subject.key, subject.state)
    parts = (ART_VERSION, rendition.file, *seen)
    return hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "backslashreplace")).hexdigest()[:32]


def picture(subject: Subject, rendition: Rendition, *, gzipped: bool = False, stand_in: bool = False) -> Picture:
    """The subject's cat, or a box. `stand_in`: an earlier cat of the repository may be shown meanwhile."""
    if subject.state != "done":
        return Picture(_box(subject, rendition))
    if rendition.kind is PNG:
        return _stored_png(subject, rendition, stand_in=stand_in)
    store, name = picture_store(), f"{_key(subject)}/{rendition.file}"
    stored = _read(store, f"{name}.gz" if gzipped else name)
    if stored is None:
        raw = draw(subject, rendition)
        packed = _keep(store, name, raw)
        stored = packed if gzipped else raw
    return Picture(stored, "gzip" if gzipped else None)


def draw(subject: Subject, rendition: Rendition) -> bytes:
    """The SVG, drawn now."""
    return _drawn(_traits(subject), _key(subject), rendition)


def store_pictures(store: PictureStore, cat: Traits) -> str:
    """Draws the pictures that pages show, and gives the key for `image_path`."""
    key = picture_key(cat)
    for rendition in _EAGER:
        _keep(store, f"{key}/{rendition.file}", _drawn(cat, key, rendition))
    return key


def picture_key(cat: Traits) -> str:
    digest = hashlib.sha256(repr(cat).encode("utf-8", "backslashreplace")).hexdigest()
    return f"{ART_VERSION}/{digest[:2]}/{digest[2:]}"


def ask_for_card(generation_id: uuid.UUID) -> None:
    """Have the social card made, in the caller's transaction."""
    _ask_for(generation_id, _CARD)


def png_name(subject: Subject, rendition: Rendition) -> str:
    return f"{_key(subject)}/{rendition.file}"


def _stored_png(subject: Subject, rendition: Rendition, *, stand_in: bool) -> Picture:
    """Never rendered here: a hundred milliseconds would hold up everybody else in this process."""
    store = picture_store()
    if (stored := _read(store, png_name(subject, rendition))) is not None:
        return Picture(stored)
    if subject.id is not None:
        _ask_for(subject.id, rendition)
        db.session.commit()
    earlier = db.session.scalars(_EARLIER, {"key": subject.key, "id": subject.id}) if stand_in else ()
    for key in earlier:
        if (stored := _read(store, f"{key}/{rendition.file}")) is not None:
            return Picture(stored, is_real=False)
    return Picture(_box_png("drawing", rendition.size), is_real=False)


def _ask_for(generation_id: uuid.UUID, rendition: Rendition) -> None:
    lock = f"png {generation_id} {rendition.view} {rendition.theme}"
    waiting = db.session.execute(_WAITING, {"lock": lock, "most": MOST_WAITING}).one()
    if waiting.is_asked_for or waiting.jobs >= MOST_WAITING:
        return
    try:
        # The savepoint begins when the session is asked for its connection, so it is asked inside.
        with db.session.begin_nested():
            queue.configure_task(
                "draw_png",
                allow_unknown=True,
                connection=db.session.connection(),
                priority=-10,
                lock=lock,
                queueing_lock=lock,
            ).defer(generation_id=str(generation_id), view=rendition.view, theme=rendition.theme)
    except AlreadyEnqueued:
        return


def _box(subject: Subject, rendition: Rendition) -> bytes:
    if rendition.kind is PNG:
        return _box_png(subject.box, rendition.size)
    if rendition.kind is BADGE:
        return empty_badge_svg(subject.box, view=rendition.view, theme=rendition.theme).encode()
    return placeholder_svg(
        subject.owner, subject.name, kind=subject.box, view=rendition.view, theme=rendition.theme
    ).encode()


@cache
def _box_png(box: str, size: str | None) -> bytes:
    """Rendered beforehand (`scripts/boxes.py`): it is shown where nothing can be rendered."""
    return (ROOT / "static" / "img" / "boxes" / f"{box}-{size}.png").read_bytes()


def _key(subject: Subject) -> str:
    # A path is opened only for rows of our own making: an imported row's image_path may be any text.
    if subject.art_version and subject.image_path:
        return subject.image_path
    return picture_key(_traits(subject))


def _read(store: PictureStore, name: str) -> bytes | None:
    try:
        return store.read(name)
    except StoreError as error:
        log.warning("picture not read: %s", error)
        return None


def _keep(store: PictureStore, name: str, raw: bytes) -> bytes:
    """Stores an SVG raw and gzipped, and gives the gzipped one; a full disk is no reason not to show it."""
    packed = gzip.compress(raw, mtime=0)
    try:
        store.write(name, raw)
        store.write(f"{name}.gz", packed)
    except StoreError as error:
        log.warning("picture not stored: %s", error)
    return packed


def _drawn(cat: Traits, key: str, rendition: Rendition) -> bytes:
    view, theme, prefix = rendition.view, rendition.theme, f"c{key[-6:]}"
    if rendition.kind is BADGE:
        return badge_svg(cat, view=view, theme=theme, prefix=prefix).encode()
    return svg(cat, view=view, theme=theme, prefix=prefix).encode()


def _traits(subject: Subject) -> Traits:
    generation = db.session.get(Generation, subject.id)
    if generation is None:
        raise GoneError
    return traits_of(generation)


def traits_of(generation: Generation) -> Traits:
    """The cat of a generation that is done, as its stored report or, failing that, its stored words have it."""
    if not generation.art_version:
        return _imported(generation)
    try:
        report = load(json.dumps(generation.analysis_data).encode())
    except InvalidReportError:
        # Written by another version of the analyser; its words still give a cat.
        return _imported(generation)
    return traits(report, owner=generation.repo_owner or "", name=generation.repo_name or "")


def _imported(generation: Generation) -> Traits:
    cat = from_legacy(
        generation.cat_attributes,
        owner=generation.repo_owner or "",
        name=generation.repo_name or generation.github_url,
        language=generation.primary_language,
    )
    score = generation.code_quality_score
    return replace(cat, score=float(score)) if cat.score is None and score is not None and score_word(score) else cat
