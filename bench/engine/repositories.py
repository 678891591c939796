"""What is measured: repositories that are given, or packages from the indexes made into repositories for the run."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bench.engine import tools
from bench.engine.tools import NAMES, Subject
from bench.engine.watch import run

#: A dozen languages, one small package and one of more than a million lines. Index | package | version.
PACKAGES = """
pypi flask 3.1.1
pypi django 5.2.1
npm three 0.176.0
debian redis trixie
debian golang-golang-x-tools trixie
debian composer bookworm
debian node-typescript bookworm
debian kotlin trixie
debian rust-ripgrep bookworm
debian python3.13 trixie
"""
_LEAST_SHARE = 0.05
_IDENTITY = ("-c", "user.name=Bench", "-c", "user.email=bench@example.org", "-c", "commit.gpgsign=false")


def prepare(given: Path, work: Path) -> Subject:
    """A subject from a bare repository or from an archive of sources. Both end as one packed commit, as a fetch has it.

    Raises ValueError where the analysis finds no language whose functions it measures.
    """
    name = _name(given)
    bare, checkout = work / f"{name}.git", work / name
    if not bare.exists():
        if given.is_dir():
            _git(work, "clone", "-q", "--bare", "--depth=1", given.resolve().as_uri(), str(bare))
            checkout.mkdir()
            archive = ["git", f"--git-dir={bare}", "archive", "HEAD"]
            with subprocess.Popen(archive, stdout=subprocess.PIPE) as files:
                subprocess.run(["tar", "-x", "-C", str(checkout)], stdin=files.stdout, check=True)
        else:
            checkout.mkdir()
            subprocess.run(["tar", "-xf", str(given), "-C", str(checkout), "--strip-components=1"], check=True)
            _commit(checkout, bare)
    languages, code = _languages(bare, work)
    blobs = _git(bare, "ls-tree", "-r", "--format=%(objecttype) %(objectname)", "HEAD").split("\n")
    names = "".join(f"{row[5:]}\n" for row in blobs if row.startswith("blob "))
    return Subject(name, bare, checkout, languages, code, names.encode())


def _name(given: Path) -> str:
    """pypi-django-5.2.1.tar.gz -> django; pallets+flask/repo -> flask; redis.git -> redis."""
    if given.is_dir():
        last = given.parent.name if given.name in {"repo", "repo.git", ".git"} else given.name
        return last.removesuffix(".git").rpartition("+")[2]
    _, _, rest = given.name.partition("-")
    return rest.rpartition("-")[0] or given.name.partition(".")[0]


def _commit(checkout: Path, bare: Path) -> None:
    """All the files of the folder, ignored ones too, as the only commit of a bare repository."""
    _git(checkout.parent, "init", "-q", "--bare", "-b", "main", str(bare))
    tree = (f"--git-dir={bare}", f"--work-tree={checkout}")
    _git(checkout, *tree, "add", "--all", "--force")
    _git(checkout, *tree, *_IDENTITY, "commit", "-q", "-m", "Sources")
    _git(bare, "repack", "-q", "-a", "-d")


def _git(folder: Path, *arguments: str) -> str:
    environment = {**os.environ, "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", "-c", "safe.directory=*", "-C", str(folder), *arguments],
        check=True, capture_output=True, text=True, env=environment,
    )  # fmt: skip
    return done.stdout.strip()


def _languages(bare: Path, work: Path) -> tuple[tuple[str, ...], int]:
    """The languages that count, most code first, and all lines of code in measured languages."""
    tool, answer = tools.ours(), work / "answer"
    subject = Subject("", bare, bare, (), 0, b"")
    run(tool.order(subject), answer, 900, sampled=False)
    report = tools.report_of(answer)
    if report is None:
        raise ValueError(f"{bare.name}: the analysis failed: {answer.read_text()[-200:]}")
    rows = [row for row in json.loads(json.dumps(report["languages"])) if row["name"] in NAMES]
    code = sum(row["code"] for row in rows)
    if not code:
        raise ValueError(f"{bare.name}: no language whose functions are measured")
    return tuple(row["name"] for row in rows if row["code"] >= _LEAST_SHARE * code), code


def from_indexes(folder: Path) -> Sequence[Path]:
    """The packages' archives, downloaded where they are not there yet."""
    from bench.oracle.corpus import download  # noqa: PLC0415 - its imports would count as memory of every program

    return download(folder, PACKAGES)
