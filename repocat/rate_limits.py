"""How often something may happen, counted in PostgreSQL so that every process shares one count."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address, ip_network

from sqlalchemy import DateTime, Text, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, mapped_column

from repocat.extensions import Model, db


@dataclass(frozen=True, slots=True)
class Limit:
    """`count` per `period`; so many may come at once."""

    count: int
    period: timedelta

    @classmethod
    def per_minute(cls, count: int) -> Limit:
        return cls(count, timedelta(minutes=1))

    @property
    def interval(self) -> timedelta:
        return self.period / self.count


class RateLimit(Model):
    """GCRA: the theoretical arrival time (TAT) of a key. Unlogged: losing it in a crash forgives, nothing more."""

    __tablename__ = "rate_limits"
    __table_args__ = ({"prefixes": ["UNLOGGED"]},)

    key: Mapped[str] = mapped_column(Text, primary_key=True)
    tat: Mapped[datetime] = mapped_column(DateTime(timezone=True))

    @classmethod
    def hit(cls, key: str, limit: Limit) -> int | None:
        """Counts one; None where it is within the limit, else the seconds to wait. One statement, so without a race."""
        now = func.clock_timestamp()
        statement = insert(cls).values(key=key, tat=now + limit.interval)
        later = func.greatest(cls.tat, now) + limit.interval
        allowed = db.session.scalar(
            statement.on_conflict_do_update(
                index_elements=[cls.key], set_={"tat": later}, where=(later - now <= limit.period)
            ).returning(cls.key)
        )
        if allowed is not None:
            return None
        until_then = func.extract("epoch", cls.tat + limit.interval - limit.period - now)
        seconds = db.session.scalar(select(until_then).where(cls.key == key)) or 0
        return max(1, math.ceil(seconds))

    @classmethod
    def refund(cls, key: str, limit: Limit) -> None:
        """Takes one `hit` back, where only failures are to count."""
        db.session.execute(update(cls).where(cls.key == key).values(tat=cls.tat - limit.interval))


def network_of(address: str | None) -> str:
    """An IPv4 address, or the /64 of an IPv6 address: what one client can change at will counts as one."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return "unknown"
    if isinstance(parsed, IPv6Address):
        return str(ip_network(f"{parsed}/64", strict=False).network_address)
    return str(parsed)
