"""What the gallery shows: read from the address, and back into it."""

from __future__ import annotations

import base64
import binascii
import json
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, literal, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from repocat.extensions import db
from repocat.generations.models import Generation

PAGE = 24
#: Counting stops here: beyond it, "more than" is as good and costs nothing.
COUNT_CAP = 2000
MAX_QUERY = 100
MAX_WORDS = 5


class CursorError(ValueError):
    """A cursor that this gallery never gave out."""


@dataclass(frozen=True, slots=True)
class Sort:
    key: str
    label: str
    column: InstrumentedAttribute[Any]
    descending: bool
    parse: Callable[[str], Any]
    #: Rows that have no place in this order are left out of it.
    only: ColumnElement[bool] | None = None


_SCORED = Generation.code_quality_score.between(0, 10)
_COUNTED = Generation.code_lines.is_not(None)
_COMPARED = Generation.score_delta.is_not(None)

SORTS = {
    sort.key: sort
    for sort in (
        Sort("newest", "newest first", Generation.created_at, True, datetime.fromisoformat),
        Sort("oldest", "oldest first", Generation.created_at, False, datetime.fromisoformat),
        Sort("best", "best first", Generation.code_quality_score, True, Decimal, _SCORED),
        Sort("worst", "worst first", Generation.code_quality_score, False, Decimal, _SCORED),
        Sort("largest", "largest first", Generation.code_lines, True, int, _COUNTED),
        Sort("improved", "most improved first", Generation.score_delta, True, Decimal, _COMPARED),
        Sort("name", "by name", Generation.name_key, False, str),
    )
}

CARD = (
    Generation.id,
    Generation.host,
    Generation.repo_owner,
    Generation.repo_name,
    Generation.github_url,
    Generation.primary_language,
    Generation.code_quality_score,
    Generation.score_delta,
    Generation.code_lines,
    Generation.state,
    Generation.kind,
    Generation.image_path,
    Generation.art_version,
    Generation.created_at,
)


@dataclass(frozen=True, slots=True)
class Page:
    cards: list[Row[Any]]
    next_cursor: str | None
    languages: list[str]
    count: int

    @property
    def how_many(self) -> str:
        if self.count > COUNT_CAP:
            return f"More than {COUNT_CAP:,} cats"
        return f"{self.count:,} cat{'' if self.count == 1 else 's'}"


@dataclass(frozen=True, slots=True)
class Gallery:
    """The filters of one view. `everything`: each generation, not only each repository's newest."""

    q: str = ""
    language: str = ""
    sort: str = "newest"
    everything: bool = False
    after: str | None = None

    @classmethod
    def from_args(cls, args: Mapping[str, str]) -> Gallery:
        """Anything that is no filter falls back to the default, control characters are dropped."""
        sort = args.get("sort", "newest")
        return cls(
            q=_clean(args.get("q", "")),
            language=_clean(args.get("language", "")),
            sort=sort if sort in SORTS else "newest",
            everything=args.get("show") == "all",
            after=args.get("after") or None,
        )

    @property
    def args(self) -> dict[str, Any]:
        """The part of the address that gives this view again; defaults are left out."""
        values = {
            "q": self.q,
            "language": self.language,
            "sort": "" if self.sort == "newest" else self.sort,
            "show": "all" if self.everything else "",
            "after": self.after or "",
        }
        return {name: value for name, value in values.items() if value}

    @property
    def is_filtered(self) -> bool:
        return bool(self.q or self.language)

    def following(self, cursor: str) -> Gallery:
        return replace(self, after=cursor)

    def sentence(self, page: Page) -> str:
        """What is shown, in words: "212 cats, Python, matching “web”, best first"."""
        parts = [page.how_many, self.language, f"matching “{self.q}”" if self.q else "", SORTS[self.sort].label]
        if self.everything:
            parts.insert(1, "every generation")
        return ", ".join(part for part in parts if part)

    def page(self) -> Page:
        """Two statements, whatever is asked: the cards, and the frame around them."""
        sort = SORTS[self.sort]
        rows = list(db.session.execute(self._cards(sort)))
        more = len(rows) > PAGE
        rows = rows[:PAGE]
        cursor = _cursor(getattr(rows[-1], sort.column.key), rows[-1].id) if more else None
        frame = db.session.execute(select(_languages(), self._count(sort))).one()
        return Page(cards=rows, next_cursor=cursor, languages=frame[0] or [], count=frame[1])

    def _cards(self, sort: Sort) -> Select[Any]:
        columns = CARD if sort.column in CARD else (*CARD, sort.column)
        order = (sort.column.desc(), Generation.id.desc()) if sort.descending else (sort.column, Generation.id)
        statement = select(*columns).where(*self._conditions(sort)).order_by(*order).limit(PAGE + 1)
        if self.after is None:
            return statement
        value, row_id = _read_cursor(self.after, sort)
        here, last = tuple_(sort.column, Generation.id), tuple_(literal(value, sort.column.type), literal(row_id))
        return statement.where(here < last if sort.descending else here > last)

    def _count(self, sort: Sort) -> ColumnElement[int]:
        some = select(literal(1)).select_from(Generation).where(*self._conditions(sort)).limit(COUNT_CAP + 1).subquery()
        return select(func.count()).select_from(some).scalar_subquery()

    def _conditions(self, sort: Sort) -> list[Any]:
        conditions: list[Any] = [Generation.kind != "moment" if self.everything else Generation.is_latest]
        if sort.only is not None:
            conditions.append(sort.only)
        if self.language:
            conditions.append(Generation.primary_language == self.language)
        conditions += [
            Generation.search_text.contains(word, autoescape=True) for word in self.q.lower().split()[:MAX_WORDS]
        ]
        return conditions


@cache
def _languages() -> ColumnElement[list[str]]:
    """Every language of the gallery, by hopping from one to the next in the index: no scan of the table."""
    smallest = select(func.min(Generation.primary_language)).where(Generation.is_latest)
    hops = select(smallest.scalar_subquery().label("name")).cte("languages", recursive=True)
    following = (
        select(func.min(Generation.primary_language))
        .where(Generation.is_latest, Generation.primary_language > hops.c.name)
        .correlate(hops)
        .scalar_subquery()
    )
    hops = hops.union_all(select(following).where(hops.c.name.is_not(None)))
    return select(func.array_agg(hops.c.name)).where(hops.c.name.is_not(None)).scalar_subquery()


def _clean(text: str) -> str:
    printable = "".join(c for c in text if c.isprintable())
    return printable.encode("utf-8", "ignore").decode()[:MAX_QUERY].strip()


def _cursor(value: object, row_id: uuid.UUID) -> str:
    text = value.isoformat() if isinstance(value, datetime) else str(value)
    return base64.urlsafe_b64encode(json.dumps([text, row_id.hex]).encode()).decode().rstrip("=")


def _read_cursor(cursor: str, sort: Sort) -> tuple[Any, uuid.UUID]:
    try:
        raw = base64.urlsafe_b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4))
        text, row_id = json.loads(raw)
        value = sort.parse(text)
        if isinstance(value, datetime) and value.tzinfo is None:
            raise CursorError
        if isinstance(value, Decimal) and not value.is_finite():
            raise CursorError
        if isinstance(value, int) and not 0 <= value < 2**31:
            raise CursorError
        if isinstance(value, str) and "\0" in value.encode("utf-8").decode():
            raise CursorError
        return value, uuid.UUID(hex=row_id)
    except (ValueError, TypeError, AttributeError, ArithmeticError, RecursionError, binascii.Error) as error:
        raise CursorError from error
