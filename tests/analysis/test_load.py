from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repocat.analysis.dump import MOST_BYTES, dump
from repocat.analysis.limits import Limits
from repocat.analysis.load import InvalidReportError, load
from repocat.analysis.measure import measure
from repocat.analysis.report import Report
from repocat.analysis.source import open_folder
from tests.analysis.repositories import repository


@pytest.fixture
def report(tmp_path: Path, limits: Limits) -> Report:
    files = {"a.py": "def f(a):\n    return a\n" * 20, "README.md": "# A\n"}
    return measure(open_folder(repository(tmp_path / "r.git", files), limits), None, "2024-06-01", limits)


def changed(report: Report, change: Callable[[Any], object]) -> bytes:
    plain = json.loads(dump(report))
    change(plain)
    return json.dumps(plain).encode()


def test_what_was_dumped_is_loaded(report: Report) -> None:
    assert load(dump(report)) == report


@pytest.mark.parametrize(
    "change",
    [
        lambda plain: plain.pop("version"),
        lambda plain: plain.update(surprise=1),
        lambda plain: plain.update(files="3"),
        lambda plain: plain.update(files=3.5),
        lambda plain: plain.update(files=True),
        lambda plain: plain.update(files=10**30),
        lambda plain: plain.update(primary_language="a\0b"),
        lambda plain: plain.update(primary_language="\ud800"),
        lambda plain: plain.update(primary_language="x" * 5000),
        lambda plain: plain.update(languages=[{}] * 2000),
        lambda plain: plain.update(languages=None),
        lambda plain: plain.update(commit="HEAD"),
        lambda plain: plain.update(as_of="today"),
        lambda plain: plain["score"].update(value=11.0),
        lambda plain: plain["score"].update(value=plain["score"]["value"] + 0.1),
        lambda plain: plain["score"].update(shrinkage=plain["score"]["shrinkage"] + 1),
        lambda plain: plain["docs"].update(extra={}),
        lambda plain: plain["languages"][0].update(code="many"),
    ],
)
def test_anything_else_is_refused(report: Report, change: Callable[[Any], object]) -> None:
    with pytest.raises(InvalidReportError):
        load(changed(report, change))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"1",
        b'"x"',
        b"\xff",
        b"{}",
        b"[" * 100_000,
        b'{"a":' * 10_000,
        b" " * (MOST_BYTES + 1),
    ],
    ids=lambda data: repr(data[:8]),
)
def test_what_is_no_report_at_all(data: bytes) -> None:
    with pytest.raises(InvalidReportError):
        load(data)


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999"])
def test_numbers_are_finite(report: Report, number: str) -> None:
    data = dump(report).replace(b'"todos":0', f'"todos":{number}'.encode())
    with pytest.raises(InvalidReportError):
        load(data)


def test_deep_nesting_is_refused(report: Report) -> None:
    deep: list[Any] = []
    for _ in range(50):
        deep = [deep]
    with pytest.raises(InvalidReportError):
        load(changed(report, lambda plain: plain.update(surprise=deep)))
