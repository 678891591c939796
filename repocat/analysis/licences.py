"""Which licence a repository has: by its text, compared with SPDX's, else by what its package's metadata declares."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from repocat.analysis import shingles
from repocat.analysis.licence_names import CLASSES, GNU_NOTICE, UNKNOWN, either, expression, kind, variant, written
from repocat.analysis.shingles import Match

_FILENAME = re.compile(
    r"(?:(?:licen[cs]e|unlicen[cs]e)(?:[._-][\w.-]{1,40}+)?|(?:copying|copyleft)(?:[.-][\w.-]{1,40}+)?|"
    r"(?:mit|bsd|apache|isc|gpl)[_-]licen[cs]e(?:\.(?:txt|md|rst))?|"
    r"(?:gnu|[al]?gpl)(?:[-_.v]{0,2}[\d.]{1,3})?(?:\.(?:txt|md))?)",
    re.IGNORECASE,
)
#: A file that is named after one licence of several: LICENSE-MIT, COPYING.GPL, UNLICENSE.
_ONE_OF_MANY = re.compile(
    r"(?:licen[cs]e|copying)[._-](?!txt|md|rst|markdown|html?)[\w.-]+|unlicen[cs]e.*", re.IGNORECASE
)
#: Licences of parts, or of what is bundled.
_OF_OTHERS = re.compile(r"third|3rd|binary|notice|header|vendor|docs?\b|fonts?\b|python|depend|template", re.IGNORECASE)
#: Beside the file that says it all, and as the REUSE specification has it.
_IN_FOLDER = re.compile(
    rf"licen[cs]es?/(?:(?:licen[cs]e|copying)|(?:{'|'.join(map(re.escape, CLASSES))})(?:-only|-or-later)?)"
    r"(?:\.(?:txt|md))?",
    re.IGNORECASE,
)
_NOT_TEXT = re.compile(r"\.(?:py|js|ts|go|rs|java|c|h|json|ya?ml|sh|rb|php|tmpl|template|svg|png)$", re.IGNORECASE)
_LONGEST = 100_000
_MOST_FILES = 12
_TAG = re.compile(r"SPDX-License-Identifier:[ \t]{0,9}([^\n\r*]{1,90})")
_HEAD = 2_000
#: Words that a pointer to a licence has at most.
_FEW = 130
#: Words before the first known licence that are a preamble rather than another licence. CPython has 700.
_PREAMBLE = 900
_CHOICE = re.compile(r"\b(?:dual|either|choose|choice|alternative|alternatively|your option|multi licensed)\b")
#: Licences that others are made from: what is said besides tells them apart.
_REFINED = (
    ("CPL-1.0", "eclipse public license", "EPL-1.0"),
    ("BSD-2-Clause", "endorse or promote products", "BSD-3-Clause"),
    ("BSD-3-Clause", "all advertising materials mentioning", "BSD-4-Clause"),
)
#: Licence, what is said besides its text, name of the exception.
_EXCEPTIONS = (
    ("GPL-", "regardless of the license terms of these independent modules", "Classpath-exception-2.0"),
    ("GPL-3.0", "gcc runtime library exception", "GCC-exception-3.1"),
    ("GPL-2.0", "user programs that use kernel services by normal system calls", "Linux-syscall-note"),
    ("Apache-2.0", "llvm exceptions to the apache", "LLVM-exception"),
    ("Apache-2.0", "runtime library exception to the apache", "Swift-exception"),
)
#: What takes away what the licence gives.
_RIDERS = ("commons clause",)

#: Metadata at the top of a repository -> what stands around the name of the licence.
_TOML = re.compile(rb"^license[ \t]*=[ \t]*(?:\{[ \t]*text[ \t]*=[ \t]*)?[\"']([^\"'\n]{1,80})[\"']", re.M)
_JSON = re.compile(rb"\"licen[cs]e\"\s{0,9}:\s{0,9}\[?\s{0,9}\"([^\"\n]{1,80})\"")
_RUBY = re.compile(rb"\.licen[cs]es?[ \t]*=[ \t]*(?:\[|%w\[|\{[ \t]*:type[ \t]*=>)?[ \t]*[\"']?([^\"'\n\]]{1,80})")
_METADATA: tuple[tuple[re.Pattern[str], re.Pattern[bytes]], ...] = (
    (re.compile(r"pyproject\.toml|Cargo\.toml"), _TOML),
    (re.compile(r"package\.json|composer\.json"), _JSON),
    (re.compile(r"[\w.-]{1,60}\.(?:gemspec|podspec)"), _RUBY),
    (re.compile(r"setup\.cfg"), re.compile(rb"^license[ \t]*=[ \t]*([^\n]{1,80})", re.M)),
    (re.compile(r"setup\.py"), re.compile(rb"\blicense[ \t]*=[ \t]*[\"']([^\"'\n]{1,80})")),
    (re.compile(r"pom\.xml"), re.compile(rb"<license>\s{0,40}<name>([^<\n]{1,80})</name>")),
    (re.compile(r"pyproject\.toml|setup\.(?:cfg|py)"), re.compile(rb"License :: OSI Approved :: ([^\"'\n]{1,80})")),
)


def is_licence_file(path: str) -> bool:
    """Whether a file is named like a licence of the whole repository."""
    if "/" in path:
        return bool(_IN_FOLDER.fullmatch(path))
    return bool(_FILENAME.fullmatch(path)) and not _NOT_TEXT.search(path)


def is_metadata(path: str) -> bool:
    """Whether a file may declare a licence for a package."""
    # They all lie at the top, where few files do.
    return "/" not in path and any(name.fullmatch(path) for name, _ in _METADATA)


def of_repository(paths: Sequence[str], contents: Mapping[str, bytes]) -> tuple[str | None, str]:
    """SPDX expression and class of the whole.

    ("NOASSERTION", "custom") where there are texts that nobody recognises, (None, "none") where there is nothing.
    """
    files = sorted((path for path in paths if is_licence_file(path)), key=_rank)
    # Of a folder with many licences nobody knows which part each is for.
    is_clear = len(files) == 1 or any(_is_plain(path) for path in files)
    top = ([path for path in files if "/" not in path] or (files if is_clear else []))[:_MOST_FILES]
    declared = _declared(contents)
    found = {path: identify(contents[path])[0] for path in top if path in contents}
    known = [path for path, spdx in found.items() if spdx != UNKNOWN and not _OF_OTHERS.search(path)]
    known = known or [path for path, spdx in found.items() if spdx != UNKNOWN]
    if known:
        spdx = _together(known, found)
        return _refined(spdx, declared), kind(spdx)
    if declared and all(len(shingles.words(_text(contents[path]))) <= _FEW for path in found):
        return declared, kind(declared)
    return (UNKNOWN, kind(UNKNOWN)) if files else (None, "none")


def _rank(path: str) -> tuple[int, bool, int, str]:
    return path.count("/"), not _is_plain(path) or bool(_ONE_OF_MANY.fullmatch(path)), len(path), path


def _is_plain(path: str) -> bool:
    return bool(_FILENAME.fullmatch(path.rpartition("/")[2]))


def _together(known: Sequence[str], found: Mapping[str, str]) -> str:
    """One file decides; several that are each named after a licence are a choice."""
    names = [found[path] for path in known]
    lesser = next((name for name in names if name.startswith("LGPL")), None)
    if lesser and names[0].startswith("GPL"):
        return lesser
    if _ONE_OF_MANY.fullmatch(known[0]) and not any(" OR " in name for name in names):
        return either([found[path] for path in known if _ONE_OF_MANY.fullmatch(path)])
    return names[0]


def _refined(spdx: str, declared: str | None) -> str:
    """A GNU text does not say whether later versions will do; the metadata may."""
    return declared if declared in (f"{spdx}-or-later", f"{spdx}-only") else spdx


def _declared(contents: Mapping[str, bytes]) -> str | None:
    for name, pattern in _METADATA:
        for path in sorted(contents):
            match = pattern.search(contents[path]) if name.fullmatch(path) else None
            text = match[1].decode("utf-8", "replace") if match else ""
            spdx = expression(text) or next(iter(written(shingles.words(text))), None)
            if spdx:
                return spdx
    return None


def _text(data: bytes) -> str:
    return data[:_LONGEST].decode("utf-8", "replace")


def identify(data: bytes) -> tuple[str, str]:
    """SPDX expression and class of a licence file; ("NOASSERTION", "custom") for one that nobody recognises.

    A file that holds several licences has the first one, unless it says that one may choose.
    """
    text = _text(data)
    tag = _TAG.search(text[:_HEAD])
    words = shingles.words(text)
    spdx = (expression(tag[1]) if tag else None) or _by_text(words) or UNKNOWN
    return spdx, kind(spdx)


def _by_text(words: list[str]) -> str | None:
    found = shingles.matches(words)
    if not found:
        return _by_name(words)
    if found[0].begin > _PREAMBLE:
        return None
    around = _around(words, found)
    if any(rider in around for rider in _RIDERS):
        return None
    names = [_exact(match, words, around) for match in found]
    if "LGPL-3.0" in names and names[0].startswith("GPL-3.0"):
        return "LGPL-3.0"
    if len(names) > 1 and _is_choice(words[: found[0].begin] + words[found[0].end : found[1].begin]):
        return either(names[:2])
    return names[0]


def _is_choice(words: Sequence[str]) -> bool:
    return len(words) <= _FEW and bool(_CHOICE.search(" ".join(words)))


def _by_name(words: list[str]) -> str | None:
    """What a few words call by name: one licence, or several of which one may choose."""
    names = written(words) if len(words) <= _FEW else []
    if len(names) == 1:
        return names[0]
    return either(names) if names and _is_choice(words) else None


def _around(words: list[str], found: Sequence[Match]) -> str:
    """Words outside the licences."""
    left: list[str] = []
    begin = 0
    for match in found:
        left += words[begin : max(begin, match.begin)]
        begin = match.end
    return " ".join(left + words[begin:])


def _exact(match: Match, words: list[str], around: str) -> str:
    if match.spdx == GNU_NOTICE:
        return next(iter(written(words[match.begin : match.end])), UNKNOWN)
    spdx, text = match.spdx, " ".join(words[match.begin : match.end])
    for name, phrase, better in _REFINED:
        if spdx == name and phrase in text:
            spdx = better
    spdx = variant(spdx, around)
    named = (name for of, phrase, name in _EXCEPTIONS if spdx.startswith(of) and phrase in around)
    return next((f"{spdx} WITH {name}" for name in named), spdx)
