"""The commands. Nothing here, and nothing imported before a command runs, loads Textual."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import get_terminal_size
from typing import Any

import click

from tui import __version__
from tui.app.registry import FIRST, TABLES, TABS, table_of
from tui.cli.add import add
from tui.cli.calc import calc
from tui.cli.claim import claim
from tui.cli.common import dumped, has_screen, load_book, looked_at, refuse, refuse_as_json
from tui.cli.export import export
from tui.cli.new import new
from tui.cli.options import OneOf, currency_option, facts_option, in_file_spelling, maker_option
from tui.cli.web import web

FORMATS = OneOf(["table", "csv", "json", "md"])
TAKES = {
    "finances": ("maker", "currency"),
    "timeline": ("maker", "currency"),
    "models": ("maker", "currency"),
    "disputes": ("maker",),
    "peers": ("currency", "view", "measure", "period"),
    "peers --view quarters": ("currency", "view", "measure"),
    "peers --view crossing": ("view",),
    "facts": (),
    "sources": (),
}
"""The options that change what each table of `show` holds; any other one is refused."""

EXAMPLES = """
\b
Examples:
  xev-tui                                open the program
  xev-tui --tab models --currency EUR    open it on a tab, in euros
  xev-tui show finances                  the quarters as a table
  xev-tui show models --format csv       the same rows for a spreadsheet
  xev-tui calc 2025-Q1                   one quarter, with its sources
  xev-tui calc 2026-Q1 --solve deliveries
                                         how many cars would have broken even
  xev-tui claim "about 900 USD" 2025-Q1  whether a published figure is right
  xev-tui check                          check the facts file
  xev-tui add                            add a figure, line by line
  xev-tui export facts.sqlite            everything as a SQLite database
  xev-tui new mine.yaml                  start a facts file for another maker
  xev-tui web                            the program in a browser

\b
Exit codes:
  0    done
  1    check found an error
  2    the command failed: bad usage, a file that cannot be read, bad input
  130  interrupted

\b
Files:
  --facts FILE, else $XEV_FACTS, else the facts.yaml of the checkout, else
  the one that comes with the program; `xev-tui paths` prints which.

\b
More:
  man xev-tui                  this and every command on one page
  docs/ beside the README      the facts file, settings, scripting, formulas

Data goes to standard output, messages to standard error.
"""


def _version(context: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    click.echo(f"xev-tui {__version__}")
    context.exit()


class Commands(click.Group):
    """The commands, and how all of them say why something cannot be done.

    An empty argument, as of a variable without a value, is none of theirs.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """The arguments that are left for a command. Raises UsageError."""
        ctx.meta[_AS_JSON] = not ctx.resilient_parsing and _asks_for_json(args)
        with _refusals(ctx):
            for arg in [] if ctx.resilient_parsing else args:
                name, equals, value = arg.partition("=")
                if not arg or (equals and not value and name.startswith("--")):
                    what = f"{name} is" if name else "an argument is"
                    message = f"{what} empty: give a value, or leave it out"
                    raise click.UsageError(message, ctx)
            return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        with _refusals(ctx):
            return super().invoke(ctx)


_AS_JSON = f"{__name__}.as_json"


def _asks_for_json(args: Sequence[str]) -> bool:
    """Whether the output is for a program, as far as can be told before options are read."""
    return bool({"--json", "--format=json"} & {*args}) or ("--format", "json") in pairwise(args)


@contextmanager
def _refusals(ctx: click.Context) -> Iterator[None]:
    """A program reads what is wrong where it reads figures; people read it on stderr."""
    try:
        yield
    except click.ClickException as error:
        if not ctx.meta[_AS_JSON]:
            raise
        refuse_as_json(_blamed(error), error.format_message())
    except ValueError as error:
        from tui.economics.parse import InputError

        if not isinstance(error, InputError):
            raise
        if not ctx.meta[_AS_JSON]:
            refuse(error.message)
        refuse_as_json(error.field, error.message)


