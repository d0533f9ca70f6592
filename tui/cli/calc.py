"""The calculator as a command: a period, a what-if, a bridge, costs, an outlook, or a case."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple, TypedDict, Unpack

import click

from tui.cli.common import dumped, load_book, looked_at
from tui.cli.options import OneOf, currency_option, facts_option, maker_option, period_argument

if TYPE_CHECKING:
    from tui.cli.calc_xlsx import Found
    from tui.facts.book import FactBook

_EXAMPLES = """
\b
Examples:
  xev-tui calc 2025-Q2 --currency USD
  xev-tui calc 2025-Q1,2025-Q2 --json
  xev-tui calc 2025-Q1 --set deliveries=108,796 --set opex_fixed_share=75%
  xev-tui calc 2026-Q1 --set price=-5%..0 --set opex_fixed_share=75%..100%
  xev-tui calc 2026-Q1 --table
  xev-tui calc --maker nio 2025-Q1
  xev-tui calc 2026-Q1 --solve deliveries --target 0
  xev-tui calc 2025-Q1 --against "about 900 USD"
  xev-tui calc --bridge 2025-Q4 2026-Q1 --currency USD
  xev-tui calc --costs
  xev-tui calc --outlook 6 --set deliveries_2026=550,000 --set price=-1%..0
  xev-tui calc --case case.yaml --json

\b
--set     deliveries, asp, price, cost_per_car, gross_margin, opex,
          opex_fixed_share, cost_fixed_share: a new value or, but for the
          fixed shares, a step (+5,000, +1pt) or a share (-5%); each also
          as a range: 75%..100%, 120k±10%, -5%..0, with a central value:
          80% in 75%..100%. A negative margin is typed exactly -1%.
          With --outlook deliveries are per quarter, 130k, or per year,
          "550,000 in 2026" (or deliveries_2026=550,000); steps and shares
          apply again each quarter, and opex_drift can be set
