"""Options that several commands have. Apart from what opens the screen, which needs no click."""

from __future__ import annotations

import click

CURRENCIES = click.Choice(["CNY", "USD", "EUR"], case_sensitive=False)


facts_option = click.option(
    "--facts",
    "facts_path",
    metavar="FILE",
    help="Facts file to use; $XEV_FACTS by default.",
)
currency_option = click.option(
    "--currency", type=CURRENCIES, metavar="CODE", help="CNY, USD or EUR; as reported by default."
)
maker_option = click.option(
    "--maker",
    metavar="NAME",
    help="Maker whose figures to use; by default the one the file is about.",
)
