"""Pictures and badges under lasting addresses, for pages of ours and everybody else's."""

from __future__ import annotations

import re
import uuid
from typing import Any
from urllib.parse import unquote, urlencode

from flask import Response, abort, current_app, redirect, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from repocat.generations import bp
from repocat.generations.pictures import GoneError, etag, picture
from repocat.generations.renditions import KINDS, PNG, Kind, Rendition, UnknownRenditionError
from repocat.generations.repository import LOCAL_HOST, AddressError, Repository
from repocat.generations.subjects import Subject

#: For a picture opened as a document, where a script in it would run; inside an <img> nothing runs anyway.
POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
TYPES = {"svg": "image/svg+xml; charset=utf-8", "png": "image/png"}

FOR_EVER = "public, max-age=31536000, immutable"
FOR_NOW = "public, max-age=300, s-maxage=3600, stale-while-revalidate=86400"
#: Boxes: seconds until somebody looks whether there is a cat by now.
WHILE_BEING_DRAWN, WITHOUT_CAT = "public, max-age=60", "public, max-age=300"
MOVED = "public, max-age=86400"

_VERSION = re.compile(r"[0-9a-f]{12}", re.ASCII)


@bp.get("/generations/<uuid:generation_id>/cat.svg", defaults={"file": "cat.svg"})
@bp.get("/generations/<uuid:generation_id>/cat.png", defaults={"file": "cat.png"})
def cat(generation_id: uuid.UUID, file: str) -> BaseResponse:
    rendition = _rendition(KINDS[file])
    path, version = url_for(".cat", generation_id=generation_id, file=file), request.args.get("v", "")
    if moved := _moved(path, _versioned(rendition, version if _VERSION.fullmatch(version) else None)):
        return moved
    subject = Subject.generation(generation_id)
    if subject is None:
        abort(404, "There is no such generation, or it was deleted.")
    # A version that somebody made up would be one more address for caches to keep.
    if moved := _moved(path, _versioned(rendition, version if version == subject.version else None)):
        return moved
    return _answer(subject, rendition, lasting=bool(version))


# Spelt out, as what is literal in a rule comes before a host or an owner of that name.
@bp.get("/r/<owner>/<name>/cat.svg", defaults={"file": "cat.svg"})
@bp.get("/r/<owner>/<name>/cat.png", defaults={"file": "cat.png"})
@bp.get("/r/<owner>/<name>/badge.svg", defaults={"file": "badge.svg"})
@bp.get("/r/<host>/<owner>/<name>/cat.svg", defaults={"file": "cat.svg"})
@bp.get("/r/<host>/<owner>/<name>/cat.png", defaults={"file": "cat.png"})
@bp.get("/r/<host>/<owner>/<name>/badge.svg", defaults={"file": "badge.svg"})
def repository_cat(owner: str, name: str, file: str, host: str | None = None) -> BaseResponse:
    rendition = _rendition(KINDS[file])
    repository = _repository(host, owner, name)
    if moved := _moved(repository_path(repository.key, file), rendition.query):
        return moved
    subject = Subject.repository(repository.key)
    if subject is None:
        if repository.host not in current_app.config["REPOCAT_GIT_HOSTS"]:
            abort(404, f"Repositories on {repository.host} are not read here.")
        subject = Subject("unknown", repository.owner, repository.name, repository.key)
    return _answer(subject, rendition, stand_in=True)


@bp.get("/r/<owner>/<name>")
@bp.get("/r/<host>/<owner>/<name>")
def repository(owner: str, name: str, host: str | None = None) -> BaseResponse:
    """Where an embedded picture leads: to the repository's newest generation, or to the form that asks for one."""
    found = _repository(host, owner, name)
    subject = Subject.repository(found.key)
    if subject is not None:
        return redirect(url_for(".show", generation_id=subject.id), 302)
    return redirect(url_for(".new", github_url=found.url), 302)


