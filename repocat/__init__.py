"""Repocat: measures a git repository and draws a cat that tells the truth about it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from flask import Flask


def create_app(overrides: Mapping[str, Any] | None = None) -> Flask:
    """The app; `overrides` beat the environment.

    Imports stand inside so that the analysis child, which imports `repocat.analysis`, starts without Flask.
    """
    from flask import Flask

    from repocat import (
        assets,
        cli,
        config,
        database,
        errors,
        extensions,
        formats,
        generations,
        health,
        logs,
        security_headers,
        users,
    )

    app = Flask(
        __name__,
        template_folder=str(config.ROOT / "templates"),
        static_folder=str(config.ROOT / "static"),
        instance_path=None,
    )
    app.config.from_mapping(config.load(overrides))
    app.config["SQLALCHEMY_DATABASE_URI"] = database.database_url(
        app.config["DATABASE_URL"], app.config["REPOCAT_INSTANCE"]
    )
    logs.init_app(app)
    security_headers.init_app(app)
    extensions.init_app(app)
    errors.init_app(app)
    formats.init_app(app)
    assets.init_app(app)
    app.register_blueprint(users.bp)
    app.register_blueprint(generations.bp)
    app.register_blueprint(health.bp)
    cli.init_app(app)
    return app
