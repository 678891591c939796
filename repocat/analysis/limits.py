"""How much one analysis may cost. The defaults are the published limits; operators may raise them."""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds are wall-clock seconds unless said otherwise, sizes are bytes."""

    preflight_seconds: float = 10.0
    preflight_bytes: int = 64 * KIB
    #: Renames of a repository that are followed within its host.
    moves: int = 3
    fetch_seconds: int = 120
    fetch_bytes: int = 500_000_000
    history_seconds: int = 30
    history_bytes: int = 100_000_000
    history_commits: int = 200_000
    #: Address space of every process of an analysis.
    memory_bytes: int = 2048 * MIB
    paths: int = 50_000
    depth: int = 64
    path_bytes: int = 1024
    file_bytes: int = MIB
    total_bytes: int = 200 * MIB
    analysis_seconds: int = 60
    #: Processor seconds of the reading child.
    analysis_cpu_seconds: int = 120
