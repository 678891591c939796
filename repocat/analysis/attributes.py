"""`.gitattributes`: what a repository says of its files to GitHub Linguist, matched as git does.

Patterns come from strangers. Each becomes one regular expression without a way back: what stands before a star is
taken at its first occurrence and kept, which finds a match wherever there is one and needs no second try.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

#: Attribute of git -> field of `Claim`.
_ATTRIBUTES = {
    "linguist-vendored": "vendored",
    "linguist-generated": "generated",
    "linguist-documentation": "documentation",
    "linguist-language": "language",
}
#: Rules of one repository, bytes of one file and of one line: what is beyond is not heard.
_MOST_RULES = 100
LONGEST_FILE = 100_000
_LONGEST_LINE = 2048
_LONGEST_PATTERN = 200

_CLASSES = {
    "alnum": "a-zA-Z0-9", "alpha": "a-zA-Z", "blank": " \\t", "cntrl": "\\x00-\\x1f\\x7f", "digit": "0-9",
    "graph": "!-~", "lower": "a-z", "print": " -~", "punct": "!-/:-@\\[-`{-~", "space": "\\s", "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}  # fmt: skip
_TOKEN = re.compile(
    r"(?P<stars>\*+)|(?P<any>\?)|\[(?P<not>[!^])?(?P<set>\]?(?:\[:[a-z]{1,9}:\]|\\.|[^\]\\])*+)\]|\\(?P<escaped>.)"
    r"|(?P<plain>.)",
    re.DOTALL,
)
_SET_PART = re.compile(
    r"\[:(?P<class>[a-z]{1,9}):\]|(?:\\(?P<first>.)|(?P<plain>[^\\]))(?:-(?:\\(?P<escaped>.)|(?P<last>[^\\])))?",
    re.DOTALL,
)
_ESCAPE = re.compile(r'\\([0-3][0-7]{2}|[abfnrtv"\\])')
_ESCAPED = {"a": "\a", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v", '"': '"', "\\": "\\"}
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*+)"')
_NEVER = r"(?!)"
_FALSE = ("false", "0", "no", "off")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said of one file; None where nothing is."""

    vendored: bool | None = None
    generated: bool | None = None
    documentation: bool | None = None
    language: str | None = None


NOTHING = Claim()

#: Field of `Claim` -> what a line says of it.
_Said = Mapping[str, bool | str | None]


@dataclass(frozen=True, slots=True)
class _File:
    """The rules of one `.gitattributes`, in its order. Names alone and whole paths are matched apart."""

    rules: tuple[tuple[re.Pattern[str], bool, _Said], ...]
    any_name: re.Pattern[str]
    any_path: re.Pattern[str]

    def says(self, path: str, name: str) -> dict[str, bool | str | None]:
        of_name, of_path = self.any_name.fullmatch(name), self.any_path.fullmatch(path)
        said: dict[str, bool | str | None] = {}
        if of_name or of_path:
            for pattern, is_name, what in self.rules:
                if (of_name if is_name else of_path) and pattern.fullmatch(name if is_name else path):
                    said.update(what)
        return said


@dataclass(slots=True)
class Attributes:
    """The `.gitattributes` of a repository, by the folders in which they stand ("" is the top)."""

    _files: dict[str, _File] = field(default_factory=dict)
    _of_folder: dict[str, tuple[tuple[int, _File], ...]] = field(default_factory=dict)

    def of(self, path: str) -> Claim:
        """What is said of a path; a deeper file overrules one above it, a later line an earlier one."""
        if not self._files:
            return NOTHING
        folder, _, name = path.rpartition("/")
        said: dict[str, bool | str | None] = {}
        for start, file in self._heard_in(folder):
            said.update(file.says(path[start:], name))
        return Claim(**said) if said else NOTHING  # type: ignore[arg-type] # each field has a value of its own type

    def _heard_in(self, folder: str) -> tuple[tuple[int, _File], ...]:
        heard = self._of_folder.get(folder)
        if heard is None:
            inside = (
                (len(place) + 1 if place else 0, file)
                for place, file in self._files.items()
                if not place or folder == place or folder.startswith(place + "/")
            )
            heard = self._of_folder[folder] = tuple(sorted(inside, key=lambda one: one[0]))
        return heard


