from __future__ import annotations

import pytest

from repocat.analysis import docs

GOOD = (
    b"# Name\n\n" + b"words of use " * 110 + b"\n## Install\n\n```sh\nmake\n```\n## Use\n\n```py\nx\n```\n## Help\n"
    b"[an](https://a) [b](https://b) [c](https://c)\n"
)


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (["src/README.md", "a.py"], None),
        (["README"], "README"),
        (["README.rst", "readme.md"], "readme.md"),
        (["docs/README.md", "README.txt"], "README.txt"),
        ([".github/README.md"], ".github/README.md"),
        (["README.zh.md", "Readme.org"], "Readme.org"),
    ],
)
def test_the_readme_is_the_one_that_a_host_would_show(paths: list[str], expected: str | None) -> None:
    assert docs.readme_path(paths) == expected


def test_quality_goes_from_nothing_to_everything() -> None:
    assert docs.readme_quality(b"") == 0.0
    assert docs.readme_quality(GOOD) == 1.0
    assert 0.1 < docs.readme_quality(b"# Name\n\nSome words and a link: https://example.org\n") < 0.4


def test_quality_reads_restructured_text() -> None:
    assert docs.readme_quality(b"Name\n====\n\nUse it::\n\n    make\n\nMore\n----\n\n`a <https://a>`_\n") > 0.5


@pytest.mark.parametrize(
    "path",
    [
        "CHANGELOG.md",
        "History.md",
        "CHANGES.rst",
        "NEWS",
        "docs/changelog.md",
        "00-RELEASENOTES",
        "RELEASE-NOTES.txt",
        "docs/releases/5.2.txt",
        "doc/whatsnew/v1.rst",
        "tokio/CHANGELOG.md",
        "packages/pinia/CHANGELOG.md",
        "Change-Log.md",
    ],
)
def test_changelogs(path: str) -> None:
    assert docs.measure([path], {}, 0, 0).changelog


@pytest.mark.parametrize(
    "path",
    ["src/history.py", "news/index.html", "unchanged.md", "tests/CHANGELOG.md", "a/b/CHANGELOG.md", "CHANGES.py"],
)
def test_no_changelogs(path: str) -> None:
    assert not docs.measure([path], {}, 0, 0).changelog


@pytest.mark.parametrize(
    "path",
    ["CONTRIBUTING.md", "Contribute.rst", "docs/contributing.html", "doc/internals/contributing/index.txt", "HACKING"],
)
def test_guides_for_contributors(path: str) -> None:
    assert docs.measure([path], {}, 0, 0).contributing


@pytest.mark.parametrize("path", ["contributing.py", "contributors.md", "src/CONTRIBUTING.md"])
def test_no_guides_for_contributors(path: str) -> None:
    assert not docs.measure([path], {}, 0, 0).contributing


def test_words_are_what_people_read() -> None:
    address = b"[an](https://example.org/one/two/three/four/five/six/seven/eight) <img src='one two three'>\n"
    assert docs.readme_quality(address * 60) == 0.25 + 0.25 * 60 / 300


@pytest.mark.parametrize("word", ["слово", "λέξεις", "词语"])
def test_words_in_other_writing_count(word: str) -> None:
    found = docs.readme_quality(f"{word} ".encode() * 150)
    assert 0.1 < found <= 0.25


def test_underlined_headings_are_not_rules() -> None:
    assert docs.readme_quality(b"One\r\n---\r\n") > docs.readme_quality(b"One\n\n---\n")


def test_everything_there() -> None:
    found = docs.measure(["README.md", ".github/CONTRIBUTING.md", "docs/index.rst"], {"README.md": GOOD}, 80, 20)
    assert (found.readme, found.readme_quality, found.contributing, found.folder) == ("README.md", 1.0, True, True)
    assert found.comment_share == 0.2


def test_without_code_there_is_no_share_of_comments() -> None:
    assert docs.measure([], {}, 0, 5).comment_share is None
