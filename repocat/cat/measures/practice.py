"""What the practice shows: mice, bell, collar, books, brush, jar, box, shield."""

from __future__ import annotations

from repocat.analysis.report import Report
from repocat.cat.measures.reading import Reading, count, unknown
from repocat.cat.model import Trait

MICE = ((0.1, 1), (0.3, 2), (0.6, 3), (1.0, 4))

COLLARS = {
    "none": ("stray", "no licence found, so no collar"),
    "permissive": ("blue collar", "a permissive licence"),
    "weak-copyleft": ("green collar", "a weak copyleft licence"),
    "strong-copyleft": ("red collar", "a strong copyleft licence"),
    "public-domain": ("bandana", "dedicated to the public domain"),
    "custom": ("grey collar", "a licence nobody recognises"),
}


def tests(report: Report) -> Reading:
    """Caught mice, 0-5, by test lines per production line."""
    ratio = report.tests.ratio
    if ratio is None:
        return unknown("tests", "Caught mice", "there is no production code to test", 2)
    mice = 0 if ratio <= 0 else next((count for limit, count in MICE if ratio < limit), 5)
    caught = "a mouse sits on its head" if mice == 0 else "one caught mouse" if mice == 1 else f"{mice} caught mice"
    value = f"{ratio:.2f} test lines per line of code"
    return Reading(Trait("tests", "Caught mice", str(mice), value, f"{caught}: {value}", 2, f"{ratio:.2f}"), mice)


def ci(report: Report) -> Reading:
    """Whether continuous integration is set up; its last result is not known from a repository alone."""
    found = bool(report.practice.ci)
    level = "set up" if found else "none"
    sentence = (
        "a silver bell: continuous integration is set up" if found else "no bell: no continuous integration found"
    )
    files = len(report.practice.ci)
    value = "1 workflow file" if files == 1 else f"{files} workflow files"
    return Reading(Trait("ci", "Bell and weather", level, value, sentence, 1), float(found))


def licence(report: Report) -> Reading:
    """The class of the licence."""
    kind = report.practice.licence_class if report.practice.licence_class in COLLARS else "custom"
    collar, meaning = COLLARS[kind]
    return Reading(Trait("licence", "Collar", kind, meaning, f"{collar}: {meaning}", 2), None)


def docs(report: Report) -> Reading:
    """Books, 0-4: README quality counts twice, then the docs folder and the share of comments."""
    found = report.docs
    books = (found.readme_quality >= 0.3) + (found.readme_quality >= 0.7) + found.folder
    books += found.comment_share is not None and found.comment_share >= 0.15
    value = f"README {found.readme_quality:.0%}, {'a' if found.folder else 'no'} docs folder"
    sentence = f"{count(books, 'book')}: {value}"
    return Reading(Trait("docs", "Books", str(books), value, sentence, 2), books)


def linters(report: Report) -> Reading:
    """Brush and comb, 0-2: configuration of formatters, linters and pre-commit hooks."""
    files = len(report.practice.linters)
    tools = min(files, 2)
    shown = ("nothing to groom with", "a brush", "a brush and a comb")[tools]
    value = f"{count(files, 'file')} for formatters and linters"
    return Reading(Trait("linters", "Brush and comb", str(tools), value, f"{shown}: {value}", 3), tools)


def lock_files(report: Report) -> Reading:
    """The treat jar: closed where dependencies are locked."""
    files = len(report.practice.lock_files)
    level, shown = ("closed", "a closed treat jar") if files else ("open", "an open treat jar")
    value = f"{count(files, 'lock file')} of dependencies" if files else "dependencies are not locked"
    return Reading(Trait("lock_files", "Treat jar", level, value, f"{shown}: {value}", 3), float(files > 0))


def containers(report: Report) -> Reading:
    """A cardboard box: container files."""
    files = len(report.practice.containers)
    level, shown = ("yes", "a cardboard box to sit in") if files else ("none", "no cardboard box")
    value = count(files, "container file")
    return Reading(Trait("containers", "Cardboard box", level, value, f"{shown}: {value}", 3), float(files > 0))


def security_policy(report: Report) -> Reading:
    """A shield on the collar: a security policy."""
    found = report.practice.security_policy
    level, shown = ("yes", "a shield charm") if found else ("none", "no shield charm")
    value = "a security policy" if found else "no security policy"
    return Reading(Trait("security_policy", "Shield charm", level, value, f"{shown}: {value}", 3), float(found))
