"""JSON -> a report. What a child that has read hostile files sends is as hostile as the files."""

from __future__ import annotations

import json
import math
import re
from typing import Any

from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from repocat.analysis.dump import MOST_BYTES
from repocat.analysis.report import Report

_DEEPEST = 12
_LONGEST_TEXT = 2000
_LONGEST_LIST = 1000
_LARGEST_NUMBER = 2**53
#: NUL is refused by the database, lone surrogates by every encoder.
_FORBIDDEN = re.compile("[\x00\ud800-\udfff]")
_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")

_ADAPTER: TypeAdapter[Report] = TypeAdapter(with_config(ConfigDict(extra="forbid"))(Report))


class InvalidReportError(ValueError):
    """Bytes that are no report; the message says what is wrong without repeating what they hold."""


def load(data: bytes) -> Report:
    """The report in the bytes. Raises `InvalidReportError` for anything that `dump` would not have written."""
    if len(data) > MOST_BYTES:
        raise InvalidReportError("too long")
    try:
        plain = json.loads(data, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise InvalidReportError("not JSON") from error
    _check(plain, 0)
    try:
        report = _ADAPTER.validate_json(json.dumps(plain), strict=True)
    except ValidationError as error:
        raise InvalidReportError(f"{error.error_count()} fields are wrong") from error
    _check_meaning(report)
    return report


def _refuse(_: str) -> float:
    raise InvalidReportError("numbers must be finite")


def _check(value: Any, depth: int) -> None:
    """Sizes and characters everywhere, before any field is looked at."""
    if depth > _DEEPEST:
        raise InvalidReportError("nested too deep")
    match value:
        case str():
            if len(value) > _LONGEST_TEXT or _FORBIDDEN.search(value):
                raise InvalidReportError("a text is too long or holds forbidden characters")
        case bool() | None:
            return
        case int() | float():
            if not math.isfinite(value) or abs(value) > _LARGEST_NUMBER:
                raise InvalidReportError("a number is out of range")
        case list() | dict():
            if len(value) > _LONGEST_LIST:
                raise InvalidReportError("a list is too long")
            for item in value.values() if isinstance(value, dict) else value:
                _check(item, depth + 1)


def _check_meaning(report: Report) -> None:
    score = report.score
    lost = sum(indicator.lost for indicator in score.indicators)
    if report.commit is not None and not _COMMIT.fullmatch(report.commit):
        raise InvalidReportError("commit")
    if not _DAY.fullmatch(report.as_of):
        raise InvalidReportError("as_of")
    if score.value is not None:
        if not 0 <= score.value <= 10:
            raise InvalidReportError("score out of range")
        if round(score.value * 100) != 1000 - lost - score.shrinkage:
            raise InvalidReportError("score does not add up")