def _blamed(error: click.ClickException) -> str:
    """The option or argument that is wrong, or `usage` where it is how they stand together."""
    param: click.Parameter | None = getattr(error, "param", None)
    name: str = param.opts[0] if param else getattr(error, "option_name", "usage")
    return name.lstrip("-")


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@facts_option
@click.option(
    "--tab", type=OneOf(list(TABS)), metavar="NAME", help="Tab to open: finances, models ..."
)
@currency_option
@click.option("--theme", metavar="NAME", help="Colour theme: xev-dark, xev-light, xev-ansi ...")
@click.option("--ascii", "ascii_only", is_flag=True, help="Draw with ASCII characters only.")
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_version,
    help="Print the version.",
)
@click.pass_context
def cli(
    context: click.Context,
    facts_path: str | None,
    tab: str | None,
    currency: str | None,
    theme: str | None,
    ascii_only: bool,
) -> None:
    """How much Xiaomi loses or earns on each electric car, who says so, and how sure that is.

    Without a command the program opens in the terminal; press ? there for its keys.
    """
    if facts_path:
        context.default_map = {name: {"facts_path": facts_path} for name in cli.commands}
    command = context.invoked_subcommand
    looks = {"--theme": theme, "--ascii": ascii_only}
    refused = {"--tab": tab, "--currency": currency, **looks} if command else looks
    if name := next((name for name, value in refused.items() if value), ""):
        if command:
            what = f"opens the program: for {command} see xev-tui {command} --help"
            raise click.UsageError(f"{name} {what}")
        if not has_screen():
            raise click.UsageError(f"{name} needs a terminal in which the program can open")
    if command:
        return
    if not has_screen():
        if tab and tab not in TABLES:
            raise click.UsageError(f"{tab} needs a terminal; without one there is xev-tui calc")
        context.invoke(
            show,
            what=tab or FIRST,
            form="table",
            bom=False,
            currency=currency,
            facts_path=facts_path,
        )
        return
    from tui.cli.run import start

    sys.exit(start(facts_path, tab, currency, theme, ascii_only=ascii_only))


@cli.command()
@click.argument("what", type=OneOf(list(TABLES)))
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
@click.option(
    "--bom",
    is_flag=True,
    help="CSV with a byte order mark, and formulas disarmed, for spreadsheets.",
)
@click.option(
    "--period",
    metavar="QUARTER",
    callback=in_file_spelling,
    help="For peers: the quarter, such as 2025-Q1.",
)
@click.option("--measure", metavar="NAME", help="For peers: operating, net, gross ...")
@click.option("--view", type=OneOf(["rank", "crossing", "quarters"]), help="For peers: the view.")
@maker_option
@currency_option
@facts_option
def show(what: str, form: str, bom: bool, facts_path: str | None, **asked: str | None) -> None:
    """Print what a tab shows, as a table or for programs."""
    given = {name: value for name, value in asked.items() if value is not None}
    view = f"{what} --view {asked['view']}"
    shown = view if view in TAKES else what
    if unknown := next((name for name in given if name not in TAKES[shown]), ""):
        raise click.UsageError(f"show {shown} takes no --{unknown}")
    maker, currency = given.pop("maker", None), given.pop("currency", None)
    choices = _peers_choices(given)
    from tui.present.table import aligned, for_spreadsheet, render

    if bom and form != "csv":
        raise click.UsageError("--bom works only with --format csv")
    book = looked_at(load_book(facts_path), maker)
    table = table_of(what, book, (currency or book.currency).upper(), **choices)
    if form == "table" and (sys.stdout.isatty() or "COLUMNS" in os.environ):
        text = aligned(table, get_terminal_size().columns)
    else:
        text = for_spreadsheet(table) if bom else render(table, form)
    click.echo(text, nl=False)


