"""`python -m bench.oracle`: the table of agreement, and an exit code that tells whether every gate holds."""

from __future__ import annotations

import argparse
import sys
from multiprocessing import Pool
from pathlib import Path

from bench.oracle import corpus
from bench.oracle.compare import Agreement, Difference, compare
from bench.oracle.grammars import GRAMMARS

FOUND = {"C": 0.97, "C++": 0.97}
EQUAL = {"Rust": 0.95, "C++": 0.95}
_FOUND, _EQUAL = 0.99, 0.98
ORDER = [name for name in GRAMMARS if name != "TSX"]


def main() -> int:
    """Compare, print, judge."""
    options = _options()
    if not options.repositories:
        corpus.download(options.folder)
    chosen = corpus.samples(options.folder, options.repositories)
    wanted = (sample for sample in chosen if not options.language or sample.language.name in options.language)
    total = {name: Agreement(name) for name in ORDER}
    with Pool(options.processes) as pool:
        for part in pool.imap_unordered(compare, wanted, chunksize=20):
            total[part.language].add(part)
    measured = [agreement for agreement in total.values() if agreement.functions]
    _print_table(measured)
    for agreement in measured:
        _print_differences(agreement.differences, options.show)
    return int(not all(_passes(agreement) for agreement in measured))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.oracle", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path(".oracle"), help="where packages are kept")
    parser.add_argument("--repositories", type=Path, nargs="*", default=[], help="bare repositories in their place")
    parser.add_argument("--language", action="append", help="only this one; may be given several times")
    parser.add_argument("--show", type=int, default=0, help="print so many disagreements of each kind")
    parser.add_argument("--processes", type=int, default=2)
    return parser.parse_args()


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
