from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskCliRunner

from repocat.analysis.errors import REASONS
from repocat.analysis.load import load
from repocat.analysis.report import Exclusion, Finding, FunctionPlace, Language, Report
from repocat.cli.report_table import lines
from repocat.config import ROOT
from tests.cat.reports import report
from tests.repositories import bare, checkout, git
from tests.test_up import descendants, wait_until_gone

#: A server that cannot be reached shows that nobody tries.
NOWHERE = "postgresql://nobody@127.0.0.1:1/none"


def command(*arguments: str, instance: Path, url: str = "") -> list[str]:
    variables = {"REPOCAT_INSTANCE": str(instance), "DATABASE_URL": url}
    return ["env", *(f"{name}={value}" for name, value in variables.items()), *_flask(*arguments)]


def _flask(*arguments: str) -> tuple[str, ...]:
    return (sys.executable, "-m", "flask", "--app", "wsgi", *arguments)


def run(*arguments: str, instance: Path, url: str = "") -> subprocess.CompletedProcess[str]:
    line = command(*arguments, instance=instance, url=url)
    return subprocess.run(line, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)


def sources(root: Path) -> dict[str, Path]:
    """One folder of each kind, all with the same files."""
    clone = checkout(root / "clone")
    plain = root / "plain"
    git(clone, "worktree", "add", "-q", "-b", "other", str(root / "linked"))
    git(clone, "archive", "-o", str(root / "files.tar"), "HEAD")
    plain.mkdir()
    subprocess.run(["tar", "-xf", str(root / "files.tar"), "-C", str(plain)], check=True)
    return {"checkout": clone, "linked": root / "linked", "bare": bare(root, "o", "cat"), "plain": plain}


def test_every_kind_of_folder_gives_the_same_numbers(runner: FlaskCliRunner, tmp_path: Path) -> None:
    reports = {}
    for kind, folder in sources(tmp_path).items():
        result = runner.invoke(args=["analyse", str(folder), "--json"])
        assert result.exit_code == 0, result.output
        reports[kind] = load(result.stdout_bytes.rstrip(b"\n"))
    assert reports["checkout"].score.value is not None
    assert {kind for kind, found in reports.items() if found.commit} == {"checkout", "linked", "bare"}
    assert {kind for kind, found in reports.items() if found.history} == {"checkout", "linked", "bare"}
    unpast = {replace(found, commit=None, committed_at=None, history=None) for found in reports.values()}
    assert len(unpast) == 1


def test_neither_it_nor_any_help_starts_a_database(tmp_path: Path) -> None:
    instance, folder = tmp_path / "instance", checkout(tmp_path / "cat")
    done = run("analyse", str(folder), "--json", instance=instance)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["production_code"] == 4
    for words in ([], ["analyse"], ["generation"], ["generation", "create"], ["user"], ["worker"], ["up"], ["db"]):
        shown = run(*words, "--help", instance=instance)
        assert (shown.returncode, shown.stderr) == (0, "")
        assert "Usage: " in shown.stdout
    assert sorted(path.name for path in instance.iterdir()) == ["secret_key"]


def test_a_configured_database_is_not_asked(tmp_path: Path) -> None:
    done = run("analyse", str(checkout(tmp_path / "cat")), instance=tmp_path / "instance", url=NOWHERE)
    assert (done.returncode, done.stderr) == (0, "")
    assert "How the score adds up" in done.stdout


def test_without_a_terminal_there_are_no_colours_and_no_bar(tmp_path: Path) -> None:
    folder = checkout(tmp_path / "my cat")
    done = run("analyse", str(folder), "--table", instance=tmp_path / "instance", url=NOWHERE)
    assert done.stderr == ""
    assert "\x1b" not in done.stdout
    assert done.stdout.startswith(f"my cat at commit {git(folder, 'rev-parse', 'HEAD')[:12]}, ")
    assert all(len(line) <= 80 for line in done.stdout.splitlines())


def test_on_a_terminal_a_bar_goes_to_standard_error(tmp_path: Path) -> None:
    controller, terminal = os.openpty()
    line = command("analyse", str(checkout(tmp_path / "cat")), "--json", instance=tmp_path / "instance", url=NOWHERE)
    done = subprocess.run(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=terminal, timeout=60, check=True)
    os.close(terminal)
    seen = os.read(controller, 65536).decode()
    os.close(controller)
    assert "Measuring cat" in seen
    assert "100%" in seen
    assert load(done.stdout.rstrip(b"\n")).production_code == 4


