"""G17 to G22 and G27 to G32 of docs/security.md: hostile files and their names, and what an analysis may use up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from repocat.analysis import languages, sandbox
from repocat.analysis.dump import MOST_BYTES, dump
from repocat.analysis.limits import Limits
from repocat.analysis.request import request_for
from tests.analysis.repositories import commit, commit_tree, create, git, repository
from tests.analysis.untrusted import at, outcome, pack, packed, store, tree
from tests.git_server import GitServer, Posted

PLACE = "pallets/flask"
CODE = b"x = 1\n"


def test_g17_three_hundred_thousand_files(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    oid = store(origin, "blob", CODE)
    commit_tree(origin, tree(origin, *(("100644", b"%06d.py" % number, oid) for number in range(300_000))))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("too_many_files", True)


@pytest.mark.parametrize(
    "names",
    [(b".git",), (b".GIT",), (b"..",), (b".",), (b"a/b",), (b"git~1",), (".g\u200cit".encode(),), (b"a", b"a")],
    ids=repr,
)
def test_g18_names_that_would_write_elsewhere(
    server: GitServer, tmp_path: Path, limits: Limits, names: tuple[bytes, ...]
) -> None:
    origin = create(server.root / PLACE)
    oid = store(origin, "blob", CODE)
    commit_tree(origin, tree(origin, *(("100644", name, oid) for name in names)))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("dangerous_names", True)


def test_g18_a_name_that_is_none(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    listed = b"100644 \0" + bytes.fromhex(store(origin, "blob", CODE))
    oid = commit_tree(origin, store(origin, "tree", listed))
    commit_text = git(origin, "cat-file", "commit", oid).encode() + b"\n"
    # A server made of git would stumble over such a tree itself.
    server.misbehave(PLACE, Posted(b"fetch", packed(pack((1, commit_text), (2, listed), (3, CODE)))))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("dangerous_names", True)


@pytest.mark.parametrize(
    ("mode", "content"),
    [("120000", b"/etc/passwd"), ("100644", b'[submodule "x"]\n\tpath = x\n\turl = -u./payload\n')],
)
def test_g19_modules_that_run_something(
    server: GitServer, tmp_path: Path, limits: Limits, mode: str, content: bytes
) -> None:
    origin = create(server.root / PLACE)
    commit_tree(origin, tree(origin, (mode, b".gitmodules", store(origin, "blob", content))))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("dangerous_modules", True)


def test_g20_names_that_mean_something_where_they_are_shown(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    oid = store(origin, "blob", b"def f(a):\n" + b"    if a: pass\n" * 60)
    names = [b"\x1b[31m.py", b"a\nb.py", b"<script>alert(1)<script>.py", b"=cmd|x.py", b"\xff\xfe.py",
             "\u202egnp.py".encode(), b"n" * 70_000 + b".py", b"A.py", b"a.py", b"\t.py"]  # fmt: skip
    entries = (("100777" if name == b"a.py" else "100644", name, oid) for name in sorted(names))
    commit_tree(origin, tree(origin, *entries))
    found = outcome(at(server), tmp_path, limits)
    assert found.report is not None
    assert found.seconds < 10
    assert found.report.files == len(names)
    text = json.dumps(json.loads(dump(found.report)), ensure_ascii=False)
    assert text.isprintable()
    assert text.encode("utf-8")
    assert len(text) < 64_000


def test_g20_names_as_long_as_they_may_be(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    bad = b"def f(a):\n" + b"".join(b"    if a == %d:\n        print(a)\n" % n for n in range(100))
    # Each byte takes six in JSON.
    names = [b"\xff" * 1000 + b"%d.py" % number for number in range(20)]
    origin = create(server.root / PLACE)
    blobs = [store(origin, "blob", bad + b"x = %d\n" % number) for number in range(20)]
    commit_tree(origin, tree(origin, *(("100644", name, oid) for name, oid in sorted(zip(names, blobs, strict=True)))))
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("", True)
    assert found.report is not None
    assert found.report.functions is not None
    assert found.report.functions.count == 20
    assert len(dump(found.report)) <= MOST_BYTES


def test_g21_links_and_modules_are_not_followed(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    commit(
        origin,
        {"a.py": CODE, "b.py": "/etc/passwd", "c.py": "1" * 40},
        modes={"b.py": "120000", "c.py": "160000"},
    )
    found = outcome(at(server), tmp_path, limits)
    assert found.report is not None
    assert {one.reason: one.files for one in found.report.exclusions} == {"symlink": 1, "submodule": 1}
    assert (found.report.production_code, found.seconds < 10) == (1, True)


def test_g22_attributes_have_no_effect(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    attributes = "*.py filter=evil ident working-tree-encoding=UTF-16 text eol=crlf diff=evil export-ignore\n"
    pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:" + "0" * 64 + "\nsize 9\n"
    repository(server.root / PLACE, {"a.py": "x = '$Id$'\n", ".gitattributes": attributes, "b.py": pointer})
    found = outcome(at(server), tmp_path, limits)
    assert found.report is not None
    assert {one.reason: one.files for one in found.report.exclusions} == {"lfs_pointer": 1, "unknown_language": 1}
    assert (found.report.production_code, found.seconds < 10) == (1, True)


def lined(piece: bytes, count: int, per_line: int = 40) -> bytes:
    """So many pieces on lines that look as if somebody had written them."""
    return (piece * per_line + b"\n") * (count // per_line)


def stairs(count: int) -> bytes:
    """So many blocks inside each other."""
    return b"".join(b" " * number + b"if a:\n" for number in range(count))


@pytest.mark.parametrize(
    ("files", "code"),
    [
        # What lies on one line is taken for minified.
        ({"a.java": b"f'{" * 300_000, "a.c": b"f'{" * 300_000}, {}),
        ({"a.java": lined(b"f'{", 300_000), "a.c": lined(b"f'{", 300_000)}, {"Java": 7500, "C": 7500}),
        ({"a.js": b"/[" * 500_000, "a.ts": b"a => (" * 170_000}, {}),
        ({"a.js": lined(b"/[", 500_000), "a.ts": lined(b"a => (", 170_000)}, {"JavaScript": 12500, "TypeScript": 4250}),
        ({"a.py": b"[" * 1_000_000, "b.py": b"(" * 1_000_000}, {}),
        ({"a.py": lined(b"[", 1_000_000), "b.py": lined(b"(", 1_000_000)}, {"Python": 50_000}),
        ({"a.py": b"-" * 100_000 + b"1", "b.py": b"if a:\n " * 100_000}, {"Python": 100_000}),
        ({"a.py": lined(b"not ", 100_000), "b.py": stairs(500)}, {"Python": 3000}),
    ],
    ids=[
        "g27 quotes in braces", "g27 quotes in braces, lines", "g27 open expressions", "g27 open expressions, lines",
        "g28 a million brackets", "g28 a million brackets, lines", "g29 deep expressions", "g29 deep blocks",
    ],
)  # fmt: skip
def test_g27_to_g29_files_that_break_parsers(
    server: GitServer, tmp_path: Path, limits: Limits, files: dict[str, bytes], code: dict[str, int]
) -> None:
    # The function beside them shows that they spoil nothing but themselves.
    repository(server.root / PLACE, {**files, "good.go": "func f(a int) int {\n\tif a > 1 { a = 1 }\n\treturn a\n}\n"})
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("", True)
    assert found.report is not None
    assert {one.name: one.code for one in found.report.languages} == {**code, "Go": 4}
    assert found.report.functions is not None
    assert [(one.path, one.complexity) for one in found.report.functions.worst] in ([], [("good.go", 2)])
    assert (found.report.functions.count, found.report.functions.complexity.maximum) == (1, 2)


def test_g30_lines_that_break_expressions_in_every_language(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    known = [language for language in languages.ALL if language.extensions]
    line = b"a<b,(\"'`/* {[ =>? : ${ # // \\" * 4 + b"\n"
    repository(server.root / PLACE, {f"{n}{one.extensions[0]}": line * 500 for n, one in enumerate(known)})
    found = outcome(at(server), tmp_path, limits)
    assert (found.code, found.seconds < 10) == ("", True)
    assert found.report is not None
    measured = sum(one.code + one.comment + one.blank for one in found.report.languages)
    excluded = sum(one.files for one in found.report.exclusions)
    assert (found.report.files, measured) == (len(known), 500 * (len(known) - excluded))
    # Kinds of files that are a program's work whatever they hold.
    assert excluded < 10


def test_g31_what_nobody_wrote_is_left_out(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    files = {
        "a.py": CODE,
        "a.js": b"function a(b){return b?1:2};" * 20_000,
        "b.py": b"x = 1\0" * 100,
        "c.js": b"x = [\n" * 400 + b"1, " * 5000 + b"]\n",
        "node_modules/d.js": b"x = 1\n",
    }
    repository(server.root / PLACE, files)
    found = outcome(at(server), tmp_path, limits)
    assert found.report is not None
    excluded = {one.reason: one.files for one in found.report.exclusions}
    assert excluded == {"minified": 2, "binary": 1, "vendored": 1}
    assert (found.report.production_code, found.seconds < 10) == (1, True)


def test_g32_a_full_disk(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    origin = create(server.root / PLACE)
    commit_tree(origin, tree(origin, *(("100644", b"%d.py" % n, store(origin, "blob", os.urandom(700_000)))
                                       for n in range(4))))  # fmt: skip
    work = tmp_path / "work"
    work.mkdir()
    child = sandbox.child_command(Limits())
    mounted = 'mount -t tmpfs -o size=1m none "$0" && exec "$@"'
    done = subprocess.run(
        ["unshare", "-Urm", "sh", "-c", mounted, str(work), *child.command],
        env=child.environment, input=request_for(at(server), work, "2024-06-01", limits), capture_output=True,
        timeout=30, check=True,
    )  # fmt: skip
    assert json.loads(done.stdout.splitlines()[-1])["code"] == "disk_full"


def test_a_machine_that_refuses_namespaces_still_measures(server: GitServer, tmp_path: Path, limits: Limits) -> None:
    repository(server.root / PLACE, {"a.py": CODE})
    work = tmp_path / "work"
    work.mkdir()
    program = (
        "import sys; from repocat.analysis import sandbox; from repocat.analysis.limits import Limits;"
        "import subprocess; have = sandbox.tools(); assert not have.namespaces, have;"
        "child = sandbox.child_command(Limits());"
        "sys.exit(subprocess.run(child.command, env=child.environment, start_new_session=True).returncode)"
    )
    refuse = 'echo 0 > /proc/sys/user/max_user_namespaces && echo 0 > /proc/sys/user/max_pid_namespaces && exec "$@"'
    done = subprocess.run(
        ["unshare", "-Ur", "sh", "-c", refuse, "sh", sys.executable, "-c", program],
        env=sandbox.child_command(limits).environment, capture_output=True, timeout=60, check=False,
        input=request_for(at(server), work, "2024-06-01", limits),
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["event"] == "report"
