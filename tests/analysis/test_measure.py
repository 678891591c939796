from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from repocat.analysis.dump import MOST_BYTES, dump
from repocat.analysis.errors import AnalysisError
from repocat.analysis.limits import Limits
from repocat.analysis.load import load
from repocat.analysis.measure import measure, printable
from repocat.analysis.report import Report
from repocat.analysis.source import open_folder
from tests.analysis.repositories import commit, create, repository

FUNCTION = "def f{0}(a, b):\n    if a and b:\n        return {0}\n    return a\n\n\n"
FILES = {
    "src/app.py": "".join(FUNCTION.format(number) for number in range(40)) + "# TODO: more\n",
    "src/static/style.css": "p { color: red }\n",
    "tests/test_app.py": "import pytest\n"
    + "".join(f"def test_{number}():\n    assert True\n" for number in range(20)),
    "docs/index.md": "# Docs\n",
    "examples/one.py": "x = 1\n",
    "vendor/other.py": "x = 1\n" * 1000,
    "package-lock.json": "{}\n",
    "logo.png": b"\x89PNG\0",
    "blob.py": b"x = 1\0\n",
    "large.txt": "version https://git-lfs.github.com/spec/v1\noid sha256:0\n",
    "run": "#!/bin/sh\necho 1\n",
    "README.md": "# App\n\nIt does things.\n",
    "LICENSE": "MIT License\n",
    ".github/workflows/ci.yml": "on: push\n",
}


def measured(place: Path, limits: Limits) -> Report:
    return measure(open_folder(place, limits), None, "2024-06-01", limits)


@pytest.fixture
def report(tmp_path: Path, limits: Limits) -> Report:
    return measured(repository(tmp_path / "r.git", FILES), limits)


def test_files_are_counted_by_what_they_are_for(report: Report) -> None:
    assert report.files == len(FILES)
    assert report.primary_language == "Python"
    lines = {language.name: language.code for language in report.languages}
    assert lines == {"Python": 160 + 41 + 1, "Markdown": 3, "CSS": 1, "YAML": 1, "Shell": 1}
    assert {exclusion.reason: exclusion.files for exclusion in report.exclusions} == {
        "binary": 1, "generated": 1, "lfs_pointer": 1, "unknown_language": 2, "vendored": 1,
    }  # fmt: skip
    assert (report.production_code, report.production_comment, report.production_blank) == (161, 2, 80)
    assert (report.tests.files, report.tests.code, report.tests.frameworks) == (1, 41, ("pytest",))
    assert (report.todos, report.todos_per_kloc) == (1, 6.21)


def test_functions_are_those_of_production_code(report: Report) -> None:
    functions = report.functions
    assert functions is not None
    assert functions.count == 40
    assert (functions.complexity.p50, functions.complexity.maximum, functions.complexity.excess) == (3, 3, 0)
    assert functions.worst == ()


def test_what_the_repository_says_of_itself(report: Report) -> None:
    assert report.docs.readme == "README.md"
    assert report.practice.ci == (".github/workflows/ci.yml",)
    assert report.practice.licence == "MIT"
    assert report.types.share == 0.0
    assert report.score.value is not None
    assert report.committed_at == "2024-05-02T12:00:00Z"


def test_the_same_commit_gives_the_same_bytes_in_every_process(tmp_path: Path, limits: Limits) -> None:
    place = repository(tmp_path / "r.git", FILES)
    here = hashlib.sha256(dump(measured(place, limits))).hexdigest()
    code = (
        "import sys, hashlib; from pathlib import Path; from repocat.analysis.dump import dump;"
        "from repocat.analysis.limits import Limits; from repocat.analysis.measure import measure;"
        "from repocat.analysis.source import open_folder; limits = Limits();"
        "report = measure(open_folder(Path(sys.argv[1]), limits), None, '2024-06-01', limits);"
        "print(hashlib.sha256(dump(report)).hexdigest())"
    )
    for seed in ("1", "2"):
        done = subprocess.run(
            [sys.executable, "-c", code, str(place)],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        )
        assert done.stdout.strip() == here


def test_a_folder_and_its_repository_measure_the_same(tmp_path: Path, limits: Limits) -> None:
    for path, content in FILES.items():
        target = tmp_path / "folder" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content if isinstance(content, bytes) else content.encode())
    bare = measured(repository(tmp_path / "r.git", FILES), limits)
    folder = measured(tmp_path / "folder", limits)
    assert replace(bare, commit=None, committed_at=None) == folder


