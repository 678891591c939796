"""Names of licences: SPDX identifiers and expressions, what people write instead, and what kind of licence each is."""

from __future__ import annotations

import re
from collections.abc import Sequence

PERMISSIVE, WEAK, STRONG, PUBLIC, CUSTOM = "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom"
UNKNOWN = "NOASSERTION"
#: What the notice in every file of a GNU program is called among the texts; it says itself which licence it means.
GNU_NOTICE = "GNU"

_BY_CLASS = {
    PERMISSIVE: (
        "MIT MIT-0 X11 JSON ISC 0BSD BSD-1-Clause BSD-2-Clause BSD-2-Clause-Patent BSD-3-Clause BSD-3-Clause-Clear "
        "BSD-4-Clause Apache-1.1 Apache-2.0 ECL-2.0 AFL-3.0 Zlib BSL-1.0 PostgreSQL Artistic-2.0 Python-2.0 PSF-2.0 "
        "Ruby WTFPL MS-PL NCSA UPL-1.0 Vim OpenSSL BlueOak-1.0.0 MulanPSL-2.0 HPND HPND-sell-variant curl ICU "
        "Unicode-DFS-2016 Unicode-3.0 PHP-3.01 W3C ZPL-2.1 NTP FTL IJG libpng-2.0 TCL CECILL-B OFL-1.1 CC-BY-4.0 "
        "Beerware"
    ),
    WEAK: (
        "MPL-1.1 MPL-2.0 LGPL-2.0 LGPL-2.1 LGPL-3.0 EPL-1.0 EPL-2.0 CPL-1.0 CDDL-1.0 CDDL-1.1 EUPL-1.1 EUPL-1.2 MS-RL "
        "CECILL-C Artistic-1.0 Artistic-1.0-Perl"
    ),
    STRONG: "GPL-1.0 GPL-2.0 GPL-3.0 AGPL-3.0 OSL-3.0 CECILL-2.1 Sleepycat GFDL-1.3 CC-BY-SA-4.0",
    PUBLIC: "Unlicense CC0-1.0 blessing",
    CUSTOM: (
        "SSPL-1.0 BUSL-1.1 Elastic-2.0 SUL-1.0 FSL-1.1-MIT FSL-1.1-ALv2 PolyForm-Noncommercial-1.0.0 ODbL-1.0 "
        "CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-ND-4.0 CC-BY-NC-ND-4.0"
    ),
}
#: SPDX identifier of every licence that is known -> its class.
CLASSES = {name: kind for kind, names in _BY_CLASS.items() for name in names.split()}

_CANONICAL = {name.lower(): name for name in CLASSES}
#: From what leaves most freedom to what leaves least.
_STRICTNESS = (PUBLIC, PERMISSIVE, WEAK, STRONG, CUSTOM)
_TOKEN = re.compile(r"[A-Za-z0-9.+-]+|[()/]")
_EXPRESSION = re.compile(r"[A-Za-z0-9.+()/ -]{1,80}")
_OPERATORS, _BRACKETS = ("AND", "OR", "WITH"), ("(", ")")
#: What Cargo files had for OR.
_OLD_OR = "/"
_VARIANT = re.compile(r"(-only|-or-later|\+)$", re.IGNORECASE)
_EXCEPTION = re.compile(r"[A-Za-z0-9.-]{1,40}-exception(?:-[\d.]{1,5})?|Linux-syscall-note", re.IGNORECASE)

