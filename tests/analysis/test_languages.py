from __future__ import annotations

import time
from collections import Counter

import pytest

from repocat.analysis import languages
from repocat.analysis.languages import content
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


@pytest.mark.parametrize("path", ["README", "a.png", "a.", ".gitkeep", "x.unheard"])
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


SHARED = [
    ("a.h", b"int f(void);\n", "C"),
    ("a.h", b"/* -*- C++ -*- */\nint f(void);\n", "C++"),
    ("a.h", b"namespace x {\n", "C++"),
    ("a.h", b"#include <x>\nclass A {\n", "C++"),
    ("a.h", b"/* The\n   class of things */\nint f(void);\n", "C"),
    ("a.h", b"@interface A : B\n@end\n", "Objective-C"),
    ("a.m", b"#import <Foundation/Foundation.h>\n", "Objective-C"),
    ("a.m", b"% a comment\nfunction y = f(x)\n", "MATLAB"),
    ("a.m", b'(* ::Package:: *)\nBeginPackage["A`"]\n', "Wolfram Language"),
    ("a.pl", b"use strict;\nmy $x = 1;\n", "Perl"),
    ("a.pl", b"parent(a, b).\nold(X) :- parent(X, _).\n", "Prolog"),
    ("a.pl", b"use v6;\nsay 1;\n", "Raku"),
    ("a.pm", b"package A::B;\n", "Perl"),
    ("a.t", b"use Test::More;\n", "Perl"),
    ("a.t", b"% draws\nvar x : int := 1\n", "Turing"),
    ("a.t", b'local C = terralib.includec("stdio.h")\n', "Terra"),
    ("a.r", b"x <- 1\n", "R"),
    ("a.r", b"REBOL [Title: 1]\n", "Rebol"),
    ("a.d", b"module a.b;\nimport std.stdio;\n", "D"),
    ("a.d", b"syscall::open:entry\n{ trace(1); }\n", "DTrace"),
    ("a.d", b"main.o: main.c \\\n  main.h\n", "Makefile"),
    ("a.v", b"module top(input clk);\nendmodule\n", "Verilog"),
    ("a.v", b"Require Import List.\nLemma a : True.\nProof.\n", "Rocq Prover"),
    ("a.v", b"module main\n\nfn main() {\n}\n", "Verilog"),
    ("a.v", b"import os\n\nfn main() {\n}\n", "V"),
    ("a.fs", b"module A\nlet x = 1\n", "F#"),
    ("a.fs", b"#version 120\nvoid main() {}\n", "GLSL"),
    ("a.fs", b": square dup * ;\n", "Forth"),
    ("a.cls", b"\\NeedsTeXFormat{LaTeX2e}\n", "TeX"),
    ("a.cls", b"VERSION 1.0 CLASS\nBEGIN\n", "VBA"),
    ("a.cls", b"public with sharing class A {\n}\n", "Apex"),
    ("a.cls", b"Class A.B Extends %Persistent\n{\n", "ObjectScript"),
    ("a.inc", b"<?php\n", "PHP"),
    ("a.inc", b"#define X\n", "C++"),
    ("a.inc", b"{$mode objfpc}\n", "Pascal"),
    ("a.inc", b"  mov eax, 1\n", "Assembly"),
    ("a.inc", b"native int f(int a);\n", "SourcePawn"),
    ("a.ts", b"export const a = 1\n", "TypeScript"),
    ("a.ts", b'<?xml version="1.0"?>\n<!DOCTYPE TS>\n', "XML"),
    ("a.tsx", b'<?xml version="1.0"?>\n<tileset>\n', "XML"),
    ("a.md", b"# Title\n", "Markdown"),
    ("a.md", b';; x\n(define_insn "a"\n', "GCC Machine Description"),
    ("a.pro", b"QT += core\nSOURCES += a.cpp\n", "QMake"),
    ("a.pro", b"old(X) :- parent(X, _).\n", "Prolog"),
    ("a.pro", b"pro plot_it, x, y\n", "IDL"),
    ("a.pro", b"-keep class a.b { *; }\n", "Proguard"),
    ("a.gd", b"extends Node\n", "GDScript"),
    ("a.gd", b'DeclareOperation( "A", [ IsInt ] );\n', "GAP"),
    ("a.sql", b"SELECT 1;\n", "SQL"),
    ("a.sql", b"CREATE FUNCTION f() RETURNS int AS $$ BEGIN END $$ LANGUAGE plpgsql;\n", "PLpgSQL"),
    ("a.sql", b"DECLARE @x int\nGO\n", "TSQL"),
    ("a.ml", b"open List\nlet rec f x = x\n", "OCaml"),
    ("a.ml", b"fun f x = case x of 1 => 2\n", "Standard ML"),
    ("a.php", b"<?hh\n", "Hack"),
    ("a.rs", b"pub fn f() {}\n", "Rust"),
    ("a.rs", b"#pragma version(1)\n#pragma rs java_package_name(a)\n", "RenderScript"),
    ("a.rs", b'<?xml version="1.0"?>\n', "XML"),
    ("a.es", b"#!/usr/bin/env escript\nmain(_) -> ok.\n", "Erlang"),
    ("a.es", b"export default 1\n", "JavaScript"),
    ("a.fr", b"module A where\n", "Frege"),
    ("a.cs", b"using System;\n", "C#"),
    ("a.cs", b"!Object methodsFor: 'a'!\n", "Smalltalk"),
    ("a.bas", b'Attribute VB_Name = "A"\n', "VBA"),
    ("a.bas", b'10 PRINT "A"\n', "BASIC"),
    ("a.cl", b"__kernel void f() {}\n", "OpenCL"),
    ("a.cl", b"(defun f (x) x)\n", "Common Lisp"),
    ("a.l", b"%{\n#include <a.h>\n%}\n%%\n", "Lex"),
    ("a.l", b"(de f (X) X)\n", "PicoLisp"),
    ("a.nl", b"(define (f x) x)\n", "NewLisp"),
    ("a.spec", b"Name: a\nVersion: 1\n", "RPM Spec"),
    ("a.spec", b"a = Analysis(['x.py'])\n", "Python"),
    ("a.st", b"x := 3.\n", "Smalltalk"),
    ("a.sc", b"import scala.util._\n", "Scala"),
    ("a.sc", b"Foo : Object {\n  *new { ^super.new }\n}\n", "SuperCollider"),
    ("a.f", b"      program a\n", "Fortran"),
    ("a.f", b": square dup * ;\n", "Forth"),
]


