from __future__ import annotations

import textwrap
import time
from importlib.metadata import distribution

import pytest

from repocat.analysis import licences, shingles
from repocat.analysis.licence_names import CLASSES, expression, kind, written
from repocat.analysis.licences import identify, of_repository
from repocat.analysis.shingles import Match
from repocat.config import ROOT

MIT = (ROOT / "LICENSE").read_text()
GNU = """
    This program is free software: you can redistribute it and/or modify it under the terms of the GNU {name} as
    published by the Free Software Foundation, {version} of the License{later}.

    This program is distributed in the hope that it will be useful, but WITHOUT ANY WARRANTY; without even the implied
    warranty of MERCHANTABILITY or FITNESS FOR A PARTICULAR PURPOSE.  See the GNU {name} for more details.
"""


def installed(name: str) -> str:
    """The licence file of a package that the tests run with."""
    files = [file for file in distribution(name).files or [] if file.name.startswith("LICENSE")]
    return min(files, key=lambda file: len(file.name)).read_text("utf-8")


BSD = installed("Flask")
CLASSPATH = "As a special exception, regardless of the license terms of these independent modules"

#: As the packages declare it, but for GNU's "only", which no text says, and Python's, whose file holds all its parts.
INSTALLED = {
    "alembic": "MIT", "cffi": "MIT-0", "coverage": "Apache-2.0", "Flask": "BSD-3-Clause", "Flask-WTF": "BSD-3-Clause",
    "hypothesis": "MPL-2.0", "mypy": "MIT", "pathspec": "MPL-2.0", "psycopg": "LGPL-3.0", "PyYAML": "MIT",
    "psycopg2-binary": "LGPL-3.0-or-later", "Pygments": "BSD-2-Clause", "typing_extensions": "Python-2.0",
}  # fmt: skip


@pytest.mark.parametrize("name", INSTALLED)
def test_real_files_are_what_their_packages_declare(name: str) -> None:
    assert identify(installed(name).encode())[0] == INSTALLED[name]


@pytest.mark.parametrize(
    "text",
    [
        MIT.upper(),
        MIT.replace("2026 The Repocat authors", "1999-2031, 2033 Jane Doe <jane@example.org> and others"),
        MIT.replace("\n", "\r\n"),
        "\n".join(f" * {line}" for line in MIT.splitlines()),
        "# The MIT Licence\n\n" + textwrap.fill(MIT, 40),
        " ".join(MIT.split()),
        MIT.replace("LICENSE", "LICENCE").replace("License", "Licence"),
        f"<html><body><pre>{MIT}</pre></body></html>",
        f"Copyright by us\n\n{MIT}\n\nParts were taken from elsewhere:\n\n{installed('Flask')}",
        MIT.replace("AUTHORS OR COPYRIGHT HOLDERS", "REGENTS OF NOWHERE"),
        "\N{ZERO WIDTH NO-BREAK SPACE}" + MIT,
    ],
)
def test_what_leaves_a_licence_as_it_is(text: str) -> None:
    assert identify(text.encode()) == ("MIT", "permissive")


