"""What the code shows: yarn, copycats, hairballs, boxes, burrs, the tail, the bow tie, the socks."""

from __future__ import annotations

from repocat.analysis.report import Language, Report
from repocat.cat.breeds import DEFAULT_BREED, breed_of
from repocat.cat.measures.reading import Reading, band, count, rank, unknown
from repocat.cat.model import Trait

COPYCATS = ((0.03, 0), (0.08, 1), (0.15, 2))
YARN = ((5.0, "no yarn"), (8.0, "a small ball"), (14.0, "a big ball"), (18.0, "a huge ball"))
HAIRBALLS = (1, 2, 5)
BOXES = (0, 4, 6)
#: Per thousand lines of production code.
BURRS = (0.001, 2, 6)
#: Shares of functions that are annotated.
BOW_TIES = ((0.05, "none"), (0.5, "plain"), (0.9, "striped"))
#: Shares of the second language for two and for four socks, and of each language of a polyglot.
SOCKS = (0.15, 0.30)
POLYGLOT_SHARE, POLYGLOT_LANGUAGES = 0.10, 4
#: Bytes: the 95th percentile of line lengths for the shortest and the longest tail.
SHORT_LINES, LONG_LINES = 60, 200
TAILS = ((0.2, "short"), (0.5, "middling"), (0.8, "long"))


def complexity(report: Report) -> Reading:
    """The 90th percentile of cyclomatic complexity."""
    if report.functions is None or not report.functions.count:
        return unknown("complexity", "Yarn", "no functions could be measured", 1)
    value = report.functions.complexity.p90
    level = band(value, YARN, "a tangle")
    text = f"90 % of functions have a complexity of at most {value}"
    return Reading(Trait("complexity", "Yarn", level, text, f"{level}: {text}", 1, str(value)), value)


def duplication(report: Report) -> Reading:
    """Copycats, 0-3, by the share of duplicated lines."""
    if report.duplication is None:
        return unknown("duplication", "Copycats", "duplication could not be measured", 2)
    share = report.duplication.share
    cats = next((count for limit, count in COPYCATS if share < limit), 3)
    value = f"{share:.1%} duplicated lines"
    return Reading(Trait("duplication", "Copycats", str(cats), value, f"{count(cats, 'copycat')}: {value}", 2), cats)


def big_files(report: Report) -> Reading:
    """Hairballs, 0-3: production files of more than 1,000 lines."""
    files = report.big_files.over_1000
    balls = rank(files, HAIRBALLS)
    value = f"{count(files, 'file')} over 1,000 lines"
    if report.big_files.largest and files:
        value += f", the largest {report.big_files.largest[0].lines:,}"
    return Reading(Trait("big_files", "Hairballs", str(balls), value, f"{count(balls, 'hairball')}: {value}", 2), balls)


def nesting(report: Report) -> Reading:
    """Boxes inside each other, 1-3: the 95th percentile of nesting."""
    if report.functions is None or not report.functions.count:
        return unknown("nesting", "Nested boxes", "no functions could be measured", 3)
    deepest = report.functions.nesting.p95
    boxes = rank(deepest, BOXES)
    value = f"95 % of functions nest at most {deepest} deep"
    shown = "one box" if boxes == 1 else f"{boxes} nested boxes"
    return Reading(Trait("nesting", "Nested boxes", str(boxes), value, f"{shown}: {value}", 3), boxes)


def todos(report: Report) -> Reading:
    """Burrs, 0-3: notes such as TODO and FIXME for every thousand lines of production code."""
    if not report.production_code:
        return unknown("todos", "Burrs", "there is no production code", 2)
    density = report.todos / report.production_code * 1000
    burrs = rank(density, BURRS)
    value = f"{density:.1f} notes like TODO in 1,000 lines"
    return Reading(Trait("todos", "Burrs", str(burrs), value, f"{count(burrs, 'burr')}: {value}", 2), burrs)


def line_length(report: Report) -> Reading:
    """The tail's length, 0.0-1.0: the 95th percentile of line lengths."""
    if report.line_length_p95 is None:
        return unknown("line_length", "Tail", "there is no production code", 3)
    share = min(1.0, max(0.0, (report.line_length_p95 - SHORT_LINES) / (LONG_LINES - SHORT_LINES)))
    level = band(share, TAILS, "very long")
    value = f"95 % of lines have at most {report.line_length_p95} characters"
    return Reading(Trait("line_length", "Tail", level, value, f"a {level} tail: {value}", 3), share)


def types(report: Report) -> Reading:
    """The bow tie: the share of functions whose parameters or result are annotated."""
    share = report.types.share
    if share is None:
        return unknown("types", "Bow tie", "the languages do not let one choose", 2)
    level = band(share, BOW_TIES, "dotted")
    tie = "no bow tie" if level == "none" else f"a {level} bow tie"
    value = f"{share:.0%} of functions are annotated"
    return Reading(Trait("types", "Bow tie", level, value, f"{tie}: {value}", 2), share)


def socks(report: Report) -> Reading:
    """Socks, 0, 2 or 4: the share of the second language; a polyglot's whole coat is a tortoiseshell."""
    shares = _shares(report)
    if not shares:
        return unknown("socks", "Socks", "no programming language was found", 2)
    if sum(share > POLYGLOT_SHARE for _, share in shares) >= POLYGLOT_LANGUAGES:
        names = ", ".join(name for name, share in shares if share > POLYGLOT_SHARE)
        return Reading(Trait("socks", "Socks", "polyglot", names, f"a tortoiseshell coat: {names}", 2), None)
    second, share = shares[1] if len(shares) > 1 else ("", 0.0)
    number = 2 * rank(share, SOCKS)
    value = f"{share:.0%} {second}" if second else "one language"
    worn = f"{number} socks" if number else "no socks"
    return Reading(Trait("socks", "Socks", str(number), value, f"{worn}: {value}", 2), number)


def second_language(report: Report) -> str | None:
    """The language whose family gives socks their colour."""
    shares = _shares(report)
    return shares[1][0] if len(shares) > 1 else None


def _shares(report: Report) -> list[tuple[str, float]]:
    """Languages that have a family or functions, by their share of code, largest first."""
    found = [language for language in report.languages if _has_family(language)]
    total = sum(language.code for language in found)
    shares = [(language.name, language.code / total) for language in found if total]
    return sorted(shares, key=lambda item: (-item[1], item[0]))


def _has_family(language: Language) -> bool:
    return language.functions_measured or breed_of(language.name) != DEFAULT_BREED