@bp.app_template_global()
def repository_path(key: str, file: str | None = None) -> str:
    """The canonical path of a repository, or of a picture of it; the first host needs no naming."""
    host, owner, name = key.split("/", 2)
    parts: dict[str, Any] = {"owner": owner, "name": name}
    if host != next(iter(current_app.config["REPOCAT_GIT_HOSTS"])):
        parts["host"] = host
    if file is None:
        return url_for("generations.repository", **parts)
    return url_for("generations.repository_cat", **parts, file=file)


@bp.after_request
def _keep_errors_for_a_while(response: Response) -> Response:
    """A wrong address in a README much read is asked for often, too."""
    if response.status_code == 404 and request.endpoint in {"generations.cat", "generations.repository_cat"}:
        response.headers["Cache-Control"] = WHILE_BEING_DRAWN
    return response


@bp.app_template_global()
def picture_url(row: Any, view: str = "square", theme: str = "auto", file: str = "cat.svg") -> str:
    """`row` is a generation or a card; the address changes whenever the picture does."""
    rendition = Rendition.of(KINDS[file], {"view": view, "theme": theme})
    version = row.image_path.rpartition("/")[2][:12] if row.art_version and row.image_path else None
    return _with_query(url_for("generations.cat", generation_id=row.id, file=file), _versioned(rendition, version))


def _versioned(rendition: Rendition, version: str | None) -> dict[str, str]:
    return dict(sorted((rendition.query | {"v": version}).items())) if version else rendition.query


def _rendition(kind: Kind) -> Rendition:
    try:
        return Rendition.of(kind, request.args)
    except UnknownRenditionError as error:
        abort(404, str(error))


def _repository(host: str | None, owner: str, name: str) -> Repository:
    host = (host or next(iter(current_app.config["REPOCAT_GIT_HOSTS"]))).lower().removeprefix("www.")
    if host == LOCAL_HOST and (owner + name).isprintable():
        return Repository(host, owner.lower(), name.lower())
    try:
        found = Repository.parse(f"https://{host}/{owner}/{name}", {host: ""})
    except AddressError:
        abort(404, "This is not the name of a repository.")
    return Repository(found.host, found.owner.lower(), found.name.lower())


def _moved(path: str, query: dict[str, str]) -> BaseResponse | None:
    """The way to the canonical address, so that caches in between keep each picture once; None if this is it.

    Decoded forms are compared: what differs only in its spelling of one and the same character stays where it is.
    """
    asked = request.root_path + request.path, request.query_string.decode("latin-1")
    if asked == (unquote(path), urlencode(query)):
        return None
    response = redirect(_with_query(path, query), 301)
    response.headers["Cache-Control"] = MOVED
    return _for_everybody(response)


def _with_query(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _answer(subject: Subject, rendition: Rendition, *, lasting: bool = False, stand_in: bool = False) -> BaseResponse:
    response = Response(content_type=TYPES[rendition.kind.form])
    tag = etag(subject, rendition)
    response.set_etag(tag, weak=True)
    response.headers["Cache-Control"] = _cache_control(subject, lasting=lasting)
    if rendition.kind is not PNG:
        response.headers["Vary"] = "Accept-Encoding"
    if request.if_none_match.contains_weak(tag):
        response.status_code = 304
        return _for_everybody(response)
    gzipped = request.accept_encodings.quality("gzip") > 0
    try:
        found = picture(subject, rendition, gzipped=gzipped, stand_in=stand_in)
    except GoneError:
        abort(404, "This generation was deleted.")
    response.set_data(found.content)
    if found.encoding:
        response.headers["Content-Encoding"] = found.encoding
    if not found.is_real:
        del response.headers["ETag"]
        response.headers["Cache-Control"] = WHILE_BEING_DRAWN
    return _for_everybody(response)


def _cache_control(subject: Subject, *, lasting: bool) -> str:
    if subject.state == "done":
        return FOR_EVER if lasting else FOR_NOW
    return WHILE_BEING_DRAWN if subject.box == "drawing" else WITHOUT_CAT


def _for_everybody(response: BaseResponse) -> BaseResponse:
    """Other sites may show it, and their scripts may read it."""
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
