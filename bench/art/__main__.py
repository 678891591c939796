"""Runs the gates and prints what they found: `python -m bench.art [GATE ...]`."""

from __future__ import annotations

import sys

from bench.art import gates, soundness


def main() -> int:
    """Status 1 where a gate does not hold."""
    failed = 0
    for gate in (*gates.GATES, *soundness.GATES):
        if sys.argv[1:] and gate.__name__ not in sys.argv[1:]:
            continue
        for row in gate():
            failed += not row.holds
            print(f"{'ok  ' if row.holds else 'FAIL'}  {row.gate:<12} {row.subject:<55} {row.figure}", flush=True)
    print(f"{failed} do not hold" if failed else "all hold")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
