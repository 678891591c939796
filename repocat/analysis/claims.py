"""What a repository says of its own files: its `.gitattributes`, and the name of the package that it makes."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from repocat.analysis import attributes, classify, languages
from repocat.analysis.attributes import Attributes
from repocat.analysis.languages.grammar import Language
from repocat.analysis.purposes import MINIFIED_COPY
from repocat.analysis.source import Entry, Source

_ATTRIBUTES = b".gitattributes"
_MOST_FILES = 100
#: They name the package that is made here.
_MANIFESTS = frozenset({b"package.json", b"bower.json", b"component.json"})
_LONGEST_MANIFEST = 100_000
_SHORTEST_NAME = 2


@dataclass(slots=True)
class Claims:
    """Decides what each path is for; what the repository says of it overrules the rules."""

    attributes: Attributes = field(default_factory=Attributes)
    #: Names of the libraries that are made here: their files are not somebody else's.
    own: frozenset[str] = frozenset()
    #: Scripts with a version in their name that lie beside their minified copy.
    released: frozenset[str] = frozenset()
    _languages: dict[str, Language] = field(default_factory=dict)
    _settled: set[str] = field(default_factory=set)

    def purpose(self, path: str) -> str:
        """As `classify.by_path`, after the repository's own word."""
        said = self.attributes.of(path)
        if said is attributes.NOTHING:
            purpose = classify.by_path(path, self.own)
            is_released = path in self.released and purpose == "production"
            return "vendored" if is_released and not classify.is_own(path.rpartition("/")[2], self.own) else purpose
        language = languages.by_name(said.language) if said.language else None
        if language:
            self._languages[path] = language
        if said.vendored or said.generated:
            return "vendored" if said.vendored else "generated"
        ignored = [purpose for purpose, names in _DENIED.items() if getattr(said, names) is False]
        if "vendored" in ignored or "generated" in ignored:
            self._settled.add(path)
            ignored.append("minified")
        purpose = classify.by_path(path, self.own, ignored)
        return "docs" if said.documentation and purpose not in classify.EXCLUDED else purpose

    def language(self, path: str) -> Language | None:
        """The language that the repository gives a file."""
        return self._languages.get(path)

    def mark(self, path: str) -> str:
        """Everything said of a file that its contents are read by."""
        language = self._languages.get(path)
        return "\0".join((language.name if language else "", str(path in self._settled), *sorted(self.own)))

    def by_content(self, path: str, data: bytes) -> str | None:
        """As `classify.by_content`, unless the repository has said that the file is its own."""
        return None if path in self._settled else classify.by_content(path, data, self.own)


#: Purpose -> field of a claim that denies it.
_DENIED = {
    "vendored": "vendored", "generated": "generated", "docs": "documentation", "example": "documentation",
}  # fmt: skip


def read(source: Source, entries: Iterable[Entry]) -> Claims:
    """Read what tells about the files. What lies in others' code speaks of others' repositories and is not heard."""
    wanted: list[Entry] = []
    has_libraries = False
    manifests: list[Entry] = []
    released = set()
    for entry in entries:
        name = entry.path.rpartition(b"/")[2]
        if name == _ATTRIBUTES and _is_heard(entry) and len(wanted) < _MOST_FILES:
            wanted.append(entry)
        elif entry.path in _MANIFESTS and entry.kind == "file" and entry.size <= _LONGEST_MANIFEST:
            manifests.append(entry)
        elif name.endswith((b".js", b".css")):
            path = entry.path.decode("utf-8", "replace")
            has_libraries = has_libraries or classify.may_be_library(name.decode("utf-8", "replace"))
            if (copy := MINIFIED_COPY.search(path)) and _ends_with_version(path[: copy.start()]):
                released.add(path[: copy.start()] + copy["extension"])
    wanted += manifests if has_libraries else ()
    files: dict[str, bytes] = {}
    own: set[str] = set()
    for entry, data in source.contents(wanted) if wanted else ():
        folder, _, name = entry.path.rpartition(b"/")
        if name == _ATTRIBUTES:
            files[folder.decode("utf-8", "replace")] = data
        else:
            own.update(_package(data))
    return Claims(attributes.parse(files), frozenset(own), frozenset(released))


def settle(purposes: dict[str, str]) -> None:
    """Where nothing but examples is there, they are what the repository is about."""
    if not any(purpose == "production" and _is_measured(path) for path, purpose in purposes.items()):
        purposes.update((path, "production") for path, purpose in tuple(purposes.items()) if purpose == "example")


def _is_measured(path: str) -> bool:
    language = languages.by_path(path)
    return language is not None and language.structure is not None


def _is_heard(entry: Entry) -> bool:
    if entry.kind != "file" or entry.size > attributes.LONGEST_FILE:
        return False
    return classify.by_path(entry.path.decode("utf-8", "replace")) != "vendored"


def _ends_with_version(stem: str) -> bool:
    return stem[-1:].isdigit() and stem.rstrip("0123456789.v")[-1:] in ("-", "_", ".")


def _package(manifest: bytes) -> Iterable[str]:
    try:
        name = json.loads(manifest)["name"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return
    if isinstance(name, str) and len(library := classify.library_name(name)) >= _SHORTEST_NAME:
        yield library
