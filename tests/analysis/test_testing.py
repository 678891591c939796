from __future__ import annotations

import numpy as np
import pytest

from repocat.analysis import testing
from repocat.analysis.testing import frameworks, signs


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("Python", "import pytest\nfrom hypothesis import given\n", ["pytest", "hypothesis"]),
        ("JavaScript", "const { expect } = require('chai')\n", ["mocha"]),
        ("JavaScript", "var assert = require('node:assert')\n\ndescribe('x', function () {\n", ["mocha"]),
        ("JavaScript", "var assert = require('assert')\nassert(1)\n", []),
        ("JavaScript", "import test from 'ava'\n", ["AVA"]),
        ("JavaScript", "QUnit.test('x', function () {\n", ["QUnit"]),
        ("TypeScript", "import { TestBed } from '@angular/core/testing'\n", ["TestBed"]),
        ("TypeScript", "it('x', () => { cy.visit('/') })\n", ["Cypress"]),
        ("Go", 'import (\n\t"testing"\n\n\t"github.com/stretchr/testify/assert"\n)\n', ["testify", "go test"]),
        ("C", '#include "unity/unity.h"\n', ["Unity"]),
        ("C", '#include "community.h"\n', []),
        ("C++", "#include <boost/test/unit_test.hpp>\n", ["Boost.Test"]),
        ("Kotlin", "import kotlin.test.assertEquals\n", ["kotlin.test"]),
        ("Scala", "class A extends munit.FunSuite\n", ["MUnit"]),
        ("Dart", "import 'package:flutter_test/flutter_test.dart';\n", ["package:test"]),
        ("Shell", "Describe 'x'\n", ["ShellSpec"]),
        ("Lua", "import pytest\n", []),
    ],
)
def test_frameworks_are_known_by_what_their_users_write(language: str, text: str, expected: list[str]) -> None:
    found = np.array([signs(text.encode(), language)])
    assert sorted(frameworks(found)) == sorted(expected)


def test_the_framework_of_most_files_comes_first() -> None:
    files = [signs(text, "Python") for text in (b"import pytest\n", b"import unittest\n", b"import unittest\n")]
    assert frameworks(np.array(files)) == ("unittest", "pytest")


def test_signs_fit_into_a_number() -> None:
    assert len(testing._FRAMEWORKS) <= testing.MOST_SIGNS
