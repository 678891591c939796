from __future__ import annotations

import re
import time
from itertools import chain

import pytest

from repocat.analysis import classify, languages
from repocat.analysis import purposes as rules

VENDORED = (
    "vendor/github.com/x/y.go", "web/node_modules/x/index.js", "deps/lua/src/lua.c", "tests/vendor/x.py",
    "Pods/Alamofire/Request.swift", "packages/jQuery.1.10.2/Tools/install.ps1", "gradlew", "docs/configure",
    "src/jquery-3.6.0.js", "bootstrap-5.1.3-dist/other.js", "Fabric.framework/Headers/Fabric.h",
    "src/stb_image.h", "src/mongoose/mongoose.c", "lib/sqlite3.c",
    "app/static/htmx.js", "app/static/js/jquery-3.6.0.js", "jquery.fancybox.js",
    "django_htmx/static/htmx-1.9.2.js", "public/css/bootstrap.css", "static/css/font-awesome.min.css", "js/vue-2.6.js",
    "src/main/resources/static/js/jquery.js", "static/src/htmx.js", "assets/ckeditor/plugins/link.js", "js/libs/q.js",
    "wwwroot/lib/own/thing.js", "public/js/vendor.js",
)  # fmt: skip
GENERATED = (
    "api/service_pb2.py", "api/service.pb.go", "package-lock.json", "dist/bundle.js", "Forms/Main.Designer.cs",
    "lib/model.g.dart", "web/__generated__/query.ts", "parser.tab.c", "obj/Debug/Reference.cs", "lib-umd.js",
    "app/static/assets/index.94b01c79.js", "app/static/assets/tab-CEoi3L7x.js", "cmake-build-debug/a.c",
    "src/main/java/org/x/generated/Lexer.java",
)  # fmt: skip
MINIFIED = ("static/app.min.js", "style-min.css", "web/app.bundle.js")
FIXTURES = ("tests/fixtures/one.py", "pkg/testdata/input.go", "src/test/resources/Sample.java", "__fixtures__/a.ts")
#: The languages whose functions are measured, with names as their people give them.
TESTS = (
    "tests/test_app.py", "app/tests.py", "src/conftest.py", "app/models_test.py",
    "src/app.spec.ts", "src/App.test.tsx", "src/__tests__/app.js", "cypress/login.cy.js", "types/a.test-d.ts",
    "pkg/server_test.go", "src/test/java/A.java", "src/org/x/FooTest.java", "src/FooIT.java", "src/TestFoo.java",
    "src/androidTest/java/A.kt", "okio/src/jvmTest/kotlin/A.kt", "core/FooTests.kt",
    "lib/foo_test.cc", "lib/foo_unittest.cpp", "lib/FooTest.cpp", "test/foo.c", "util/testutil.h",
    "Foo.Tests/Bar.cs", "src/Foo.UnitTests/Bar.cs", "Foo/BarTests.cs", "Foo.Test/Bar.cs",
    "tokio/tests/fs.rs", "src/runtime/tests/loom.rs", "src/runtime/tests.rs",
    "tests/Unit/UserTest.php", "src/FooTest.php", "tests/zend.phpt",
    "spec/models/user_spec.rb", "test/models/user_test.rb", "features/support/env.rb", "lib/spec_helper.rb",
    "Tests/AppTests/AppTests.swift", "MyAppUITests/LoginTests.swift", "App/LoginTests.swift",
    "core/FooSpec.scala", "core/FooSuite.scala", "plugin/src/sbt-test/a/build.sbt",
    "t/t0001-init.sh", "t/01-load.t", "test/nvm_alias", "run_tests.sh", "runtest-cluster", "lib/git_test.sh", "a.bats",
)  # fmt: skip
DOCS = ("docs/conf.py", "website/index.js", "man/build.sh", "guides/rails_guides.rb", "CHANGELOG.md")
EXAMPLES = (
    "examples/todo/app.js", "benchmarks/bench.rb", "benches/fs.rs", "jmh-benchmarks/src/main/java/A.java",
    "watchOS Example/App.swift", "sfc-playground/src/App.vue", "src/demo/main.c", "metrics/ParseBenchmark.java",
)  # fmt: skip
PRODUCTION = (
    "src/app.py", "lib/latest/contest.js", "src/documents/index.ts", "exampleservice/main.go", "src/react-view.js",
    "src/Contest.java", "src/Latest.kt", "src/test.component/a.ts", "src/attestation.py",
    # Packages are named for what their code is about.
    "src/main/java/com/example/demo/App.java", "core/src/main/kotlin/org/x/vendors/H2.kt",
    "kotlin-test/src/main/kotlin/org/x/test/Check.kt", "src/commonMain/kotlin/org/koin/test/KoinTest.kt",
    "src/com/acme/docs/Writer.java", "laws/src/main/scala/cats/laws/MonoidTests.scala",
    "test-utils/src/main/java/org/x/Mock.java", "src/scaladoc/scala/tools/nsc/doc/Page.scala",
    "tokio/src/doc/mod.rs", "src/app/demo/dashboard.ts", "src/app/ui-example/modal.ts",
    # The sources of libraries, and what is called like one by chance.
    "src/htmx.js", "src/jquery.js", "resources/js/bootstrap.js", "static/js/chart.js", "stb_image.h", "src/d3-tree.js",
    "src/js/select2/core.js", "resources/js/markdown/codemirror.js", "src/redis-benchmark.c", "src/TestHelper.cs",
    "SimpleMvc.Framework/Mvc.cs",
    "packages/alpinejs/src/alpine.js", "components/index.js", "src/normalize.js",
)  # fmt: skip


