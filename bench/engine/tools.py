"""How each program is asked for the same: the source languages of the repository that we measure functions of."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bench.engine.watch import Order
from repocat.analysis.limits import Limits
from repocat.analysis.request import request_for_folder
from repocat.analysis.sandbox import child_command

ROOT = Path(__file__).resolve().parents[2]
PEERS = ROOT / ".venv-bench" / "bin"
AS_OF = "2026-01-01"
#: A million lines is more than a stranger may ask for.
LIMITS = Limits(
    memory_bytes=16 << 30, paths=1_000_000, total_bytes=8 << 30, analysis_seconds=900, analysis_cpu_seconds=1800
)

#: Language -> its names for lizard, jscpd and cloc, and the endings of its files for scc.
NAMES = {
    "Python": ("python", "python", "Python", "py,pyi"),
    "JavaScript": ("javascript", "javascript,jsx", "JavaScript,JSX", "js,mjs,cjs,jsx"),
    "TypeScript": ("typescript,tsx", "typescript,tsx", "TypeScript", "ts,mts,cts,tsx"),
    "Java": ("java", "java", "Java", "java"),
    "Kotlin": ("kotlin", "kotlin", "Kotlin", "kt,kts"),
    "C": ("cpp", "c,c-header", "C,C/C++ Header", "c,h"),
    "C++": ("cpp", "cpp,cpp-header", "C++,C/C++ Header", "cc,cpp,cxx,h,hh,hpp"),
    "C#": ("csharp", "csharp", "C#", "cs"),
    "Go": ("go", "go", "Go", "go"),
    "Rust": ("rust", "rust", "Rust", "rs"),
    "PHP": ("php", "php", "PHP", "php"),
    "Ruby": ("ruby", "ruby", "Ruby", "rb"),
    "Swift": ("swift", "swift", "Swift", "swift"),
    "Scala": ("scala", "scala", "Scala", "scala"),
    "Shell": ("", "bash", "Bourne Shell,Bourne Again Shell", "sh,bash"),
}
_LIZARD, _JSCPD, _CLOC, _ENDINGS = range(4)


@dataclass(frozen=True, slots=True)
class Subject:
    """A repository to measure: bare for us and for git, checked out for the others, who cannot read it otherwise."""

    name: str
    bare: Path
    checkout: Path
    #: Those of its languages whose functions we measure, and their lines of code.
    languages: tuple[str, ...]
    code: int
    #: Names of the contents of all its files.
    blobs: bytes


@dataclass(frozen=True, slots=True)
class Tool:
    """A program of its own, and how it is asked."""

    name: str
    order: Callable[[Subject], Order]


def ours() -> Tool:
    """The child as a worker starts it where it has no warm one."""

    def order(subject: Subject) -> Order:
        child = child_command(LIMITS)
        return Order(child.command, request_for_folder(subject.bare, AS_OF, LIMITS), child.environment)

    return Tool("ours, cold", order)


def report_of(answer: Path) -> dict[str, object] | None:
    """What the cold child answered, if that was a report."""
    last = json.loads(answer.read_text().rstrip().rpartition("\n")[2] or "{}")
    return last.get("report") if last.get("event") == "report" else None


def floor() -> Tool:
    """What nobody who reads the files from git can do without."""

    def order(subject: Subject) -> Order:
        return Order(["git", f"--git-dir={subject.bare}", "cat-file", "--batch", "--buffer"], subject.blobs)

    return Tool("git alone", order)


def peers() -> tuple[list[Tool], list[str]]:
    """The others that are here, and a sentence for each that is not."""
    commands: dict[str, Callable[[Subject], list[str]]] = {
        "lizard": _lizard,
        "lizard -t2": lambda subject: [*_lizard(subject), "-t2"],
        "scc": _scc,
        "jscpd": _jscpd,
        "cloc": _cloc,
        "radon": lambda subject: [_program("radon"), "cc", "--json", str(subject.checkout)],
    }
    missing = sorted({word for name in commands if not _program(word := name.partition(" ")[0])})
    advice = {"cloc": "apt install cloc"}
    sentences = [
        f"{name} is not here and left out: {advice.get(name, 'make .venv-bench/.complete')}" for name in missing
    ]
    here = [name for name in commands if name.partition(" ")[0] not in missing]
    return [Tool(name, _ordering(commands[name])) for name in here], sentences


def _ordering(command: Callable[[Subject], list[str]]) -> Callable[[Subject], Order]:
    return lambda subject: Order(command(subject))


def measures(tool: Tool, subject: Subject) -> bool:
    """Whether the program has anything to say of the repository's languages."""
    if tool.name == "radon":
        return subject.languages[0] == "Python"
    return bool(_names(subject, _LIZARD)) if tool.name.startswith("lizard") else True


def _program(name: str) -> str:
    own = PEERS / name
    return str(own) if own.exists() else shutil.which(name) or ""


def _names(subject: Subject, column: int) -> list[str]:
    found = ",".join(NAMES[language][column] for language in subject.languages).split(",")
    return list(dict.fromkeys(name for name in found if name))


def _lizard(subject: Subject) -> list[str]:
    languages = [f"-l{name}" for name in _names(subject, _LIZARD)]
    return [_program("lizard"), *languages, "--csv", str(subject.checkout)]


def _scc(subject: Subject) -> list[str]:
    endings = ",".join(_names(subject, _ENDINGS))
    return [_program("scc"), "--no-gitignore", "--no-ignore", "-i", endings, str(subject.checkout)]


def _jscpd(subject: Subject) -> list[str]:
    formats = ",".join(_names(subject, _JSCPD))
    return [
        *(_program("jscpd"), "--reporters", "silent", "--no-gitignore", "--min-lines", "6", "--max-lines", "100000"),
        *("--max-size", "1mb", "--format", formats, str(subject.checkout)),
    ]


def _cloc(subject: Subject) -> list[str]:
    return [_program("cloc"), "--quiet", f"--include-lang={','.join(_names(subject, _CLOC))}", str(subject.checkout)]
