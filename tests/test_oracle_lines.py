"""The parts of `make oracle` that judge lines; the corpus is compared by `python -m bench.oracle.lines`."""

from __future__ import annotations

import json
import re

import pytest

from bench.oracle import lines, scc
from bench.oracle.corpus import Sample
from bench.oracle.lines import EXPLAINED, Pair, Sums, explanation
from bench.oracle.scc import Count
from repocat.analysis import languages


def summed(*pairs: tuple[Count, Count | None, str]) -> Sums:
    sums = Sums("Perl")
    for number, (ours, theirs, reason) in enumerate(pairs):
        sums.add(Pair(str(number), "Perl", ours, theirs, reason))
    return sums


def pair(ours: int, theirs: int, *, reason: str = "", lines: int = 10_000) -> tuple[Count, Count, str]:
    return Count(ours, lines - ours, 0), Count(theirs, 0, lines - theirs), reason


@pytest.mark.parametrize(
    ("pairs", "verdict"),
    [
        ([pair(2000, 2000)], "holds"),
        ([pair(2000, 2020)], "holds"),
        ([pair(2000, 2021)], "MISSED"),
        ([pair(2021, 2000)], "MISSED"),
        ([pair(500, 900)], "small"),
        ([pair(2000, 2000), pair(100, 200, reason="POD.")], "explained"),
        ([pair(2000, 2100), pair(100, 200, reason="POD.")], "MISSED"),
        ([pair(100, 200), pair(1000, 2000, reason="POD.")], "explained"),
        ([pair(2000, 2000), (Count(1, 0, 0), Count(1, 0, 1), "POD.")], "MISSED"),
    ],
)
def test_verdicts(pairs, verdict):
    assert summed(*pairs).verdict == verdict


def test_files_that_scc_takes_for_something_else_are_only_counted():
    sums = summed(pair(2000, 2000), (Count(9, 9, 9), None, ""))
    assert (sums.files, sums.elsewhere, sums.ours.lines, sums.verdict) == (1, 1, 10_000, "holds")


def test_sums():
    sums = summed((Count(1, 2, 3), Count(2, 1, 3), "POD."), (Count(10, 0, 0), Count(10, 0, 0), ""))
    assert (sums.ours, sums.theirs, sums.rest) == (Count(11, 2, 3), Count(12, 1, 3), (10, 10))
    assert [differing.path for differing in sums.differing] == ["0"]
    assert sums.explanations == {"POD.": 1}


@pytest.mark.parametrize(
    ("name", "text", "explained"),
    [
        ("Perl", b"sub a {}\n", False),
        ("Perl", b"sub a {}\n\n=head1 NAME\n", True),
        ("Perl", b"$a\n  =head1;\n", False),
        ("m4", b"AC_INIT\ndnl a\n", True),
        ("m4", b"AC_INIT([dnla])\n", False),
        ("FORTRAN Legacy", b"      call a\n", True),
        ("FORTRAN Legacy", b"c a comment\n      a = 1\n", False),
        ("TCL", b"puts {it's}\n", True),
        ("Python", b"dnl ' // =head1\n", False),
    ],
)
def test_explained_files_are_those_in_which_scc_errs(name, text, explained):
    assert (explanation(name, text) != "") is explained


def test_every_reason_is_a_sentence():
    assert all(re.fullmatch(r"[A-Zs].*\.", explained.reason) for explained in EXPLAINED.values())


@pytest.mark.parametrize(
    ("language", "name", "same"),
    [
        ("Python", "Python", True),
        ("Python", "Cython", True),
        ("C++", "C Header", True),
        ("C", "C++", False),
        ("Tcl", "TCL", True),
        ("M4", "m4", True),
        ("Perl", "Raku", False),
    ],
)
def test_names(language, name, same):
    assert scc.is_same(language, name) is same


def test_names_are_of_our_languages():
    assert set(scc.NAMES) <= set(languages.BY_NAME)


def test_files_are_counted_one_by_one(tmp_path, monkeypatch):
    """A program in the place of scc that has seen one file of two."""
    answer = [{"Name": "TCL", "Files": [{"Location": "1/a.tcl", "Code": 1, "Comment": 2, "Blank": 3}]}]
    program = tmp_path / "scc"
    program.write_text(f"#!/bin/sh\ntest -f 0/a.tcl && test -f 1/a.tcl && echo '{json.dumps(answer)}'\n")
    program.chmod(0o755)
    monkeypatch.setattr(scc.sys, "executable", str(tmp_path / "python"))
    tcl = languages.BY_NAME["Tcl"]
    samples = [Sample("b/a.tcl", b"", tcl), Sample("c/a.tcl", b"# a\n\nputs b\n", tcl)]
    assert scc.count(samples) == [None, ("TCL", Count(1, 2, 3))]
    assert [(one.ours, one.theirs) for one in lines.compare(samples)] == [
        (Count(0, 0, 0), None),
        (Count(1, 1, 1), Count(1, 2, 3)),
    ]


def test_a_missing_scc_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(scc.sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit, match="scc is missing"):
        scc.count([])
