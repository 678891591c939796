from flask import Blueprint

bp = Blueprint("users", __name__)

from repocat.users import views  # noqa: E402, F401