def test_the_table_adds_up(runner: FlaskCliRunner, tmp_path: Path) -> None:
    output = runner.invoke(args=["analyse", str(checkout(tmp_path / "cat"))]).output
    part = output.partition("How the score adds up")[2].partition("What would raise")[0]
    taken = [float(number) for number in re.findall(r" ([+-]\d+\.\d\d)$", part, re.MULTILINE)]
    score = re.search(r"Score (\d+\.\d) of 10", output)
    assert score
    assert round(10 + sum(taken), 2) == float(score[1])
    assert "cat/__init__.py" in output or "Add a CONTRIBUTING file" in output


def test_the_table_has_what_the_report_has_besides() -> None:
    made = report()
    assert made.history
    past = replace(
        made.history, tags=15, bot_commits=31, commits_per_week=2.3, active_weeks=44, days_between_releases=21.5
    )
    done = replace(made.practice, licence="NOASSERTION", licence_class="custom", dependency_updates=("renovate.json",))
    shown = "\n".join(lines(replace(made, history=past, todos_per_kloc=0.29, practice=done), "n", 80))
    for part in (
        "3, 0.3 per 1,000 lines", "95 % of the lines have 88 bytes at most", "not recognised (custom)", "renovate.json",
        "31 commits made by programs", "2.3 commits a week, some in 44 of 52 weeks",
        "12 releases among 15 tags, 21.5 days apart (median)",
    ):  # fmt: skip
        assert part in shown
    none = "\n".join(lines(replace(made, line_length_p95=None, practice=replace(made.practice, licence=None)), "n", 80))
    assert "Line length   not measured" in none
    assert "Licence       none" in none


def test_text_of_the_repository_cannot_steer_the_terminal() -> None:
    hostile = _everywhere(report(), "a\x1b[31m\u202e\x07b\nc")
    shown = "\n".join(lines(hostile, "n\x1b]0;\u2066", 80))
    assert not re.search("[\u202e\u2066\x07]|\x1b(?!\\[[0-9;]*m)", shown)
    assert "\x1b[31m" not in shown
    assert shown.count("a�[31m��b�c") >= 10


def _everywhere(made: Report, text: str) -> Report:
    """The report with the text for every path and name in it."""
    assert made.functions
    assert made.history
    place = FunctionPlace(text, 3, text, complexity=60, lines=200, nesting=9, parameters=12)
    return replace(
        made,
        committed_at=text,
        functions=replace(made.functions, worst=(place,)),
        languages=(Language(text, 1, 2, 3, 4, 5, functions_measured=True),),
        exclusions=(Exclusion(text, 1, 2),),
        docs=replace(made.docs, readme=text),
        practice=replace(made.practice, ci=(text,), licence=text, linters=(text,), dependency_updates=(text,)),
        history=replace(made.history, first_commit=text, newest_commit=text, newest_release=text),
        score=replace(made.score, findings=(Finding("complexity", text, 3, text, text, 12),)),
    )


def test_what_cannot_be_measured_says_so(runner: FlaskCliRunner, tmp_path: Path) -> None:
    prose = checkout(tmp_path / "prose", {"README.md": "# Only words\n"})
    output = runner.invoke(args=["analyse", str(prose)]).output
    assert "No score: less than half of the weights could be measured" in output
    assert "not measured: no production code" in output
    assert all(len(line) <= 80 for line in output.splitlines())


def test_failures_have_their_own_sentence(runner: FlaskCliRunner, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    result = runner.invoke(args=["analyse", str(tmp_path / "empty"), "--json"])
    assert (result.exit_code, result.stdout) == (1, "")
    assert result.stderr == f"Error: {REASONS['no_files'].text}\n"


@pytest.mark.parametrize("arguments", [[], ["no-such-folder"], [str(ROOT / "README.md")], [".", "--xml"]])
def test_wrong_usage(runner: FlaskCliRunner, arguments: list[str]) -> None:
    result = runner.invoke(args=["analyse", *arguments])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage: " in result.stderr


def test_an_interrupt_ends_its_children(tmp_path: Path) -> None:
    folder = tmp_path / "large"
    folder.mkdir()
    body = "".join(f"def f{n}(a, b):\n    return [x for x in a if x > b and x < {n}]\n\n" for n in range(10_000))
    for number in range(40):
        (folder / f"m{number}.py").write_text(f"n = {number}\n{body}")
    line = command("analyse", str(folder), instance=tmp_path / "instance", url=NOWHERE)
    with subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        deadline = time.monotonic() + 30
        while not (started := list(descendants(process.pid))):
            assert time.monotonic() < deadline
            time.sleep(0.01)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        stdout, stderr = process.communicate(timeout=30)
    assert (process.returncode, stdout) == (1, "")
    assert "Aborted!" in stderr
    wait_until_gone(started)
