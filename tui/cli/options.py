"""Options that several commands have. Apart from what opens the screen, which needs no click."""

from __future__ import annotations

import click

CURRENCIES = click.Choice(["CNY", "USD", "EUR"], case_sensitive=False)


def _own_or_parents(context: click.Context, _: click.Parameter, path: str | None) -> str | None:
    """The facts file named behind the command, else before it."""
    own: str | None = path or context.obj
    return own


facts_option = click.option(
    "--facts",
    "facts_path",
    metavar="FILE",
    callback=_own_or_parents,
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
