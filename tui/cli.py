"""The commands. Nothing here, and nothing imported before a command runs, loads Textual."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from tui.facts.book import FactBook

CURRENCIES = click.Choice(["CNY", "USD", "EUR"], case_sensitive=False)
TABS = click.Choice(["timeline", "models", "finances", "calculator", "disputes"])
TABLES = click.Choice(["finances"])
EXIT_FOUND, EXIT_CANNOT = 1, 2

facts_option = click.option(
    "--facts", "facts_path", metavar="FILE", envvar="XEV_FACTS", help="Another facts file."
)


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib.metadata import version

    click.echo(f"xev-tui {version('xev-tui')}")
    context.exit()


def load_book(facts_path: str | None) -> FactBook:
    """The facts to work on; prints what is wrong with the file and exits 2 when there is trouble."""
    from tui.facts.load import FactsError, find_facts, load_facts

    try:
        return load_facts(find_facts(facts_path))
    except FactsError as error:
        click.echo(error.report(), err=True)
        sys.exit(EXIT_CANNOT)


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@facts_option
@click.option("--tab", type=TABS, default="finances", show_default=True, help="Tab to open.")
@click.option("--currency", type=CURRENCIES, help="Currency to show money in.")
@click.option("--theme", metavar="NAME", help="Colour theme: xev-dark, xev-light, xev-ansi ...")
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_version)
@click.pass_context
def cli(
    context: click.Context,
    facts_path: str | None,
    tab: str,
    currency: str | None,
    theme: str | None,
) -> None:
    """How much Xiaomi loses or earns on each electric car, who says so, and how sure that is.

    Without a command the program opens in the terminal; press ? there for its keys.
    """
    context.obj = facts_path
    if context.invoked_subcommand is not None:
        return
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        context.invoke(show, what="finances", form="table", currency=currency, facts_path=None)
        return
    book = load_book(facts_path)
    from tui.app import XevApp

    app = XevApp(book, tab=tab, currency=(currency or "").upper(), theme=theme or "")
    app.run()
    sys.exit(app.return_code or 0)


@cli.command()
@click.argument("what", type=TABLES)
@click.option(
    "--format", "form", type=click.Choice(["table", "csv", "json", "md"]), default="table"
)
@click.option("--currency", type=CURRENCIES, help="Currency to show money in.")
@facts_option
@click.pass_obj
def show(
    parent_facts: str | None, what: str, form: str, currency: str | None, facts_path: str | None
) -> None:
    """Print what a tab shows, for people or for programs."""
    book = load_book(facts_path or parent_facts)
    from tui.views.listing import listing
    from tui.views.output import render

    table = listing(book, what, (currency or book.currency).upper())
    click.echo(render(table, form), nl=False)


def _open_case(name: str) -> Any:
    return sys.stdin if name == "-" else Path(name)
