"""The calculator's answer as a page of text: what a car earned or lost, why, and how sure it is."""

from __future__ import annotations

from collections.abc import Iterator

from tui.cli.calc_car import car_table
from tui.cli.calc_finding import finding
from tui.cli.calc_inquiry import Inquiry
from tui.cli.calc_print import Printed, against, in_print
from tui.cli.calc_text import page_text, sections
from tui.cli.calc_volume import volume
from tui.cli.calc_words import RANGE, Footnotes, amount, bounds, derivation
from tui.economics import per_car
from tui.economics.backtest import backtest
from tui.economics.caveats import SENTENCES, warnings
from tui.facts.rates import rate_figure
from tui.present import fmt
from tui.present.passage import Passage


def calc_page(inquiry: Inquiry, printed: Printed | None = None) -> str:
    """The page, 80 cells wide. With `printed` it also says whether that figure can be right."""
    notes = Footnotes(inquiry.book)
    body = sections(
        finding(inquiry),
        against(printed) if printed else (),
        _how(inquiry, notes),
        car_table(inquiry),
        volume(inquiry),
        _basis(inquiry),
        in_print(inquiry, notes),
        _track_record(inquiry),
    )
    # The sources are known once the rest is written.
    return page_text(sections(list(body), notes.passages()))


def _how(inquiry: Inquiry, notes: Footnotes) -> Iterator[Passage]:
    """The formula with its numbers, its bounds, and where inputs that were derived come from."""
    base, shown = inquiry.base, inquiry.reported
    if base.result and base.deliveries and shown:
        account = f"{notes.marked(base.result)} ÷ {notes.marked(base.deliveries)}"
        if rate := inquiry.rate:
            pair = f"{rate.mean} {rate.base} per {rate.currency}"
            account += f" ÷ {pair}{notes.mark(rate_figure(rate))}"
        head = "Reported: " if inquiry.is_changed or inquiry.unknown else ""
        yield Passage(f"{head}{account} = {amount(shown)} per car, {bounds(shown)}")
        yield Passage(f"({RANGE}{_at_daily_rates(inquiry)})")
    elif base.result or base.deliveries:
        known = [figure for figure in (base.result, base.deliveries) if figure]
        texts = [f"{figure.label} {notes.marked(figure)}" for figure in known]
        yield Passage(f"Known: {', '.join(texts)}.")
    parts = [("Revenue", base.revenue), ("gross margin", base.gross_margin)]
    if texts := [f"{name} {notes.marked(figure)}" for name, figure in parts if figure]:
        yield Passage(f"{texts[0][0].upper()}{', '.join(texts)[1:]}.")
    for name in ("result", "deliveries", "revenue", "gross_margin"):
        figure = base.get(name)
        if figure and figure.inputs:
            yield Passage(f"{figure.label} = {derivation(figure, notes)}", "", 2)


def _at_daily_rates(inquiry: Inquiry) -> str:
    """What the lowest and highest daily rate of the period make of the result per car."""
    rate, figure = inquiry.rate, per_car.result_per_car(inquiry.base)
    if rate is None or figure is None:
        return ""
    ends = sorted((figure.value / rate.low, figure.value / rate.high))
    low, high = (fmt.number(end) for end in ends)
    return f"; at the daily rates of the period {low} to {high}"


def _basis(inquiry: Inquiry) -> Iterator[Passage]:
    """Which result over which cars, and what to beware of."""
    base = inquiry.base
    scope = f" of {base.scope}" if base.scope else ""
    yield Passage(f"Basis: {base.basis}{scope}, over cars delivered, {inquiry.when}.")
    for code in warnings(base):
        yield Passage(SENTENCES[code], "", 2, "!")


def _track_record(inquiry: Inquiry) -> Iterator[Passage]:
    """How far such forecasts have been off, where one was asked for."""
    forecast = inquiry.is_changed or inquiry.unknown
    if not forecast or inquiry.base.missing(*inquiry.base.account):
        return
    record = backtest(inquiry.book)
    if record:
        yield Passage(record.says)