@pytest.mark.parametrize(
    "text",
    [
        "All rights reserved.",
        "",
        "See the file in doc/.",
        "\0\xff" * 50,
        MIT[60 : len(MIT) // 2],
        f'"Commons Clause" License Condition v1.0\n\n{MIT}',
        "one two three " * 500 + MIT,
    ],
)
def test_what_is_no_licence_that_anybody_knows(text: str) -> None:
    assert identify(text.encode()) == ("NOASSERTION", "custom")


@pytest.mark.parametrize(
    ("name", "version", "later", "expected"),
    [
        ("General Public License", "either version 3", ", or (at your option) any later version", "GPL-3.0-or-later"),
        ("General Public License", "version 3", "", "GPL-3.0"),
        ("General Public License", "version 2", "", "GPL-2.0"),
        ("Lesser General Public License", "version 2.1", "", "LGPL-2.1"),
        ("Affero General Public License", "version 3", ", or any later version", "AGPL-3.0-or-later"),
    ],
)
def test_a_gnu_notice_says_itself_what_it_means(name: str, version: str, later: str, expected: str) -> None:
    assert identify(GNU.format(name=name, version=version, later=later).encode())[0] == expected


def test_one_of_two_texts_may_be_chosen() -> None:
    chosen = f"You may choose one of two.\n\nA. MIT\n{MIT}\n\nB. BSD\n{installed('Flask')}"
    assert identify(chosen.encode())[0] == "BSD-3-Clause OR MIT"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("This project is dual-licensed under the Unlicense and MIT licenses.", "MIT OR Unlicense"),
        ("Licensed under the Apache License, Version 2.0.", "Apache-2.0"),
        ("GPLv3", "GPL-3.0"),
        ("GNU GPL v2 or later", "GPL-2.0-or-later"),
        ("The code is under MIT, the data under CC0.", "NOASSERTION"),
        ("SPDX-License-Identifier: GPL-2.0-only WITH Linux-syscall-note", "GPL-2.0-only WITH Linux-syscall-note"),
        ("// SPDX-License-Identifier: (MIT OR Apache-2.0)\n", "MIT OR Apache-2.0"),
        ("SPDX-License-Identifier: LicenseRef-Ours", "NOASSERTION"),
    ],
)
def test_few_words_name_a_licence(text: str, expected: str) -> None:
    assert identify(text.encode())[0] == expected


@pytest.mark.parametrize(
    ("spdx", "besides", "expected"),
    [
        ("GPL-2.0", CLASSPATH, "GPL-2.0 WITH Classpath-exception-2.0"),
        ("GPL-3.0", "either version 3 of the License, or any later version", "GPL-3.0-or-later"),
        ("Apache-2.0", "---- LLVM Exceptions to the Apache 2.0 License ----", "Apache-2.0 WITH LLVM-exception"),
        ("MIT", "either version 3 of the License, or any later version", "MIT"),
        ("CPL-1.0", "", "CPL-1.0"),
    ],
)  # fmt: skip
def test_what_stands_around_a_text_counts(
    monkeypatch: pytest.MonkeyPatch, spdx: str, besides: str, expected: str
) -> None:
    monkeypatch.setattr(shingles, "matches", lambda _: [Match(spdx, 0, 5)])
    assert identify(f"the text of the licence {besides}".encode())[0] == expected


def test_lesser_is_said_on_top_of_the_general_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shingles, "matches", lambda _: [Match("GPL-3.0", 0, 5), Match("LGPL-3.0", 5, 10)])
    assert identify(b"the text of the licence and of the other one")[0] == "LGPL-3.0"


@pytest.mark.parametrize(
    "path",
    [
        "LICENSE", "license.md", "LICENCE.txt", "COPYING", "UNLICENSE", "LICENSE-MIT", "COPYING.LESSER", "MIT-LICENSE",
        "License_Apache.txt", "gnu.txt", "LICENSES/MIT.txt", "licenses/GPL-3.0-or-later.txt", "license/LICENSE.txt",
    ],
)  # fmt: skip
def test_files_named_like_a_licence(path: str) -> None:
    assert licences.is_licence_file(path)


