"""The parent believes nothing that its child says."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from repocat.analysis.limits import Limits
from repocat.analysis.sandbox import Child
from repocat.jobs import child, warm
from repocat.jobs.child import AbandonedError, AnalysisFailedError, Watcher, analyse

WATCHER = Watcher(progress=lambda *_: True, moved=lambda *_: True, wanted=lambda: True)


def _speaking(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """The child is this Python program instead of the analysis."""
    monkeypatch.setattr(warm, "child_command", lambda _limits: Child([sys.executable, "-c", program], {}))


@pytest.mark.parametrize(
    "line",
    [
        "",
        "not json",
        "[1]",
        "null",
        "5",
        '"text"',
        "{}",
        '{"event": "unknown"}',
        '{"event": "progress", "state": "done", "progress": 5}',
        '{"event": "progress", "state": "fetching", "progress": "5"}',
        '{"event": "report", "report": {}}',
        '{"event": "report", "report": []}',
        '{"event": "report", "report": {"version": NaN}}',
        '{"event": "error", "code": "made up"}',
        '{"event": "error"}',
        "[" * 100_000,
        "\\x00\\xff",
    ],
)
def test_nonsense_is_a_breakdown(monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    _speaking(monkeypatch, f"print({line!r})")
    with pytest.raises(AnalysisFailedError) as caught:
        analyse(b"{}", Limits(), WATCHER)
    assert caught.value.code == "internal"


def test_known_reasons_come_through(monkeypatch: pytest.MonkeyPatch) -> None:
    _speaking(monkeypatch, f"print({json.dumps({'event': 'error', 'code': 'empty', 'text': 'evil'})!r})")
    with pytest.raises(AnalysisFailedError) as caught:
        analyse(b"{}", Limits(), WATCHER)
    assert caught.value.code == "empty"
    assert "evil" not in caught.value.text


@pytest.mark.parametrize("program", ["while True: print('x' * 1000)", "print('x' * 3_000_000)"])
def test_endless_words_are_cut(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    _speaking(monkeypatch, program)
    with pytest.raises(AnalysisFailedError):
        analyse(b"{}", Limits(), WATCHER)


def test_silence_ends_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    _speaking(monkeypatch, "import time; time.sleep(60)")
    monkeypatch.setattr(child, "MARGIN", -1.0)
    limits = Limits(preflight_seconds=0, fetch_seconds=1, analysis_seconds=1)
    with pytest.raises(AnalysisFailedError) as caught:
        analyse(b"{}", limits, WATCHER)
    assert caught.value.code == "timed_out"


def test_an_unwanted_child_is_stopped_with_all_it_started(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    mark = tmp_path / "pid"
    _speaking(
        monkeypatch,
        "import subprocess, time, pathlib\n"
        f"p = subprocess.Popen(['sleep', '60']); pathlib.Path({str(mark)!r}).write_text(str(p.pid)); time.sleep(60)",
    )
    with pytest.raises(AbandonedError):
        analyse(b"{}", Limits(), Watcher(lambda *_: True, lambda *_: True, wanted=lambda: not mark.exists()))
    status = Path(f"/proc/{mark.read_text()}/status")
    assert not status.exists() or "Z (zombie)" in status.read_text()


def test_notes_are_cleaned(monkeypatch: pytest.MonkeyPatch) -> None:
    event = {"event": "progress", "state": "fetching", "progress": 500, "note": "a\x1b[31m\u202eb" + "x" * 500}
    _speaking(monkeypatch, f"print({json.dumps(event)!r})")
    seen: list[tuple[str, int, str | None]] = []
    with pytest.raises(AbandonedError):
        analyse(b"{}", Limits(), Watcher(lambda *event: bool(seen.append(event)), lambda *_: True, lambda: True))
    assert seen == [("fetching", 99, "a[31mb" + "x" * 194)]