@pytest.mark.parametrize(
    ("path", "purpose"),
    [
        *((path, "vendored") for path in VENDORED),
        *((path, "generated") for path in GENERATED),
        *((path, "minified") for path in MINIFIED),
        *((path, "fixture") for path in FIXTURES),
        *((path, "test") for path in TESTS),
        *((path, "docs") for path in DOCS),
        *((path, "example") for path in EXAMPLES),
        *((path, "production") for path in PRODUCTION),
    ],
)
def test_the_path_tells_what_a_file_is_for(path: str, purpose: str) -> None:
    assert classify.by_path(path) == purpose


def test_tests_of_every_measured_language_are_known() -> None:
    named = {language.name for language in map(languages.by_path, TESTS) if language}
    assert {language.name for language in languages.ALL if language.structure} - named == set()


@pytest.mark.parametrize(
    ("path", "own", "purpose"),
    [
        ("lodash.js", ("lodash",), "production"),
        ("js/jquery.fancytree.js", ("jquery",), "production"),
        ("lib/underscore-node.js", ("underscore",), "production"),
        ("www/static/js/htmx.js", ("htmx",), "vendored"),
        ("lodash.js", ("backbone",), "vendored"),
        ("vendor/lodash.js", ("lodash",), "vendored"),
    ],
)
def test_a_library_is_not_others_code_to_its_own_repository(path: str, own: tuple[str, ...], purpose: str) -> None:
    assert classify.by_path(path, own) == purpose


@pytest.mark.parametrize(
    ("package", "name"),
    [("htmx.org", "htmx"), ("@scope/chart.js", "chart"), ("alpinejs", "alpine"), ("jQuery", "jquery"), ("d3", "d3")],
)
def test_files_are_called_after_their_package(package: str, name: str) -> None:
    assert classify.library_name(package) == name


@pytest.mark.parametrize(
    ("ignored", "purpose"),
    [((), "vendored"), (("vendored",), "test"), (("vendored", "test"), "docs"), (("vendored", "test", "docs"), None)],
)
def test_another_purpose_holds_where_one_is_known_to_be_wrong(ignored: tuple[str, ...], purpose: str | None) -> None:
    assert classify.by_path("docs/tests/vendor/jquery.js", ignored=ignored) == (purpose or "production")


