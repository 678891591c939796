from __future__ import annotations

from collections import Counter

import pytest

from repocat.analysis import languages
from repocat.analysis.languages.grammar import lexer


@pytest.mark.parametrize(
    ("path", "name"),
    [("a.py", "Python"), ("x/y.JS", "JavaScript"), ("a.tsx", "TypeScript"), ("a.h", "C"), ("a.cc", "C++"),
     ("a.cs", "C#"),
     ("Dockerfile", "Dockerfile"), ("docker/web.Dockerfile", "Dockerfile"), ("Dockerfile.dev", "Dockerfile"),
     ("Makefile", "Makefile"), ("CMakeLists.txt", "CMake"), ("a.txt", "Text"), ("Rakefile", "Ruby"),
     ("a.blade.php", "Blade"),
     ("a.php", "PHP"), ("x.S", "Assembly"), ("analysis.R", "R"), ("a.r", "R"), (".bashrc", "Shell"),
     ("x.ipynb", "Jupyter Notebook")],
)  # fmt: skip
def test_the_path_tells(path: str, name: str) -> None:
    found = languages.by_path(path)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("path", ["README", "a.png", "a.", ".gitignore", "x.unheard"])
def test_the_path_does_not_tell(path: str) -> None:
    assert languages.by_path(path) is None


@pytest.mark.parametrize(
    ("first_line", "name"),
    [(b"#!/usr/bin/env python3\n", "Python"), (b"#!/bin/sh -e\n", "Shell"), (b"#! /usr/bin/perl\n", "Perl"),
     (b"#!/usr/bin/env -S node --x\n", "JavaScript"), (b"#!/usr/local/bin/python2.7\n", "Python"),
     (b"#!/usr/bin/awk -f\n", "Awk")],
)  # fmt: skip
def test_the_first_line_tells(first_line: bytes, name: str) -> None:
    found = languages.by_shebang(first_line)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("data", [b"", b"#!", b"#!/usr/bin/env", b"# python\n", b"\x7fELF", b"#!/bin/unheard\n"])
def test_the_first_line_does_not_tell(data: bytes) -> None:
    assert languages.by_shebang(data) is None


@pytest.mark.parametrize(
    ("path", "data", "name"),
    [("a.h", b"int f(void);\n", "C"), ("a.h", b"namespace x {\n", "C++"), ("a.h", b"#include <x>\nclass A {\n", "C++"),
     ("a.m", b"#import <Foundation/Foundation.h>\n", "Objective-C"),
     ("a.m", b"% a comment\nfunction y = f(x)\n", "MATLAB"),
     ("a.inc", b"<?php\n", "PHP"), ("a.inc", b"#define X\n", "C++")],
)  # fmt: skip
def test_the_contents_settle_shared_extensions(path: str, data: bytes, name: str) -> None:
    found = languages.by_path(path)
    assert found is not None
    assert languages.refine(found, path, data).name == name


def test_there_are_enough_languages_each_once() -> None:
    counted = Counter(language.name for language in languages.ALL)
    assert len(counted) >= 90
    assert counted.most_common(1)[0][1] == 1


def test_functions_are_measured_for_the_main_languages() -> None:
    measured = {language.name for language in languages.ALL if language.structure}
    assert measured == {
        "Python", "JavaScript", "TypeScript", "Java", "C", "C++", "C#", "Go", "Rust", "PHP", "Ruby", "Kotlin", "Swift",
    }  # fmt: skip


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_comments_begin_with_an_opener_and_strings_do_not(language: languages.Language) -> None:
    pattern = lexer(language)
    if pattern is None:
        assert not language.comments
        return
    for opener in language.openers:
        found = pattern.match(b"\n" + opener + b" x\n", 1) or pattern.match(opener.upper() + b"EM x\n")
        assert found is not None
