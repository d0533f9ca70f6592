"""Damaged copies of the shipped facts: each is refused with its place, or can be shown.

`python -m tests.bad_days.test_mutants 10000` tries as many.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Iterable
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from random import Random

import pytest

from tests import facts_alone
from tests.facts.mutations import damaged
from tests.seen import each_view
from tui.app.program import XevApp
from tui.app.registry import TABLES, TABS, table_of
from tui.checks.run import run_checks
from tui.cli.calc_inquiry import read_inquiry
from tui.cli.calc_page import calc_page
from tui.economics.parse import InputError
from tui.facts.book import FactBook
from tui.facts.load import load_text
from tui.present.provenance import explain
from tui.present.search import search_book
from tui.present.table import render

TEXT = facts_alone()
MANY = 300
BATCH, BIG_BATCH = 15, 250
DAILY = 3
"""So many by day, one of which can be shown."""


def try_mutant(seed: int, tabs: Iterable[str] = ()) -> bool:
    """Damage the facts and use what loads, on some tabs too; whether it loads."""
    try:
        loaded = load_text(damaged(TEXT, Random(seed)))
        errors = [found for found in loaded.diagnostics if found.severity == "error"]
        assert bool(errors) is (loaded.book is None)
        assert all(found.line >= 1 for found in errors)
        if loaded.book is not None:
            use(loaded.book)
            if tabs:
                asyncio.run(visit(loaded.book, tabs))
    except Exception as error:
        error.add_note(f"seed {seed}")
        raise
    return loaded.book is not None


async def visit(book: FactBook, tabs: Iterable[str]) -> None:
    """Open every view of some tabs, with its sources."""
    app = XevApp(book)
    async with app.run_test(size=(100, 30)) as pilot:
        async for _ in each_view(pilot, tabs):
            await pilot.press("down", "s", "s", "p")


def use(book: FactBook) -> None:
    """Work out everything that the tabs and commands show."""
    for name in TABLES:
        table = table_of(name, book, book.currency)
        for form in ("table", "csv", "json", "md"):
            render(table, form)
    search_book(book, "6590")
    run_checks(book)
    for fact in book.facts[:: max(1, len(book.facts) // 20)]:
        explain(book, fact)
    with suppress(InputError):
        # Where no quarter has a full account there is nothing to calculate, in a sentence.
        calc_page(read_inquiry(book, "", book.currency, {}, "", "0"))


def try_batch(seeds: range, tabs_every: int = 10, tabs: Collection[str] = tuple(TABS)) -> int:
    """Try some mutants, one of so many that load on the tabs too; how many load."""
    shown = 0
    for seed in seeds:
        shown += try_mutant(seed, tabs if shown % tabs_every == 0 else ())
    return shown


@pytest.mark.parametrize(
    ("seeds", "tabs"),
    [
        (range(DAILY), ("finances", "calculator")),
        *(
            pytest.param(range(first, first + BATCH), tuple(TABS), marks=pytest.mark.nightly)
            for first in range(0, MANY, BATCH)
        ),
    ],
)
def test_mutants_are_refused_or_can_be_shown(seeds: range, tabs: Collection[str]) -> None:
    try_batch(seeds, BATCH, tabs)


def main() -> None:
    """Try as many mutants as the argument says."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    batches = [range(at, min(at + BIG_BATCH, many)) for at in range(0, many, BIG_BATCH)]
    shown = 0
    with ProcessPoolExecutor() as pool:
        for seeds, found in zip(batches, pool.map(try_batch, batches), strict=True):
            shown += found
            print(f"{seeds.stop:,} mutants, {shown:,} of them could be shown", flush=True)


if __name__ == "__main__":
    main()