--solve   deliveries, gross_margin, price, cost_per_car, opex
"""


class Asked(TypedDict):
    """What was typed, as the options below read it."""

    period: str
    maker: str | None
    currency: str | None
    settings: tuple[str, ...]
    unknown: str
    target: str | None
    hold: str | None
    against: str | None
    table: bool
    bridge: tuple[str, str] | None
    costs: bool
    outlook: str | None
    xlsx: Path | None
    case: IO[bytes] | None
    as_json: bool
    facts_path: str | None


@click.command(epilog=_EXAMPLES)
@period_argument
@maker_option
@currency_option
@click.option("--set", "settings", multiple=True, metavar="NAME=VALUE", help="Assume something.")
@click.option(
    "--solve", "unknown", default="", metavar="NAME", help="Solve for what would be needed."
)
@click.option("--target", metavar="AMOUNT", help="Result per car to solve for; 0 by default.")
@click.option(
    "--hold",
    type=OneOf(["cost", "margin"]),
    metavar="cost|margin",
    help="What to keep when the price changes; the cost of sales per car by default.",
)
@click.option("--against", metavar="AMOUNT", help="Check a published result per car.")
@click.option("--table", is_flag=True, help="Break-even by the fixed shares of costs.")
@click.option("--bridge", nargs=2, metavar="FROM TO", help="Show why the result per car moved.")
@click.option("--costs", is_flag=True, help="Show how opex moved with cars.")
@click.option("--outlook", metavar="N", help="Project assumptions over N quarters.")
@click.option(
    "--case",
    "case",
    type=click.File("rb"),
    metavar="FILE|-",
    help="Calculate a case from a YAML file.",
)
@click.option(
    "--xlsx", type=click.Path(path_type=Path), metavar="FILE", help="Also write an Excel workbook."
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@facts_option
def calc(**asked: Unpack[Asked]) -> None:
    """Calculate what a car earned or lost in PERIOD, or would have.

    PERIOD is 2025-Q1 (or Q1 2025, Q1 25, 2025Q1), 2025-H1, 2025 or several to pool:
    2025-Q1,2025-Q2; ttm or ttm-2025-Q4 for trailing twelve months. The default is the newest
    quarter with complete figures whose result does not rest on a single weak source. Amounts are
    in the currency the maker reports in.
    """
    _refuse_mixture(asked)
    book = looked_at(load_book(asked["facts_path"]), asked["maker"])
    if asked["case"]:
        click.echo(_case(book, asked["case"], as_json=asked["as_json"]), nl=False)
        return
    answer = _worked_out(book, asked)
    text = dumped(answer.record()) if asked["as_json"] else answer.page()
    if path := asked["xlsx"]:
        from tui.cli.calc_xlsx import sheets_of, write_workbook

        sheets = sheets_of(book, answer.found, is_table=asked["table"])
        wrote = write_workbook(sheets, book, path)
    click.echo(text, nl=False)
    if path:
        click.echo(wrote, err=True)


def _refuse_mixture(asked: Asked) -> None:
    """Options that do not go together. Raises UsageError."""
    alone = [name for name in ("case", "bridge", "costs") if dict(asked)[name]]
    goes_with_them = (*alone[:1], "as_json", "facts_path", "maker")
    if not asked["case"]:
        goes_with_them = (*goes_with_them, "xlsx", "currency")
    if alone and any(value for name, value in asked.items() if name not in goes_with_them):
        message = f"--{alone[0]} cannot be combined: leave out the period and other options."
        raise click.UsageError(message)
    for name in ("table", "outlook"):
        others = asked["unknown"] or asked["against"]
        if dict(asked)[name] not in (None, False) and others:
            raise click.UsageError(f"--{name} works only with a period, --set, --hold and --xlsx.")
    if asked["table"] and asked["outlook"] is not None:
        raise click.UsageError("--table and --outlook are two pages: ask for one.")
    if asked["target"] and not asked["unknown"]:
        raise click.UsageError("--target needs --solve, for example --solve deliveries.")


class Answer(NamedTuple):
    """What was found, and how it is told: on a page, and for programs."""

    found: Found
    page: Callable[[], str]
    record: Callable[[], Mapping[str, object]]


def _worked_out(book: FactBook, asked: Asked) -> Answer:
    shown = (asked["currency"] or book.currency).upper()
    if asked["bridge"]:
        from tui.cli.calc_bridge import bridge_page, bridge_record, read_crossing

        crossing = read_crossing(book, *asked["bridge"], shown)
        return Answer(crossing, partial(bridge_page, crossing), partial(bridge_record, crossing))
    if asked["costs"]:
        from tui.cli.calc_costs import costs_page, costs_record

        return Answer(None, partial(costs_page, book, shown), partial(costs_record, book))
    typed = _typed(asked["settings"], asked["hold"])
    _drop_idle(typed, asked["unknown"])
    if asked["outlook"] is not None:
        from tui.cli.calc_outlook import outlook_page, outlook_record, read_outlook
        from tui.present.asked import why_chosen

        ahead = read_outlook(book, asked["period"], asked["outlook"], typed)
        told = book, ahead, shown, why_chosen(book, asked["period"])
        return Answer(ahead, partial(outlook_page, *told), partial(outlook_record, *told))
    from tui.cli.calc_inquiry import read_inquiry

    target = asked["target"] or "0"
    inquiry = read_inquiry(book, asked["period"], shown, typed, asked["unknown"], target)
    if asked["table"]:
        from tui.cli.calc_even import table_page, table_record

        return Answer(inquiry, partial(table_page, inquiry), partial(table_record, inquiry))
    from tui.cli.calc_json import calc_record
    from tui.cli.calc_page import calc_page, read_printed

    printed = read_printed(inquiry, asked["against"]) if asked["against"] else None
    page, record = partial(calc_page, inquiry, printed), partial(calc_record, inquiry, printed)
    return Answer(inquiry, page, record)


def _typed(settings: Sequence[str], hold: str | None) -> dict[str, object]:
    """The assumptions by name. Raises InputError."""
    from tui.economics.parse import InputError
    from tui.economics.plan import named

    typed: dict[str, object] = {"hold": hold} if hold else {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals:
            message = f'Could not read "{setting}". Write for example --set deliveries=108,796.'
            raise InputError("set", message)
        word, raw = named(name.strip().replace("-", "_"), value.strip())
        if word in typed:
            message = f"{word} is given twice, {typed[word]} and {raw}. Give it once."
            raise InputError(word, message)
        typed[word] = raw
    return typed


_SHARES = {"cost_fixed_share", "cost_of_sales_fixed_share"}
_HOLDS_FOR = {"asp", "price"} | _SHARES
"""What makes it matter whether the cost of sales per car or the gross margin is kept."""


def _drop_idle(typed: dict[str, object], unknown: str) -> None:
    """Say that nothing is kept where no price moves, or the margin is assumed, and that no cost of
    sales is fixed where it follows from a margin. Raises InputError."""
    from tui.economics.scenario import read_hold
    from tui.economics.solve import read_unknown

    is_solved = unknown and read_unknown(unknown, "solve") == "price"
    why = ""
    if not is_solved and not _HOLDS_FOR & typed.keys():
        why = "no price changes. Add, for example, --set price=-5%."
    elif "gross_margin" in typed:
        why = "the gross margin is assumed."
    if why and "hold" in typed:
        click.echo(f"--hold {read_hold(typed.pop('hold'))} has no effect: {why}", err=True)
    is_held = "hold" in typed and read_hold(typed["hold"]) == "margin"
    for share in _SHARES & typed.keys() if is_held or "gross_margin" in typed else ():
        why = "the cost of sales follows from the gross margin."
        click.echo(f"{share}={typed.pop(share)} has no effect: {why}", err=True)


def _case(book: FactBook, file: IO[bytes], *, as_json: bool) -> str:
    from tui.cli.calc_case import case_page, read_case, run_case
    from tui.economics.parse import InputError
    from tui.facts.source_text import MAX_BYTES

    # A stream that stands in for standard input may have no name.
    name = str(getattr(file, "name", "<stdin>"))
    if len(data := file.read(MAX_BYTES + 1)) > MAX_BYTES:
        raise InputError("case", f"{name} is larger than 64 MiB, which no case is.")
    out = run_case(read_case(data, name), book)
    return dumped(out) if as_json else case_page(out)