def test_progress_ends_with_everything(tmp_path: Path, limits: Limits) -> None:
    heard: list[tuple[int, str]] = []
    source = open_folder(repository(tmp_path / "r.git", FILES), limits)
    measure(source, None, "2024-06-01", limits, lambda done, note: heard.append((done, note)))
    assert [done for done, _ in heard] == sorted({done for done, _ in heard})
    assert heard[-1][0] == 100
    assert "files · Python" in heard[-1][1]


def test_links_and_modules_are_counted_and_not_read(tmp_path: Path, limits: Limits) -> None:
    origin = create(tmp_path / "r.git")
    commit(origin, {"a.py": "x = 1\n", "b.py": "/etc/passwd", "c": "1" * 40}, modes={"b.py": "120000", "c": "160000"})
    reasons = {exclusion.reason: exclusion.files for exclusion in measured(origin, limits).exclusions}
    assert reasons == {"symlink": 1, "submodule": 1}


def test_what_is_beyond_the_limits_is_counted(tmp_path: Path, limits: Limits) -> None:
    files = {"a.py": "x = 1\n" * 100, "b.py": "y = 1\n" * 100, "c.py": "z = 1\n" * 20_000, "d/e/f.py": "x\n"}
    tight = replace(limits, total_bytes=1000, file_bytes=50_000, depth=2)
    report = measured(repository(tmp_path / "r.git", files), tight)
    assert {exclusion.reason: exclusion.files for exclusion in report.exclusions} == {"limit": 2, "too_large": 1}
    assert report.production_code == 100


def test_without_anything_measurable_there_is_no_report(tmp_path: Path, limits: Limits) -> None:
    with pytest.raises(AnalysisError, match="no_code"):
        measured(repository(tmp_path / "r.git", {"a.png": b"\0"}), limits)


def test_an_empty_tree_is_empty(tmp_path: Path, limits: Limits) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(AnalysisError, match="empty"):
        measured(tmp_path / "folder", limits)


def test_words_alone_give_a_report_without_a_score(tmp_path: Path, limits: Limits) -> None:
    report = measured(repository(tmp_path / "r.git", {"README.md": "# Words\n"}), limits)
    assert report.primary_language == "Markdown"
    assert (report.score.value, report.functions, report.duplication, report.tests.ratio) == (None, None, None, None)
    assert load(dump(report)) == report


def test_tests_inside_rust_files_are_tests(tmp_path: Path, limits: Limits) -> None:
    code = "fn a() {\n    b();\n}\n\n#[cfg(test)]\nmod tests {\n    #[test]\n    fn c() {\n    }\n}\n"
    report = measured(repository(tmp_path / "r.git", {"src/lib.rs": code}), limits)
    assert (report.production_code, report.tests.code) == (3, 6)
    assert report.functions is not None
    assert report.functions.count == 1


def test_copies_are_found_across_files(tmp_path: Path, limits: Limits) -> None:
    copied = "".join(f"value_{number} = {number}\n" for number in range(10))
    files = {"a.py": copied + "a = 1\n", "b.py": "b = 1\n" + copied, "tests/test_a.py": copied}
    report = measured(repository(tmp_path / "r.git", files), limits)
    assert report.duplication is not None
    assert (report.duplication.duplicated_lines, report.duplication.compared_lines) == (20, 22)
    assert [(place.path, place.line) for place in report.duplication.groups[0].places] == [("a.py", 1), ("b.py", 2)]


def test_a_large_and_ugly_repository_still_fits(tmp_path: Path, limits: Limits) -> None:
    branch = "    if a:\n" * 20
    folder = "\u202e" + "ü" * 100
    body = "".join(
        f"def function_with_a_very_long_name_{number}({', '.join(f'p{i}' for i in range(12))}):\n{branch}"
        for number in range(60)
    )
    files = {f"{folder}/{number}/file.py": body + f"x = {number}\n" * 400 for number in range(40)}
    report = measured(repository(tmp_path / "r.git", files), limits)
    data = dump(report)
    assert len(data) <= MOST_BYTES
    assert load(data).score == replace(report.score, findings=load(data).score.findings)
    assert "\u202e" not in data.decode()
    assert b"\\u202e" not in data


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (b"a/b.py", "a/b.py"),
        ("ü/猫.py".encode(), "ü/猫.py"),
        (b"a\x1b[31m\n\t.py", "a�[31m��.py"),
        (b"\xff\xfe", "��"),
        ("a\u202egnp.exe\u200b\ufeff".encode(), "a�gnp.exe��"),
        (b"\xed\xa0\x80", "���"),
    ],
)
def test_paths_are_made_printable(path: bytes, expected: str) -> None:
    assert printable(path) == expected
