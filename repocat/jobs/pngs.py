"""The job that makes PNGs. A rendering holds the interpreter's lock for 5 to 150 ms, so a process of its own does it.

One process for all sizes of a view: starting it costs 50 ms of processor time, and nothing is left of it, whatever
happens to the worker. A pool would save that and keep 40 MB for ever.
"""

from __future__ import annotations

import base64
import json
import logging
import os
import subprocess
import sys
import threading
import uuid
from collections.abc import Sequence

from repocat.config import ROOT
from repocat.extensions import db
from repocat.generations.pictures import GoneError, draw, png_name
from repocat.generations.renditions import PNG, SVG, Rendition
from repocat.generations.store import picture_store
from repocat.generations.subjects import Subject

log = logging.getLogger("repocat.jobs")

RENDER_SECONDS = 30.0
#: Renderings at once in this worker: generations need the other cores.
_turn = threading.BoundedSemaphore(max(1, min(2, (os.cpu_count() or 1) // 2)))


class RenderError(Exception):
    """No picture came of it."""


def draw_png(generation_id: uuid.UUID, view: str, theme: str) -> None:
    """All PNGs of a generation's view that the store doesn't have yet."""
    subject = Subject.generation(generation_id)
    if subject is None or subject.state != "done":
        return
    store = picture_store()
    wanted = {size: Rendition(PNG, view, theme, size) for size in PNG.views[view]}
    names = {size: png_name(subject, rendition) for size, rendition in wanted.items()}
    missing = [size for size, name in names.items() if store.read(name) is None]
    if not missing:
        return
    try:
        svg = draw(subject, Rendition(SVG, view, theme))
    except GoneError:
        return
    db.session.commit()
    for size, content in render(svg, missing).items():
        store.write(names[size], content)
    log.info("generation %s: PNG %s %s in %d sizes", generation_id, view, theme, len(missing))


def render(svg: bytes, sizes: Sequence[str]) -> dict[str, bytes]:
    """Size -> PNG. Raises `RenderError`."""
    command = [sys.executable, "-m", "repocat.cat.png", *sizes]
    with _turn:
        try:
            # No setting and no password is its business.
            done = subprocess.run(
                command, input=svg, capture_output=True, timeout=RENDER_SECONDS, cwd=ROOT, env={}, check=True
            )
            made = json.loads(done.stdout)
            return {size: base64.b64decode(made[size]) for size in sizes}
        except subprocess.TimeoutExpired:
            raise RenderError(f"no picture within {RENDER_SECONDS:.0f} seconds") from None
        except (subprocess.CalledProcessError, ValueError, KeyError) as error:
            raise RenderError(type(error).__name__) from error