def parse(files: Mapping[str, bytes]) -> Attributes:
    """`files` are the contents of `.gitattributes` by the folders in which they stand."""
    found: dict[str, _File] = {}
    left = _MOST_RULES
    for folder in sorted(files):
        lines = files[folder][:LONGEST_FILE].decode("utf-8", "replace").split("\n")
        rules = [rule for rule in map(_rule, lines) if rule][:left]
        left -= len(rules)
        if rules:
            found[folder] = _File(
                tuple((re.compile(pattern, re.DOTALL), is_name, said) for pattern, is_name, said in rules),
                _any_of(pattern for pattern, is_name, _ in rules if is_name),
                _any_of(pattern for pattern, is_name, _ in rules if not is_name),
            )
    return Attributes(found)


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns) or _NEVER, re.DOTALL)


def _rule(line: str) -> tuple[str, bool, _Said] | None:
    """Pattern, whether it is for names alone, and what is said; None for lines that tell nothing here."""
    line = line.strip(" \t\r")
    if "linguist-" not in line or len(line) > _LONGEST_LINE or line.startswith(("#", "[attr]", "!")):
        return None
    quoted = _QUOTED.match(line)
    glob = _ESCAPE.sub(_unescape, quoted[1]) if quoted else line.split(maxsplit=1)[0]
    rest = line[quoted.end() :] if quoted else line[len(glob) :]
    said = dict(filter(None, map(_said, rest.split())))
    # Of folders git tells nothing to what is inside.
    if not said or glob.endswith("/") or len(glob) > _LONGEST_PATTERN:
        return None
    pattern = _name_pattern(glob) if "/" not in glob else _path_pattern(glob.removeprefix("/"))
    return pattern, "/" not in glob, said


def _unescape(found: re.Match[str]) -> str:
    return _ESCAPED.get(found[1]) or chr(int(found[1], 8))


def _said(word: str) -> tuple[str, bool | str | None] | None:
    sign = word[0] if word[0] in "-!" else ""
    name, equals, value = word.removeprefix(sign).partition("=")
    key = _ATTRIBUTES.get(name)
    if key is None:
        return None
    if sign == "!":
        return key, None
    if key == "language":
        return key, value if equals and not sign else None
    return key, not sign and value.lower() not in _FALSE


def _path_pattern(glob: str) -> str:
    """Parts between `**` are looked for one after the other, each at the first place where it fits."""
    blocks: list[list[str]] = [[]]
    for part in glob.split("/"):
        if len(part) > 1 and not part.strip("*"):
            blocks.append([])
        else:
            blocks[-1].append(_name_pattern(part))
    *firsts, last = ["/".join(block) for block in blocks]
    if not firsts:
        return last
    found = firsts[0] + "/" if firsts[0] else ""
    for block in filter(None, firsts[1:]):
        found += rf"(?>(?:[^/]*+/)*?{block}/)"
    return found + (rf"(?:[^/]*+/)*?{last}" if last else ".+")


def _name_pattern(glob: str) -> str:
    """A pattern for what stands between two slashes."""
    pieces = [""]
    for token in _TOKEN.finditer(glob):
        if token["stars"]:
            pieces.append("")
        elif token["any"]:
            pieces[-1] += "[^/]"
        elif token["set"] is not None:
            pieces[-1] += _set(token["set"], bool(token["not"]))
        else:
            # A bracket that nothing closes makes no sense to git.
            pieces[-1] += _NEVER if token["plain"] == "[" else re.escape(token["escaped"] or token["plain"])
    first, *others = pieces
    if not others:
        return first
    return first + "".join(rf"(?>[^/]*?{piece})" for piece in others[:-1]) + r"[^/]*" + others[-1]


def _set(text: str, is_negative: bool) -> str:
    """A set of characters in brackets; one that makes no sense matches nothing."""
    parts = []
    for part in _SET_PART.finditer(text):
        if part["class"]:
            if part["class"] not in _CLASSES:
                return _NEVER
            parts.append(_CLASSES[part["class"]])
            continue
        first = part["first"] or part["plain"]
        last = part["escaped"] or part["last"] or first
        # Of a range that runs backwards git still knows the first.
        parts.append(re.escape(first) + (f"-{re.escape(last)}" if first < last else ""))
    if not parts:
        return "[^/]" if is_negative else _NEVER
    return f"(?!/)[{'^' if is_negative else ''}{''.join(parts)}]"
