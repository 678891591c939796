from __future__ import annotations

import pytest

from repocat.analysis import licences, practice

#: Sentences that only the licence has, put into words around them as its text does.
TEXTS = {
    "MIT": "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy of this thing\n"
    'THE SOFTWARE IS PROVIDED "AS IS"',
    "Apache-2.0": "Apache License\n Version 2.0, January 2004",
    "GPL-3.0": "GNU GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007 ... use the GNU Lesser General Public License",
    "GPL-2.0": "GNU GENERAL PUBLIC LICENSE\n Version 2, June 1991",
    "LGPL-2.1": "GNU LESSER GENERAL PUBLIC LICENSE\n Version 2.1, February 1999",
    "LGPL-3.0": "GNU LESSER GENERAL PUBLIC LICENSE\n Version 3, 29 June 2007",
    "AGPL-3.0": "GNU AFFERO GENERAL PUBLIC LICENSE\n Version 3, 19 November 2007",
    "BSD-2-Clause": "Redistribution and use in source and binary forms must reproduce the above",
    "BSD-3-Clause": "Redistribution and use in source and binary forms, used to\n  endorse or promote products derived",
    "ISC": "Permission to use, copy, modify, and/or distribute this software for any purpose provided that the above",
    "0BSD": "Permission to use, copy, modify, and/or distribute this software for any purpose or fee",
    "MPL-2.0": "Mozilla Public License Version 2.0",
    "Unlicense": "This is free and unencumbered software released into the public domain.",
    "CC0-1.0": "Creative Commons Legal Code\n\nCC0 1.0 Universal",
    "BSL-1.0": "Boost Software License - Version 1.0 - August 17th, 2003",
    "SSPL-1.0": "Server Side Public License\n VERSION 1, OCTOBER 16, 2018",
    "Zlib": "The origin of this software must not be misrepresented; Altered source versions must be plainly marked",
    "NOASSERTION": "All rights reserved.",
}


@pytest.mark.parametrize("spdx", TEXTS)
def test_licences_are_known_by_their_phrases(spdx: str) -> None:
    assert licences.identify(TEXTS[spdx].encode())[0] == spdx


def test_classes_of_licences() -> None:
    classes = {
        spdx: licences.identify(TEXTS[spdx].encode())[1]
        for spdx in ("MIT", "MPL-2.0", "GPL-3.0", "Unlicense", "SSPL-1.0")
    }
    assert classes == {
        "MIT": "permissive", "MPL-2.0": "weak-copyleft", "GPL-3.0": "strong-copyleft", "Unlicense": "public-domain",
        "SSPL-1.0": "custom",
    }  # fmt: skip


@pytest.mark.parametrize(
    "path", ["LICENSE", "license.md", "LICENCE.txt", "COPYING", "UNLICENSE", "LICENSE-MIT", "COPYING.LESSER"]
)
def test_files_named_like_a_licence(path: str) -> None:
    assert licences.is_licence_file(path)


@pytest.mark.parametrize("path", ["license.py", "src/LICENSE", "licenses.md", "copying_files.md", "LICENSE.json"])
def test_files_not_named_like_a_licence(path: str) -> None:
    assert not licences.is_licence_file(path)


def test_a_repository_without_anything() -> None:
    found = practice.measure([], {})
    assert found == practice.Practice((), None, "none", (), (), (), False, False)


def test_everything_is_found_where_it_usually_is() -> None:
    paths = [
        ".github/workflows/test.yml", ".github/ISSUE_TEMPLATE.md", ".pre-commit-config.yaml", "web/eslint.config.mjs",
        "LICENSE", "SECURITY.md", ".editorconfig", "uv.lock", "Dockerfile", "compose.prod.yaml",
        "pyproject.toml", "src/a.py",
    ]  # fmt: skip
    contents = {
        "LICENSE": TEXTS["MIT"].encode(),
        "pyproject.toml": b"[project]\n[tool.ruff]\n[tool.ruff.lint]\n[tool.mypy]\n",
    }
    found = practice.measure(paths, contents)
    assert found.ci == (".github/workflows/test.yml",)
    assert (found.licence, found.licence_class) == ("MIT", "permissive")
    assert found.linters == (".pre-commit-config.yaml", "web/eslint.config.mjs", "pyproject.toml (mypy, ruff)")
    assert found.lock_files == ("uv.lock",)
    assert found.containers == ("Dockerfile", "compose.prod.yaml")
    assert found.security_policy
    assert found.editorconfig


def test_of_several_licence_files_the_first_known_one_counts() -> None:
    contents = {"LICENSE": b"See the other files.", "LICENSE-MIT": TEXTS["MIT"].encode()}
    assert practice.measure(list(contents), contents).licence == "MIT"
    assert practice.measure(["LICENSE"], {"LICENSE": b"Ask us."}).licence == "NOASSERTION"
