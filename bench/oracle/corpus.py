"""Real code to compare on: source packages from three public indexes, or bare git repositories. Nothing is kept."""

from __future__ import annotations

import io
import json
import lzma
import os
import re
import subprocess
import tarfile
import urllib.request
from collections import defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from repocat.analysis import classify, languages
from repocat.analysis.languages.grammar import Language

#: Index | package | version. Debian's version is that of its release, so it stands for all of them.
PACKAGES = """
pypi django 5.2.1
pypi requests 2.32.3
pypi sqlalchemy 2.0.41
pypi lxml 5.4.0
pypi numpy 2.2.6
pypi grpcio 1.71.0
pypi tokenizers 0.21.1
pypi cryptography 44.0.3
pypi orjson 3.10.18
pypi pythonnet 3.0.5
npm express 5.1.0
npm eslint 9.27.0
npm webpack 5.99.9
npm three 0.176.0
npm rxjs 7.8.2
npm date-fns 2.30.0
npm @apollo/client 3.13.8
npm react-native 0.79.2
npm expo-modules-core 2.3.13
npm expo-camera 16.1.6
npm expo-notifications 0.31.2
npm expo-updates 0.28.13
npm expo-image 2.1.7
npm expo-file-system 18.1.10
npm @capacitor/ios 7.2.0
npm @capacitor/android 7.2.0
debian node-typescript bookworm
debian guava-libraries trixie
debian libgoogle-gson-java trixie
debian curl trixie
debian zlib trixie
debian lua5.4 trixie
debian redis trixie
debian fmtlib trixie
debian leveldb trixie
debian re2 trixie
debian golang-github-gin-gonic-gin trixie
debian golang-github-spf13-cobra trixie
debian golang-golang-x-tools trixie
debian rust-ripgrep bookworm
debian composer bookworm
debian symfony trixie
debian keepass2 trixie
debian nunit bookworm
debian newtonsoft-json bookworm
debian rails trixie
debian jekyll trixie
debian kotlin trixie
debian scala trixie
debian bash-completion trixie
debian dracut trixie
debian git trixie
"""

#: Where the indexes are is the machine's business: these variables say it, as the package tools have them.
VARIABLES = ("PIP_INDEX_URL", "NPM_CONFIG_REGISTRY", "DEBIAN_MIRROR")
PYPI, NPM, DEBIAN = (os.environ.get(name, "").rstrip("/") for name in VARIABLES)
#: No single package may stand for a whole language.
FILES_PER_PACKAGE = 400
_LARGEST = 300_000


class Sample(NamedTuple):
    """One file of the corpus."""

    path: str
    data: bytes
    language: Language


def samples(folder: Path, repositories: list[Path], *, functions: bool = True) -> Iterator[Sample]:
    """Files that we measure, from the packages below a folder or, if any are given, from repositories.

    Only those of languages whose functions we know, or of all languages.
    """
    sources = [(path.parent.name, _from_git(path, functions)) for path in repositories] or [
        (archive.name, _from_archive(archive)) for archive in sorted(folder.glob("*.t*"))
    ]
    for name, files in sources:
        yield from _chosen(name, files, functions)


def _chosen(name: str, files: Iterator[tuple[str, bytes]], functions: bool) -> Iterator[Sample]:
    """At most so many files of a language, picked by the hash of their paths so that every run takes the same."""
    per_language: dict[str, list[Sample]] = defaultdict(list)
    for path, data in files:
        language = _language(path, data)
        if language and (language.structure or not functions):
            per_language[language.name].append(Sample(f"{name}/{path}", data, language))
    for found in per_language.values():
        found.sort(key=lambda sample: sha256(sample.path.encode("utf-8", "replace")).digest())
        yield from found[:FILES_PER_PACKAGE]


def _language(path: str, data: bytes) -> Language | None:
    language = languages.by_path(path) or (languages.by_shebang(data) if languages.may_have_shebang(path) else None)
    if language is None or len(data) > _LARGEST or b"\0" in data[:8000]:
        return None
    if classify.by_path(path) in classify.EXCLUDED or classify.by_content(path, data) in classify.EXCLUDED:
        return None
    return languages.refine(language, path, data)


