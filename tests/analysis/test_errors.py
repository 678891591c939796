from __future__ import annotations

import pickle

import pytest

from repocat.analysis.errors import REASONS, AnalysisError


@pytest.mark.parametrize("code", REASONS)
def test_every_reason_says_what_happened_and_what_to_do(code: str) -> None:
    text = AnalysisError(code).text
    assert text.endswith(".")
    assert text.count(". ") == 1


def test_no_two_reasons_say_the_same() -> None:
    assert len({reason.text for reason in REASONS.values()}) == len(REASONS)


def test_an_unknown_reason_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        AnalysisError("no such code")


def test_errors_go_from_process_to_process() -> None:
    error = pickle.loads(pickle.dumps(AnalysisError("refused")))
    assert (error.code, str(error)) == ("refused", str(AnalysisError("refused")))
