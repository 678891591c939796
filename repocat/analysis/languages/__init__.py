"""Which language a file is in, by its name, its extension or its first line."""

from __future__ import annotations

import re

from repocat.analysis.languages import clike, keyword, script, table
from repocat.analysis.languages.grammar import Language

#: Measured languages come first: where two claim an extension (.h, .inc) the first one has it.
ALL: tuple[Language, ...] = (*script.LANGUAGES, *clike.LANGUAGES, *keyword.LANGUAGES, *table.LANGUAGES)

BY_NAME = {language.name: language for language in ALL}
_BY_EXTENSION: dict[str, Language] = {}
_BY_FILENAME: dict[str, Language] = {}
_BY_INTERPRETER: dict[str, Language] = {}
for _language in ALL:
    for _key in _language.extensions:
        _BY_EXTENSION.setdefault(_key, _language)
    for _key in _language.filenames:
        _BY_FILENAME.setdefault(_key, _language)
    for _key in _language.interpreters:
        _BY_INTERPRETER.setdefault(_key, _language)

#: How far a file is read to tell languages apart that share an extension; long comments may come first.
_REFINED = 200_000
_SHEBANG = re.compile(rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-S[ \t]+)?(?:\w+=\S+[ \t]+)*)?(?:\S*/)?([A-Za-z]+)")
_CPP_HEADER = re.compile(
    rb"^[ \t]*(?:class[ \t]+\w|namespace[ \t]+\w|template[ \t]*<|using[ \t]+\w|(?:public|private|protected)[ \t]*:)",
    re.M,
)


def by_path(path: str) -> Language | None:
    """The language that a file's name or extension stands for; None where it says nothing."""
    filename = path.rpartition("/")[2]
    if filename in _BY_FILENAME:
        return _BY_FILENAME[filename]
    stem, _, extension = filename.rpartition(".")
    if stem.lower().startswith("dockerfile") or filename.startswith(("Dockerfile.", "Makefile.")):
        return BY_NAME["Dockerfile" if "ockerfile" in filename else "Makefile"]
    doubled = "." + ".".join(filename.rsplit(".", 2)[1:]).lower()
    dotted = "." + extension
    return _BY_EXTENSION.get(doubled) or _BY_EXTENSION.get(dotted) or _BY_EXTENSION.get(dotted.lower())


def may_have_shebang(path: str) -> bool:
    """Whether only the first line of such a file can tell its language."""
    return "." not in path.rpartition("/")[2]


def by_shebang(data: bytes) -> Language | None:
    """The language whose interpreter the first line asks for."""
    found = _SHEBANG.match(data[:200]) if data.startswith(b"#!") else None
    return _BY_INTERPRETER.get(found[1].decode("ascii")) if found else None


def refine(language: Language, path: str, data: bytes) -> Language:
    """Settle extensions that two languages share by what the file holds."""
    head = data[:_REFINED]
    if path.endswith(".h") and _CPP_HEADER.search(head):
        return BY_NAME["C++"]
    if path.endswith(".m") and not re.search(rb"@(?:interface|implementation|import|property|end)\b|#import", head):
        return BY_NAME["MATLAB"] if re.search(rb"^[ \t]*(?:%|function\b)", head, re.M) else language
    if path.endswith(".inc") and b"<?" not in head:
        return BY_NAME["C++"] if b"#" in head or b"//" in head else language
    return language
