"""Rows for tests of pages, as small as they may be."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from repocat.extensions import db
from repocat.generations.models import Generation

START = datetime(2026, 1, 1, tzinfo=UTC)


def add(number: int = 0, **columns: Any) -> Generation:
    """A finished generation of github.com/owner/repoNUMBER, NUMBER hours after the others' start."""
    name = columns.pop("name", f"repo{number}")
    owner = columns.pop("owner", "owner")
    values: dict[str, Any] = {
        "github_url": f"https://github.com/{owner}/{name}",
        "host": "github.com",
        "repo_owner": owner,
        "repo_name": name,
        "repo_key": f"github.com/{owner}/{name}".lower(),
        "state": "done",
        "is_latest": True,
        "primary_language": "Python",
        "code_quality_score": Decimal("7.5"),
        "code_lines": 1000 + number,
        "created_at": START + timedelta(hours=number),
        **columns,
    }
    generation = Generation(**values)
    db.session.add(generation)
    db.session.commit()
    return generation
