from flask import Blueprint

bp = Blueprint("generations", __name__)

from repocat.generations import cats, views  # noqa: E402, F401
