"""Whether a figure per car in print holds, as a command: one sentence."""

from __future__ import annotations

import click

from tui.cli.common import dumped, load_book, looked_at
from tui.cli.options import facts_option, maker_option

_EXAMPLES = """
\b
Examples:
  xev-tui claim "about 900 USD" 2025-Q1
  xev-tui claim "a profit of 6,400 yuan" 2025-Q3
  xev-tui claim 900 2025-Q1              without a currency each is tried
  xev-tui claim 'between $800 and $950' 2025-Q1
  xev-tui claim 亏损0.65万元 2025-Q1
  xev-tui claim NIO lost 44,000 yuan per car in 2025
  xev-tui claim '$900 a car in Q1 2025'  a dollar sign needs single quotes
"""


# A figure below zero, "-900 USD", is no option.
@click.command(epilog=_EXAMPLES, context_settings={"ignore_unknown_options": True})
@click.argument("figure", nargs=-1, required=True, metavar="FIGURE [PERIOD]")
@maker_option
@click.option("--json", "as_json", is_flag=True, help="Print JSON for programs.")
@facts_option
def claim(
    figure: tuple[str, ...], maker: str | None, as_json: bool, facts_path: str | None
) -> None:
    """Say whether FIGURE, a published result per car, is right.

    It holds, does not hold, or holds only under a condition. The default PERIOD is the newest
    quarter with complete figures whose result does not rest on a single weak source. A sentence may
    name the period, and the maker.
    """
    book = looked_at(load_book(facts_path), maker)
    from textwrap import fill

    from tui.facts import fmt
    from tui.present.claim import judge, understand

    if option := next((word for word in figure if word.startswith("--")), ""):
        raise click.NoSuchOption(option)
    book, base, said = understand(book, figure)
    verdict = judge(book, base, said)
    if not as_json:
        click.echo(fill(f"{verdict.sign} {verdict.says}", 80, subsequent_indent="  "))
        return
    from tui.cli.calc_json import Output, put

    computed = verdict.held.computed
    record: Output = {"answer": verdict.answer, "says": verdict.says}
    record["currency"] = computed.unit.partition("/")[0]
    put(record, "profit_per_car", computed)
    record["published"] = fmt.plain(verdict.held.published.value)
    printed_in = list(dict.fromkeys(key for fact in verdict.printed for key in fact.sources))
    record["sources"], record["published_in"] = list(computed.sources), printed_in
    known = book.sources_of([*computed.sources, *printed_in])
    record["urls"] = {source.key: source.url for source in known if source.url}
    click.echo(dumped(record), nl=False)
