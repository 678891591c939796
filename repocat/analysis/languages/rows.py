"""One line of text -> a language whose lines are counted."""

from __future__ import annotations

from repocat.analysis.languages.grammar import Language
from repocat.analysis.languages.syntax import SYNTAX


def languages(rows: str) -> tuple[Language, ...]:
    """The languages of a table, one a line: name|kind|family|syntax|.extensions =names-of-files !interpreters.

    A line that begins with white space goes on with the one before.
    """
    return tuple(_language(row) for row in rows.strip().replace("\n  ", " ").split("\n"))


def _language(row: str) -> Language:
    name, kind, family, syntax, marks = row.split("|")
    comments, openers, strings = SYNTAX[syntax]
    words = marks.split()
    return Language(
        name=name,
        kind=kind,
        family=family,
        extensions=tuple(word for word in words if word.startswith(".")),
        filenames=tuple(word[1:] for word in words if word.startswith("=")),
        interpreters=tuple(word[1:] for word in words if word.startswith("!")),
        comments=comments,
        openers=openers,
        strings=strings,
    )
