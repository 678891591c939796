from __future__ import annotations

import threading
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from repocat import create_app
from repocat.extensions import db
from repocat.rate_limits import Limit, RateLimit, network_of
from tests.clusters import create_database, drop_database
from tests.conftest import settings

TEN = Limit(10, timedelta(minutes=5))


def test_so_many_at_once_then_wait(app: Flask) -> None:
    assert [RateLimit.hit("k", TEN) for _ in range(10)] == [None] * 10
    wait = RateLimit.hit("k", TEN)
    assert wait is not None
    assert 25 <= wait <= 31
    assert RateLimit.hit("other", TEN) is None


def test_refund(app: Flask) -> None:
    for _ in range(30):
        assert RateLimit.hit("k", TEN) is None
        RateLimit.refund("k", TEN)


def test_exactly_so_many_get_through_when_all_come_at_once(cluster: str, template: str, tmp_path: Path) -> None:
    url = create_database(cluster, "gcra", template=template)
    app = create_app(settings(url, tmp_path))
    allowed: list[bool] = []

    def knock() -> None:
        with app.app_context():
            for _ in range(20):
                allowed.append(RateLimit.hit("k", TEN) is None)
                db.session.commit()

    threads = [threading.Thread(target=knock) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        db.engine.dispose()
    drop_database(cluster, url)
    assert (len(allowed), sum(allowed)) == (160, 10)


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("", "unknown"),
        (None, "unknown"),
        ("nonsense", "unknown"),
    ],
)
def test_one_client_is_one_network(address: str | None, network: str) -> None:
    assert network_of(address) == network