def _peers_choices(wanted: dict[str, str]) -> dict[str, Any]:
    """What is asked of peers, checked. Raises UsageError."""
    from tui.economics.peers import MEASURES
    from tui.facts.diagnostics import did_you_mean
    from tui.facts.period import parse_period

    choices: dict[str, Any] = dict(wanted)
    measure = wanted.get("measure", "operating")
    if measure not in MEASURES:
        advice = did_you_mean(measure, MEASURES, f"one of {', '.join(MEASURES)}")
        raise click.UsageError(f"there is no measure '{measure}' ({advice})")
    if "period" in wanted:
        choices["period"] = parse_period(wanted["period"])
        if choices["period"].kind != "quarter":
            raise click.UsageError(f"'{wanted['period']}' is not a quarter (e.g. 2025-Q1)")
    return choices


@cli.command()
@click.argument("file", required=False, type=click.Path())
@click.option("--format", "form", type=OneOf(["text", "full", "json", "sarif"]), default="text")
@click.option("--only", metavar="CHECK,...", help="Run only these checks.")
@click.option("--all", "every", is_flag=True, help="Also print what the file explains.")
@facts_option
def check(
    file: str | None, form: str, only: str | None, every: bool, facts_path: str | None
) -> None:
    """Check a facts file: its format, figures and promises.

    Figures are compared with each other, promises with their
    outcomes. Errors come last; findings that the file explains are only counted.

    Exits 0 without an error, 1 with one, 2 when the file cannot be read.
    """
    from tui.checks.report import check_file
    from tui.cli.common import patience
    from tui.facts.load import find_facts

    names = [name.strip() for name in (only or "").split(",") if name.strip()]
    try:
        path = Path(file) if file else find_facts(facts_path)
        with patience(f"Checking {path.name}"):
            report = check_file(path, form, names, every=every)
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    if report.text:
        click.echo(report.text)
    click.echo(report.summary, err=True)
    sys.exit(report.exit_code)


@cli.command()
@click.option("--part", is_flag=True, help="For files that facts.yaml includes.")
def schema(*, part: bool) -> None:
    """Print the JSON Schema of facts.yaml, for editors."""
    from tui.facts.schema import json_schema

    click.echo(dumped(json_schema(is_part=part)), nl=False)


@cli.command()
@facts_option
def paths(facts_path: str | None) -> None:
    """Print where each file of the program is, or would be."""
    from tui.app.settings import config_path
    from tui.app.state import memory_path
    from tui.facts.load import find_facts
    from tui.system.crash_report import report_path
    from tui.system.paths import place
    from tui.tabs.calculator.saved import scenarios_path

    click.echo(f"facts      {find_facts(facts_path)}")
    click.echo(f"config     {config_path()}")
    click.echo(f"themes     {config_path().parent / 'themes'}")
    click.echo(f"memory     {memory_path()}")
    click.echo(f"scenarios  {scenarios_path()}")
    click.echo(f"cache      {place('cache')}")
    click.echo(f"errors     {report_path()}")


@cli.command()
def keys() -> None:
    """Print every key with its name in config.toml."""
    from tui.app.keys import key_rows
    from tui.app.settings import config_path, read_config

    config, last = read_config(config_path()), ""
    for warning in config.warnings:
        click.echo(warning, err=True)
    for row in key_rows(config.keys):
        if row.place != last:
            click.echo(f"{row.place}")
            last = row.place
        click.echo(f"  {' '.join(row.keys):<18} {row.does:<42} {row.name}".rstrip())


@cli.command()
def glossary() -> None:
    """Print the meaning of marks and terms, by tab."""
    from tui.cli.page import page_text
    from tui.present.glossary import glossary as explained

    click.echo(page_text(explained()), nl=False)


@cli.command()
@click.argument("shell", type=OneOf(["bash", "zsh", "fish"]))
def completion(shell: str) -> None:
    """Print the completion script for a shell.

    To use it in bash: eval "$(xev-tui completion bash)"
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    if found is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(found(cli, {}, "xev-tui", "_XEV_TUI_COMPLETE").source())


for _command in (add, calc, claim, export, new, web):
    cli.add_command(_command)
