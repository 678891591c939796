"""Reports as a hostile child would send them, and scores of anything, out of one source of chance."""

from __future__ import annotations

import json
import random
from copy import deepcopy
from dataclasses import replace
from typing import Any

from repocat.analysis import findings, score
from repocat.analysis.dump import MOST_BYTES, dump
from repocat.analysis.load import InvalidReportError, load
from repocat.analysis.measure import printable
from repocat.analysis.report import (
    BigFiles,
    Distribution,
    Docs,
    DuplicateGroup,
    DuplicatePlace,
    Duplication,
    FilePlace,
    FunctionPlace,
    Functions,
    Practice,
    Report,
    Tests,
)
from repocat.analysis.tally import THRESHOLDS
from tests.analysis.hostile_sources import broken, name
from tests.cat.reports import report as plain_report

Chance = random.Random
_FAMILIES = ("systems", "managed", "dynamic")
_ODD: tuple[Any, ...] = (
    None, True, -1, 0, 1, 2**31, 2**53, 2**63, 10**30, 0.5, -0.0, 1e308, float("nan"), float("inf"), "", "x", "\0",
    "\ud800", "x" * 5000, "1", "2024-06-01", [], {}, [[]], {"": None}, [0] * 2000, "<script>", "\N{CAT FACE}",
)  # fmt: skip


def number(chance: Chance, most: int = 10**7) -> int:
    """Small ones most often, and the ends."""
    return chance.choice((0, 1, most, chance.randint(0, 10), chance.randint(0, 1000), chance.randint(0, most)))


def path(chance: Chance) -> str:
    """A path as a report has it."""
    return printable(name(chance))


def measured(chance: Chance) -> score.Measured:
    """What might have been measured of anything; numbers need not fit each other."""
    code = number(chance)
    ratio = chance.choice((None, 0.0, 1.0, 1e-9, 1e9, chance.random()))
    return score.Measured(
        code=code,
        lines=code + number(chance),
        functions=chance.choice((None, _functions(chance, code))),
        duplication=chance.choice((None, _duplication(chance))),
        big_files=_big_files(chance),
        tests=Tests(number(chance), number(chance), ratio, tuple(path(chance) for _ in range(chance.randrange(3)))),
        docs=Docs(
            chance.choice((None, path(chance))), chance.choice((0.0, 1.0, chance.random())), *_flags(chance, 3),
            comment_share=chance.choice((None, 0.0, 1.0, chance.random())),
        ),
        practice=_practice(chance),
        families={family: number(chance) for family in chance.sample(_FAMILIES, chance.randrange(4))},
    )  # fmt: skip


def _flags(chance: Chance, count: int) -> tuple[bool, ...]:
    return tuple(chance.random() < 0.5 for _ in range(count))


def _functions(chance: Chance, code: int) -> Functions:
    worst = tuple(
        FunctionPlace(path(chance), number(chance), path(chance)[:120], *(number(chance) for _ in range(4)))
        for _ in range(chance.choice((0, 1, 5, 98)))
    )
    spread = {
        measure: Distribution(*(number(chance) for _ in range(4)), limit, number(chance), number(chance))
        for measure, limit in THRESHOLDS.items()
    }
    part = chance.choice((code, chance.randint(1, max(1, code))))
    return Functions(count=number(chance), measured_code=max(1, part), worst=worst, **spread)


def _duplication(chance: Chance) -> Duplication:
    groups = tuple(
        DuplicateGroup(
            number(chance, 1000),
            tuple(DuplicatePlace(path(chance), number(chance)) for _ in range(chance.choice((2, 3, 10)))),
        )
        for _ in range(chance.choice((0, 1, 20)))
    )
    compared = max(1, number(chance))
    duplicated = chance.randint(0, compared)
    return Duplication(duplicated, compared, duplicated / compared, groups)


def _big_files(chance: Chance) -> BigFiles:
    places = tuple(FilePlace(path(chance), 501 + number(chance)) for _ in range(chance.choice((0, 1, 20))))
    return BigFiles(number(chance), number(chance), number(chance), places)


def _practice(chance: Chance) -> Practice:
    def paths() -> tuple[str, ...]:
        return tuple(path(chance) for _ in range(chance.choice((0, 1, 30))))

    licence = chance.choice((None, "MIT", "NOASSERTION"))
    return Practice(paths(), licence, "custom", paths(), paths(), paths(), *_flags(chance, 2))


def whole_report(chance: Chance) -> Report:
    """A report whose score and findings are those of what it says was measured."""
    found = measured(chance)
    graded = score.grade(found)
    return replace(
        plain_report(),
        functions=found.functions, duplication=found.duplication, big_files=found.big_files, tests=found.tests,
        docs=found.docs, practice=found.practice, production_code=found.code,
        score=replace(graded, findings=findings.find(found)),
    )  # fmt: skip


def check_score(chance: Chance) -> None:
    """Grades add up, findings never make it worse, and the report is one that its reader takes."""
    made = whole_report(chance)
    graded = made.score
    assert graded.value is None or 0 <= graded.value <= 10
    if graded.value is not None:
        assert 1000 - sum(one.lost for one in graded.indicators) - graded.shrinkage == round(100 * graded.value)
    for finding in graded.findings:
        assert finding.gain >= 0
        assert finding.advice.endswith(".")
        assert finding.after is None or 0 <= finding.after <= 10
    data = dump(made)
    assert len(data) <= MOST_BYTES
    assert load(data).score.value == graded.value
    assert _same_again(load(data))


def check_load(chance: Chance) -> None:
    """What a child sends is a report or refused; nothing else comes of it."""
    data = dump(whole_report(chance))
    if chance.random() < 0.7:
        plain = json.loads(data)
        for _ in range(chance.randint(1, 3)):
            _change(plain, chance)
        data = json.dumps(plain).encode()
    else:
        data = broken(data, chance)
    try:
        found = load(data)
    except InvalidReportError:
        return
    assert _same_again(found)


def _same_again(found: Report) -> bool:
    # Near the limit lists end sooner, as numbers that were read are written with a few bytes more.
    data = dump(found)
    first, second = (replace(one.score, findings=()) for one in (found, load(data)))
    return len(data) <= MOST_BYTES and first == second


def _change(plain: Any, chance: Chance) -> None:
    """Put something odd in one place of it, or take that place away."""
    while True:
        keys = list(plain) if isinstance(plain, dict) else list(range(len(plain)))
        if not keys:
            return
        key = chance.choice(keys)
        if isinstance(plain[key], dict | list) and plain[key] and chance.random() < 0.8:
            plain = plain[key]
            continue
        match chance.randrange(3):
            case 0:
                del plain[key]
            case 1 if isinstance(plain, dict):
                plain[str(chance.random())] = deepcopy(chance.choice(_ODD))
            case _:
                plain[key] = deepcopy(chance.choice(_ODD))
        return
