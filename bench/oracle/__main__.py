"""`python -m bench.oracle`: the table of agreement, and an exit code that tells whether every gate holds."""

from __future__ import annotations

import sys
from multiprocessing import Pool

from bench.oracle import corpus
from bench.oracle.compare import Agreement, Difference, compare
from bench.oracle.grammars import GRAMMARS
from bench.oracle.options import options

FOUND = {"C": 0.97, "C++": 0.97}
EQUAL = {"Rust": 0.95, "C++": 0.95}
_FOUND, _EQUAL = 0.99, 0.98
ORDER = [name for name in GRAMMARS if name != "TSX"]


def main() -> int:
    """Compare, print, judge."""
    told = options("bench.oracle", __doc__)
    if not told.repositories:
        corpus.download(told.folder)
    chosen = corpus.samples(told.folder, told.repositories)
    wanted = (sample for sample in chosen if not told.language or sample.language.name in told.language)
    total = {name: Agreement(name) for name in ORDER}
    with Pool(told.processes) as pool:
        for part in pool.imap_unordered(compare, wanted, chunksize=20):
            total[part.language].add(part)
    measured = [agreement for agreement in total.values() if agreement.functions]
    _print_table(measured)
    for agreement in measured:
        _print_differences(agreement.differences, told.show)
    return int(not all(_passes(agreement) for agreement in measured))


def _rates(agreement: Agreement) -> tuple[float, float, float]:
    return (
        agreement.found / agreement.functions,
        agreement.invented / agreement.functions,
        agreement.equal / max(1, agreement.found),
    )


def _passes(agreement: Agreement) -> bool:
    """Functions that are not there count like functions that were missed."""
    found, invented, equal = _rates(agreement)
    least = FOUND.get(agreement.language, _FOUND)
    return found >= least and invented <= 1 - least and equal >= EQUAL.get(agreement.language, _EQUAL)


def _print_table(measured: list[Agreement]) -> None:
    print(f"{'language':<12}{'files':>7}{'errors':>8}{'functions':>11}{'found':>9}{'invented':>10}{'equal':>9}  gate")
    for agreement in measured:
        found, invented, equal = _rates(agreement)
        print(
            f"{agreement.language:<12}{agreement.files:>7}{agreement.erroneous:>8}{agreement.functions:>11}"
            f"{found:>9.2%}{invented:>10.2%}{equal:>9.2%}  {'holds' if _passes(agreement) else 'MISSED'}"
        )


def _print_differences(differences: list[Difference], most: int) -> None:
    for kind in ("missed", "invented", "complexity"):
        chosen = [difference for difference in differences if difference.kind == kind]
        for one in chosen[:: max(1, len(chosen) // most)][:most] if most else []:
            print(f"{kind} {one.path}:{one.line} {one.name} {one.expected} {one.got}")


if __name__ == "__main__":
    sys.exit(main())
