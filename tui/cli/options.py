"""Options that several commands have. Apart from what opens the screen, which needs no click."""

from __future__ import annotations

import click


def in_file_spelling(_: click.Context, __: click.Parameter, typed: str | None) -> str | None:
    """A period however people write it, as the file writes it. Raises BadParameter."""
    from tui.facts.period import PeriodError, read_period

    try:
        return None if typed is None else read_period(typed).text
    except PeriodError as error:
        raise click.BadParameter(str(error)) from None


class OneOf(click.Choice[str]):
    """One of some words; who mistypes one is told the nearest."""

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Nothing more, as the name of the argument lists them."""
        return ""

    def get_invalid_choice_message(self, value: str, ctx: click.Context | None) -> str:
        """`there is no 'financ' (did you mean 'finances'?)`."""
        from tui.facts.diagnostics import did_you_mean

        near = did_you_mean(value, self.choices, f"one of {', '.join(self.choices)}")
        return f"there is no '{value}' ({near})"


CURRENCIES = OneOf(["CNY", "USD", "EUR"], case_sensitive=False)


facts_option = click.option(
    "--facts",
    "facts_path",
    metavar="FILE",
    help="Facts file to use; $XEV_FACTS by default.",
)
# A period in two words, `Q1 26`, needs no quotes.
period_argument = click.argument(
    "period", nargs=-1, metavar="[PERIOD]", callback=lambda _, __, words: " ".join(words)
)
currency_option = click.option(
    "--currency", type=CURRENCIES, metavar="CODE", help="CNY, USD or EUR; as reported by default."
)
maker_option = click.option(
    "--maker",
    metavar="NAME",
    help="Maker whose figures to use; by default the one the file is about.",
)
