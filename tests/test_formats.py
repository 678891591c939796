from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from repocat.formats import ago, number, score, score_word, utc

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("before", "text"),
    [
        (timedelta(seconds=3), "just now"),
        (timedelta(seconds=30), "30 seconds ago"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=3), "3 hours ago"),
        (timedelta(days=40), "1 month ago"),
        (timedelta(days=800), "2 years ago"),
        (timedelta(seconds=-5), "just now"),
        (timedelta(days=-2), "2026-11-25"),
    ],
)
def test_ago(before: timedelta, text: str) -> None:
    assert ago(NOW - before, NOW) == text


def test_dates_out_of_all_reason() -> None:
    assert ago(datetime(1, 1, 1, tzinfo=UTC), NOW) == "0001-01-01"
    assert ago(datetime(9999, 12, 31, tzinfo=UTC), NOW) == "9999-12-31"
    assert ago(None) == "–"
    assert utc(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)) == "9999-12-31T23:59:59Z"
    assert utc(None) == ""


@pytest.mark.parametrize(
    ("value", "text", "word"),
    [
        (Decimal("0.0"), "0.0", "scruffy"),
        (Decimal("2.9"), "2.9", "scruffy"),
        (Decimal("3.0"), "3.0", "untidy"),
        (Decimal("6.9"), "6.9", "presentable"),
        (Decimal("8.5"), "8.5", "immaculate"),
        (Decimal("10.0"), "10.0", "immaculate"),
        (Decimal("99.9"), "–", None),
        (Decimal("-1"), "–", None),
        (Decimal("NaN"), "–", None),
        (None, "–", None),
    ],
)
def test_scores(value: Decimal | None, text: str, word: str | None) -> None:
    assert (score(value), score_word(value)) == (text, word)


def test_numbers() -> None:
    assert (number(1234567), number(None)) == ("1,234,567", "–")
