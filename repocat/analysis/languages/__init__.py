"""Which language a file is in, by its name, its extension, its first lines or what it says."""

from __future__ import annotations

import re
from functools import cache

from repocat.analysis.languages import clike, content, documents, keyword, scala, script, shell, table
from repocat.analysis.languages.grammar import Language

#: Measured languages come first: where two claim an extension (.h, .inc) the first one has it.
ALL: tuple[Language, ...] = (
    *script.LANGUAGES,
    *clike.LANGUAGES,
    *keyword.LANGUAGES,
    *scala.LANGUAGES,
    *shell.LANGUAGES,
    *table.LANGUAGES,
    *documents.LANGUAGES,
)

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

#: How editors call languages in modelines, where that is not the name in small letters.
_BY_MODE = {language.name.lower(): language for language in ALL} | {
    mode: BY_NAME[name]
    for mode, name in {
        "objc": "Objective-C", "sh": "Shell", "shell-script": "Shell", "bash": "Shell", "zsh": "Shell", "cpp": "C++",
        "cperl": "Perl", "js": "JavaScript", "js2": "JavaScript", "make": "Makefile", "gnumakefile": "Makefile",
        "lisp": "Common Lisp", "emacs-lisp": "Emacs Lisp", "asm": "Assembly", "nasm": "Assembly", "octave": "MATLAB",
        "coq": "Rocq Prover", "sml": "Standard ML", "caml": "OCaml", "tuareg": "OCaml", "latex": "TeX", "tex": "TeX",
        "conf": "INI", "dosini": "INI", "vim": "Vim script", "cs": "C#", "csharp": "C#", "f90": "Fortran",
    }.items()
}  # fmt: skip

#: How far a file is read to tell languages apart that share an extension; long comments may come first.
_REFINED = 200_000
_SHEBANG = re.compile(rb"#![ \t]*(?:\S*/)?(?:env[ \t]+(?:-S[ \t]+)?(?:\w+=\S+[ \t]+)*)?(?:\S*/)?([A-Za-z]+)(6?)")
#: Modelines of Emacs and Vim.
_MODELINE = re.compile(
    rb"-\*-(?:[ \t]{0,9}+|[^\n*]{0,200}?\bmode:[ \t]{0,9}+)(?P<emacs>[\w+#-]{1,30}?)[ \t]{0,9}+(?:;[^\n*]{0,200}?)?-\*-"
    rb"|\b(?:vim?|ex):[^\n]{0,200}?\b(?:ft|filetype|syntax)=(?P<vim>[\w+#-]{1,30}+)",
    re.IGNORECASE,
)
_MODELINE_PLACES = 1000


def by_path(path: str) -> Language | None:
    """The language that a file's name or extension stands for; None where it says nothing."""
    filename = path.rpartition("/")[2]
    if filename in _BY_FILENAME:
        return _BY_FILENAME[filename]
    _, dot, extension = filename.rpartition(".")
    if filename.startswith(("Dockerfile.", "Makefile.", "dockerfile")):
        return BY_NAME["Dockerfile" if "ockerfile" in filename else "Makefile"]
    if not dot:
        return None
    dotted = "." + extension
    doubled = "." + ".".join(filename.rsplit(".", 2)[1:]).lower()
    return _BY_EXTENSION.get(doubled) or _BY_EXTENSION.get(dotted) or _BY_EXTENSION.get(dotted.lower())


def by_name(name: str) -> Language | None:
    """The language that somebody calls so: small letters, hyphens for spaces and editors' names will do."""
    lowered = name.lower()
    return _BY_MODE.get(lowered) or _BY_MODE.get(lowered.replace("-", " "))


def may_have_shebang(path: str) -> bool:
    """Whether only the first line of such a file can tell its language."""
    return "." not in path.rpartition("/")[2] or path.endswith((".cgi", ".fcgi"))


def by_shebang(data: bytes) -> Language | None:
    """The language whose interpreter the first line asks for."""
    found = _SHEBANG.match(data[:200]) if data.startswith(b"#!") else None
    if not found:
        return None
    name = found[1].decode("ascii")
    return _BY_INTERPRETER.get(name + found[2].decode("ascii")) or _BY_INTERPRETER.get(name)


def by_modeline(data: bytes) -> Language | None:
    """The language that a line for Emacs or Vim near the beginning or the end of a file names."""
    for part in (data[:_MODELINE_PLACES], data[-_MODELINE_PLACES:]):
        found = _MODELINE.search(part)
        if found:
            name = (found["emacs"] or found["vim"]).decode("ascii").lower()
            return _BY_MODE.get(name)
    return None


def by_head(data: bytes) -> Language | None:
    """The language of a file whose path says nothing: what its first line asks for or a line for an editor names."""
    return by_shebang(data) or by_modeline(data)


def refine(language: Language, path: str, data: bytes) -> Language:
    """Settle extensions that several languages share by what the file holds.

    A line for an editor is heard where it names one of those languages, not where it contradicts the extension.
    """
    rules = _rules("." + path.rpartition(".")[2].lower())
    if not rules or path.rpartition("/")[2] in _BY_FILENAME:
        return language
    named = by_modeline(data)
    if named and (named is language or any(name == named.name for name, _ in rules)):
        return named
    head = data[:_REFINED]
    return next((BY_NAME[name] for name, pattern in rules if pattern.search(head)), language)


@cache
def _rules(extension: str) -> tuple[tuple[str, re.Pattern[bytes]], ...]:
    return tuple(
        (name, re.compile(rb"^[ \t]*+(?:" + pattern + rb")" if where == "starts" else pattern, re.MULTILINE))
        for name, where, pattern in content.RULES.get(extension, ())
    )