@pytest.mark.parametrize(
    "path",
    ["license.py", "src/LICENSE", "licenses.md", "copying_files.md", "LICENSE.json", "licenses/argparse", "mit.txt"],
)
def test_files_not_named_like_a_licence(path: str) -> None:
    assert not licences.is_licence_file(path)


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({}, (None, "none")),
        ({"LICENSE": "Ask us."}, ("NOASSERTION", "custom")),
        ({"LICENSE": "See the other files.", "LICENSE-MIT": MIT}, ("MIT", "permissive")),
        ({"LICENSE-MIT": MIT, "LICENSE-BSD": BSD}, ("BSD-3-Clause OR MIT", "permissive")),
        ({"LICENSE.txt": MIT, "LICENSE-BSD": BSD}, ("MIT", "permissive")),
        ({"LICENSE": BSD, "LICENSE.python": MIT}, ("BSD-3-Clause", "permissive")),
        ({"COPYING": "GPLv3", "COPYING.LESSER": installed("psycopg")}, ("LGPL-3.0", "weak-copyleft")),
        ({"LICENSES/MIT.txt": MIT}, ("MIT", "permissive")),
        ({"LICENSES/MIT.txt": MIT, "LICENSES/BSD-3-Clause.txt": BSD}, ("NOASSERTION", "custom")),
        ({"package.json": '{"license": "MIT"}'}, ("MIT", "permissive")),
        ({"package.json": '{"license": "UNLICENSED"}'}, (None, "none")),
        ({"Cargo.toml": '[package]\nlicense = "MIT/Apache-2.0"\n'}, ("MIT OR Apache-2.0", "permissive")),
        ({"pyproject.toml": '[project]\nlicense = { text = "BSD-3-Clause" }\n'}, ("BSD-3-Clause", "permissive")),
        ({"setup.py": "'License :: OSI Approved :: Apache Software License v2'"}, ("Apache-2.0", "permissive")),
        ({"x.gemspec": "  spec.licenses = ['MIT']\n"}, ("MIT", "permissive")),
        ({"composer.json": '{"license": ["MIT", "GPL-2.0+"]}'}, ("MIT", "permissive")),
        ({"pom.xml": "<license>\n  <name>Apache License, Version 2.0</name>"}, ("Apache-2.0", "permissive")),
        ({"LICENSE": "GPLv3", "Cargo.toml": 'license = "GPL-3.0-or-later"'}, ("GPL-3.0-or-later", "strong-copyleft")),
        ({"LICENSE": MIT, "package.json": '{"license": "ISC"}'}, ("MIT", "permissive")),
        ({"LICENSE": "our own terms " * 300, "package.json": '{"license": "MIT"}'}, ("NOASSERTION", "custom")),
    ],
)
def test_the_licence_of_a_repository(contents: dict[str, str], expected: tuple[str | None, str]) -> None:
    paths = ["README.md", *contents]
    assert of_repository(paths, {path: text.encode() for path, text in contents.items()}) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mit", "MIT"),
        ("(MIT OR Apache-2.0)", "MIT OR Apache-2.0"),
        ("MIT AND (BSD-2-Clause OR Zlib)", "MIT AND (BSD-2-Clause OR Zlib)"),
        ("GPL-2.0+", "GPL-2.0-or-later"),
        ("apache-2.0 with LLVM-exception", "Apache-2.0 WITH LLVM-exception"),
        ("MIT OR", None),
        ("MIT Apache-2.0", None),
        ("OR", None),
        ("", None),
        ("SEE LICENSE IN x", None),
        ("MIT OR <script>", None),
        ("MIT " * 50, None),
    ],
)
def test_expressions(text: str, expected: str | None) -> None:
    assert expression(text) == expected


def test_the_class_of_an_expression() -> None:
    found = [kind(spdx) for spdx in ("MIT", "MPL-2.0", "GPL-3.0-or-later", "Unlicense", "SSPL-1.0", "NOASSERTION")]
    assert found == ["permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom", "custom"]
    assert kind("GPL-2.0 OR MIT") == "permissive"
    assert kind("MIT AND GPL-2.0-only WITH Classpath-exception-2.0") == "strong-copyleft"


def test_a_name_within_another_one_is_not_taken_twice() -> None:
    assert written(["gnu", "lesser", "general", "public", "license", "v3"]) == ["LGPL-3.0"]


def test_every_licence_is_told_from_the_others_by_its_sample() -> None:
    known = shingles.known()
    samples = [set(known.hashes[known.owners == index].tolist()) for index in range(len(known.names))]
    assert {name for name in known.names if name != "GNU"} == set(CLASSES)
    alike = [
        (known.names[one], known.names[other])
        for one, sample in enumerate(samples)
        for other in range(one)
        if sample == samples[other]
    ]
    assert alike == []


def test_a_hostile_file_is_soon_read() -> None:
    begin = time.process_time()
    for text in (MIT * 100, "copyright " * 20_000, "\n * " * 50_000, "<" * 200_000, "<a" * 100_000, "a b " * 50_000):
        assert identify(text.encode())[1] in {"permissive", "custom"}
    assert time.process_time() - begin < 2


def test_of_very_many_files_only_some_are_read() -> None:
    paths = [f"LICENSE-{number}" for number in range(5000)]
    begin = time.process_time()
    assert of_repository(paths, dict.fromkeys(paths, MIT.encode() * 50)) == ("MIT", "permissive")
    assert time.process_time() - begin < 2