_VERSION = r" ?(?:license )?(?:as published by the free software foundation (?:either )?)?(?:version |v)?"
#: What people write -> identifier. Of several at one place the first wins.
_WRITTEN: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (spdx, re.compile(rf"\b(?:{pattern})\b"))
    for spdx, pattern in (
        ("AGPL-3.0", rf"(?:gnu )?(?:affero general public|agpl){_VERSION}3(?: 0)?"),
        ("LGPL-3.0", rf"(?:gnu )?(?:lesser general public|lgpl){_VERSION}3(?: 0)?"),
        ("LGPL-2.1", rf"(?:gnu )?(?:lesser general public|lgpl){_VERSION}2 1"),
        ("GPL-3.0", rf"(?:gnu )?(?:general public|gpl){_VERSION}3(?: 0)?"),
        ("GPL-2.0", rf"(?:gnu )?(?:general public|gpl){_VERSION}2(?: 0)?"),
        ("Apache-2.0", rf"(?:apache(?: software)?|asl){_VERSION}2(?: 0)?"),
        ("BSD-3-Clause", r"bsd 3 clause|3 clause bsd|(?:new|modified|revised) bsd"),
        ("BSD-2-Clause", r"bsd 2 clause|2 clause bsd|simplified bsd|freebsd license"),
        ("MPL-2.0", rf"(?:mozilla public|mpl){_VERSION}2 0"),
        ("EPL-2.0", rf"(?:eclipse public|epl){_VERSION}2 0"),
        ("EPL-1.0", rf"(?:eclipse public|epl){_VERSION}1 0"),
        ("EUPL-1.2", rf"(?:european union public|eupl){_VERSION}1 2"),
        ("BSL-1.0", r"boost software license"),
        ("Unlicense", r"(?:the )?unlicense"),
        ("CC0-1.0", r"cc0(?: 1 0)?"),
        ("WTFPL", r"wtfpl"),
        ("Zlib", r"zlib license"),
        ("ISC", r"isc(?: license)?|isc licensed"),
        ("MIT", r"mit(?: license)?|mit licensed|expat license"),
    )
)
_LATER = re.compile(r"\bor (?:any )?(?:later|newer)\b|\bany later version\b")
_COPYLEFT = re.compile(r"[AL]?GPL-[\d.]+")


def expression(text: str) -> str | None:
    """An SPDX expression of licences that are known, in SPDX's own spelling; None for anything else."""
    text = text.strip()
    if not _EXPRESSION.fullmatch(text):
        return None
    parts: list[str] = []
    for part in _TOKEN.findall(text):
        spelled = _spelled(part, after_with=parts[-1:] == ["WITH"])
        if spelled is None:
            return None
        parts.append(spelled)
    # Licences and operators take turns, or it is no expression.
    plain = [part for part in parts if part not in _BRACKETS]
    if len(plain) % 2 == 0 or any((part in _OPERATORS) != bool(place % 2) for place, part in enumerate(plain)):
        return None
    joined = " ".join(parts).replace("( ", "(").replace(" )", ")")
    is_bracketed = joined.startswith("(") and joined.find(")") == len(joined) - 1
    return joined[1:-1] if is_bracketed else joined


def _spelled(part: str, *, after_with: bool) -> str | None:
    if part in _BRACKETS:
        return part
    if part == _OLD_OR:
        return "OR"
    if part.upper() in _OPERATORS:
        return part.upper()
    if after_with:
        return part if _EXCEPTION.fullmatch(part) else None
    base = _VARIANT.sub("", part)
    known = _CANONICAL.get(base.lower())
    if known is None:
        return None
    suffix = part[len(base) :].lower()
    return known + ("-or-later" if suffix == "+" and _COPYLEFT.fullmatch(known) else suffix)


def written(words: Sequence[str]) -> list[str]:
    """Licences that a short text calls by their names, in its order; `words` as `shingles.words` gives them."""
    text = " ".join(words)
    found: dict[str, int] = {}
    taken: list[tuple[int, int]] = []
    for spdx, pattern in _WRITTEN:
        for match in pattern.finditer(text):
            begin, end = match.span()
            if all(end <= other[0] or begin >= other[1] for other in taken):
                taken.append((begin, end))
                found[spdx] = min(begin, found.get(spdx, begin))
    return [variant(spdx, text) for spdx in sorted(found, key=found.__getitem__)]


def variant(spdx: str, text: str) -> str:
    """The identifier with "-or-later" where a text around a GNU licence allows that; `text` is words in lower case."""
    return f"{spdx}-or-later" if _COPYLEFT.fullmatch(spdx) and _LATER.search(text) else spdx


def either(names: Sequence[str]) -> str:
    """The expression for a choice between licences."""
    return " OR ".join(sorted(dict.fromkeys(names), key=str.lower)[:3])


def kind(spdx: str) -> str:
    """The class of an expression: the freest where one may choose, the strictest where all hold."""
    choices = [
        max((_STRICTNESS.index(_class(name)) for name in _names(choice)), default=len(_STRICTNESS) - 1)
        for choice in spdx.split(" OR ")
    ]
    return _STRICTNESS[min(choices)]


def _names(choice: str) -> list[str]:
    return [part.partition(" WITH ")[0].strip("() ") for part in choice.split(" AND ")]


def _class(name: str) -> str:
    return CLASSES.get(_VARIANT.sub("", name), CUSTOM)
