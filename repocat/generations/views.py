from __future__ import annotations

import uuid
from typing import Any

from flask import Response, abort, current_app, jsonify, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from repocat.extensions import db
from repocat.generations import bp
from repocat.generations.embedding import leads_nowhere, snippets, social
from repocat.generations.forms import DeleteForm, NewGenerationForm
from repocat.generations.gallery import SORTS, CursorError, Gallery
from repocat.generations.models import Generation, QueueFullError
from repocat.generations.presentation import EXCLUSIONS, character, finding_url, oddities, own_report
from repocat.rate_limits import Limit, RateLimit, network_of
from repocat.users.sign_in import current_user, record, user_required


@bp.get("/")
def index() -> str:
    gallery = Gallery.from_args(request.args)
    try:
        page = gallery.page()
    except CursorError:
        abort(400, "This address points behind the end of a list that has changed. Start again from the gallery.")
    return render_template(
        "generations/index.html",
        cards=page.cards,
        filters=gallery,
        languages=page.languages,
        sorts=[(sort.key, sort.label) for sort in SORTS.values()],
        sentence=gallery.sentence(page),
        is_filtered=gallery.is_filtered,
        next_url=url_for(".index", **gallery.following(page.next_cursor).args) if page.next_cursor else None,
        oddities=oddities,
    )


@bp.get("/generations/new")
def new() -> str | BaseResponse:
    if not may_create():
        return redirect(url_for("users.login", next=request.full_path), 303)
    form = NewGenerationForm(formdata=None, data={"github_url": request.args.get("github_url", "")[:300]})
    return _no_store(render_template("generations/new.html", form=form))


@bp.post("/generations")
def create() -> BaseResponse:
    form = NewGenerationForm()
    if not may_create():
        typed = url_for(".new", github_url=(form.github_url.data or "")[:300])
        return redirect(url_for("users.login", next=typed), 303)
    if not form.validate_on_submit():
        return _no_store(render_template("generations/new.html", form=form), 422)
    limit = Limit.per_minute(current_app.config["REPOCAT_SUBMISSIONS_PER_MINUTE"])
    if wait := RateLimit.hit(f"submit:{network_of(request.remote_addr)}", limit):
        db.session.rollback()
        form.github_url.errors = [f"That was the last of {limit.count} a minute. Send it again in {wait} seconds."]
        response = _no_store(render_template("generations/new.html", form=form), 429)
        response.headers["Retry-After"] = str(wait)
        return response
    try:
        generation = Generation.request(
            form.repository, current_user(), queue_limit=current_app.config["REPOCAT_QUEUE_LIMIT"]
        )
    except QueueFullError:
        db.session.rollback()
        form.github_url.errors = ["Too many repositories are waiting already. Send it again in a few minutes."]
        return _no_store(render_template("generations/new.html", form=form), 503)
    record("generation.requested", target=form.repository.key)
    db.session.commit()
    return redirect(url_for(".show", generation_id=generation.id), 303)


@bp.get("/generations/<uuid:generation_id>")
def show(generation_id: uuid.UUID) -> str | BaseResponse:
    generation = load(generation_id)
    if generation.same_as_id:
        return redirect(url_for(".show", generation_id=generation.same_as_id), 303)
    return render_template("generations/show.html", generation=generation, **facts(generation))


@bp.get("/generations/<uuid:generation_id>/status")
def status(generation_id: uuid.UUID) -> Response:
    generation = load(generation_id)
    response = _no_store(render_template("generations/_status.html", generation=generation))
    if generation.same_as_id:
        response.headers["HX-Redirect"] = url_for(".show", generation_id=generation.same_as_id)
    return response


@bp.get("/generations/<uuid:generation_id>.json")
def raw(generation_id: uuid.UUID) -> Response:
    return jsonify(load(generation_id).to_dict())


@bp.route("/generations/<uuid:generation_id>/delete", methods=["GET", "POST"])
@user_required
def delete(generation_id: uuid.UUID) -> BaseResponse:
    generation = load(generation_id)
    if not may_delete(generation):
        abort(403, "Only administrators and whoever asked for it may delete a generation.")
    form = DeleteForm()
    if not form.validate_on_submit():
        return _no_store(render_template("generations/delete.html", generation=generation, form=form))
    record("generation.deleted", target=generation.repo_key or generation.github_url)
    generation.delete()
    db.session.commit()
    return redirect(url_for(".index"), 303)


def load(generation_id: uuid.UUID) -> Generation:
    generation = db.session.get(Generation, generation_id)
    if generation is None:
        abort(404, "There is no such generation, or it was deleted.")
    return generation


def may_create() -> bool:
    return current_app.config["REPOCAT_PUBLIC_SUBMISSIONS"] != "0" or current_user() is not None


def may_delete(generation: Generation) -> bool:
    user = current_user()
    return user is not None and (user.is_admin or generation.user_id == user.id)


def facts(generation: Generation) -> dict[str, Any]:
    """What a generation's page says beyond the row itself; None and empty where it doesn't say it."""
    attributes = generation.cat_attributes if isinstance(generation.cat_attributes, dict) else {}
    legend = attributes.get("legend") if generation.art_version else None
    return {
        "report": own_report(generation),
        "traits": legend or [],
        "character": character(attributes) if generation.art_version else None,
        "oddities": oddities(generation),
        "finding_url": finding_url,
        "may_delete": may_delete(generation),
        "is_allowed_host": generation.host in current_app.config["REPOCAT_GIT_HOSTS"],
        "snippets": snippets(generation),
        "leads_nowhere": leads_nowhere(),
        "social": social(generation) if generation.state == "done" else {},
    }


@bp.app_template_filter()
def exclusion(reason: str) -> str:
    return EXCLUSIONS.get(reason, reason.replace("_", " "))


def _no_store(page: str, status_code: int = 200) -> Response:
    response = make_response(page, status_code)
    response.headers["Cache-Control"] = "no-store"
    return response
