"""Static files under addresses that change with their content, so that browsers may keep them for ever."""

from __future__ import annotations

import base64
import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app, request

FOR_EVER = "public, max-age=31536000, immutable"
UNTIL_CHECKED = "public, max-age=0, must-revalidate"


def init_app(app: Flask) -> None:
    app.jinja_env.globals.update(asset=asset, integrity=integrity)
    app.after_request(_cache)


def asset(name: str) -> str:
    """The address of a static file, with its content's digest."""
    version = _digest(_path(name), _modified(name)).replace("+", "-").replace("/", "_")[:12]
    return f"{request.root_path}{current_app.static_url_path}/{name}?v={version}"


def integrity(name: str) -> str:
    """The value of the `integrity` attribute for a script or stylesheet of ours (SRI)."""
    return f"sha384-{_digest(_path(name), _modified(name))}"


def _path(name: str) -> str:
    return f"{current_app.static_folder}/{name}"


def _modified(name: str) -> int:
    """Looked at only where somebody may be editing: a page has a dozen of them."""
    return Path(_path(name)).stat().st_mtime_ns if current_app.debug else 0


@lru_cache(maxsize=256)
def _digest(path: str, _modified: int) -> str:
    return base64.b64encode(hashlib.sha384(Path(path).read_bytes()).digest()).decode()


def _cache(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = FOR_EVER if "v" in request.args else UNTIL_CHECKED
    return response
