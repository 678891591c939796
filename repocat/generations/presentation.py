"""A generation's facts in words, for its page and its card."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from repocat.analysis.report import Finding, History, Practice, Report, Score
from repocat.generations.models import Generation
from repocat.generations.repository import LOCAL_HOST

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

#: Reason for leaving a file out of the numbers -> what is said of it.
EXCLUSIONS = {
    "vendored": "other people’s code",
    "generated": "made by programs",
    "minified": "minified",
    "fixture": "what tests read",
    "binary": "not text",
    "too_large": "larger than the limit for one file",
    "lfs_pointer": "kept elsewhere (Git LFS)",
    "submodule": "submodules, which are other repositories",
    "symlink": "symbolic links",
    "unknown_language": "in no language that is known here",
    "limit": "beyond the limits for one repository",
    "unreadable": "not to be read by this user",
}


def own_report(generation: Generation) -> dict[str, Any] | None:
    """The stored report, if this system's analyser wrote it; imported rows hold other things there.

    What the report's version did not have yet is there with its default.
    """
    if not generation.analyser_version or not isinstance(generation.analysis_data, dict):
        return None
    if not generation.analysis_data:
        return {}
    report = _completed(Report, generation.analysis_data)
    for name, kind in (("practice", Practice), ("history", History), ("score", Score)):
        if report.get(name):
            report[name] = _completed(kind, report[name])
    if report.get("score"):
        report["score"]["findings"] = [_completed(Finding, row) for row in report["score"]["findings"]]
    if report["todos_per_kloc"] is None and report.get("production_code"):
        report["todos_per_kloc"] = 1000 * report["todos"] / report["production_code"]
    return report


def _completed(kind: type[DataclassInstance], values: dict[str, Any]) -> dict[str, Any]:
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING} | values


def character(attributes: dict[str, Any]) -> str:
    """Two words for the cat as a whole, such as "chonky optimist"."""
    nouns = {
        "beaming": "optimist",
        "content": "companion",
        "neutral": "observer",
        "concerned": "worrier",
        "grumpy": "grump",
        "asleep": "dreamer",
        "startled": "jumper",
    }
    size, mood = str(attributes.get("size") or ""), str(attributes.get("mood") or "")
    return f"{size} {nouns.get(mood, 'stranger')}".strip()


def oddities(row: Any) -> list[str]:
    """What is strange about a row that was imported; `row` is a generation or a card."""
    if row.kind != "imported":
        return []
    notes = []
    if not (row.repo_owner and row.repo_name):
        notes.append("no owner or name")
    if row.code_quality_score is not None and not 0 <= float(row.code_quality_score) <= 10:
        notes.append("score outside 0–10")
    if not 1970 <= row.created_at.year <= 2200:
        notes.append("improbable date")
    return notes


def finding_url(generation: Generation, path: str, line: int | None = None) -> str | None:
    """The place on the forge, at the commit that was measured; None where there is no such page."""
    if not generation.commit_sha or generation.host in {None, LOCAL_HOST}:
        return None
    where = f"{generation.github_url}/blob/{generation.commit_sha}/{quote(path)}"
    return f"{where}#L{line}" if line else where
