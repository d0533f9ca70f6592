"""`make bench`: every budget in one table. `--json` for programs; exits 1 when one is missed."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from tests.bench.growth import SIZES, measure_growth, measure_loading, measure_search
from tests.bench.keys import measure_keys
from tests.bench.result import Result, as_json, as_table
from tests.bench.starts import measure_starts


def measure(rounds: int, sizes: tuple[int, ...]) -> Iterator[Result]:
    """Everything, the quick things first."""
    with TemporaryDirectory(prefix="xev-bench-") as name:
        folder = Path(name)
        series, results = measure_starts(folder, rounds)
        yield from results
        yield from measure_keys(folder, 2 * rounds, median(series["empty"]))
        yield from measure_loading(sizes[1], max(1, rounds // 4))
        yield from measure_search(folder, sizes[1], 2 * rounds)
        yield from measure_growth(folder, sizes)


def main() -> int:
    """Measure and print; 0 when all budgets hold, else 1."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--rounds", type=int, default=15, help="rounds of starts (15)")
    parser.add_argument("--tiny", action="store_true", help="see that it works; ratios say nothing")
    options = parser.parse_args()
    rounds, sizes = (1, (20, 40)) if options.tiny else (options.rounds, SIZES)
    results = list(measure(rounds, sizes))
    print(as_json(results) if options.json else as_table(results))
    missed = [item.name for item in results if not item.holds]
    if missed:
        print(
            f"{len(missed)} of {len(results)} budgets missed: {', '.join(missed)}", file=sys.stderr
        )
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
