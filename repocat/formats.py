"""How values are written on pages: Jinja filters."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from flask import Flask
from jinja2 import StrictUndefined

#: Bands of the score, lowest first, as `cat.md` names them.
SCORE_WORDS = ((3, "scruffy"), (5, "untidy"), (7, "presentable"), (8.5, "well kept"), (11, "immaculate"))

#: Indicator -> why it has no value, for those that can be without one.
UNMEASURED = {
    **dict.fromkeys(
        ("complexity", "unit_size", "nesting", "parameters"),
        "no production code in a language whose functions are read",
    ),
    **dict.fromkeys(("duplication", "file_size", "tests"), "no production code"),
}

_STEPS = (
    (timedelta(minutes=1), timedelta(seconds=1), "second"),
    (timedelta(hours=1), timedelta(minutes=1), "minute"),
    (timedelta(days=1), timedelta(hours=1), "hour"),
    (timedelta(days=30), timedelta(days=1), "day"),
    (timedelta(days=365), timedelta(days=30), "month"),
    (timedelta.max, timedelta(days=365), "year"),
)


def init_app(app: Flask) -> None:
    app.jinja_env.filters.update(ago=ago, utc=utc, number=number, score=score, amount=amount, unmeasured=unmeasured)
    app.jinja_env.globals.update(score_word=score_word)
    if app.testing or app.debug:
        # A misspelt name fails where somebody sees it; visitors get a gap instead of an error.
        app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def ago(then: datetime | None, now: datetime | None = None) -> str:
    """ "3 hours ago"; dates out of all reason, which imported rows hold, as they are."""
    if then is None:
        return "–"
    difference = (now or datetime.now(UTC)) - then
    if difference < timedelta(seconds=-60) or then.year < 1970:
        return f"{then.year:04d}-{then.month:02d}-{then.day:02d}"
    difference = max(difference, timedelta(0))
    for limit, unit, name in _STEPS:
        if difference < limit:
            count = difference // unit
            if name == "second" and count < 10:
                return "just now"
            return f"{count} {name}{'' if count == 1 else 's'} ago"
    raise AssertionError("the last step has no limit")


def utc(then: datetime | None) -> str:
    """RFC 3339 in UTC, seconds."""
    return then.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="seconds") + "Z" if then else ""


def number(value: float | None) -> str:
    return "–" if value is None else f"{value:,}"


def amount(value: float, unit: str) -> str:
    """An indicator's value as its unit wants it."""
    return f"{100 * value:.1f} %" if unit.startswith("share") else f"{value:,.2f}"


def unmeasured(key: str) -> str:
    """Why an indicator has no value."""
    return UNMEASURED.get(key, "nothing to measure")


def score(value: Decimal | float | None) -> str:
    return "–" if score_word(value) is None else f"{float(value):.1f}"  # type: ignore[arg-type]


def score_word(value: Decimal | float | None) -> str | None:
    """None for a missing score and for one outside the scale."""
    if value is None or not 0 <= float(value) <= 10:
        return None
    return next(word for limit, word in SCORE_WORDS if value < limit)
