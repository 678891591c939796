"""The `flask` commands, one file per group."""

from __future__ import annotations

from flask import Flask


def init_app(app: Flask) -> None:
    pass
