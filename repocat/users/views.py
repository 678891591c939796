from __future__ import annotations

import uuid
from datetime import datetime
from typing import Any

from flask import Response, abort, current_app, make_response, redirect, render_template, url_for
from htmx_flask import request
from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response as BaseResponse

from repocat.extensions import db
from repocat.users import bp
from repocat.users.forms import LoginForm, LogoutForm, NewUserForm, PasswordForm, TokenForm
from repocat.users.models import ApiToken, User
from repocat.users.sign_in import (
    ThrottledError,
    admin_required,
    attempt,
    begin_session,
    current_user,
    here,
    record,
    safe_next,
    sign_out,
    user_required,
)

PAGE = 50
OPEN = {"users.login", "static", "health.alive", "health.ready", "health.metrics"}


@bp.app_context_processor
def navigation() -> dict[str, Any]:
    """`current_user` is a function: error pages are rendered without asking the database."""
    return {"current_user": current_user}


@bp.before_app_request
def closed_to_strangers() -> BaseResponse | None:
    """With REPOCAT_PRIVATE=1 only signing in, health and static files are open to everybody."""
    if not current_app.config["REPOCAT_PRIVATE"] or request.endpoint in OPEN or current_user() is not None:
        return None
    if request.method == "GET" and not request.htmx and not request.path.startswith("/api/"):
        return redirect(url_for("users.login", next=here()), 303)
    return abort(401)


@bp.after_app_request
def kept_by_nobody(response: Response) -> Response:
    if current_app.config["REPOCAT_PRIVATE"] and request.endpoint != "static":
        response.headers["Cache-Control"] = "no-store"
    return response


@bp.after_request
def not_stored(response: Response) -> Response:
    """Every page of this blueprint is about somebody."""
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/login", methods=["GET", "POST"])
def login() -> BaseResponse:
    form = LoginForm()
    if request.method == "GET":
        form.next.data = safe_next(request.args.get("next")) or ""
        return make_response(render_template("users/login.html", form=form, problem=None))
    if not form.validate_on_submit():
        return make_response(render_template("users/login.html", form=form, problem=None), 422)
    try:
        user = attempt(form.username.data or "", form.password.data or "")
    except ThrottledError as throttled:
        problem = f"Too many attempts. Wait {throttled.seconds} seconds, then try again."
        response = make_response(render_template("users/login.html", form=form, problem=problem), 429)
        response.headers["Retry-After"] = str(throttled.seconds)
        return response
    if user is None:
        problem = "Username or password is wrong."
        return make_response(render_template("users/login.html", form=form, problem=problem), 422)
    return redirect(safe_next(form.next.data) or url_for("generations.index"), 303)


@bp.route("/logout", methods=["GET", "POST"])
def logout() -> BaseResponse | str:
    form = LogoutForm()
    if not form.validate_on_submit():
        return render_template("users/logout.html", form=form)
    sign_out()
    return redirect(url_for("generations.index"), 303)


@bp.get("/account")
@user_required
def account() -> str:
    user = signed_in()
    return render_template("users/account.html", user=user, tokens=db.session.scalars(user.token_rows()).all())


@bp.route("/account/password", methods=["GET", "POST"])
@user_required
def change_password() -> BaseResponse:
    user, form = signed_in(), PasswordForm()
    if not form.validate_on_submit():
        status = 422 if form.is_submitted() else 200
        return make_response(render_template("users/password.html", form=form, user=user), status)
    if User.authenticate(user.username or "", form.current.data or "") is None:
        form.current.errors = ["This is not your current password."]
        return make_response(render_template("users/password.html", form=form, user=user), 422)
    user.set_password(form.new.data or "")
    record("password.changed", target=user.username)
    begin_session(user)
    db.session.commit()
    return redirect(url_for(".account"), 303)


@bp.get("/users")
@admin_required
def index() -> str:
    after = _user_cursor(request.args.get("after"))
    rows = list(db.session.execute(_user_rows(after)))
    more = len(rows) > PAGE
    next_url = url_for(".index", after=f"{rows[PAGE - 1].created_at.isoformat()}~{rows[PAGE - 1].id}") if more else None
    return render_template("users/index.html", users=rows[:PAGE], next_url=next_url)


@bp.get("/users/new")
@admin_required
def new() -> str:
    return render_template("users/new.html", form=NewUserForm())


@bp.post("/users")
@admin_required
def create() -> BaseResponse:
    form = NewUserForm()
    if not form.validate_on_submit():
        return make_response(render_template("users/new.html", form=form), 422)
    user = User(username=form.username.data, is_admin=form.is_admin.data)
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        form.username.errors = [f"There is a user called {form.username.data} already."]
        return make_response(render_template("users/new.html", form=form), 422)
    password = user.set_random_password()
    record("user.created", target=user.username, is_admin=user.is_admin)
    db.session.commit()
    # Not a redirect: the password would have to travel in an address or a cookie.
    return make_response(render_template("users/created.html", user=user, password=password))


@bp.get("/users/<uuid:user_id>")
@admin_required
def show(user_id: uuid.UUID) -> str:
    return render_template("users/show.html", **_user_page(load(user_id), TokenForm()))


@bp.post("/users/<uuid:user_id>/tokens")
@admin_required
def issue_token(user_id: uuid.UUID) -> BaseResponse:
    user, form = load(user_id), TokenForm()
    if not form.validate_on_submit():
        return make_response(render_template("users/show.html", **_user_page(user, form)), 422)
    name = (form.name.data or "").strip()
    token, secret = ApiToken.issue(user, name, days=form.days.data or 1, scopes=tuple(form.scopes.data or ()))
    try:
        db.session.flush()
    except IntegrityError:
        db.session.rollback()
        form.name.errors = [f"{user.display_name} has a token called {name} already. Choose another name."]
        return make_response(render_template("users/show.html", **_user_page(load(user_id), form)), 422)
    record("token.created", target=user.username, name=name, scopes=token.scopes)
    db.session.commit()
    return make_response(render_template("users/token_issued.html", user=user, token=token, secret=secret))


def load(user_id: uuid.UUID) -> User:
    user = db.session.get(User, user_id)
    if user is None:
        abort(404, "There is no such user.")
    return user


def signed_in() -> User:
    user = current_user()
    if user is None:
        abort(401)
    return user


def _user_page(user: User, form: TokenForm) -> dict[str, Any]:
    return {"user": user, "tokens": db.session.scalars(user.token_rows()).all(), "token_form": form}


def _user_rows(after: tuple[datetime, uuid.UUID] | None) -> Select[Any]:
    tokens = (
        select(func.count())
        .where(ApiToken.user_id == User.id, ApiToken.revoked_at.is_(None), ApiToken.expires_at > func.now())
        .scalar_subquery()
    )
    rows = (
        select(User.id, User.username, User.is_admin, User.disabled_at, User.created_at, tokens.label("tokens"))
        .order_by(User.created_at.desc(), User.id.desc())
        .limit(PAGE + 1)
    )
    return rows if after is None else rows.where(tuple_(User.created_at, User.id) < tuple_(*after))


def _user_cursor(text: str | None) -> tuple[datetime, uuid.UUID] | None:
    if not text:
        return None
    try:
        at, _, user_id = text.partition("~")
        return datetime.fromisoformat(at), uuid.UUID(user_id)
    except ValueError:
        abort(400, "This address points behind the end of a list that has changed. Start again from the users.")