def _from_archive(archive: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(archive) as opened:
        for member in opened:
            stored = opened.extractfile(member) if member.isfile() else None
            if stored:
                yield member.name, stored.read()


def _from_git(directory: Path, functions: bool) -> Iterator[tuple[str, bytes]]:
    git = ["git", f"--git-dir={directory}"]
    listed = _output([*git, "ls-tree", "-r", "-z", "HEAD"], b"").decode("utf-8", "replace")
    entries = [entry.partition("\t") for entry in listed.split("\0")]
    files = ((head, path) for head, _, path in entries if head.startswith("100"))
    blobs = [(head.split()[2], path) for head, path in files if _may_count(path, functions)]
    answers = io.BytesIO(_output([*git, "cat-file", "--batch"], "\n".join(oid for oid, _ in blobs).encode()))
    for _, path in blobs:
        header = answers.readline().split()
        if header[-1] != b"missing":
            yield path, answers.read(int(header[2]))
            answers.readline()


def _may_count(path: str, functions: bool) -> bool:
    language = languages.by_path(path)
    if language is None:
        return languages.may_have_shebang(path)
    return language.structure is not None or not functions


def _output(command: list[str], told: bytes) -> bytes:
    environment = {**os.environ, "GIT_NO_LAZY_FETCH": "1"}
    return subprocess.run(command, input=told, check=True, capture_output=True, env=environment).stdout


def download(folder: Path, packages: str = PACKAGES) -> list[Path]:
    """Fetch what is missing of the packages, and say where all are; one that an index lacks is told and left out."""
    rows = packages.strip().split("\n")
    missing = [row for row in rows if not any(folder.glob(_stem(row) + ".t*"))]
    if missing and not (PYPI and NPM and DEBIAN):
        advice = f"Set {', '.join(VARIABLES)} to the addresses of the indexes."
        if not any(folder.glob("*.t*")):
            raise SystemExit(advice)
        print(f"left out: {', '.join(missing)}. {advice}")
        missing = []
    folder.mkdir(parents=True, exist_ok=True)
    finders = {"pypi": _pypi, "npm": _npm, "debian": _debian}
    for row in missing:
        index, name, version = row.split()
        try:
            address = finders[index](folder, name, version)
            ending = ".tar" + address[address.rindex(".") :].replace(".tgz", ".gz")
            (folder / (_stem(row) + ending)).write_bytes(_read(address))
        except (OSError, LookupError) as error:
            print(f"left out: {row}: {error}")
    return [path for row in rows for path in folder.glob(_stem(row) + ".t*")]


def _stem(row: str) -> str:
    """What the package of a row is called in the folder, up to its ending."""
    return row.replace("/", "-").replace(" ", "-")


def _read(address: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(address, headers={"Accept": accept})
    with urllib.request.urlopen(request, timeout=300) as answer:
        body: bytes = answer.read()
    return body


def _pypi(_folder: Path, name: str, version: str) -> str:
    listed = json.loads(_read(f"{PYPI}/{name}/", "application/vnd.pypi.simple.v1+json"))
    wanted = f"{name}-{version}.tar.gz".lower()
    return next((str(file["url"]) for file in listed["files"] if file["filename"].lower() == wanted), "") or _missing()


def _npm(_folder: Path, name: str, version: str) -> str:
    return f"{NPM}/{name}/-/{name.rpartition('/')[2]}-{version}.tgz"


def _debian(folder: Path, name: str, release: str) -> str:
    index = folder / f"Sources-{release}.xz"
    if not index.exists():
        index.write_bytes(_read(f"{DEBIAN}/dists/{release}/main/source/Sources.xz"))
    for stanza in lzma.decompress(index.read_bytes()).decode().split("\n\n"):
        if stanza.startswith(f"Package: {name}\n"):
            directory = re.search(r"^Directory: (\S+)", stanza, re.MULTILINE)
            original = re.search(r"(\S+\.orig\.tar\.(?:gz|xz|bz2))$", stanza, re.MULTILINE)
            if directory and original:
                return f"{DEBIAN}/{directory[1]}/{original[1]}"
    return _missing()


def _missing() -> str:
    raise LookupError("the index does not have it")