GENERATED_HEADS = (
    b"// Code generated by protoc-gen-go. DO NOT EDIT.\npackage a\n",
    b"# Automatically generated by a script\nx = 1\n",
    b"// <auto-generated>\n//     This code was generated by a tool.\n",
    b"/**\n * Autogenerated by Thrift Compiler (0.9.3)\n */\n",
    b"# -*- coding: utf-8 -*-\n# Generated by the protocol buffer compiler.  DO NOT EDIT!\n",
    b"/* A Bison parser, made by GNU Bison 3.8.2.  */\n",
    b"/* A lexical scanner generated by flex */\n",
    b"// Generated from Hello.g4 by ANTLR 4.7\n",
    b"/* The following code was generated by JFlex 1.7.0 */\n",
    b"/* Generated by Cython 3.0.8 */\n",
    b"/* ----\n * This file was automatically generated by SWIG\n",
    b"# Generated by Django 5.0.7 on 2024-07-18 13:12\n",
    b"# This file is auto-generated from the current state of the database.\n",
    b"// This is a generated file. Not intended for manual editing.\n",
    b"/**\n * @generated SignedSource<<0>>\n */\n",
    b"# Makefile.in generated by automake 1.16.5 from Makefile.am.\n",
)
WRITTEN_HEADS = (
    b"@Entity\npublic class User {\n  @Id @GeneratedValue(strategy = IDENTITY)\n",
    b'"""Keys that are auto-generated by the database."""\n',
    b"# error generated by `sole` when there is none\n",
    b"    # ### commands auto generated by Alembic - please adjust! ###\n",
    b"# This file was generated by the `rspec --init` command.\n",
    b'#include "parser.h" /* Generated by bison. */\n',
    b'desc "destroy generator", "remove code generated by rails"\n',
    b"/**\n * Do not edit this file unless you're happy to maintain any changes yourself.\n */\n",
    b"// Do not modify the list while it is walked.\n",
    b"x = 1\n" * 300 + b"# do not edit\n",
)


@pytest.mark.parametrize("head", GENERATED_HEADS)
def test_a_program_says_that_it_wrote_a_file(head: bytes) -> None:
    assert classify.by_content("a.c", head) == "generated"


@pytest.mark.parametrize("head", WRITTEN_HEADS)
def test_what_people_say_of_programs_is_not_said_of_the_file(head: bytes) -> None:
    assert classify.by_content("a.c", head) is None


@pytest.mark.parametrize("head", GENERATED_HEADS)
def test_no_mark_is_missed_by_looking_for_words_first(head: bytes) -> None:
    assert any(word in head.lower() for word in rules.GENERATED_WORDS)


LINE = b"var a = 1;\n"


@pytest.mark.parametrize(
    ("path", "data", "purpose"),
    [
        ("a.js", b"var a=1;" * 2000, "minified"),
        ("a.js", b"var a=1;" * 100, None),
        ("a.js", LINE * 2000, None),
        ("a.js", (b"  { name: '" + b"x" * 120 + b"' },\n") * 100, None),
        ("a.css", b"a{b:c}" * 500 + LINE, "minified"),
        ("a.py", b"a = 1;" * 50_000, "minified"),
        ("a.py", LINE * 2000 + b"x = '" + b"a" * 15_000 + b"'\n", None),
        ("a.py", LINE * 200 + b"x = '" + b"a" * 15_000 + b"'\n" + LINE, "minified"),
        ("data.json", b"[" + b"1," * 20_000 + b"1]", "minified"),
        ("README.md", b"word " * 20_000, None),
        ("font.c", b"int font[] = {\n" + b"  0x3f, 0x21, 12, -7,\n" * 300 + b"};\n", "generated"),
        ("font.c", b"int font[] = {\n" + b"  0x3f, 0x21, 12, -7,\n" * 30 + b"};\n", None),
        ("font.c", b"int f(void);\n" * 500 + b"  0x3f, 0x21, 12, -7,\n" * 300, None),
        ("notes.ipynb", b'{"a": "' + b"a" * 50_000 + b'"}\n', None),
    ],
)
def test_lines_that_nobody_writes(path: str, data: bytes, purpose: str | None) -> None:
    assert classify.by_content(path, data) == purpose


