from __future__ import annotations

import subprocess
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repocat.analysis import attributes
from repocat.analysis.attributes import NOTHING, Claim, parse
from tests.analysis.repositories import ENVIRONMENT, create


@pytest.mark.parametrize(
    ("line", "claim"),
    [
        ("a.js linguist-vendored", Claim(vendored=True)),
        ("a.js -linguist-vendored", Claim(vendored=False)),
        ("a.js linguist-vendored=false", Claim(vendored=False)),
        ("a.js linguist-generated=true text", Claim(generated=True)),
        ("*.js linguist-documentation", Claim(documentation=True)),
        ("*.js linguist-language=TypeScript linguist-generated", Claim(generated=True, language="TypeScript")),
        ("*.js\tlinguist-vendored", Claim(vendored=True)),
        ('"a.js" linguist-vendored\r', Claim(vendored=True)),
        (r'"\141.js" linguist-vendored', Claim(vendored=True)),
        ("*.js linguist-vendored\na.js !linguist-vendored", Claim()),
        ("*.js linguist-vendored\na.js -linguist-vendored", Claim(vendored=False)),
        ("# a.js linguist-vendored", NOTHING),
        ("!a.js linguist-vendored", NOTHING),
        ("[attr]mine linguist-vendored\na.js mine", NOTHING),
        ("a.js text eol=lf", NOTHING),
        ("linguist-vendored", NOTHING),
        ("[z-b].js linguist-vendored", NOTHING),
        ("[a.js linguist-vendored", NOTHING),
    ],
)
def test_what_a_line_says(line: str, claim: Claim) -> None:
    assert parse({"": line.encode()}).of("a.js") == claim


def test_a_deeper_file_overrules_one_above_it() -> None:
    said = parse({"": b"lib/** linguist-vendored\n", "lib/own": b"*.js -linguist-vendored\n/x.c linguist-generated\n"})
    assert said.of("lib/a.js").vendored is True
    assert said.of("lib/own/deep/a.js").vendored is False
    assert said.of("lib/own/x.c") == Claim(vendored=True, generated=True)
    assert said.of("lib/own/deep/x.c") == Claim(vendored=True)
    assert said.of("lib/owner/x.c") == Claim(vendored=True)


SEGMENTS = st.sampled_from(
    ["a", "b", "ab", "*", "**", "?", "a*", "*b", "*.js", "[ab]", "[!a]", "[a-c]x", "x.js", "a?c", "*a*b*", r"\*",
     "[]a]", "[^]a]", "[[:alpha:]]*", "***", "a*b*c", "*x*.js", "[a\\]]", "b[-a]", "[[:nonsense:]]",
     "[--b]", "[a-]", "[b-a]", "[!b-a]", "[a-b-x]", "[\\]-a]", "[[-b]", "[]-a]"]
)  # fmt: skip
GLOBS = st.builds(
    lambda slash, parts: slash + "/".join(parts), st.sampled_from(["", "/"]), st.lists(SEGMENTS, min_size=1, max_size=4)
)
ATTRIBUTES = st.sampled_from(["linguist-vendored", "-linguist-vendored", "!linguist-vendored", "linguist-vendored=no"])
LINES = st.lists(st.tuples(GLOBS, ATTRIBUTES).map(" ".join), min_size=1, max_size=6).map("\n".join)
NAMES = st.sampled_from(["a", "b", "ab", "x.js", "abc", "ax", "bx", "aab", "*", "aXb", "]", "-"])
PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), min_size=5, max_size=20, unique=True)
VALUES = {"set": True, "unset": False, "no": False, "unspecified": None}


def test_patterns_mean_what_they_mean_to_git(tmp_path: Path) -> None:
    git_dir = create(tmp_path / "r.git")

    @settings(max_examples=60, deadline=None, derandomize=True, database=None)
    @given(LINES, LINES, PATHS)
    def holds(top: str, nested: str, paths: list[str]) -> None:
        (tmp_path / "a").mkdir(exist_ok=True)
        (tmp_path / ".gitattributes").write_text(top)
        (tmp_path / "a/.gitattributes").write_text(nested)
        printed = subprocess.run(
            ["git", "--git-dir", str(git_dir), "--work-tree", ".", "check-attr", "-z", "--stdin", "linguist-vendored"],
            input="\0".join(paths), env=ENVIRONMENT, cwd=tmp_path, capture_output=True, check=True, text=True,
        ).stdout.split("\0")  # fmt: skip
        theirs = dict(zip(printed[::3], (VALUES[value] for value in printed[2::3]), strict=False))
        ours = parse({"": top.encode(), "a": nested.encode()})
        assert {path: ours.of(path).vendored for path in paths} == theirs

    holds()


@settings(max_examples=300, deadline=None, derandomize=True, database=None)
@given(st.text(max_size=80), st.text(max_size=30), st.binary(max_size=120))
def test_nothing_raises(glob: str, path: str, data: bytes) -> None:
    said = parse({"": f"{glob} linguist-vendored".encode("utf-8", "surrogatepass"), path: data})
    assert isinstance(said.of(path), Claim)
    assert isinstance(said.of(f"{path}/a"), Claim)


@pytest.mark.parametrize(
    "glob", ["*a" * 90 + "b", "**/a/" * 30 + "b", "*a*/" * 40, "[a-z]*" * 30 + "0", "*" * 190 + "b"]
)
def test_patterns_do_not_try_again(glob: str) -> None:
    said = parse({"": f"{glob} linguist-vendored".encode()})
    for path in ("a" * 100_000, "a/" * 50_000 + "c", "aaaaaaaaa/" * 10_000):
        started = time.process_time()
        said.of(path)
        assert time.process_time() - started < 1.0


def test_endless_rules_are_cut_off() -> None:
    lines = "".join(f"{number}.js linguist-vendored\n" for number in range(10_000)).encode()
    said = parse({"": lines, "later": lines})
    assert said.of("5.js").vendored is True
    assert said.of("5000.js") is NOTHING
    assert said.of("later/5.js").vendored is True
    assert parse({"": b"a" * 300 + b" linguist-vendored"}).of("a" * 300) is NOTHING
    assert parse({"": b"#" * attributes.LONGEST_FILE + b"\n* linguist-vendored"}).of("a") is NOTHING