@pytest.mark.parametrize(("path", "data", "name"), SHARED)
def test_the_contents_settle_shared_extensions(path: str, data: bytes, name: str) -> None:
    found = languages.by_path(path)
    assert found is not None
    assert languages.refine(found, path, data).name == name


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"#!/bin/sh\n", "Shell"),
        (b"# -*- python -*-\n", "Python"),
        (b"# -*- mode: ruby; coding: utf-8 -*-\n", "Ruby"),
        (b"a\n" * 2000 + b"# vim: set ts=4 ft=perl :\n", "Perl"),
    ],
)
def test_a_file_without_a_telling_name_is_known_by_its_head(data: bytes, name: str) -> None:
    found = languages.by_head(data)
    assert found is not None
    assert found.name == name


def test_a_line_for_an_editor_does_not_contradict_the_extension() -> None:
    script = languages.BY_NAME["JavaScript"]
    assert languages.refine(script, "a.js", b"/* -*- Mode: Java -*- */\n") is script
    assert languages.refine(languages.BY_NAME["C"], "a.h", b"/* -*- Mode: Java -*- */\n").name == "C"


def test_the_contents_do_not_contradict_the_whole_name() -> None:
    makefile = languages.by_path("a/Makefile.inc")
    assert makefile is not None
    assert languages.refine(makefile, "a/Makefile.inc", b"# Copyright // a\nB = c\n").name == "Makefile"


def test_every_rule_names_a_language_and_an_extension_that_are_there() -> None:
    named = {name for rules in content.RULES.values() for name, _, _ in rules}
    assert named <= set(languages.BY_NAME)
    assert [extension for extension in content.RULES if languages.by_path("a" + extension) is None] == []


@pytest.mark.parametrize("extension", content.RULES)
@pytest.mark.parametrize("piece", [b"\n", b" ", b"a", b"(*", b"a:", b"<", b"a b ", b"::", b"=>\n", b"case ", b"match "])
def test_hostile_contents_are_settled_in_time(extension: str, piece: bytes) -> None:
    language = languages.by_path("a" + extension)
    assert language is not None
    started = time.process_time()
    languages.refine(language, "a" + extension, piece * (200_000 // len(piece)))
    assert time.process_time() - started < 2


def test_there_are_enough_languages_each_once() -> None:
    counted = Counter(language.name for language in languages.ALL)
    assert len(counted) >= 280
    assert counted.most_common(1)[0][1] == 1


def test_functions_are_measured_for_the_main_languages() -> None:
    measured = {language.name for language in languages.ALL if language.structure}
    assert measured == {
        "Python", "JavaScript", "TypeScript", "Java", "C", "C++", "C#", "Go", "Rust", "PHP", "Ruby", "Kotlin", "Swift",
        "Scala", "Shell",
    }  # fmt: skip


#: Comments that their first bytes alone do not make.
COMMENTS = (b"rem x\n", b"REM x\n", b"=pod\nx\n=cut\n", b"{% comment %}x{% endcomment %}", b'.\\" x\n', b"'\\\" x\n")


@pytest.mark.parametrize("language", languages.ALL, ids=lambda language: language.name)
def test_comments_begin_with_an_opener_and_strings_do_not(language: languages.Language) -> None:
    pattern = lexer(language)
    if pattern is None:
        assert not language.comments
        return
    for opener in language.openers:
        text = next((text for text in COMMENTS if text.startswith(opener)), opener + b" x\n")
        before = b"\n      " if language.name == "COBOL" and opener == b"*" else b"\n"
        assert pattern.match(before + text, len(before)) is not None
