"""Which licence a text is, by phrases that only this licence has. No licence text is kept here."""

from __future__ import annotations

import re

PERMISSIVE, WEAK, STRONG, PUBLIC, CUSTOM = "permissive", "weak-copyleft", "strong-copyleft", "public-domain", "custom"

#: SPDX identifier, class, phrases that must all occur, phrases of which none may.
#: Of several that begin at one place the first wins.
_RULES: tuple[tuple[str, str, tuple[str, ...], tuple[str, ...]], ...] = (
    ("AGPL-3.0", STRONG, ("gnu affero general public license", "version 3"), ()),
    ("AGPL-3.0", STRONG, ("gnu affero general public license", "remote network interaction"), ()),
    ("LGPL-3.0", WEAK, ("gnu lesser general public license", "version 3"), ()),
    ("LGPL-2.1", WEAK, ("gnu lesser general public license", "version 2 1"), ()),
    ("GPL-3.0", STRONG, ("gnu general public license", "version 3 29 june 2007"), ()),
    ("GPL-2.0", STRONG, ("gnu general public license", "version 2 june 1991"), ()),
    ("GPL-3.0", STRONG, ("gnu general public license", "version 3"), ()),
    ("GPL-2.0", STRONG, ("gnu general public license", "version 2"), ()),
    ("Apache-2.0", PERMISSIVE, ("apache license", "version 2 0"), ("server side public license",)),
    ("MPL-2.0", WEAK, ("mozilla public license", "2 0"), ()),
    ("EPL-2.0", WEAK, ("eclipse public license", "v 2 0"), ()),
    ("EUPL-1.2", WEAK, ("european union public licence", "1 2"), ()),
    ("SSPL-1.0", CUSTOM, ("server side public license", "version 1"), ()),
    ("BSL-1.1", CUSTOM, ("business source license 1 1",), ()),
    ("BSL-1.0", PERMISSIVE, ("boost software license", "version 1 0"), ()),
    ("Unlicense", PUBLIC, ("this is free and unencumbered software released into the public domain",), ()),
    ("CC0-1.0", PUBLIC, ("cc0 1 0 universal",), ()),
    ("WTFPL", PUBLIC, ("do what the fuck you want to public license",), ()),
    ("Zlib", PERMISSIVE, ("the origin of this software must not be misrepresented", "altered source versions"), ()),
    (
        "MIT",
        PERMISSIVE,
        ("permission is hereby granted free of charge to any person obtaining a copy", "software is provided as is"),
        ("neither the name",),
    ),
    ("0BSD", PERMISSIVE, ("permission to use copy modify and or distribute",), ("provided that the above",)),
    ("ISC", PERMISSIVE, ("permission to use copy modify and", "distribute this software for any purpose"), ()),
    (
        "BSD-4-Clause",
        PERMISSIVE,
        ("redistribution and use in source and binary forms", "all advertising materials mentioning features"),
        (),
    ),
    (
        "BSD-3-Clause",
        PERMISSIVE,
        ("redistribution and use in source and binary forms", "endorse or promote products derived"),
        (),
    ),
    ("BSD-2-Clause", PERMISSIVE, ("redistribution and use in source and binary forms", "reproduce the above"), ()),
    ("CC-BY-SA-4.0", CUSTOM, ("attribution sharealike 4 0 international",), ()),
    ("CC-BY-4.0", CUSTOM, ("attribution 4 0 international",), ()),
)  # fmt: skip

_FILENAME = re.compile(r"(?:licen[cs]e|copying|unlicense)(?:[.-][\w.-]{1,30})?", re.IGNORECASE)
_NOT_TEXT = re.compile(r"\.(?:py|js|ts|go|rs|java|c|h|json|ya?ml|sh|rb|php)$", re.IGNORECASE)
_SEPARATORS = re.compile(r"[^a-z0-9]+")
_LONGEST = 60_000


def is_licence_file(path: str) -> bool:
    """Whether a file at the top of a repository is named like a licence."""
    return "/" not in path and bool(_FILENAME.fullmatch(path)) and not _NOT_TEXT.search(path)


def identify(data: bytes) -> tuple[str, str]:
    """SPDX identifier and class of a licence text; ("NOASSERTION", "custom") for one that nobody recognises.

    A text that mentions several licences is the one that it mentions first.
    """
    text = f" {_SEPARATORS.sub(' ', data[:_LONGEST].decode('utf-8', 'replace').lower())} "
    found = [
        (text.find(f" {needed[0]}"), order)
        for order, (_, _, needed, forbidden) in enumerate(_RULES)
        if all(f" {phrase}" in text for phrase in needed) and not any(phrase in text for phrase in forbidden)
    ]
    if not found:
        return "NOASSERTION", CUSTOM
    spdx, kind, _, _ = _RULES[min(found)[1]]
    return spdx, kind
