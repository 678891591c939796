from __future__ import annotations

import json

from repocat.analysis import languages
from repocat.analysis.report import ANALYSER_VERSION
from tests.analysis import golden_numbers
from tests.analysis.golden_numbers import COMMAND

RECORDED = json.loads(golden_numbers.RECORD.read_bytes())


def test_numbers_change_only_with_the_version() -> None:
    same = golden_numbers.digest() == RECORDED["digest"]
    if RECORDED["analyser_version"] == ANALYSER_VERSION:
        assert same, (
            f"Numbers of the analysis changed, but ANALYSER_VERSION is {ANALYSER_VERSION!r} still, so stored reports "
            f"would be taken for current: raise it in repocat/analysis/report.py, then record with `{COMMAND}`."
        )
    assert RECORDED["analyser_version"] == ANALYSER_VERSION, (
        f"The recorded numbers are those of version {RECORDED['analyser_version']!r}, "
        f"ANALYSER_VERSION is {ANALYSER_VERSION!r}: record with `{COMMAND}`."
    )


def test_the_numbers_are_the_same_twice() -> None:
    assert golden_numbers.numbers() == golden_numbers.numbers()


def test_every_measured_language_has_a_snippet() -> None:
    measured = {language.name for language in languages.ALL if language.structure}
    assert measured - golden_numbers.measured_languages() == set(), (
        f"Add a snippet with functions to tests/analysis/golden/src for each of these, then record with `{COMMAND}`."
    )
