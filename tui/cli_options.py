"""What commands have in common: their options, and the facts to work on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from tui.facts.book import FactBook

CURRENCIES = click.Choice(["CNY", "USD", "EUR"], case_sensitive=False)
EXIT_CANNOT = 2

facts_option = click.option(
    "--facts", "facts_path", metavar="FILE", envvar="XEV_FACTS", help="Another facts file."
)
currency_option = click.option(
    "--currency", type=CURRENCIES, metavar="CODE", help="CNY, USD or EUR; as reported by default."
)


def load_book(facts_path: str | None) -> FactBook:
    """The facts to work on; says what is wrong with the file and exits 2 if there is trouble."""
    from tui.facts.diagnostics import FactsError
    from tui.facts.locate import find_facts
    from tui.facts.store import open_book

    try:
        return open_book(find_facts(facts_path))
    except FactsError as error:
        click.echo(str(error), err=True)
        sys.exit(EXIT_CANNOT)