@pytest.mark.parametrize(
    ("path", "data", "purpose"),
    [
        ("app/static/thing.js", b"/*! Thing v1.2.3 | (c) somebody */\nvar a;\n", "vendored"),
        ("app/static/thing.js", b"/*!\n * Thing JavaScript Library v1.2.3\n */\n", "vendored"),
        ("app/static/all.css", b"/*!\n * Font Awesome Free 5.15.3 by @fontawesome\n */\n", "vendored"),
        ("app/static/own.js", b"/* Opens the menu. */\nvar a;\n", None),
        ("src/thing.js", b"/*! Thing v1.2.3 */\nvar a;\n", None),
        ("lib/thing.js", b"/**\n * @license MIT\n */\nvar a;\n", None),
        ("js/bootstrap.js", b"/**\n * bootstrap.js v3.0.0 by @fat and @mdo\n */\n", "vendored"),
        ("js/bootstrap.js", b"window._ = require('lodash');\n", None),
        ("angular-route.js", b"/**\n * @license AngularJS v1.3.15\n */\n", "vendored"),
        ("js/chart.js", b"/* Copyright Acme. Draws the sales. */\n", None),
        ("js/index.js", b"typeof exports === 'object' && typeof module !== 'undefined' ? f(exports)", "generated"),
        ("index.js", b'"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n', "generated"),
    ],
)  # fmt: skip
def test_the_first_lines_of_a_script(path: str, data: bytes, purpose: str | None) -> None:
    assert classify.by_content(path, data) == purpose


def test_the_own_library_has_its_own_banner() -> None:
    assert classify.by_content("js/reveal.js", b"/*!\n * reveal.js 5.1.0\n */\n", ("reveal",)) is None


@pytest.mark.parametrize(
    "name", ["d3" + ".1" * 120, "angular" + "-a" * 120, "jquery" + "-1" * 120, "vue" + "_1.min" * 40]
)
@pytest.mark.parametrize("ending", [".js", ".js!", "!", ".min.css"])
def test_names_are_read_once(name: str, ending: str) -> None:
    started = time.process_time()
    for path in (name + ending, f"static/{name}{ending}", f"packages/{name}{ending}/a.js", f"{name}{ending}" * 200):
        classify.by_path(path)
        classify.by_content(path, b"/*! d3 v1.2 */")
        classify.may_be_library(path)
    assert time.process_time() - started < 0.1


def test_words_of_the_rules_are_written_as_they_are_compared() -> None:
    tables = (rules.FOLDERS, rules.TOP_FOLDERS, rules.FOLDER_PAIRS, rules.NAMES, rules.NAME_ENDINGS)
    assert [word for table in tables for word in chain(*table.values()) if word != word.lower()] == []
    assert all(re.fullmatch(r"[^/]+/[^/]+", pair) for pair in chain(*rules.FOLDER_PAIRS.values()))
    assert {purpose for table in tables for purpose in table} <= set(rules.ORDER)


@pytest.mark.parametrize("piece", [".1", "-1.", ".min", "-1.min", ".1a", "/jquery", "/jquery.1"])
def test_names_of_libraries_take_no_time_however_long(piece: str) -> None:
    started = time.process_time()
    for ending in ("", ".js", ".x"):
        classify.by_path("static/jquery" + piece * 200 + ending)
    assert time.process_time() - started < 0.5
