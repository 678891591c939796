"""Signs of test frameworks, by what test files say."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

#: Framework -> languages it is looked for in, and what its users write near the top of a file.
_FRAMEWORKS: tuple[tuple[str, frozenset[str], re.Pattern[bytes]], ...] = tuple(
    (name, frozenset(languages), re.compile(pattern))
    for name, languages, pattern in (
        ("pytest", {"Python"}, rb"import pytest|from pytest|pytest\.|\ndef test_"),
        ("unittest", {"Python"}, rb"import unittest|from unittest import|TestCase\)"),
        ("jest", {"JavaScript", "TypeScript"}, rb"@jest/globals|jest\.(?:fn|mock|spyOn)"),
        ("vitest", {"JavaScript", "TypeScript"}, rb"from ['\"]vitest"),
        # Its functions need no import; those who use them bring something that compares.
        (
            "mocha",
            {"JavaScript", "TypeScript"},
            rb"(?:require\(|from )['\"](?:mocha|chai|should|expect\.js)['\"]|"
            rb"require\(['\"](?:node:)?assert(?:/strict)?['\"]\)[^\0]{0,3000}\ndescribe\(",
        ),
        ("jasmine", {"JavaScript", "TypeScript"}, rb"jasmine\.(?:createSpy|any|clock)|['\"]jasmine['\"]"),
        ("TestBed", {"TypeScript"}, rb"@angular/core/testing"),
        ("QUnit", {"JavaScript", "TypeScript"}, rb"\bQUnit\.|['\"]qunit['\"]|helpers/module"),
        ("AVA", {"JavaScript", "TypeScript"}, rb"(?:require\(|from )['\"]ava['\"]"),
        ("tape", {"JavaScript", "TypeScript"}, rb"(?:require\(|from )['\"](?:tape|tap)['\"]"),
        ("Cypress", {"JavaScript", "TypeScript"}, rb"\bcy\.(?:visit|get|request)\("),
        ("node:test", {"JavaScript", "TypeScript"}, rb"['\"]node:test['\"]"),
        ("playwright", {"JavaScript", "TypeScript"}, rb"@playwright/test"),
        ("JUnit", {"Java", "Kotlin", "Groovy", "Scala"}, rb"org\.junit"),
        ("TestNG", {"Java", "Kotlin"}, rb"org\.testng"),
        ("Spock", {"Groovy"}, rb"spock\.lang"),
        ("Kotest", {"Kotlin"}, rb"io\.kotest"),
        ("kotlin.test", {"Kotlin"}, rb"import kotlin\.test"),
        ("hypothesis", {"Python"}, rb"from hypothesis|import hypothesis"),
        ("testify", {"Go"}, rb"stretchr/testify"),
        ("Ginkgo", {"Go"}, rb"onsi/ginkgo"),
        ("go test", {"Go"}, rb"\"testing\""),
        ("cargo test", {"Rust"}, rb"#\[(?:tokio::)?test\]"),
        ("GoogleTest", {"C++"}, rb"gtest/gtest\.h|gmock/gmock\.h"),
        ("Catch2", {"C++"}, rb"catch2?/catch|catch\.hpp"),
        ("doctest", {"C++"}, rb"doctest\.h"),
        ("Boost.Test", {"C++"}, rb"boost/test/"),
        ("CppUTest", {"C", "C++"}, rb"CppUTest/"),
        ("Unity", {"C"}, rb"[\"</]unity\.h"),
        ("cmocka", {"C"}, rb"cmocka\.h"),
        ("Check", {"C"}, rb"<check\.h>"),
        ("Criterion", {"C", "C++"}, rb"criterion/criterion\.h"),
        ("RSpec", {"Ruby"}, rb"RSpec\.|spec_helper|rails_helper"),
        ("Minitest", {"Ruby"}, rb"minitest|Minitest|test_helper"),
        ("PHPUnit", {"PHP"}, rb"PHPUnit|TestCase"),
        ("Pest", {"PHP"}, rb"\n(?:it|test)\('"),
        ("xUnit", {"C#", "F#"}, rb"using Xunit|open Xunit"),
        ("NUnit", {"C#", "F#"}, rb"using NUnit|open NUnit"),
        ("MSTest", {"C#"}, rb"UnitTesting"),
        ("XCTest", {"Swift", "Objective-C"}, rb"import XCTest|XCTest/"),
        ("Swift Testing", {"Swift"}, rb"import Testing"),
        ("ExUnit", {"Elixir"}, rb"ExUnit"),
        ("bats", {"Shell"}, rb"@test "),
        ("Tcl tests", {"Tcl"}, rb"\btest \{|tcltest"),
        ("ShellSpec", {"Shell"}, rb"\nDescribe ['\"]"),
        ("ScalaTest", {"Scala"}, rb"org\.scalatest"),
        ("MUnit", {"Scala"}, rb"\bmunit\b"),
        ("specs2", {"Scala"}, rb"org\.specs2"),
        ("ScalaCheck", {"Scala"}, rb"org\.scalacheck"),
        ("uTest", {"Scala"}, rb"\nimport utest"),
        ("package:test", {"Dart"}, rb"package:(?:flutter_)?test/"),
        ("Test::More", {"Perl"}, rb"Test::More"),
    )
)
_HEAD = 4000
#: How many bits `signs` may use: as many as a cached number has.
MOST_SIGNS = 63

#: Rust keeps unit tests at the end of the file that they test.
_INLINE_TESTS = re.compile(rb"#\[cfg\(test\)\]\s{0,20}(?:pub(?:\(crate\))? )?mod \w{1,60} ?\{")


def signs(data: bytes, language: str) -> int:
    """The frameworks that a test file seems to use: one bit for each that is known."""
    head = b"\n" + data[:_HEAD]
    return sum(
        1 << bit for bit, (_, languages, sign) in enumerate(_FRAMEWORKS) if language in languages and sign.search(head)
    )


def frameworks(found: NDArray[np.int64]) -> tuple[str, ...]:
    """Names of the frameworks by the number of files that show signs of them, most first."""
    files = [(int((found >> bit & 1).sum()), name) for bit, (name, _, _) in enumerate(_FRAMEWORKS)]
    return tuple(name for count, name in sorted(files, key=lambda one: (-one[0], one[1])) if count)


def split_inline_tests(data: bytes, language: str) -> tuple[bytes, bytes]:
    """Production part and test part of a file; all is production where the language keeps tests elsewhere."""
    found = _INLINE_TESTS.search(data) if language == "Rust" else None
    if not found:
        return data, b""
    # Whole lines, so that both parts have as many as the file.
    line = data.rfind(b"\n", 0, found.start()) + 1
    return data[:line], data[line:]
